import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { example, Folder } from "./support.js";

const NAME = "single-site.ocsedge";
const OVERVIEW = "00-overview.md";

function clean(more: Readonly<Record<string, string>> = {}): Folder {
	return new Folder({ [NAME]: example(NAME), ...more });
}

function has(folder: Folder, path: string): boolean {
	return existsSync(join(folder.path, path));
}

describe("--format", () => {
	test("html alone writes one page and nothing else", async () => {
		const folder = clean();
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "html"]);
		expect(outcome).toMatchObject({ code: 0, stderr: "" });
		expect(outcome.stdout).toMatch(
			/^created {4}out\/runbook\.html\n\nThe runbooks of \w+ are ready: 1 file written\.\n$/,
		);
		expect(Object.keys(folder.snapshot("out"))).toEqual([]);
		const page = folder.read("out/runbook.html");
		expect(page).toMatch(/^<!doctype html>/);
		// No file lies beside it, so it names none.
		expect(page).not.toMatch(/href="(?!#|https?:)/);
	});

	test.each([
		["markdown,html", []],
		["html", ["--format", "markdown"]],
	])("both can be asked for: %s %j", async (format, more) => {
		const folder = clean();
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", format, ...more]);
		expect(outcome.code).toBe(0);
		expect(has(folder, `out/${OVERVIEW}`)).toBe(true);
		expect(folder.read("out/runbook.html")).toContain('href="firewall/rules.csv"');
	});

	test("ticks and notes in the pages are printed, and a second run has nothing to write", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out", "--format", "markdown,html"]);
		const page = folder
			.read("out/05-start-services.md")
			.replace("- [ ] ", "- [x] ")
			.replace("\n\n## ", "\n\nAsk Kim <first>.\n\n## ");
		folder.write("out/05-start-services.md", page);

		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "html"]);
		expect(outcome.stdout).toContain("updated    out/runbook.html\n");
		expect(folder.read("out/05-start-services.md")).toBe(page);
		const html = folder.read("out/runbook.html");
		expect(html).toContain('<input type="checkbox" checked="">');
		expect(html).toContain("Ask Kim &lt;first&gt;.");

		const again = await folder.run(["runbook", NAME, "--out", "out", "--format", "markdown,html"]);
		expect(again.stdout).toContain("unchanged  out/runbook.html\n");
		expect(again.stdout).toContain("up to date");
	});

	test("a page that goes on with people's words in a new text is printed as it is then", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out"]);
		const page = folder.read("out/05-start-services.md");
		folder.write("out/05-start-services.md", page.replace("\n\n## ", "\n\nAsk Kim first.\n\n## "));
		folder.write(NAME, example(NAME).replace(/^deployment \S+/m, "deployment Renamed"));
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "html"]);
		expect(outcome.stdout).not.toContain(".md");
		const html = folder.read("out/runbook.html");
		expect(html).toContain("Ask Kim first.");
		expect(html.match(/Deployment <code[^>]*>Renamed<\/code>/g)?.length).toBeGreaterThan(10);
		expect(folder.read("out/05-start-services.md")).not.toContain("Renamed");
	});

	test("a page that was kept says on paper that it is not up to date", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out"]);
		folder.write(`out/${OVERVIEW}`, "# My own overview\n");
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "markdown,html"]);
		expect(outcome.stdout).toContain("kept       out/00-overview.md");
		const html = folder.read("out/runbook.html");
		expect(html).toContain("My own overview");
		expect(html).toContain("is not up to date. Its new text is in 00-overview.new.md.");
	});

	test("a page for the printer that somebody wrote or changed is never overwritten", async () => {
		const folder = clean({ "out/runbook.html": "<p>mine</p>" });
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "html"]);
		expect(outcome.stdout).toContain("the new text is for out/runbook.new.html");
		expect(folder.read("out/runbook.html")).toBe("<p>mine</p>");
		expect(folder.read("out/runbook.new.html")).toContain("<!doctype html>");
		const again = await folder.run(["runbook", NAME, "--out", "out", "--format", "html", "--draft"]);
		expect(again.stdout).toContain("the new text is for out/runbook.new.html");
		expect(folder.read("out/runbook.new.html")).toContain("DRAFT");
	});

	test("once there is a page for the printer, it is not left behind", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out", "--format", "html"]);
		folder.write(NAME, example(NAME).replace(/^deployment \S+/m, "deployment Renamed"));
		const outcome = await folder.run(["runbook", NAME, "--out", "out"]);
		expect(outcome.stdout).toContain("updated    out/runbook.html\n");
		expect(folder.read("out/runbook.html")).toContain("Renamed");
	});

	test("a dry run writes no page for the printer either", async () => {
		const folder = clean();
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "html", "--dry-run"]);
		expect(outcome.stdout).toBe("create     out/runbook.html\n\nNothing was written: this was a dry run.\n");
		expect(has(folder, "out")).toBe(false);
	});

	test("a format that is named twice is written once", async () => {
		const folder = clean();
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "html,html", "--format", "html"]);
		expect(outcome).toMatchObject({ code: 0, stderr: "" });
		expect(outcome.stdout.match(/runbook\.html/g)).toHaveLength(1);
	});

	test("rows keep their numbers from print to print, although no page is written", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out", "--format", "html"]);
		const rowsOf = (html: string) =>
			new Map(
				[...html.matchAll(/<tr>\s*<td class="short[^"]*">(F-\d+)<\/td>(.*?)<\/tr>/gs)].map(([, id = "", row = ""]) => [
					row.replace(/<[^>]*>|\s+/g, " "),
					id,
				]),
			);
		const before = rowsOf(folder.read("out/runbook.html"));
		expect(before.size).toBeGreaterThan(5);
		// Without its reverse proxy the deployment has fewer rows, and numbers would move up.
		folder.write(NAME, example(NAME).replace(/^reverse-proxy [^{]*\{[\s\S]*?^\}\n/m, ""));
		await folder.run(["runbook", NAME, "--out", "out", "--draft"]);
		const after = rowsOf(folder.read("out/runbook.html"));
		const kept = [...after].filter(([row]) => before.has(row));
		expect(after.size).toBeLessThan(before.size);
		expect(kept.length).toBeGreaterThan(5);
		for (const [row, id] of kept) {
			expect(id).toBe(before.get(row));
		}
	});

	test("html alone says that the memory of the pages is lost, and leaves it to the next generation of them", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out"]);
		rmSync(join(folder.path, "out/.generated.json"));
		for (const format of ["html", "markdown"]) {
			const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", format]);
			expect(outcome.stdout).toContain("There was no .generated.json beside the pages");
		}
	});

	test.each(["pdf", "html,pdf", "", "html,"])("%j is no format", async (format) => {
		const outcome = await clean().run(["runbook", NAME, "--out", "out", "--format", format]);
		expect(outcome).toMatchObject({ code: 2, stdout: "" });
		expect(outcome.stderr).toMatch(
			/^ocs-edge: [^\n]*Allowed choices are markdown, html, or both: markdown,html\.[^\n]*\n$/,
		);
	});
});

