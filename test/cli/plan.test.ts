import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { BROKEN, documentOf, example, Folder } from "./support.js";

const NAME = "single-site.ocsedge";

test("the plan of a clean example is printed as JSON that follows its schema", async () => {
	const validate = new Ajv2020({ allErrors: true, strict: true, validateFormats: false }).compile(
		documentOf("docs/schemas/plan.schema.json") as object,
	);
	const outcome = await new Folder({ [NAME]: example(NAME) }).run(["plan", NAME]);
	expect(outcome).toMatchObject({ code: 0, stderr: "" });
	const plan = JSON.parse(outcome.stdout);
	expect(validate(plan), JSON.stringify(validate.errors)).toBe(true);
	expect(plan).toMatchObject({ version: 1, product: "ocs2007" });
	expect(plan.flows.length).toBeGreaterThan(0);
	expect(plan.tasks).toHaveLength(7);
});

test("one section in one format", async () => {
	const folder = new Folder({ [NAME]: example(NAME) });
	const csv = await folder.run(["plan", NAME, "--section", "dns", "--format", "csv"]);
	expect(csv.stdout).toMatch(/^View,Type,Name,/);
	expect(csv.stdout).not.toContain("Firewall");
	const markdown = await folder.run(["plan", NAME, "--format", "markdown"]);
	expect(markdown.stdout).toContain("## Firewall rules");
	expect(markdown.stdout).toContain("## Tasks");
	const json = await folder.run(["plan", "-", "--section", "tasks"], { input: example(NAME) });
	expect(Object.keys(JSON.parse(json.stdout))).not.toContain("flows");
});

test("a topology with errors still has a plan, with a word of caution apart from it", async () => {
	const outcome = await new Folder({ "main.ocsedge": BROKEN }).run(["plan", "main.ocsedge"]);
	expect(outcome.code).toBe(1);
	expect(JSON.parse(outcome.stdout)).toMatchObject({ deployment: "Contoso" });
	expect(outcome.stderr).toBe(
		"ocs-edge: the topology has 1 error, so the plan may be incomplete. See: ocs-edge check main.ocsedge\n",
	);
});

test("what has no plan is said in one line", async () => {
	const folder = new Folder({
		"part.ocsedge": "site redmond\n",
		"main.ocsedge": 'import "part.ocsedge"\ndeployment A {}\n',
	});
	for (const [args, words] of [
		[["plan", "part.ocsedge"], "part.ocsedge has no deployment block"],
		[["plan", "."], ". is a folder"],
		[["plan", "gone.ocsedge"], "gone.ocsedge does not exist"],
		[["plan"], "missing required argument 'FILE'"],
		[["plan", "main.ocsedge", "--section", "all"], "flows, dns, certificates, trust, tasks"],
		[["plan", "main.ocsedge", "part.ocsedge"], "too many arguments"],
	] as const) {
		const outcome = await folder.run(args);
		expect(outcome).toMatchObject({ code: 2, stdout: "" });
		expect(outcome.stderr).toMatch(/^ocs-edge: [^\n]+\n$/);
		expect(outcome.stderr).toContain(words);
	}
});
