import { createRequire } from "node:module";
import { join } from "node:path";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Log, Run } from "sarif";
import { describe, expect, test } from "vitest";
import { PROBLEMS } from "../../language-server/model/problems.js";
import { rules } from "../../language-server/rules/registry.generated.js";
import { presetOf } from "../../language-server/rules/rule.js";
import { BROKEN, CLEAN, example, Folder, type Outcome, run } from "./support.js";

/** The schema of version 2.1.0 as it is published for editors and services; the package has nothing else that is used. */
const sarifSchema: object = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isSarif = ajv.compile(sarifSchema);

/** The only run of the log, which has to follow the schema. */
function runOf({ stdout }: Outcome): Run {
	const log: Log = JSON.parse(stdout);
	isSarif(log);
	expect(isSarif.errors ?? []).toEqual([]);
	expect(log.runs).toHaveLength(1);
	const [run] = log.runs;
	if (!run) {
		throw new Error("The log has no run.");
	}
	return run;
}

const misconfigured = { "misconfigured.ocsedge": example("misconfigured.ocsedge") };

describe("check --format sarif", () => {
	test("follows the published schema, for a clean file, for findings of all kinds, and for a broken text", async () => {
		const folder = new Folder({
			...misconfigured,
			"clean.ocsedge": CLEAN,
			"broken.ocsedge": 'deployment Broken {\nimport "gone.ocsedge"\nedge-server { fqdn',
		});
		const all = runOf(await folder.run(["check", "--format", "sarif"]));
		expect(all.results?.length).toBeGreaterThan(10);
		expect(runOf(await folder.run(["check", "clean.ocsedge", "--format", "sarif"])).results).toEqual([]);
	});

	test("the schema objects to a log that lacks something", () => {
		expect(isSarif({ version: "2.1.0", runs: [{}] })).toBe(false);
	});

	test("names every rule and every problem of the language, with severity, texts, preset and evidence", async () => {
		const { tool } = runOf(await new Folder({ "main.ocsedge": CLEAN }).run(["check", "--format", "sarif"]));
		const named = tool.driver.rules ?? [];
		expect(named.map((one) => one.id)).toEqual([...rules.map((rule) => rule.code), ...Object.keys(PROBLEMS)]);
		const levels = { error: "error", warning: "warning", info: "note" };
		for (const rule of rules) {
			const found = named.find((one) => one.id === rule.code);
			expect(found).toMatchObject({
				shortDescription: { text: `${rule.title}.` },
				fullDescription: { text: rule.why },
				defaultConfiguration: { level: levels[rule.severity], enabled: presetOf(rule) === "recommended" },
				properties: { tags: [rule.category], preset: presetOf(rule), evidence: rule.evidence },
			});
			expect(found?.help?.text).toContain(rule.howToFix);
			expect(found?.help?.markdown).toContain(`# ${rule.code}`);
		}
		expect(tool.driver).toMatchObject({ name: "OCS Edge", version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
	});

	test("says the same as the JSON: code, level, message, and the place from one on", async () => {
		const folder = new Folder(misconfigured);
		const { results = [], tool } = runOf(await folder.run(["check", "--format", "sarif"]));
		const json = JSON.parse((await folder.run(["check", "--format", "json"])).stdout);
		const level: Record<string, string> = { error: "error", warning: "warning", info: "note" };
		const expected = json.findings.map(
			// biome-ignore lint/suspicious/noExplicitAny: the shape is held by the schema of the findings.
			({ code, severity, message, file, range: { start, end }, fixes, related }: any) => [
				[code, level[severity], message, file],
				[start.line + 1, start.character + 1, end.line + 1, end.character + 1],
				fixes.length,
				related.length,
			],
		);
		expect(
			results.map((result) => {
				const physical = result.locations?.[0]?.physicalLocation;
				const { startLine, startColumn, endLine, endColumn } = physical?.region ?? {};
				return [
					[result.ruleId, result.level, result.message.text, physical?.artifactLocation?.uri],
					[startLine, startColumn, endLine, endColumn],
					result.fixes?.length ?? 0,
					result.relatedLocations?.length ?? 0,
				];
			}),
		).toEqual(expected);
		for (const { ruleId, ruleIndex } of results) {
			expect(tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
		}
	});

	test("a fix is the edit that the editor would make", async () => {
		const { results = [] } = runOf(await new Folder({ "main.ocsedge": BROKEN }).run(["check", "--format", "sarif"]));
		const replacement = results[0]?.fixes?.[0]?.artifactChanges[0]?.replacements[0];
		expect(replacement).toEqual({
			deletedRegion: { startLine: 2, startColumn: 11, endLine: 2, endColumn: 18 },
			insertedContent: { text: "ocs2007" },
		});
	});

	test("what a fix inserts has the line breaks of the file", async () => {
		const lines = ["deployment Contoso", "edge-server edge1 {", "  fqdn edge1.contoso.net", "  av-edge", "}"];
		const text = [...lines, "certificate other", ""].join("\r\n");
		const { results = [] } = runOf(await new Folder({ "main.ocsedge": text }).run(["check", "--format", "sarif"]));
		const missing = results.find(({ ruleId }) => ruleId === "cert-missing-internal");
		const inserted = missing?.fixes?.[0]?.artifactChanges[0]?.replacements.map(
			(one) => one.insertedContent?.text ?? "",
		);
		expect(inserted?.join("")).toMatch(/\r\n/);
		expect(inserted?.join("")).not.toMatch(/(?<!\r)\n/);
	});

	test("paths are escaped and relative; a file outside the folder has a whole address", async () => {
		const folder = new Folder({
			"in/50% ü.ocsedge": `import "../out/part.ocsedge"\n${BROKEN}`,
			"out/part.ocsedge": "network n { zone nowhere }\n",
		});
		const log = runOf(await run(["check", "--format", "sarif"], { cwd: join(folder.path, "in") }));
		const places = log.results?.map((result) => result.locations?.[0]?.physicalLocation?.artifactLocation);
		expect(places).toEqual([
			{ uri: expect.stringMatching(/^file:\/\/\/.*\/out\/part\.ocsedge$/) },
			{ uri: "50%25%20%C3%BC.ocsedge", uriBaseId: "WORKINGDIR" },
		]);
		expect(Object.keys(log.originalUriBaseIds ?? {})).toEqual(["WORKINGDIR"]);
	});

	test("an accepted finding is suppressed, with its reason", async () => {
		const folder = new Folder({ "main.ocsedge": ACCEPTED });
		const { results = [] } = runOf(await folder.run(["check", "--format", "sarif"]));
		expect(results.map(({ ruleId, suppressions }) => [ruleId, suppressions?.map((one) => one.justification)])).toEqual([
			["edge-in-workgroup", ["the perimeter has a domain of its own"]],
		]);
	});
});

const ACCEPTED = `${CLEAN}edge-server edge1 {
  // ocs-edge-ignore edge-in-workgroup: the perimeter has a domain of its own
  membership domain perimeter.contoso.com
}
`;

interface Suite {
	readonly name: string;
	readonly tests: string;
	readonly failures: string;
	readonly skipped: string;
	readonly testcase: readonly {
		readonly name: string;
		readonly classname: string;
		readonly failure?: { readonly type: string; readonly message: string; readonly "#text": string };
		readonly skipped?: { readonly message: string };
	}[];
}

/** The suites of a report, which has to be well-formed. */
function suitesOf({ stdout }: Outcome): readonly Suite[] {
	expect(XMLValidator.validate(stdout)).toBe(true);
	const parser = new XMLParser({
		ignoreAttributes: false,
		attributeNamePrefix: "",
		parseTagValue: false,
		isArray: (name) => name === "testsuite" || name === "testcase",
	});
	return parser.parse(stdout).testsuites.testsuite;
}

describe("check --format junit", () => {
	test("has a suite for each file, a failed case for each finding, and a passed one for a clean file", async () => {
		const folder = new Folder({ "a.ocsedge": CLEAN, "b.ocsedge": BROKEN });
		const outcome = await folder.run(["check", "--format", "junit"]);
		expect(outcome.code).toBe(1);
		const suites = suitesOf(outcome);
		expect(suites.map(({ name, tests, failures }) => [name, tests, failures])).toEqual([
			["a.ocsedge", "1", "0"],
			["b.ocsedge", "1", "1"],
		]);
		expect(suites[0]?.testcase[0]?.failure).toBeUndefined();
		const failed = suites[1]?.testcase[0];
		expect(failed?.name).toBe("unknown-value in line 2, column 11");
		expect(failed?.failure).toMatchObject({
			type: "error",
			message: expect.stringContaining("ocs2005"),
			"#text": expect.stringMatching(/^b\.ocsedge:2:11: error unknown-value: /),
		});
	});

	test("whatever stands in a file, the report stays well-formed and says it", async () => {
		const name = `a&b<c>'"].ocsedge`;
		const nasty = `<&>']]>\u0001`;
		const folder = new Folder({ [name]: `deployment Contoso {\n  product ocs2007 ${nasty}\n}\n` });
		const [suite] = suitesOf(await folder.run(["check", "--format", "junit"]));
		expect(suite?.name).toBe(name);
		expect(Number(suite?.failures)).toBeGreaterThan(0);
		expect(JSON.stringify(suite)).toContain("<&>");
	});

	test("an accepted finding is skipped, with its reason, and fails nothing", async () => {
		const [suite] = suitesOf(await new Folder({ "main.ocsedge": ACCEPTED }).run(["check", "--format", "junit"]));
		expect(suite).toMatchObject({ tests: "1", failures: "0", skipped: "1" });
		expect(suite?.testcase[0]?.skipped?.message).toContain("the perimeter has a domain of its own");
	});
});

describe("check --format github", () => {
	test("gives each finding as a command with its place, and the count for the log", async () => {
		const { stdout } = await new Folder({ "main.ocsedge": BROKEN }).run(["check", "--format", "github"]);
		const [first = "", ...rest] = stdout.split("\n");
		expect(first).toMatch(
			/^::error file=main\.ocsedge,line=2,endLine=2,col=11,endColumn=18,title=ocs-edge unknown-value::.*ocs2005/,
		);
		expect(rest).toEqual(["1 error in 1 file", ""]);
	});

	test("severities have the words of GitHub", async () => {
		const folder = new Folder({ ...misconfigured, "part.ocsedge": "site redmond\n" });
		const { stdout } = await folder.run(["check", "--format", "github"]);
		const words = new Set(stdout.match(/^::\w+/gm));
		expect(words).toEqual(new Set(["::error", "::warning", "::notice"]));
	});

	test("what would end a command or a property is escaped", async () => {
		const name = "50%, a:b.ocsedge";
		const folder = new Folder({ [name]: "deployment Contoso {\n  product 100%\n}\n" });
		const { stdout } = await folder.run(["check", "--format", "github"]);
		const lines = stdout.trimEnd().split("\n");
		expect(lines).toHaveLength(2);
		expect(lines[0]).toContain("::error file=50%25%2C a%3Ab.ocsedge,line=2,");
		expect(lines[0]).toMatch(/::.*::.*100%25/);
	});
});
