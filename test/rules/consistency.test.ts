import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { sources } from "../../language-server/catalog/sources.js";
import type { EvidenceClass } from "../../language-server/catalog/types.js";
import type { Severity } from "../../language-server/model/finding.js";
import { rules } from "../../language-server/rules/registry.generated.js";
import type { Rule } from "../../language-server/rules/rule.js";
import { fixtures, ruleFolders, rulesFolder } from "./support/fixture.js";

const folder = fileURLToPath(new URL("../../language-server/rules", import.meta.url));
const all = fixtures();

/** What the design lays down for each rule. A rule is added here in the same breath as its file. */
const AGREED: Readonly<Record<string, readonly [Severity, EvidenceClass]>> = {
	"access-edge-needs-internal-next-hop": ["error", "seed"],
	"av-edge-external-nat": ["error", "ocs2007"],
	"av-edge-needs-av-conferencing-server": ["error", "seed"],
	"av-edge-public-ip": ["error", "ocs2007"],
	"av-needs-av-edge": ["error", "seed"],
	"cert-missing-access-external": ["error", "ocs2007"],
	"cert-missing-av-authentication": ["error", "ocs2007"],
	"cert-missing-internal": ["error", "ocs2007"],
	"cert-missing-webconf-external": ["error", "ocs2007"],
	"cert-subject-mismatch-external": ["error", "ocs2007"],
	"cert-subject-mismatch-internal": ["error", "ocs2007"],
	"dns-federation-srv-missing": ["error", "ocs2007"],
	"duplicate-ip": ["error", "ocs2007"],
	"edge-and-proxy-same-subnet": ["error", "ocs2007"],
	"edge-in-workgroup": ["warning", "seed"],
	"edge-two-network-adapters": ["warning", "seed"],
	"external-scenario-needs-access-edge": ["error", "seed"],
	"internal-deployment-first": ["warning", "seed"],
	"next-hop-missing": ["error", "r2"],
	"no-active-directory-in-perimeter": ["error", "seed"],
	"no-edge-with-firewall": ["error", "ocs2007"],
	"no-edge-with-reverse-proxy": ["error", "ocs2007"],
	"plan-has-seven-tasks": ["info", "seed"],
	"reverse-proxy-needs-web-components": ["error", "seed"],
	"role-ip-conflict": ["error", "ocs2007"],
	"rp-missing-path": ["error", "ocs2007"],
	"web-conf-edge-needs-web-conferencing-server": ["error", "seed"],
	"web-conferencing-needs-web-conf-edge": ["error", "seed"],
	"web-content-needs-reverse-proxy": ["error", "seed"],
};

test("every file of the folder is a registered rule, and its name is the code", () => {
	const files = readdirSync(folder)
		.filter((name) => name.endsWith(".ts") && !name.endsWith(".generated.ts"))
		.map((name) => name.replace(/\.ts$/, ""))
		.filter((name) => name !== "rule" && name !== "engine")
		.sort();
	expect(rules.map((rule) => rule.code)).toEqual(files);
});

test("severities and evidence are those of the design", () => {
	const actual = Object.fromEntries(rules.map(({ code, severity, evidence }) => [code, [severity, evidence]]));
	expect(actual).toEqual(AGREED);
});

test("every folder of fixtures belongs to a rule", () => {
	expect(ruleFolders()).toEqual(rules.map((rule) => rule.code));
});

describe.each(rules.map((rule) => ({ rule, code: rule.code })))("$code", ({ rule }) => {
	const own = all.filter((fixture) => fixture.code === rule.code);

	test("has a fixture that fires, one that is clean and one that is silent for want of information", () => {
		for (const kind of ["fires", "clean", "silent"]) {
			expect(own.filter(({ name }) => name.startsWith(kind)).length, kind).toBeGreaterThan(0);
		}
		for (const { name, marks } of own) {
			const fires = marks.some((mark) => mark.code === rule.code);
			expect(fires, name).toBe(name.startsWith("fires"));
		}
	});

	test("names sources that exist, one of which can give its evidence", () => {
		const kinds = rule.sources.map((key) => sources[key].kind);
		expect(kinds.length).toBeGreaterThan(0);
		expect(kinds).toContain(rule.evidence);
	});

	test("speaks in sentences", () => {
		for (const text of sentencesOf(rule)) {
			expect(text).toMatch(/^[A-Z].*[.]$/s);
		}
		expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
	});
});

function sentencesOf({ why, howToFix, needs, note }: Rule): readonly string[] {
	return [why, howToFix, needs, ...(note === undefined ? [] : [note])];
}

test("every text that a fix writes belongs to a fixture that is still there", () => {
	for (const code of ruleFolders()) {
		const names = new Set(all.filter((fixture) => fixture.code === code).map(({ name }) => name));
		for (const file of readdirSync(join(rulesFolder, code)).filter((one) => one.includes(".fixed-"))) {
			const [, name = ""] = /^(.+)\.fixed-[1-9]\d*\.ocsedge$/.exec(file) ?? [];
			expect(names, `${code}/${file}`).toContain(name);
		}
	}
});