describe("--only", () => {
	test("writes the pages asked for with the overview, and prints them apart from the whole", async () => {
		const folder = clean();
		const outcome = await folder.run([
			"runbook",
			NAME,
			"--out",
			"out",
			"--only",
			"4",
			"--only",
			"firewall",
			"--format",
			"markdown,html",
		]);
		expect(outcome).toMatchObject({ code: 0, stderr: "" });
		expect(Object.keys(folder.snapshot("out"))).toEqual([
			OVERVIEW,
			"04-configure-certificates.md",
			join("sheets", "firewall.md"),
		]);
		expect(has(folder, "out/firewall/rules.csv")).toBe(true);
		expect(has(folder, "out/dns")).toBe(false);
		expect(has(folder, "out/runbook.html")).toBe(false);
		const html = folder.read("out/runbook-4-firewall.html");
		expect(html.match(/<section /g)).toHaveLength(3);
		expect(html).toContain("in part");
	});

	test("in the folder of the whole runbook changes nothing else, and takes nothing for obsolete", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out"]);
		const before = folder.snapshot("out");
		const memory = folder.read("out/.generated.json");
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--only", "3"]);
		expect(outcome.stdout).toMatch(
			/^unchanged {2}out\/00-overview\.md\nunchanged {2}out\/03-[^\n]*\n\nThe runbooks of \w+ are up to date\.\n$/,
		);
		expect(folder.snapshot("out")).toEqual(before);
		expect(folder.read("out/.generated.json")).toBe(memory);
	});

	test("what people wrote into other pages survives until the whole is generated again", async () => {
		const folder = clean();
		await folder.run(["runbook", NAME, "--out", "out"]);
		const page = folder.read("out/05-start-services.md");
		folder.write("out/05-start-services.md", page.replace("- [ ] ", "- [x] "));
		folder.write(NAME, example(NAME).replace(/^deployment \S+/m, "deployment Renamed"));
		await folder.run(["runbook", NAME, "--out", "out", "--only", "3"]);
		const outcome = await folder.run(["runbook", NAME, "--out", "out"]);
		expect(outcome.stdout).toContain("merged     out/05-start-services.md");
		expect(folder.read("out/05-start-services.md")).toMatch(/- \[x\] [\s\S]*Renamed|Renamed[\s\S]*- \[x\] /);
	});

	test("an unknown page is named, with those that there are", async () => {
		const folder = clean();
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--only", "4,wall"]);
		expect(outcome).toMatchObject({ code: 2, stdout: "" });
		expect(outcome.stderr).toBe(
			"ocs-edge: --only: wall is no page of this runbook. Possible are 1 to 7, 8 (best-practices), 9 (cut-over), firewall, dns, certificates or servers.\n",
		);
		expect(has(folder, "out")).toBe(false);
	});

	test.each([
		["3-1", "3-1 counts down. Write 1-3."],
		["2-12", "2-12 leads past the pages of this runbook, which has no 12. Possible are 1 to 7, 8 (best-practices), "],
	])("a range that names no pages is told apart from an unknown page: %s", async (only, problem) => {
		const outcome = await clean().run(["runbook", NAME, "--out", "out", "--only", only]);
		expect(outcome).toMatchObject({ code: 2, stdout: "" });
		expect(outcome.stderr).toContain(`ocs-edge: --only: ${problem}`);
	});

	test.each([
		["8", "08-best-practices.md"],
		["cut-over", "09-cut-over.md"],
		["9", "09-cut-over.md"],
	])("a page behind the tasks is known by its number and by its name, as the help says: %s", async (only, page) => {
		const folder = clean();
		expect((await folder.run(["runbook", "--help"])).stdout.replace(/\s+/g, " ")).toContain(
			"the tasks 1 to 7, 8 (best-practices), 9 (cut-over), and sheets by their names",
		);
		await folder.run(["runbook", NAME, "--out", "out", "--only", only]);
		expect(Object.keys(folder.snapshot("out"))).toEqual([OVERVIEW, page]);
	});
});

