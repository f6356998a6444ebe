import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { planPrint } from "../../language-server/reports/print/index.js";
import { printBlank } from "../../language-server/reports/runbook/page/page.js";
import { planWrites } from "../../language-server/reports/runbook/regenerate/plan-writes.js";
import { applied, EMPTY, edited, type Folder, generate, pageOf, regenerate } from "./regenerate-support.js";
import { northwind } from "./support.js";

/*
 * What is still blank: the heads of the pages and the overview count what people have not filled in, so that whoever leads the
 * project sees what is open.
 */

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const TOPOLOGY = example("single-site");
const OVERVIEW = "00-overview.md";
const SHEET = "sheets/certificates.md";
const SERVERS = "sheets/servers.md";
const PUBLIC = "____ (name of the public certification authority)";

const first = regenerate(TOPOLOGY, EMPTY).folder;
const filled = edited(first, SHEET, (text) => text.replace(PUBLIC, "VeriSign"));

/** What the head of a page says of its blanks; undefined where it says nothing. */
function head(folder: Folder, path = SHEET): string | undefined {
	return /^\*\*Still blank on this page:\*\* (.*)\. The \[overview\]/m.exec(folder.get(path) ?? "")?.[1];
}

/** The part of the overview on what is still blank. */
function list(folder: Folder): string {
	return /^## Still blank\n([\s\S]*?)\n## /m.exec(folder.get(OVERVIEW) ?? "")?.[1] ?? "";
}

/** The paths that a generation writes, but for its memory. */
function written(sources: string, folder: Folder): readonly string[] {
	return regenerate(sources, folder).writes.flatMap((write) =>
		write.outcome !== "memory" && "content" in write && write.content !== undefined ? [write.target] : [],
	);
}

