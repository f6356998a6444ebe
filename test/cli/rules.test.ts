import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { sources } from "../../language-server/catalog/sources.js";
import { PROBLEMS } from "../../language-server/model/problems.js";
import { LEFT_OUT } from "../../language-server/rules/left-out.js";
import { rules } from "../../language-server/rules/registry.generated.js";
import { presetOf } from "../../language-server/rules/rule.js";
import { documentOf, Folder } from "./support.js";

const pages = join(import.meta.dirname, "../../docs/rules");

describe("rules", () => {
	test("as JSON lists each rule with code, severity, preset, evidence and sources, as its schema says", async () => {
		const { code, stdout } = await new Folder().run(["rules", "--format", "json"]);
		expect(code).toBe(0);
		const list = JSON.parse(stdout);
		const validate = new Ajv2020({ strict: true }).compile(documentOf("docs/schemas/rules.schema.json") as object);
		validate(list);
		expect(validate.errors ?? []).toEqual([]);
		expect(list.rules).toEqual(
			rules.map((rule) => ({
				code: rule.code,
				severity: rule.severity,
				title: rule.title,
				page: `docs/rules/${rule.code}.md`,
				preset: presetOf(rule),
				evidence: rule.evidence,
				category: rule.category,
				sources: rule.sources.map((key) => sources[key]),
			})),
		);
		expect(list.problems.map((one: { readonly code: string }) => one.code)).toEqual(Object.keys(PROBLEMS));
		expect(list.leftOut).toEqual(LEFT_OUT);
	});

	test("as a table has a line for each, with severity, preset, evidence and title in columns", async () => {
		const { stdout } = await new Folder().run(["rules"]);
		const lines = stdout.split("\n");
		const column = lines[0]?.indexOf("severity") ?? 0;
		for (const rule of rules) {
			const line = lines.find((one) => one.startsWith(`${rule.code} `)) ?? "";
			expect(line.slice(column).split(/ +/).slice(0, 3)).toEqual([rule.severity, presetOf(rule), rule.evidence]);
			expect(line).toContain(rule.title);
		}
		for (const code of [...Object.keys(PROBLEMS), ...LEFT_OUT.map((one) => one.code)]) {
			expect(stdout).toContain(`\n${code}`);
		}
	});

	test("as Markdown is one table", async () => {
		const { stdout } = await new Folder().run(["rules", "--format", "markdown"]);
		for (const rule of rules) {
			expect(stdout).toContain(`| \`${rule.code}\` | ${rule.severity} | ${presetOf(rule)} | ${rule.evidence} | `);
		}
	});
});

describe("explain", () => {
	test("prints the page of a rule and of a problem of the language", async () => {
		const folder = new Folder();
		for (const name of ["edge-in-workgroup", "syntax-error"]) {
			const { code, stdout, stderr } = await folder.run(["explain", name]);
			expect(stdout).toBe(readFileSync(join(pages, `${name}.md`), "utf8"));
			expect([code, stderr]).toEqual([0, ""]);
		}
	});

	test.runIf(LEFT_OUT.length > 0)("says why a documented misconfiguration is not checked", async () => {
		const [leftOut] = LEFT_OUT;
		const { code, stdout } = await new Folder().run(["explain", leftOut?.code ?? ""]);
		expect(stdout).toContain(`# ${leftOut?.code}`);
		expect(stdout).toContain("No rule checks");
		expect(code).toBe(0);
	});

	test("does not know an unknown code, and names the nearest", async () => {
		const { code, stdout, stderr } = await new Folder().run(["explain", "edge-in-workgrup"]);
		expect(stderr).toBe(
			"ocs-edge: there is no rule edge-in-workgrup. Did you mean edge-in-workgroup? All codes: ocs-edge rules\n",
		);
		expect([code, stdout]).toEqual([2, ""]);
		expect((await new Folder().run(["explain", "../README"])).code).toBe(2);
	});
});