describe("--since", () => {
	test("writes what changes since another file, beside the whole runbook without disturbing it", async () => {
		const folder = clean({ "new.ocsedge": example("consolidated.ocsedge") });
		await folder.run(["runbook", NAME, "--out", "out"]);
		const before = folder.snapshot("out");
		const outcome = await folder.run([
			"runbook",
			"new.ocsedge",
			"--out",
			"out",
			"--since",
			NAME,
			"--format",
			"markdown,html",
		]);
		expect(outcome).toMatchObject({ code: 0, stderr: "" });
		expect(outcome.stdout).toContain("created    out/00-changes.md\n");
		expect(outcome.stdout).not.toContain("obsolete");
		expect(folder.snapshot("out")).toMatchObject(before);
		expect(folder.read("out/changes.html")).toContain("<h1>Edge deployment change</h1>");
		const whole = await folder.run(["runbook", NAME, "--out", "out"]);
		expect(whole.stdout).not.toContain("obsolete");
		expect(has(folder, "out/00-changes.md")).toBe(true);
	});

	test("knows revisions", async () => {
		const folder = clean();
		const git = (...args: string[]) =>
			execFileSync("git", ["-c", "user.name=Kim", "-c", "user.email=kim@example.com", ...args], { cwd: folder.path });
		git("init", "-q");
		git("add", NAME);
		git("commit", "-q", "-m", "first");
		folder.write(NAME, example("consolidated.ocsedge"));
		const outcome = await folder.run(["runbook", NAME, "--out", "out", "--since", "HEAD"]);
		expect(outcome).toMatchObject({ code: 0, stderr: "" });
		expect(folder.read("out/00-changes.md")).toContain(`HEAD:${NAME}`);
	});

	test("standard input can be either of the two, and not both", async () => {
		const folder = clean();
		const input = example("consolidated.ocsedge");
		expect(await folder.run(["runbook", NAME, "--out", "out", "--since", "-"], { input })).toMatchObject({
			code: 0,
			stderr: "",
		});
		expect(await folder.run(["runbook", "-", "--out", "out", "--since", NAME], { input })).toMatchObject({
			code: 0,
			stderr: "",
		});
		const both = await folder.run(["runbook", "-", "--out", "out", "--since", "-"], { input });
		expect(both).toMatchObject({ code: 2, stdout: "" });
		expect(both.stderr).toContain("standard input can be one of the two topologies only");
	});

	test("and --only exclude each other", async () => {
		const outcome = await clean().run(["runbook", NAME, "--out", "out", "--since", NAME, "--only", "4"]);
		expect(outcome).toMatchObject({ code: 2, stdout: "" });
		expect(outcome.stderr).toContain("Leave one of them out.");
	});
});

