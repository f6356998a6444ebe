import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { Ajv } from "ajv";
import { parse } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { readConfiguration } from "../../language-server/workspace/configuration.js";
import { ruleCollection } from "../../language-server/workspace/rule-collection.js";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");
const SUGGESTIONS = "docs/schemas/ocs-edge.suggestions.json";
// What VS Code understands beyond the standard.
const ajv = new Ajv({ keywords: ["allowTrailingCommas", "enumDescriptions"] });
const schema = read("docs/schemas/ocs-edge.schema.json");
const suggestions = read(SUGGESTIONS);
const validate = ajv.compile(schema);
const suggest = ajv.compile(suggestions);

function read(path: string) {
	return JSON.parse(readFileSync(join(root, path), "utf8"));
}

describe("the schema of ocs-edge.json", () => {
	test("describes every rule", () => {
		const described = schema.properties.rules.properties;
		expect(Object.keys(described)).toEqual(ruleCollection.rules.map((rule) => rule.code));
		for (const { code, title, severity } of ruleCollection.rules) {
			expect(described[code]).toMatchObject({ title, default: severity });
			expect(described[code].description).not.toBe("");
		}
	});

	test.each([
		"{}",
		'{ "$schema": "x", "preset": "strict" }',
		'{ "rules": { "edge-in-workgroup": "off" }, }',
		'{ "preset": "strickt" }',
		'{ "presets": "strict" }',
		'{ "rules": { "edge-in-workgroup": "warn" } }',
		'{ "rules": { "no-such-rule": "off" } }',
		'{ "rules": { "syntax-error": "off" } }',
		'{ "rules": [] }',
		'{ "$schema": 1 }',
		"[]",
	])("and the reader agree on %s", (text) => {
		expect(validate(parse(text))).toBe(readConfiguration("file:///ocs-edge.json", text).findings.length === 0);
		// The finding of the language server is the one that counts; VS Code adds none of its own.
		expect(suggest(parse(text))).toBe(true);
	});

	test("proposes in VS Code the words that it validates elsewhere", () => {
		const { preset, rules } = suggestions.properties;
		expect(preset.anyOf[0].enum).toEqual(schema.properties.preset.enum);
		for (const [code, rule] of Object.entries<{ enum: string[]; description: string }>(
			schema.properties.rules.properties,
		)) {
			expect(rules.properties[code].anyOf[0].enum).toEqual(rule.enum);
			expect(rules.properties[code].description).toBe(rule.description);
		}
	});

	test("is in the extension, and VS Code is told which files it is for", async () => {
		expect(manifest.contributes.jsonValidation).toEqual([{ fileMatch: "ocs-edge.json", url: `./${SUGGESTIONS}` }]);
		expect(await listFiles({ cwd: root, packageManager: PackageManager.None })).toContain(SUGGESTIONS);
	});

	test("comments are no mistake in these files", () => {
		expect(manifest.contributes.languages).toContainEqual({ id: "jsonc", filenames: ["ocs-edge.json"] });
	});
});
