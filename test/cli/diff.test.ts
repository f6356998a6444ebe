import { execFileSync } from "node:child_process";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { BROKEN, CLEAN, documentOf, example, Folder } from "./support.js";

const NAME = "contoso.ocsedge";
const OLD = example("consolidated.ocsedge");
/** The same with another default gateway and one more SIP domain. */
const NEW = OLD.replace("gateway     131.107.155.1\n", "gateway     131.107.155.2\n").replace(
	"sip-domain           contoso.com",
	"sip-domain           contoso.com, fabrikam.net",
);

/** A folder that is the work tree of a repository; each state of the files becomes a commit with a tag: v1, v2 … */
function repository(...states: readonly Readonly<Record<string, string>>[]): Folder {
	const folder = new Folder();
	const git = (...args: readonly string[]) =>
		execFileSync("git", ["-c", "user.name=Tester", "-c", "user.email=tester@example.com", ...args], {
			cwd: folder.path,
			stdio: "pipe",
			// What the machine that runs the tests has set for Git must not decide what they see.
			env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
		});
	git("init", "-q", "-b", "main");
	for (const [i, files] of states.entries()) {
		for (const [path, content] of Object.entries(files)) {
			folder.write(path, content);
		}
		git("add", "-A");
		git("commit", "-q", "-m", `State ${i + 1}`);
		git("tag", `v${i + 1}`);
	}
	return folder;
}

describe("two files", () => {
	test("that need the same do not differ", async () => {
		const folder = new Folder({ "a.ocsedge": OLD, "b.ocsedge": OLD });
		const outcome = await folder.run(["diff", "a.ocsedge", "b.ocsedge"]);
		expect(outcome).toEqual({
			code: 0,
			stdout: "old  a.ocsedge (deployment Contoso)\nnew  b.ocsedge (deployment Contoso)\n\nNo differences\n",
			stderr: "",
		});
	});

	test("that differ are told apart team by team, and the exit code says so", async () => {
		const folder = new Folder({ "a.ocsedge": OLD, "b.ocsedge": NEW });
		const { code, stdout } = await folder.run(["diff", "a.ocsedge", "b.ocsedge"]);
		expect(code).toBe(1);
		expect(stdout).toContain("\nDNS team\n  + external SRV record _sipfederationtls._tcp.fabrikam.net: ");
		expect(stdout).toContain("  ~ edge1, external adapter: default gateway: 131.107.155.1 -> 131.107.155.2\n");
		expect(stdout).not.toContain("\u001b");
		const coloured = await folder.run(["diff", "a.ocsedge", "b.ocsedge"], { environment: { FORCE_COLOR: "1" } });
		expect(coloured.stdout).toContain("\u001b[32m  + ");
	});

	test("are compared as JSON that follows its schema, and as Markdown", async () => {
		const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false });
		ajv.addSchema(documentOf("docs/schemas/plan.schema.json") as object, "plan.schema.json");
		const validate = ajv.compile(documentOf("docs/schemas/diff.schema.json") as object);
		const folder = new Folder({ "a.ocsedge": OLD, "b.ocsedge": NEW });
		const json = await folder.run(["diff", "a.ocsedge", "b.ocsedge", "--format", "json"]);
		expect(json.code).toBe(1);
		expect(validate(JSON.parse(json.stdout)), JSON.stringify(validate.errors)).toBe(true);
		const markdown = await folder.run(["diff", "a.ocsedge", "b.ocsedge", "--format", "markdown"]);
		expect(markdown.stdout).toMatch(/^# Changes\n\nFrom `a\.ocsedge`/);
	});

	test("with errors are compared all the same, with a word of caution apart from it", async () => {
		const folder = new Folder({ "a.ocsedge": CLEAN, "b.ocsedge": BROKEN });
		const outcome = await folder.run(["diff", "a.ocsedge", "b.ocsedge"]);
		expect(outcome).toMatchObject({
			code: 0,
			stderr: "ocs-edge: b.ocsedge has 1 error, so the comparison may be incomplete.\n",
		});
	});

	test("of two deployments differ in the name", async () => {
		const folder = new Folder({ "a.ocsedge": CLEAN, "b.ocsedge": CLEAN.replace("Contoso", "Fabrikam") });
		const { code, stdout } = await folder.run(["diff", "a.ocsedge", "b.ocsedge"]);
		expect(code).toBe(1);
		expect(stdout).toContain("Deployment\n  ~ name: Contoso -> Fabrikam\n");
	});

	test("one of which comes through standard input", async () => {
		const folder = new Folder({ "a.ocsedge": OLD });
		const outcome = await folder.run(["diff", "a.ocsedge", "-"], { input: NEW });
		expect(outcome.code).toBe(1);
		expect(outcome.stdout).toContain("new  standard input (deployment Contoso)");
	});
});

