import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BROKEN, example, Folder } from "./support.js";

const NAME = "single-site.ocsedge";
const OVERVIEW = "00-overview.md";

function clean(more: Readonly<Record<string, string>> = {}): Folder {
	return new Folder({ [NAME]: example(NAME), ...more });
}

test("the pages are written right into the folder", async () => {
	const folder = clean();
	const outcome = await folder.run(["runbook", NAME, "--out", "deep/er/out"]);
	expect(outcome).toMatchObject({ code: 0, stderr: "" });
	expect(outcome.stdout).toContain("created    deep/er/out/00-overview.md\n");
	const pages = Object.keys(folder.snapshot("deep/er/out"));
	expect(pages).toHaveLength(14);
	expect(pages).toContain(OVERVIEW);
	expect(pages).toContain(join("sheets", "firewall.md"));
});

test("two runs give the same bytes, and the second has nothing to write", async () => {
	const folder = clean();
	await folder.run(["runbook", NAME, "--out", "one"]);
	await folder.run(["runbook", NAME, "--out", "two"]);
	const first = folder.snapshot("one");
	expect(folder.snapshot("two")).toEqual(first);
	const again = await folder.run(["runbook", NAME, "--out", "one"]);
	expect(again.stdout).toContain("up to date");
	expect(again.stdout).not.toContain("created");
	expect(folder.snapshot("one")).toEqual(first);
});

test("where the topology lies makes no difference", async () => {
	const folder = clean({ [`sub/${NAME}`]: example(NAME) });
	await folder.run(["runbook", NAME, "--out", "one"]);
	await folder.run(["runbook", `sub/${NAME}`, "--out", "two"]);
	expect(folder.snapshot("two")).toEqual(folder.snapshot("one"));
});

test("an edited page survives, also when the topology changes", async () => {
	const folder = clean();
	await folder.run(["runbook", NAME, "--out", "out"]);
	const edited = folder.read(`out/${OVERVIEW}`).replace("\n", "\n\nAsk Kim first.\n");
	folder.write(`out/${OVERVIEW}`, edited);

	const same = await folder.run(["runbook", NAME, "--out", "out"]);
	expect(same.stdout).toContain("kept       out/00-overview.md (edited by hand)");
	expect(folder.read(`out/${OVERVIEW}`)).toBe(edited);
	expect(Object.keys(folder.snapshot("out"))).toHaveLength(14);

	folder.write(NAME, example(NAME).replace(/^deployment \S+/m, "deployment Renamed"));
	const changed = await folder.run(["runbook", NAME, "--out", "out"]);
	expect(changed.code).toBe(0);
	expect(changed.stdout).toContain("merged     out/00-overview.md (with what was written into it)\n");
	expect(changed.stdout).toContain("What people wrote was kept in: 00-overview.md.");
	// Each sentence of the message has a line of its own.
	expect(changed.stdout).toMatch(
		/\n\nThe runbooks of Renamed are ready: [^\n]*\.\nWhat people wrote was kept in: 00-overview\.md\.\n$/,
	);
	expect(folder.read(`out/${OVERVIEW}`)).toContain("\n\nAsk Kim first.\n");
	expect(folder.read(`out/${OVERVIEW}`)).toContain("Renamed");
});

test("a page edited beyond recognition is kept, with the new text beside it", async () => {
	const folder = clean();
	await folder.run(["runbook", NAME, "--out", "out"]);
	folder.write(`out/${OVERVIEW}`, "# Ours\n");
	const outcome = await folder.run(["runbook", NAME, "--out", "out"]);
	expect(outcome.stdout).toContain(
		"kept       out/00-overview.md (kept as it is; the new text is for out/00-overview.new.md)\n",
	);
	expect(outcome.stdout).toContain(
		"\n\nEdited by hand and therefore kept: 00-overview.md (new text in 00-overview.new.md).\n",
	);
	expect(folder.read(`out/${OVERVIEW}`)).toBe("# Ours\n");
	expect(folder.read("out/00-overview.new.md")).toContain("# Edge deployment: overview");
});

