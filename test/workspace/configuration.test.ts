import { describe, expect, test } from "vitest";
import { readConfiguration } from "../../language-server/workspace/configuration.js";
import { analyse, uriOf, workspaceOf } from "../support/topology.js";

const CODE = "no-active-directory-in-perimeter";
const BAD = "deployment D { }\nnetwork dmz { zone perimeter }\nactive-directory ad in dmz { }\n";
const URI = "file:///topology/ocs-edge.json";

/** The words that the findings of a configuration lie on, and what they say. */
function mistakes(text: string): readonly (readonly [words: string, message: string])[] {
	const lines = text.split(/\r\n|\r|\n/);
	return readConfiguration(URI, text).findings.map(({ code, severity, origin, message }) => {
		expect([code, severity, origin.uri]).toEqual(["configuration-error", "error", URI]);
		const { start, end } = origin.range;
		return [
			lines[start.line]?.slice(start.character, end.line === start.line ? end.character : undefined) ?? "",
			message,
		];
	});
}

describe("a configuration", () => {
	test.each([
		"{}",
		'{ "$schema": "./schema.json", "preset": "strict", "rules": {} }',
		`// Why this is so.\n{\n\t"rules": {\n\t\t/* for the pilot */\n\t\t"${CODE}": "off",\n\t},\n}\n`,
		"\uFEFF{}",
	])("%j is well-formed", (text) => {
		expect(mistakes(text)).toEqual([]);
	});

	test("says the preset and the severities", () => {
		const { settings } = readConfiguration(URI, `{ "preset": "strict", "rules": { "${CODE}": "info" } }`);
		expect(settings).toEqual({ preset: "strict", severities: new Map([[CODE, "info"]]) });
	});

	test.each([
		["", "", "The file is empty."],
		["{", "", "A closing brace is missing here"],
		['{ "preset" "strict" }', '"strict"', "A colon is missing before this"],
		['{ "preset": strict }', "strict", "a text stands in quotation marks"],
		['{ "preset": "strict }', '"strict }', "The quotation mark is not closed on its line"],
		['{ "preset": "strict" "rules": {} }', '"rules"', "A comma is missing before this"],
		["[]", "[", "A configuration is an object in braces, and this is a list."],
		['{\n"preset": "strickt" }', '"strickt"', "A preset is recommended or strict, not strickt. Did you mean strict?"],
		['{ "preset": true }', "true", "A preset is recommended or strict in quotation marks, and this is true or false."],
		['{ "rule": {} }', '"rule"', "A configuration has no rule. Did you mean rules?"],
		['{ "colour": 1 }', '"colour"', "A configuration has no colour. It has $schema, preset and rules."],
		['{ "$schema": 1 }', "1", "The address of a schema is a text in quotation marks, and this is a number."],
		['{ "rules": [] }', "[", "Rules are an object with codes and severities, and this is a list."],
		[`{ "rules": { "${CODE}x": "off" } }`, `"${CODE}x"`, `There is no rule ${CODE}x. Did you mean ${CODE}?`],
		['{ "rules": { "zzz": 1 } }', '"zzz"', "There is no rule zzz. The command ocs-edge rules lists all rules."],
		[
			'{ "rules": { "syntax-error": "off" } }',
			'"syntax-error"',
			"syntax-error is found by the language itself, not by a rule, so it can neither be turned off",
		],
		[
			`{ "rules": { "${CODE}": "warn" } }`,
			'"warn"',
			"A severity is off, info, warning or error, not warn. Did you mean warning?",
		],
		[`{ "rules": { "${CODE}": 2 } }`, "2", "A severity is off, info, warning or error in quotation marks"],
		[
			`{ "rules": { "${CODE}": "off", "${CODE}": "error" } }`,
			`"${CODE}"`,
			`${CODE} is stated twice. Remove one of the two.`,
		],
	])("%j has one mistake", (text, words, message) => {
		const found = mistakes(text);
		expect(found).toHaveLength(1);
		expect(found[0]?.[0]).toBe(words);
		expect(found[0]?.[1]).toContain(message);
	});

	test("with several mistakes gives a finding for each", () => {
		expect(mistakes('{ "preset": "strickt", "rule": {} }')).toHaveLength(2);
	});

	test("is mended by the proposal for a mistyped word", () => {
		const text = '{ "preset": "strickt" }';
		const [fix] = readConfiguration(URI, text).findings.flatMap((finding) => finding.fixes);
		expect(fix?.edits).toEqual([
			{ uri: URI, range: { start: { line: 0, character: 12 }, end: { line: 0, character: 21 } }, newText: '"strict"' },
		]);
	});
});

describe("the settings of a file", () => {
	const severities = (sources: Readonly<Record<string, string>>) =>
		analyse(sources)
			.findings.filter((finding) => finding.code === CODE)
			.map((finding) => finding.severity);

	test.each([
		["off", []],
		["info", ["info"]],
		["warning", ["warning"]],
		["error", ["error"]],
	])("give a rule the severity %s", (severity, expected) => {
		const text = JSON.stringify({ rules: { [CODE]: severity } });
		expect(severities({ "main.ocsedge": BAD, "ocs-edge.json": text })).toEqual(expected);
	});

	test("come from the nearest configuration upwards, and from no other", () => {
		const off = JSON.stringify({ rules: { [CODE]: "off" } });
		expect(severities({ "a/b/main.ocsedge": BAD, "a/ocs-edge.json": off })).toEqual([]);
		expect(severities({ "a/b/main.ocsedge": BAD, "a/ocs-edge.json": off, "a/b/ocs-edge.json": "{}" })).toEqual([
			"error",
		]);
		expect(severities({ "a/b/main.ocsedge": BAD, "a/b/c/ocs-edge.json": off, "b/ocs-edge.json": off })).toEqual([
			"error",
		]);
	});

	test("count for the findings that lie in it, whichever deployment they come from", () => {
		const sources = {
			"main.ocsedge":
				'import "./legacy/old.ocsedge"\ndeployment D { }\nnetwork dmz { zone perimeter }\nactive-directory a in dmz { }\n',
			"legacy/old.ocsedge": "active-directory b in dmz { }\n",
			"legacy/ocs-edge.json": JSON.stringify({ rules: { [CODE]: "info" } }),
		};
		expect(severities(sources).toSorted()).toEqual(["error", "info"]);
	});

	test("stay the last good ones while the configuration is broken, and are the usual ones when there were none", () => {
		const workspace = workspaceOf({ "main.ocsedge": BAD, "ocs-edge.json": `{ "rules": { "${CODE}": "off" } }` });
		const codes = () => workspace.findings(uriOf("main.ocsedge")).map((finding) => finding.code);
		workspace.setConfiguration(URI, "{");
		expect(codes()).not.toContain(CODE);
		expect(workspace.findings(URI)).toHaveLength(1);
		workspace.removeConfiguration(URI);
		expect(workspace.findings(URI)).toEqual([]);
		expect(codes()).toContain(CODE);
		workspace.setConfiguration(URI, "{");
		expect(codes()).toContain(CODE);
	});
});
