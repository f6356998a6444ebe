import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { Ajv } from "ajv";
import { parse } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { readConfiguration } from "../../language-server/workspace/configuration.js";
import { ruleCollection } from "../../language-server/workspace/rule-facts.js";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");
const PATH = "docs/schemas/ocs-edge.schema.json";
const schema = JSON.parse(readFileSync(join(root, PATH), "utf8"));
// What VS Code understands beyond the standard.
const validate = new Ajv({ keywords: ["allowTrailingCommas", "enumDescriptions"] }).compile(schema);

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
	});

	test("is in the extension, and VS Code is told which files it is for", async () => {
		expect(manifest.contributes.jsonValidation).toEqual([{ fileMatch: "ocs-edge.json", url: `./${PATH}` }]);
		expect(await listFiles({ cwd: root, packageManager: PackageManager.None })).toContain(PATH);
	});

	test("comments are no mistake in these files", () => {
		expect(manifest.contributes.languages).toContainEqual({ id: "jsonc", filenames: ["ocs-edge.json"] });
	});
});
