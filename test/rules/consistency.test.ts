import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { defaultCatalogue } from "../../language-server/catalog/catalogue.js";
import { sources } from "../../language-server/catalog/sources.js";
import { sarif } from "../../language-server/cli/formats/sarif.js";
import { PROBLEMS } from "../../language-server/model/problems.js";
import { rulesList } from "../../language-server/reports/rules/rules-list.js";
import { LEFT_OUT } from "../../language-server/rules/left-out.js";
import { rules } from "../../language-server/rules/registry.generated.js";
import { presetOf, type Rule } from "../../language-server/rules/rule.js";
import { ruleCollection } from "../../language-server/workspace/rule-collection.js";
import { AGREED } from "./agreed.js";
import { fixtures, ruleFolders, rulesFolder } from "./support/fixture.js";

const folder = fileURLToPath(new URL("../../language-server/rules", import.meta.url));
const all = fixtures();

test("every file of the folder is a registered rule, and its name is the code", () => {
	const files = readdirSync(folder)
		.filter((name) => name.endsWith(".ts") && !name.endsWith(".generated.ts"))
		.map((name) => name.replace(/\.ts$/, ""))
		.filter((name) => !["rule", "engine", "settings", "left-out"].includes(name))
		.sort();
	expect(rules.map((rule) => rule.code)).toEqual(files);
});

test("every documented misconfiguration has a rule or a reason why not", () => {
	const answered = [...rules.map((rule) => rule.code), ...LEFT_OUT.map(({ code }) => code)].sort();
	expect(answered).toEqual(Object.keys(AGREED).sort());
	for (const { code, because } of LEFT_OUT) {
		expect(presetOf({ evidence: AGREED[code]?.[1] ?? "seed" }), code).toBe("strict");
		expect(because).toMatch(/^[A-Z].*[.]$/);
	}
});

test("severities and evidence are those that are laid down", () => {
	const actual = Object.fromEntries(rules.map(({ code, severity, evidence }) => [code, [severity, evidence]]));
	expect(actual).toEqual(Object.fromEntries(rules.map(({ code }) => [code, AGREED[code]])));
});

test("every folder of fixtures belongs to a rule", () => {
	expect(ruleFolders()).toEqual(rules.map((rule) => rule.code));
});

test("whatever lists the rules lists the same ones: pages, the schema of the configuration, the command line, SARIF", () => {
	const codes = rules.map((rule) => rule.code);
	const all = [...codes, ...Object.keys(PROBLEMS)];
	const file = (path: string) => new URL(`../../${path}`, import.meta.url);
	const pages = readdirSync(file("docs/rules")).map((name) => name.replace(/\.md$/, ""));
	expect(pages.filter((name) => name !== "README").sort()).toEqual([...all].sort());

	const schema = JSON.parse(readFileSync(file("docs/schemas/ocs-edge.schema.json"), "utf8"));
	expect(Object.keys(schema.properties.rules.properties)).toEqual(codes);

	const list = rulesList(ruleCollection, defaultCatalogue);
	expect([...list.rules, ...list.problems].map((one) => one.code)).toEqual(all);

	const nothing = { findings: [], accepted: [], files: [], summary: { error: 0, warning: 0, info: 0 } };
	const log = sarif.print({ ...nothing, pathOf: (uri) => uri, textOf: () => "" }, (text) => text);
	const described: readonly { readonly id: string }[] = JSON.parse(log).runs[0].tool.driver.rules;
	expect(described.map((one) => one.id)).toEqual(all);
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
		// The page of the reference architecture is a text for OCS 2007 as well, so it can give that evidence too.
		const given = kinds.includes("seed") ? [...kinds, "ocs2007"] : kinds;
		expect(given).toContain(rule.evidence);
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
