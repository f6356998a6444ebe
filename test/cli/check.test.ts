import { spawn } from "node:child_process";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { BROKEN, CLEAN, CLI, documentOf, example, Folder, type Outcome } from "./support.js";

interface JsonFinding {
	readonly code: string;
	readonly severity: string;
	readonly message: string;
	readonly file: string;
	readonly range: { readonly start: { readonly line: number; readonly character: number } };
	readonly fixes: readonly { readonly title: string }[];
}

function findingsOf(outcome: Outcome): readonly JsonFinding[] {
	const report: { readonly findings: readonly JsonFinding[] } = JSON.parse(outcome.stdout);
	return report.findings;
}

/** "code file:line:character", with zero-based numbers as in the report. */
function places(outcome: Outcome): readonly string[] {
	return findingsOf(outcome).map(
		({ code, file, range }) => `${code} ${file}:${range.start.line}:${range.start.character}`,
	);
}

function expectCouldNotRun(outcome: Outcome, ...words: readonly string[]): void {
	expect(outcome.stdout).toBe("");
	expect(outcome.stderr).toMatch(/^ocs-edge: [^\n]+\n$/);
	for (const word of words) {
		expect(outcome.stderr).toContain(word);
	}
	expect(outcome.code).toBe(2);
}

describe("check: the verdict", () => {
	test("a clean file exits with 0", async () => {
		const outcome = await new Folder({ "main.ocsedge": CLEAN }).run(["check", "main.ocsedge"]);
		expect(outcome).toEqual({ code: 0, stdout: "No findings in 1 file\n", stderr: "" });
	});

	test.each(["consolidated.ocsedge", "single-site.ocsedge", "scaled-single-site.ocsedge", "multiple-site.ocsedge"])(
		"the example %s has no findings",
		async (name) => {
			const outcome = await new Folder({ [name]: example(name) }).run(["check", name, "--fail-on", "info"]);
			expect(outcome).toMatchObject({ code: 0, stderr: "" });
			expect(outcome.stdout).toMatch(/^No findings in 1 file(?:, \d+ accepted)?\n$/);
		},
	);

	test("no example of a topology has findings in the preset strict either", async () => {
		const names = ["consolidated", "single-site", "scaled-single-site", "multiple-site"].map(
			(name) => `${name}.ocsedge`,
		);
		const folder = new Folder({
			"ocs-edge.json": '{ "preset": "strict" }',
			...Object.fromEntries(names.map((name) => [name, example(name)])),
		});
		const outcome = await folder.run(["check", ...names, "--fail-on", "info"]);
		expect(outcome.stdout).toMatch(/^No findings in 4 files/);
		expect(outcome.code).toBe(0);
	});

	test("an error exits with 1", async () => {
		const outcome = await new Folder({ "main.ocsedge": BROKEN }).run(["check", "main.ocsedge"]);
		expect(outcome.code).toBe(1);
		expect(outcome.stderr).toBe("");
	});

	test("the threshold decides about 0 and 1, not about what is shown", async () => {
		const folder = new Folder({ "part.ocsedge": "site redmond\n" });
		for (const [threshold, code] of [
			["error", 0],
			["warning", 0],
			["info", 1],
		] as const) {
			const outcome = await folder.run(["check", "part.ocsedge", "--fail-on", threshold]);
			expect(outcome.code).toBe(code);
			expect(outcome.stdout).toContain("fragment-not-imported");
			expect(outcome.stdout).toContain("1 info in 1 file");
		}
	});
});

