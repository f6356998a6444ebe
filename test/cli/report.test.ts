import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { BROKEN, CLEAN, documentOf, example, Folder } from "./support.js";

describe("report best-practices", () => {
	test("prints what is met and what is not, and tells by its exit code of errors", async () => {
		const folder = new Folder({
			"single-site.ocsedge": example("single-site.ocsedge"),
			"misconfigured.ocsedge": example("misconfigured.ocsedge"),
		});
		const good = await folder.run(["report", "best-practices", "single-site.ocsedge"]);
		expect(good.stdout).toMatch(/^Fabrikam: \d+ of \d+ best practices are met/);
		expect(good.stdout).toMatch(/^ {2}met +av-edge-public-ip: /m);
		expect([good.code, good.stderr]).toEqual([0, ""]);
		const bad = await folder.run(["report", "best-practices", "misconfigured.ocsedge"]);
		expect(bad.stdout).toMatch(/^ {2}not met +edge-in-workgroup: .*\n {4}misconfigured\.ocsedge:\d+:\d+: warning: /m);
		expect(bad.code).toBe(1);
	});

	test("takes several files, and gives JSON as its schema says", async () => {
		const accepted = `${CLEAN}edge-server edge1 {
  // ocs-edge-ignore edge-in-workgroup: agreed
  membership domain perimeter.contoso.com
}
`;
		const folder = new Folder({ "a.ocsedge": accepted, "b.ocsedge": BROKEN });
		const { stdout, code } = await folder.run([
			"report",
			"best-practices",
			"a.ocsedge",
			"b.ocsedge",
			"--format",
			"json",
		]);
		expect(code).toBe(1);
		const report = JSON.parse(stdout);
		const schema = documentOf("docs/schemas/best-practices.schema.json") as object;
		const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
		validate(report);
		expect(validate.errors ?? []).toEqual([]);
		expect(report.deployments).toHaveLength(2);
		const [first] = report.deployments;
		expect(first.practices).toContainEqual(
			expect.objectContaining({
				code: "edge-in-workgroup",
				outcome: "accepted",
				accepted: [expect.objectContaining({ reason: "agreed", file: "a.ocsedge" })],
			}),
		);
		const { summary } = first;
		expect(summary.applicable).toBe(summary.met + summary.notMet + summary.accepted + summary.undecided);
		expect(first.practices).toHaveLength(summary.applicable + summary.notApplicable + summary.notAsked);
	});

	test("as Markdown is a page", async () => {
		const folder = new Folder({ "main.ocsedge": CLEAN });
		const { stdout } = await folder.run(["report", "best-practices", "main.ocsedge", "--format", "markdown"]);
		expect(stdout).toMatch(/^# Best practices of Contoso\n\n\*\*\d+ of \d+ /);
	});

	test("needs a file with a deployment", async () => {
		const folder = new Folder({ "part.ocsedge": "site redmond\n" });
		const { code, stderr } = await folder.run(["report", "best-practices", "part.ocsedge"]);
		expect(stderr).toContain("part.ocsedge has no deployment block");
		expect(code).toBe(2);
		expect((await folder.run(["report"])).code).toBe(2);
	});

	test.each([
		[
			["contoso.ocsedge"],
			"contoso.ocsedge is no report. Name the report first: ocs-edge report best-practices contoso.ocsedge",
		],
		[
			["best-practice", "contoso.ocsedge"],
			"best-practice is no report. Name the report first: ocs-edge report best-practices FILE",
		],
		[["best-practices"], "missing required argument 'FILE'. See: ocs-edge report best-practices --help"],
	])("says how it is meant where it is left out or misspelt: %j", async (args, message) => {
		expect(await new Folder().run(["report", ...args])).toEqual({
			code: 2,
			stdout: "",
			stderr: `ocs-edge: ${message}\n`,
		});
	});
});
