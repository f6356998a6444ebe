import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import { CONFIGURATION_NAME } from "../../language-server/workspace/configuration.js";
import { ruleCollection } from "../../language-server/workspace/rule-collection.js";
import { TopologyWorkspace } from "../../language-server/workspace/topology-workspace.js";

const folder = join(import.meta.dirname, "../../docs/rules");
const { rules, problems, leftOut } = ruleCollection;
const parse = createFileParser();

function pageOf(name: string): string {
	return readFileSync(join(folder, `${name}.md`), "utf8");
}

function section(page: string, title: string): string {
	return page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";
}

/** The files that a part of a page shows, by their names; of several, each begins with its own. */
function filesIn(part: string): Readonly<Record<string, string>> {
	const shown = [...part.matchAll(/^```(?:ocsedge|json)\n(.*?)^```$/gms)].map(([, text = ""]) => text);
	return Object.fromEntries(
		shown.map((text) => {
			const [, name] = /^\/\/ (\S+\.(?:ocsedge|json))\n/.exec(text) ?? [];
			return [name ?? "main.ocsedge", text];
		}),
	);
}

/** The codes that are found in some files, in the preset strict unless they bring a configuration. */
function codesIn(files: Readonly<Record<string, string>>): readonly string[] {
	const workspace = new TopologyWorkspace();
	const uriOf = (name: string) => `file:///${name}`;
	workspace.setConfiguration(uriOf(CONFIGURATION_NAME), '{ "preset": "strict" }');
	for (const [name, text] of Object.entries(files)) {
		if (name === CONFIGURATION_NAME) {
			workspace.setConfiguration(uriOf(name), text);
		} else {
			workspace.setFile(parse(uriOf(name), text));
		}
	}
	return Object.keys(files).flatMap((name) => workspace.findings(uriOf(name)).map((finding) => finding.code));
}

/** The example of a page: what has the mistake, and what is as it should be. */
function exampleOf(page: string) {
	const [before = "", after = ""] = section(page, "Example").split(/^(?:After the fix|This one is)/m);
	return { bad: filesIn(before), good: filesIn(after) };
}

test("there is a page for each rule and each problem, an index, and nothing else", () => {
	const expected = [...rules, ...problems].map(({ code }) => `${code}.md`);
	expect(readdirSync(folder).sort()).toEqual([...expected, "README.md"].sort());
});

test("what is typed as it stands is shown so, and no page shows a backtick", () => {
	expect(section(pageOf("snat-capacity"), "When it is silent")).toContain("its `snat-addresses`, and the users");
	for (const { code } of [...rules, ...problems]) {
		expect(pageOf(code), code).not.toContain("\\`");
	}
});

describe.each(rules.map((rule) => ({ rule, code: rule.code })))("the page of $code", ({ rule }) => {
	const page = pageOf(rule.code);

	test("has everything that a reader asks for", () => {
		for (const title of ["Why", "Example", "How to mend it", "When it is silent", "Evidence", "How to configure it"]) {
			expect(section(page, title), title).not.toBe("");
		}
		expect(page).toContain(`Severity: ${rule.severity} · Preset: ${rule.preset} · Topic: `);
		for (const key of rule.sources ?? []) {
			expect(section(page, "Evidence"), key).toContain("](http");
		}
	});
});

// Why a rule failed cannot be shown in a file, for the fault is not in it.
const shown = [...rules, ...problems].filter(({ code }) => code !== "rule-failed");

describe.each(shown.map(({ code }) => code))("the example of %s", (code) => {
	const { bad, good } = exampleOf(pageOf(code));

	test("has the mistake, and the one below it has not", () => {
		expect(Object.keys(bad).length).toBeGreaterThan(0);
		expect(codesIn(bad)).toContain(code);
		expect(Object.keys(good).length).toBeGreaterThan(0);
		expect(codesIn(good)).not.toContain(code);
		expect(codesIn(good)).not.toContain("syntax-error");
	});

	test("the statements that configure it have an effect", () => {
		const [setting = ""] = Object.values(
			filesIn(section(pageOf(code), "How to configure it").split("To accept")[0] ?? ""),
		);
		if (rules.some((rule) => rule.code === code)) {
			const { severity = "" } = /"(?<severity>off|info|warning|error)"/.exec(setting)?.groups ?? {};
			const found = codesIn({ ...bad, [CONFIGURATION_NAME]: setting });
			expect(found.includes(code)).toBe(severity !== "off");
			expect(found).not.toContain("configuration-error");
		}
	});
});

test("the index lists every rule under its topic, the problems, and what is left out", () => {
	const index = pageOf("README");
	for (const { code } of [...rules, ...problems]) {
		expect(index.split(`[${code}](${code}.md)`)).toHaveLength(2);
	}
	for (const { code, because } of leftOut) {
		expect(section(index, "Left out")).toContain(`| \`${code}\` | `);
		expect(because).not.toBe("");
	}
});