test("a blank that somebody filled in is asked for no more, in the pages and in that for the printer", async () => {
	const folder = clean();
	const run = () => folder.run(["runbook", NAME, "--out", "out", "--format", "markdown,html"]);
	await run();
	const sheet = "out/sheets/certificates.md";
	const text = folder.read(sheet);
	folder.write(sheet, text.replace("____ (name of the public certification authority)", "VeriSign"));
	expect((await run()).code).toBe(0);
	for (const path of [sheet, `out/${OVERVIEW}`, "out/runbook.html"]) {
		expect(folder.read(path)).not.toContain("name of the public certification authority");
		expect(folder.read(path)).toContain("name of the internal certification authority");
	}
	expect((await run()).stdout).toContain("up to date");
});

test("a dry run tells what it would do and writes nothing", async () => {
	const folder = clean();
	const outcome = await folder.run(["runbook", NAME, "--out", "out", "--dry-run"]);
	expect(outcome.code).toBe(0);
	expect(outcome.stdout).toContain("create     out/00-overview.md\n");
	expect(outcome.stdout).toContain("Nothing was written");
	expect(existsSync(join(folder.path, "out"))).toBe(false);
});

test("errors are shown and stop it, unless a draft is asked for, which every page says it is", async () => {
	const folder = new Folder({ "main.ocsedge": BROKEN });
	const refused = await folder.run(["runbook", "main.ocsedge", "--out", "out"]);
	expect(refused.code).toBe(1);
	expect(refused.stdout).toContain("main.ocsedge:2:11: error unknown-value");
	expect(refused.stderr).toMatch(/^ocs-edge: no runbook is written[^\n]*--draft[^\n]*\n$/);
	expect(existsSync(join(folder.path, "out"))).toBe(false);

	const draft = await folder.run(["runbook", "main.ocsedge", "--out", "out", "--draft"]);
	expect(draft).toMatchObject({ code: 0, stderr: "" });
	expect(draft.stdout).toContain("They are drafts");
	const pages = Object.values(folder.snapshot("out"));
	expect(pages).toHaveLength(14);
	expect(pages.filter((page) => !page.includes("**DRAFT.**"))).toEqual([]);
});

test("a draft that is asked for is marked as one, also without errors", async () => {
	const folder = clean();
	expect(await folder.run(["runbook", NAME, "--out", "out", "--draft"])).toMatchObject({ code: 0, stderr: "" });
	const pages = Object.values(folder.snapshot("out"));
	expect(pages.filter((page) => !page.includes("**DRAFT.**"))).toEqual([]);
});

test("a folder that cannot be written to is named", async () => {
	const folder = clean({ occupied: "", "half/sheets": "" });
	for (const [args, words] of [
		[["--out", "occupied"], "occupied is a file. Name a folder after --out."],
		[["--out", "occupied", "--dry-run"], "occupied is a file"],
		[["--out", "occupied/below"], "the folder occupied/below cannot be created: a part of its path is a file"],
		[["--out", "half"], "half/sheets is a file"],
		[["--out", ""], "a path is empty"],
		[[], "required option '--out <folder>' not specified"],
	] as const) {
		const outcome = await folder.run(["runbook", NAME, ...args]);
		expect(outcome).toMatchObject({ code: 2, stdout: "" });
		expect(outcome.stderr).toMatch(/^ocs-edge: [^\n]+\n$/);
		expect(outcome.stderr).toContain(words);
	}
	expect(existsSync(join(folder.path, "half", OVERVIEW))).toBe(false);
});

test("a folder with the runbooks of another deployment is left alone", async () => {
	const other = "consolidated.ocsedge";
	const folder = clean({ [other]: example(other).replace("deployment Contoso", "deployment Tailspin") });
	await folder.run(["runbook", NAME, "--out", "runbooks"]);
	const before = folder.snapshot("runbooks");
	const outcome = await folder.run(["runbook", other, "--out", "runbooks"]);
	expect(outcome.code).toBe(2);
	expect(outcome.stderr).toMatch(
		/runbooks holds the runbooks of the deployment \S+, from single-site\.ocsedge\. Choose another folder for those of Tailspin\./,
	);
	expect(folder.snapshot("runbooks")).toEqual(before);
});