describe("check: could not run", () => {
	test("a missing file", async () => {
		expectCouldNotRun(await new Folder().run(["check", "nothere.ocsedge"]), "nothere.ocsedge", "does not exist");
	});

	test("a folder without topologies", async () => {
		const folder = new Folder({ "docs/readme.md": "", ".hidden/a.ocsedge": CLEAN, "node_modules/b.ocsedge": CLEAN });
		expectCouldNotRun(await folder.run(["check"]), "the folder . has no .ocsedge file");
		expectCouldNotRun(await folder.run(["check", "docs"]), "the folder docs has no .ocsedge file");
	});

	test("a file that is no text in UTF-8", async () => {
		const folder = new Folder({ "utf16.ocsedge": Buffer.from(`\ufeff${CLEAN}`, "utf16le") });
		expectCouldNotRun(await folder.run(["check", "utf16.ocsedge"]), "utf16.ocsedge", "UTF-8");
		expectCouldNotRun(await folder.run(["check", "-"], { input: Buffer.from([0xff, 0xfe]) }), "standard input");
	});

	test("an imported file that cannot be read is not taken for a missing one", async () => {
		const folder = new Folder({
			"main.ocsedge": `import "part.ocsedge"\n${CLEAN}`,
			"part.ocsedge": Buffer.from([0xff, 0xfe]),
		});
		expectCouldNotRun(await folder.run(["check", "main.ocsedge"]), "part.ocsedge", "UTF-8");
	});

	test("wrong options", async () => {
		const folder = new Folder({ "main.ocsedge": CLEAN });
		expectCouldNotRun(await folder.run(["check", "--frmat", "json"]), "--frmat", "check --help");
		expectCouldNotRun(await folder.run(["check", "--format", "xml"]), "xml", "text, json");
		expectCouldNotRun(await folder.run(["check", "--fail-on", "never"]), "never", "error, warning, info");
		expectCouldNotRun(
			await folder.run(["check", "main.ocsedge", "--stdin-filename", "x.ocsedge"]),
			"Add - to the paths",
		);
		expectCouldNotRun(await folder.run(["check", ""]), "a path is empty");
		expectCouldNotRun(await folder.run(["chek"]), "chek", "Did you mean check?");
	});
});

describe("check: which files", () => {
	test("a folder is searched, in a stable order, without hidden folders and packages", async () => {
		const folder = new Folder({
			"b/two.ocsedge": BROKEN,
			"a/one.ocsedge": BROKEN,
			"a-b/three.ocsedge": BROKEN,
			".git/x.ocsedge": BROKEN,
			"b/node_modules/y.ocsedge": BROKEN,
			"b/notes.txt": BROKEN,
		});
		const expected = ["a-b/three.ocsedge", "a/one.ocsedge", "b/two.ocsedge"].map(
			(file) => `unknown-value ${file}:1:10`,
		);
		expect(places(await folder.run(["check", "--format", "json"]))).toEqual(expected);
		expect(places(await folder.run(["check", "b", "a-b", "a", "./a/one.ocsedge", "--format", "json"]))).toEqual(
			expected,
		);
	});

	test("a root brings the findings of all files of its deployment, also outside the folder", async () => {
		const folder = new Folder({
			"root/main.ocsedge": `import "../shared/a.ocsedge"\n${CLEAN}`,
			"shared/a.ocsedge": 'import "b.ocsedge"\n',
			"shared/b.ocsedge": "network n { zone nowhere }\n",
			"shared/unrelated.ocsedge": BROKEN,
		});
		const outcome = await folder.run(["check", "root", "--format", "json"]);
		expect(places(outcome)).toEqual(["unknown-value shared/b.ocsedge:0:17"]);
		expect((await folder.run(["check", "root/main.ocsedge"])).stdout).toContain("1 error in 3 files");
	});

	test("a part is checked as a part of the deployments around it, which are not reported on", async () => {
		const folder = new Folder({
			"sites/main.ocsedge": `import "../shared/part.ocsedge"\n${BROKEN}network corp { zone internal }\n`,
			"sites/unreadable.ocsedge": Buffer.from([0xff, 0xfe]),
			"shared/part.ocsedge": "active-directory ad in corp\nactive-directory other in nowhere\n",
		});
		const outcome = await folder.run(["check", "shared/part.ocsedge", "--format", "json"]);
		expect(places(outcome)).toEqual(["unresolved-reference shared/part.ocsedge:1:26"]);
	});

	test("a part of no deployment is said to be one", async () => {
		const outcome = await new Folder({ "part.ocsedge": "site redmond\n" }).run(["check", "--format", "json"]);
		expect(places(outcome)).toEqual(["fragment-not-imported part.ocsedge:0:5"]);
		expect(outcome.code).toBe(0);
	});

	test("a broken import is a finding in the file that imports", async () => {
		const folder = new Folder({ "main.ocsedge": `import "gone.ocsedge"\nimport "folder"\n${CLEAN}`, "folder/x": "" });
		const outcome = await folder.run(["check", "main.ocsedge", "--format", "json"]);
		expect(places(outcome)).toEqual(["import-not-found main.ocsedge:0:7", "import-not-found main.ocsedge:1:7"]);
		expect(outcome.code).toBe(1);
	});

	test("files that import each other come to an end", async () => {
		const folder = new Folder({ "main.ocsedge": `import "a.ocsedge"\n${CLEAN}`, "a.ocsedge": 'import "a.ocsedge"\n' });
		expect((await folder.run(["check", "main.ocsedge"])).code).toBe(0);
	});

	test("standard input is checked under a name, from which imports are looked up", async () => {
		const folder = new Folder({ "sub/part.ocsedge": "network n { zone nowhere }\n", "sub/main.ocsedge": CLEAN });
		const args = ["check", "-", "--format", "json", "--stdin-filename", "sub/main.ocsedge"];
		const outcome = await folder.run(args, { input: `import "part.ocsedge"\n${BROKEN}` });
		expect(places(outcome)).toEqual(["unknown-value sub/main.ocsedge:2:10", "unknown-value sub/part.ocsedge:0:17"]);
	});

	test("standard input without a name, and beside other files", async () => {
		const folder = new Folder({ "main.ocsedge": BROKEN });
		const outcome = await folder.run(["check", "main.ocsedge", "-", "--format", "json"], { input: BROKEN });
		expect(places(outcome)).toEqual(["unknown-value main.ocsedge:1:10", "unknown-value stdin.ocsedge:1:10"]);
	});

	test("names with spaces, # and % and letters beyond ASCII", async () => {
		const name = "Büro #1/50% übrig [a] b.ocsedge";
		const folder = new Folder({ [name]: `import "te il#2.ocsedge"\n${BROKEN}`, "Büro #1/te il#2.ocsedge": "" });
		const outcome = await folder.run(["check", name, "--format", "json"]);
		expect(places(outcome)).toEqual([`unknown-value ${name}:2:10`]);
	});

	test("CRLF line ends and a byte order mark change no place", async () => {
		const folder = new Folder({
			"crlf.ocsedge": BROKEN.replaceAll("\n", "\r\n"),
			"mark.ocsedge": `\ufeff${BROKEN.replace("\n  product", " product")}`,
		});
		const outcome = await folder.run(["check", "--format", "json"]);
		expect(places(outcome)).toEqual(["unknown-value crlf.ocsedge:1:10", "unknown-value mark.ocsedge:0:29"]);
		const { stdout } = await folder.run(["check", "crlf.ocsedge"]);
		expect(stdout).toContain("\n  2 |   product ocs2005\n    |           ^^^^^^^\n");
	});
});