test("standard input is a topology like any other", async () => {
	const folder = clean();
	const outcome = await folder.run(["runbook", "-", "--out", "out", "--format", "markdown,html"], {
		input: example(NAME),
	});
	expect(outcome).toMatchObject({ code: 0, stderr: "" });
	expect(folder.read("out/runbook.html")).toContain("stdin.ocsedge");
});

describe("links in the file system", () => {
	test("the folder itself may be one", async () => {
		const folder = clean();
		mkdirSync(join(folder.path, "real"));
		symlinkSync("real", join(folder.path, "out"));
		expect(await folder.run(["runbook", NAME, "--out", "out"])).toMatchObject({ code: 0, stderr: "" });
		expect(has(folder, `real/${OVERVIEW}`)).toBe(true);
	});

	test.each<[string, string, string]>([
		["a folder", "sheets", "../elsewhere"],
		["a page", "07-validate.md", "../elsewhere/new.md"],
		["a page that was generated elsewhere", "07-validate.md", "../generated/07-validate.md"],
		["what is remembered", ".generated.json", "../elsewhere/new.json"],
		["the page for the printer", "runbook.html", "../elsewhere/new.html"],
	])(
		"one that leads out of the folder in the place of %s stops everything before anything is written",
		async (_, name, target) => {
			const folder = clean({ "elsewhere/victim.md": "mine", "out/notes.txt": "" });
			folder.write("old.ocsedge", example("consolidated.ocsedge"));
			await folder.run(["runbook", "old.ocsedge", "--out", "generated"]);
			const generated = folder.snapshot("generated");
			symlinkSync(target, join(folder.path, "out", name));
			for (const more of [[], ["--dry-run"]]) {
				const outcome = await folder.run(["runbook", NAME, "--out", "out", "--format", "markdown,html", ...more]);
				expect(outcome).toMatchObject({ code: 2, stdout: "" });
				expect(outcome.stderr).toBe(
					`ocs-edge: out/${name} is a link that leads out of out, so nothing is written. Remove the link, or choose another folder.\n`,
				);
			}
			expect(Object.keys(folder.snapshot("elsewhere"))).toEqual(["victim.md"]);
			expect(folder.read("elsewhere/victim.md")).toBe("mine");
			expect(folder.snapshot("generated")).toEqual(generated);
			expect(has(folder, `out/${OVERVIEW}`)).toBe(false);
		},
	);

	test("a page that is a link to what somebody wrote elsewhere is kept like any other", async () => {
		const folder = clean({ "elsewhere/validate.md": "mine", "out/notes.txt": "" });
		symlinkSync("../elsewhere/validate.md", join(folder.path, "out", "07-validate.md"));
		const outcome = await folder.run(["runbook", NAME, "--out", "out"]);
		expect(outcome.stdout).toContain("the new text is for out/07-validate.new.md");
		expect(folder.read("elsewhere/validate.md")).toBe("mine");
	});
});