describe("a revision", () => {
	test("alone is one of the other file, wherever one stands", async () => {
		const folder = repository({ [`plans/${NAME}`]: OLD }, { [`plans/${NAME}`]: NEW });
		for (const revision of ["v1", "HEAD~1", "main~1", "HEAD@{1}"]) {
			const outcome = await folder.run(["diff", revision, `plans/${NAME}`]);
			expect(outcome.code).toBe(1);
			expect(outcome.stdout).toContain(`old  ${revision}:plans/${NAME} (`);
			expect(outcome.stdout).toContain("131.107.155.1 -> 131.107.155.2");
		}
		expect((await folder.run(["diff", "HEAD", `plans/${NAME}`])).code).toBe(0);
		const back = await folder.run(["diff", `plans/${NAME}`, "v1"]);
		expect(back.stdout).toContain("131.107.155.2 -> 131.107.155.1");
	});

	test("with a path is that file then, also where it is gone now", async () => {
		const folder = repository({ "old/name.ocsedge": OLD }, { [NAME]: NEW });
		execFileSync("git", ["rm", "-q", "-r", "old"], { cwd: folder.path });
		const outcome = await folder.run(["diff", "v1:old/name.ocsedge", NAME]);
		expect(outcome.code).toBe(1);
		expect((await folder.run(["diff", "v1:old/name.ocsedge", `v2:./${NAME}`])).stdout).toBe(
			outcome.stdout.replace(`new  ${NAME}`, `new  v2:${NAME}`),
		);
	});

	test("has its imports and its configuration from the same revision", async () => {
		const main = 'import "parts/site.ocsedge"\n';
		const [head = "", ...rest] = OLD.split("\nsite redmond");
		const root = `${main}${head}`;
		const part = `site redmond${rest.join("\nsite redmond")}`;
		const folder = repository(
			{
				"main.ocsedge": root,
				"parts/site.ocsedge": part,
				"ocs-edge.json": '{ "rules": { "edge-in-workgroup": "off" } }',
			},
			{
				"main.ocsedge": root,
				"parts/site.ocsedge": part.replace("gateway     131.107.155.1\n", "gateway     131.107.155.2\n"),
			},
		);
		folder.write("ocs-edge.json", "{ broken");
		const outcome = await folder.run(["diff", "v1", "v2:main.ocsedge"]);
		expect(outcome).toMatchObject({ code: 1, stderr: "" });
		expect(outcome.stdout).toContain("131.107.155.1 -> 131.107.155.2");
	});

	test("gives way to a file of its name", async () => {
		const folder = repository({ [NAME]: OLD });
		folder.write("v1", NEW);
		const outcome = await folder.run(["diff", "v1", NAME]);
		expect(outcome.stdout).toContain("old  v1 (deployment Contoso)");
		expect(outcome.code).toBe(1);
	});

	test.each([
		[["nowhere", NAME], "nowhere is neither a file here nor a revision in the repository of contoso.ocsedge."],
		[["--", "-x", NAME], "-x is neither a file here nor a revision"],
		[["v1:gone.ocsedge", NAME], "gone.ocsedge does not exist in the revision v1."],
		[["nowhere:contoso.ocsedge", NAME], "the repository has no revision nowhere."],
		[["v1:link.ocsedge", NAME], "v1:link.ocsedge is a link."],
		[["v1:parts", NAME], "v1:parts is a folder."],
		[["v1", "gone.ocsedge"], "gone.ocsedge does not exist."],
		[["v1", "HEAD"], "v1 is not a file here, and no other file is named"],
		[["-", "-"], "standard input can be one of the two topologies only."],
		[[NAME], "missing required argument 'NEW'."],
	])("that is not there: %j", async (names, words) => {
		const folder = new Folder();
		const git = (...args: readonly string[]) =>
			execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: folder.path });
		folder.write(NAME, OLD);
		folder.write("parts/a.ocsedge", CLEAN);
		execFileSync("ln", ["-s", NAME, "link.ocsedge"], { cwd: folder.path });
		git("init", "-q");
		git("add", "-A");
		git("commit", "-q", "-m", "One");
		git("tag", "v1");
		execFileSync("rm", ["link.ocsedge"], { cwd: folder.path });
		const outcome = await folder.run(["diff", ...names]);
		expect(outcome).toMatchObject({ code: 2, stdout: "" });
		expect(outcome.stderr).toMatch(/^ocs-edge: [^\n]+\n$/);
		expect(outcome.stderr).toContain(words);
	});

	test("without a repository, or without Git, is said to be none", async () => {
		const folder = new Folder({ [NAME]: OLD });
		const outcome = await folder.run(["diff", "HEAD", NAME]);
		expect(outcome.code).toBe(2);
		expect(outcome.stderr).toContain("is not in the work tree of a Git repository, so it is no revision either.");
		const without = await folder.run(["diff", "HEAD", NAME], { environment: { PATH: folder.path } });
		expect(without.stderr).toBe("ocs-edge: a revision cannot be read: git is not installed, or not on the PATH.\n");
	});
});

describe("the runbook since a revision", () => {
	test("has the changes only", async () => {
		const folder = repository({ [NAME]: OLD }, { [NAME]: OLD.replace("131.107.155.1\n", "131.107.155.2\n") });
		const outcome = await folder.run(["runbook", NAME, "--since", "v1", "--out", "change"]);
		expect(outcome).toMatchObject({ code: 0, stderr: "" });
		expect(Object.keys(folder.snapshot("change"))).toEqual(["00-changes.md", "02-switch.md"]);
		expect(folder.read("change/00-changes.md")).toContain(`From \`v1:${NAME}\``);
		expect((await folder.run(["runbook", NAME, "--since", "HEAD", "--out", "none"])).code).toBe(0);
		expect(folder.read("none/00-changes.md")).toContain("**Nothing to do:**");
	});
});