describe("check: the formats", () => {
	test("text shows place, severity, code, message, the line with the word, and the summary", async () => {
		const outcome = await new Folder({ "main.ocsedge": BROKEN }).run(["check"]);
		const lines = outcome.stdout.split("\n");
		expect(lines[0]).toMatch(/^main\.ocsedge:2:11: error unknown-value: .*ocs2005/);
		expect(lines.slice(1, 3)).toEqual(["  2 |   product ocs2005", "    |           ^^^^^^^"]);
		expect(outcome.stdout).toMatch(/\n {2}fix .*ocs2007/);
		expect(outcome.stdout.endsWith("\n\n1 error in 1 file\n")).toBe(true);
	});

	test("text shows related places", async () => {
		const text = `${CLEAN}network corp { zone internal }\nnetwork corp { zone internal }\n`;
		const { stdout } = await new Folder({ "main.ocsedge": text }).run(["check"]);
		expect(stdout).toContain("main.ocsedge:5:9: error duplicate-name");
		expect(stdout).toContain("\n  see main.ocsedge:4:9: ");
	});

	test("marks stand below the words behind tabs, and a very long line is cut", async () => {
		const tabbed = new Folder({ "main.ocsedge": BROKEN.replace("  product ", "\tproduct\t") });
		expect((await tabbed.run(["check"])).stdout).toContain("  2 | \tproduct\tocs2005\n    | \t       \t^^^^^^^\n");
		const long = new Folder({ "main.ocsedge": BROKEN.replace("product", `/*${"x".repeat(5000)}*/ product`) });
		const [, frame = "", marks = ""] = (await long.run(["check"])).stdout.split("\n");
		expect(frame.length).toBeLessThan(200);
		expect(frame.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1)).toBe("ocs2005");
	});

	test("characters that command a terminal are not passed on", async () => {
		const folder = new Folder({ "main.ocsedge": BROKEN.replace("ocs2005", "ocs2005 // \u001b[31mred") });
		expect((await folder.run(["check"])).stdout).not.toContain("\u001b");
	});

	test("colours only where they are wanted", async () => {
		const folder = new Folder({ "main.ocsedge": BROKEN });
		const isColoured = async (environment: Readonly<Record<string, string>>) =>
			(await folder.run(["check"], { environment })).stdout.includes("\u001b[");
		expect(await isColoured({})).toBe(false);
		expect(await isColoured({ FORCE_COLOR: "1" })).toBe(true);
		expect(await isColoured({ FORCE_COLOR: "0" })).toBe(false);
		expect(await isColoured({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
	});

	test("json follows its schema, and the same input gives the same bytes", async () => {
		const validate = new Ajv2020({ allErrors: true, strict: true }).compile(
			documentOf("docs/schemas/findings.schema.json") as object,
		);
		const folder = new Folder({ "bad.ocsedge": example("misconfigured.ocsedge"), "clean.ocsedge": CLEAN });
		for (const file of ["bad.ocsedge", "clean.ocsedge"]) {
			const outcome = await folder.run(["check", file, "--format", "json"]);
			expect(validate(JSON.parse(outcome.stdout)), JSON.stringify(validate.errors)).toBe(true);
			expect((await folder.run(["check", file, "--format", "json"])).stdout).toBe(outcome.stdout);
		}
	});

	test("json tells all of a finding", async () => {
		const outcome = await new Folder({ "main.ocsedge": BROKEN }).run(["check", "--format", "json"]);
		expect(JSON.parse(outcome.stdout)).toMatchObject({
			version: 1,
			findings: [
				{
					code: "unknown-value",
					severity: "error",
					message: expect.stringContaining("ocs2005"),
					file: "main.ocsedge",
					range: { start: { line: 1, character: 10 }, end: { line: 1, character: 17 } },
					source: "ocs-edge",
					related: [],
					fixes: [{ title: expect.stringContaining("ocs2007") }],
				},
			],
			summary: { error: 1, warning: 0, info: 0 },
		});
	});

	test("the bad example breaks the reference architecture where it says so", async () => {
		const text = example("misconfigured.ocsedge");
		// The first comment lists them, with three blanks before each line.
		const promised = [...text.matchAll(/^\/\/ {3}([a-z-]+(?:, [a-z-]+)*)/gm)].flatMap(([, codes = ""]) =>
			codes.split(", "),
		);
		expect(promised).toEqual(expect.arrayContaining(["edge-in-workgroup", "cert-missing-internal"]));
		const folder = new Folder({ "bad.ocsedge": text });
		const outcome = await folder.run(["check", "bad.ocsedge", "--format", "json"]);
		expect(outcome.code).toBe(1);
		const codes = findingsOf(outcome).map((finding) => finding.code);
		expect(codes).toEqual(expect.arrayContaining(promised));
		// What it says of the other preset.
		const strict = new Folder({ "bad.ocsedge": text, "ocs-edge.json": '{ "preset": "strict" }' });
		const more = findingsOf(await strict.run(["check", "bad.ocsedge", "--format", "json"])).map(({ code }) => code);
		expect(more).toContain("next-hop-missing");
	});
});

test("a reader that stops early gets no stack", async () => {
	const folder = new Folder({ "main.ocsedge": `${CLEAN}${"network n { zone nowhere }\n".repeat(1000)}` });
	const child = spawn(process.execPath, [CLI, "check", "main.ocsedge"], { cwd: folder.path });
	let stderr = "";
	child.stderr.on("data", (chunk) => {
		stderr += String(chunk);
	});
	child.stdout.once("data", () => child.stdout.destroy());
	const code = await new Promise((done) => child.on("close", done));
	expect(stderr).toBe("");
	expect(code).toBe(1);
});

test("the help of the program and of every command teaches", async () => {
	const folder = new Folder();
	for (const args of [["--help"], ["help", "check"], ["check", "--help"], ["plan", "--help"], ["runbook", "--help"]]) {
		const outcome = await folder.run(args);
		expect(outcome.code).toBe(0);
		expect(outcome.stdout).toContain("Examples:");
		expect(outcome.stdout).toContain("Exit codes:");
	}
	const nothing = await folder.run([]);
	expect(nothing.code).toBe(2);
	expect(nothing.stderr).toContain("Usage: ocs-edge");
	const version = await folder.run(["--version"]);
	expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
