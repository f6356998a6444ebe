import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParsedFile } from "../../language-server/grammar/parse-file.js";
import { createFileParser } from "../../language-server/grammar/parser-module.js";
import { splitTopLevel } from "../../language-server/grammar/split.js";

const parse = createFileParser();
const URI = "file:///one.ocsedge";
const example = readFileSync(join(import.meta.dirname, "../../examples/single-site.ocsedge"), "utf8");

function contentOf({ elements, syntax, suppressions }: ParsedFile) {
	return { elements, syntax, suppressions };
}

function read(text: string) {
	return contentOf(parse(URI, text));
}

describe("a text is cut behind the blocks of its top level", () => {
	test.each([
		["site a { primary }\nsite b {}", ["site a { primary }", "\nsite b {}"]],
		["site a site b { } site c", ["site a site b { }", " site c"]],
		["pool p { web-farm { } }\n", ["pool p { web-farm { } }", "\n"]],
		["// a } in a comment\nsite a { /* } */ }", ["// a } in a comment\nsite a { /* } */ }"]],
		['import "}"\nsite a {}', ['import "}"\nsite a {}']],
		["site a } site b {}", ["site a }", " site b {}"]],
		["site a { site b {} ", ["site a { site b {} "]],
		["/* open { site a {}", ["/* open { site a {}"]],
		["site a { x /abs/ext/* }\nsite b {}", ["site a { x /abs/ext/* }", "\nsite b {}"]],
		["site a { /abs/ext/*} */ }", ["site a { /abs/ext/*}", " */ }"]],
		["site a { /abs/*} x */ }", ["site a { /abs/*}", " x */ }"]],
		["site a { /abs /*} x */ }", ["site a { /abs /*} x */ }"]],
		["site a { /abs//} x\n}", ["site a { /abs//} x\n}"]],
		["site a { 10.0.0.0/24/*} x */ }", ["site a { 10.0.0.0/24/*} x */ }"]],
		["", [""]],
	])("%j", (text, expected) => {
		expect(splitTopLevel(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
	});

	test("each stretch knows where it begins", () => {
		const text = "/* one\n two */ site a {\r\n} site b {\n}\n";
		expect(splitTopLevel(text).map(({ line, character }) => ({ line, character }))).toEqual([
			{ line: 0, character: 0 },
			{ line: 2, character: 1 },
			{ line: 3, character: 1 },
		]);
	});
});

describe("reading only what an edit touched gives what reading the whole text gives", () => {
	// Pieces that open and close blocks, comments and strings, break lines, and stand for values and keywords.
	const pieces = [
		"{",
		"}",
		"\n",
		"\r\n",
		"/*",
		"*/",
		"//",
		'"',
		" ",
		"x",
		"site",
		"fqdn a.contoso.net",
		"10.0.0.256",
		"/abs/ext",
		", ",
		"// ocs-edge-ignore edge-in-workgroup: agreed\n",
		"// ocs-edge-ignore-file edge-in-workgroup\n",
	];
	const edit = fc.record({
		at: fc.double({ min: 0, max: 1, noNaN: true }),
		remove: fc.nat({ max: 60 }),
		insert: fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join("")),
	});

	test("for any sequence of edits", () => {
		fc.assert(
			fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
				let text = example;
				let file = parse(URI, text);
				for (const { at, remove, insert } of edits) {
					const offset = Math.floor(at * text.length);
					text = text.slice(0, offset) + insert + text.slice(offset + remove);
					file = parse(URI, text, file);
				}
				expect(contentOf(file)).toEqual(read(text));
			}),
			{ numRuns: 60 },
		);
	});

	test("a line added at the top moves everything below without parsing it again", () => {
		const before = parse(URI, example);
		const server = before.elements.edgeServers[1];
		const after = parse(URI, `// One more line.\n${example}`, before);
		expect(after.elements.edgeServers[1]).toBe(server);
		expect(contentOf(after)).toEqual(read(`// One more line.\n${example}`));
	});

	test("an edit inside one block leaves the values of the others as they are", () => {
		const before = parse(URI, example);
		const after = parse(URI, example.replace("fqdn             edge2.", "fqdn             edge3."), before);
		expect(after.elements.edgeServers[0]).toBe(before.elements.edgeServers[0]);
		expect(after.elements.edgeServers[1]?.fqdn?.value).toBe("edge3.fabrikam.net");
	});
});
