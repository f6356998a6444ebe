import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import schema from "../../docs/schemas/findings.schema.json" with { type: "json" };
import { Folder, run } from "./support.js";

const CODE = "no-active-directory-in-perimeter";
const BAD = "deployment D { }\nnetwork dmz { zone perimeter }\nactive-directory ad in dmz { }\n";
const ACCEPTED = BAD.replace(
	"active-directory",
	`// ocs-edge-ignore ${CODE}: agreed with the security team\nactive-directory`,
);
const OFF = JSON.stringify({ rules: { [CODE]: "off" } });

/** The findings of a check, as "code severity file". */
async function check(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
	const outcome = await new Folder(files).run(["check", "--format", "json", ...args]);
	const report = JSON.parse(outcome.stdout);
	const found: readonly { code: string; severity: string; file: string }[] = report.findings;
	return {
		code: outcome.code,
		found: found.map(({ code, severity, file }) => `${code} ${severity} ${file}`),
		report,
	};
}

describe("the configuration", () => {
	test("turns a rule off for the files below it", async () => {
		expect(await check({ "main.ocsedge": BAD })).toMatchObject({ code: 1, found: [`${CODE} error main.ocsedge`] });
		expect(await check({ "main.ocsedge": BAD, "ocs-edge.json": OFF })).toMatchObject({ code: 0, found: [] });
		expect(await check({ "a/b/main.ocsedge": BAD, "a/ocs-edge.json": OFF })).toMatchObject({ code: 0, found: [] });
	});

	test("is found above the working directory", async () => {
		const folder = new Folder({ "a/main.ocsedge": BAD, "ocs-edge.json": OFF });
		expect((await run(["check", "main.ocsedge"], { cwd: join(folder.path, "a") })).code).toBe(0);
	});

	test("decides the severity, and so the exit code", async () => {
		const files = { "main.ocsedge": BAD, "ocs-edge.json": JSON.stringify({ rules: { [CODE]: "warning" } }) };
		expect(await check(files)).toMatchObject({ code: 0, found: [`${CODE} warning main.ocsedge`] });
		expect(await check(files, "--fail-on", "warning")).toMatchObject({ code: 1 });
	});

	test("counts for standard input by the name that it is checked under", async () => {
		const folder = new Folder({ "a/ocs-edge.json": OFF });
		const checkAs = (name: string) => folder.run(["check", "-", "--stdin-filename", name], { input: BAD });
		expect((await checkAs("a/draft.ocsedge")).code).toBe(0);
		expect((await checkAs("draft.ocsedge")).code).toBe(1);
	});

	test("is reported when it is broken, as an error, and counts for nothing then", async () => {
		const files = { "main.ocsedge": BAD, "ocs-edge.json": OFF.replace("off", "offf") };
		expect(await check(files)).toMatchObject({
			code: 1,
			found: [`${CODE} error main.ocsedge`, "configuration-error error ocs-edge.json"],
		});
		expect(await check({ ...files, "main.ocsedge": "deployment D { }" })).toMatchObject({
			code: 1,
			found: ["configuration-error error ocs-edge.json"],
		});
	});

	test("is checked when it is named", async () => {
		const files = { "ocs-edge.json": "{", "main.ocsedge": BAD };
		expect(await check(files, "ocs-edge.json")).toMatchObject({
			code: 1,
			found: ["configuration-error error ocs-edge.json"],
		});
	});

	test("stops plan and runbook when it is broken, as any error does", async () => {
		const folder = new Folder({ "main.ocsedge": "deployment D { }", "ocs-edge.json": "{" });
		const plan = await folder.run(["plan", "main.ocsedge"]);
		expect(plan.code).toBe(1);
		expect(plan.stderr).toContain("1 error");
		const runbook = await folder.run(["runbook", "main.ocsedge", "--out", "out"]);
		expect(runbook.code).toBe(1);
		expect(runbook.stdout).toContain("configuration-error");
	});
});

describe("what a comment accepts", () => {
	test("is no finding, and is listed with its reason", async () => {
		const { code, found, report } = await check({ "main.ocsedge": ACCEPTED });
		expect({ code, found }).toEqual({ code: 0, found: [] });
		const { stdout } = await new Folder({ "main.ocsedge": ACCEPTED }).run(["check"]);
		expect(stdout).toBe("No findings in 1 file, 1 accepted\n");
		expect(report.accepted).toMatchObject([
			{
				code: CODE,
				severity: "error",
				file: "main.ocsedge",
				reason: "agreed with the security team",
				range: { start: { line: 3 } },
				comment: { start: { line: 2, character: 0 } },
			},
		]);
		expect(report.summary).toEqual({ error: 0, warning: 0, info: 0 });
		const validate = new Ajv2020().compile(schema);
		expect(validate(report) || validate.errors).toBe(true);
	});

	test("does not stop the runbooks, which list it", async () => {
		const folder = new Folder({ "main.ocsedge": ACCEPTED });
		expect((await folder.run(["runbook", "main.ocsedge", "--out", "out"])).code).toBe(0);
		const [overview = ""] = Object.entries(folder.snapshot("out"))
			.filter(([path]) => path.includes("overview"))
			.map(([, text]) => text);
		const section = overview.slice(overview.indexOf("## Accepted deviations"));
		expect(section).toContain(`\`${CODE}\``);
		expect(section).toContain("`main.ocsedge` line 4");
		expect(section).toContain("agreed with the security team");
	});

	test("without a reason stays a finding and stops them", async () => {
		const folder = new Folder({ "main.ocsedge": ACCEPTED.replace("agreed with the security team", "TODO: say why") });
		expect((await folder.run(["runbook", "main.ocsedge", "--out", "out"])).code).toBe(1);
	});

	test("has no section in the runbooks where nothing is accepted", async () => {
		const folder = new Folder({ "main.ocsedge": "deployment D { }" });
		await folder.run(["runbook", "main.ocsedge", "--out", "out"]);
		expect(Object.values(folder.snapshot("out")).join("\n")).not.toContain("## Accepted deviations");
	});
});