describe("a blank that somebody filled in", () => {
	it("is counted neither by the head of its page nor by the overview, which is all that is written", () => {
		expect(head(filled)).toMatch(/^4 values, marked ____ below: name of the public certification authority; /);
		expect(list(filled)).toContain("name of the public certification authority");
		expect(written(TOPOLOGY, filled)).toEqual([OVERVIEW, SHEET]);
		const { folder } = regenerate(TOPOLOGY, filled);
		expect(head(folder)).toMatch(/^3 values, marked ____ below: name of the internal certification authority; /);
		expect(list(folder)).not.toContain("name of the public certification authority");
		expect(list(folder)).toContain("name of the internal certification authority");
		expect(folder.get(SHEET)).toContain("| public | VeriSign |");
		expect(written(TOPOLOGY, folder)).toEqual([]);
	});

	it("is counted again when it is taken back", () => {
		const { folder } = regenerate(TOPOLOGY, filled);
		const back = edited(folder, SHEET, (text) => text.replace("VeriSign", PUBLIC));
		const again = regenerate(TOPOLOGY, back).folder;
		expect(head(again)).toBe(head(first));
		expect(list(again)).toBe(list(first));
	});

	it("may keep the words behind it, and be changed by an editor that escapes and wraps", () => {
		const person = (text: string) =>
			text
				.replace(PUBLIC, "VeriSign (name of the public certification authority)")
				.replace(/____ \(name of the internal certification/, "\\_\\_\\_\\_ (name of the internal  certification");
		const { folder } = regenerate(TOPOLOGY, edited(first, SHEET, person));
		expect(head(folder)).toMatch(/^3 values, marked ____ below: name of the internal certification authority; /);
	});

	it("stays in the list with the pages on which it is still one", () => {
		const what = "address of pki.fabrikam.com, where edge servers find it by their hosts files";
		expect(list(first)).toMatch(new RegExp(`${what} \\| .*02-install.*sheets/certificates.*sheets/servers`));
		const one = edited(first, SERVERS, (text) => text.replaceAll(`____ (${what})`, "`10.1.1.1`"));
		const { folder } = regenerate(TOPOLOGY, one);
		expect(list(folder)).toMatch(new RegExp(`${what} \\| .*02-install.*sheets/certificates`));
		expect(list(folder)).not.toMatch(new RegExp(`${what} .*sheets/servers`));
	});

	it("leaves no sentence where it was the last one of its page", () => {
		const page = "06-connect-internal-servers.md";
		expect(head(first, page)).toMatch(/^1 value, marked ____ below: names of the test users/);
		const person = (text: string) => text.replaceAll("____ (names of the test users)", "Kim and Lee");
		const { folder } = regenerate(TOPOLOGY, edited(first, page, person));
		expect(folder.get(page)).not.toContain("Still blank on this page");
		expect(folder.get(page)).toMatch(/^# .*\n\nDeployment .*\n\n(?!\n)/);
		expect(folder.get(page)).toContain("Kim and Lee");
		expect(list(folder)).not.toContain("names of the test users");
	});

	it("is told apart from what the topology file should state: the files for other tools have that from there alone", () => {
		const without = TOPOLOGY.replace(/^( *)(default-)?gateway .*\n/m, "");
		expect(without).not.toBe(TOPOLOGY);
		const folder = regenerate(without, EMPTY).folder;
		const [, what = ""] = /^\| (default gateway of \S+) \|/m.exec(list(folder)) ?? [];
		const all = [...folder.keys()].filter((path) => folder.get(path)?.includes(`____ (${what})`) && /\.md$/.test(path));
		const worked = all.reduce(
			(before, path) => edited(before, path, (text) => text.replaceAll(`____ (${what})`, "`131.107.64.1`")),
			folder,
		);
		expect(all.length).toBeGreaterThan(0);
		expect(list(regenerate(without, worked).folder)).toMatch(
			new RegExp(`^\\| ${what} \\| \`gateway .*\\| filled in by hand \\|$`, "m"),
		);
	});

	it("is a blank again where the plan says something else of its line", () => {
		const other = TOPOLOGY.replaceAll("woodgrovebank.com", "woodgrove.example");
		const page = "07-validate.md";
		const person = (text: string) => text.replaceAll("____ (test user of woodgrovebank.com)", "kim");
		const { folder } = regenerate(TOPOLOGY, edited(first, page, person));
		expect(head(folder, page)).not.toContain("test user of woodgrovebank.com");
		const moved = regenerate(other, folder).folder;
		expect(head(moved, page)).toContain("test user of woodgrove.example");
		expect(written(other, moved)).toEqual([]);
	});

	it("counts with all others where the page cannot be known again", () => {
		const unknown = edited(filled, SHEET, (text) => `Ours: VeriSign.\n${text.split("\n").slice(-3).join("\n")}`);
		expect(written(TOPOLOGY, unknown)).toEqual([]);
		expect(list(regenerate(TOPOLOGY, unknown).folder)).toContain("name of the public certification authority");
	});

	it("is none in the page for the printer either", () => {
		const { runbook, writes, folder } = regenerate(TOPOLOGY, filled);
		const head = { deployment: "Fabrikam", file: "main.ocsedge", draft: false };
		for (const areWritten of [true, false]) {
			const printed = planPrint({ runbook, writes, existing: filled, head, path: "runbook.html", areWritten });
			const html = "content" in printed ? (printed.content ?? "") : "";
			expect(html).toContain("VeriSign");
			expect(html).not.toContain("name of the public certification authority");
			expect(html).toContain("name of the internal certification authority");
		}
		expect(applied(folder, planWrites(runbook, folder)).get(SHEET)).toBe(folder.get(SHEET));
	});
});

describe.each<readonly [string, string]>([
	["Northwind", northwind],
	["an empty deployment", "deployment Contoso {\n}\nedge-server edge1 {\n}\n"],
	...["consolidated", "single-site", "scaled-single-site", "multiple-site"].map(
		(name) => [name, example(name)] as const,
	),
])("the blanks of %s", (_, sources) => {
	const runbook = generate(sources, EMPTY);

	it("all stand on the pages that count them", () => {
		for (const page of runbook.pages) {
			for (const what of page.blanks ?? []) {
				expect(page.content.replaceAll("\\|", "|"), page.path).toContain(printBlank(what));
			}
		}
	});

	it("are counted no more when each of them is filled in", () => {
		const { folder } = regenerate(sources, EMPTY);
		const fill = (path: string, text: string) =>
			(pageOf(runbook, path).blanks ?? []).reduce((before, what) => before.replaceAll(printBlank(what), "`x`"), text);
		const paths = new Set(runbook.pages.map(({ path }) => path));
		const worked = new Map(
			[...folder].map(([path, text]) => [path, paths.has(path) ? fill(path, text) : text] as const),
		);
		const result = regenerate(sources, worked);
		for (const path of paths) {
			expect(head(result.folder, path), path).toBeUndefined();
		}
		expect(list(result.folder)).not.toContain("for people to fill in");
		expect(written(sources, result.folder)).toEqual([]);
	});
});
