import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PageLine, RunbookPage } from "../../language-server/reports/runbook/page/page.js";
import { EMPTY, regenerate } from "./regenerate-support.js";
import { northwind } from "./support.js";

/*
 * A team works with a runbook for some rounds: people write into the pages, the topology changes, the runbook is generated again. Every
 * word that somebody writes is one that stands nowhere else, so that it can be looked for.
 */

const RUNS = Number(process.env.OCS_EDGE_RUNS ?? 25);
const SEED = Number(process.env.OCS_EDGE_SEED ?? 2007);

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8");
const TOPOLOGIES = [northwind, ...["consolidated", "single-site", "scaled-single-site", "multiple-site"].map(example)];

const SECTION = "## No longer in the plan";
const STEP = /^\s*[-*+] \[(.?)\] \*\*(\d+\.\d+)\*\* /;

/** How many ways there are to work on a page, see `edit`. */
const KINDS = 19;

interface Choice {
	readonly kind: number;
	readonly page: number;
	readonly where: number;
	readonly what: number;
}

const choice: fc.Arbitrary<Choice> = fc.record({
	kind: fc.nat({ max: 99 }),
	page: fc.nat({ max: 99 }),
	where: fc.nat({ max: 9999 }),
	what: fc.nat({ max: 9999 }),
});
const rounds = fc.array(fc.record({ edits: fc.array(choice, { minLength: 3, maxLength: 30 }), change: choice }), {
	minLength: 1,
	maxLength: 4,
});

/** One page, and what is known of the hands that were on it. */
class Sheet {
	lines: string[];
	readonly words = new Set<string>();
	/** What people wrote in several lines that mean nothing without each other: a comment, a table, a block of code. */
	readonly blocks = new Set<string>();
	/** The steps that are ticked, by identity. */
	readonly ticked = new Set<string>();
	/** What people changed, moved or took away, by identity; of the rest the new text has to stand there as it is. */
	readonly touched = new Set<string>();
	readonly deleted = new Set<string>();

	constructor(
		content: string,
		public generated: RunbookPage,
	) {
		this.lines = content.split("\n");
	}

	/** The lines above what was written off. */
	get plan(): readonly string[] {
		const end = this.lines.findLastIndex((line) => line.trim() === SECTION);
		return end === -1 ? this.lines : this.lines.slice(0, end);
	}

	/** The identity of a line, as far as it can be seen: steps by their label, other lines by being what was generated. */
	idAt(index: number): string | undefined {
		const line = this.lines[index] ?? "";
		if (index >= this.plan.length) {
			return undefined;
		}
		const content = this.generated.content.split("\n");
		const label = STEP.exec(line)?.[2];
		const found = this.generated.lines.find(({ line: position }) => {
			const text = content[position] ?? "";
			return label === undefined ? text === line : STEP.exec(text)?.[2] === label;
		});
		return found?.id;
	}

	touch(index: number): void {
		const id = this.idAt(index);
		if (id !== undefined) {
			this.touched.add(id);
		}
		// What cannot be told from another line of the same words counts as touched with it.
		const line = this.lines[index];
		const content = this.generated.content.split("\n");
		for (const { id: other, line: position } of this.generated.lines) {
			if (content[position] === line) {
				this.touched.add(other);
			}
		}
	}
}

let counter = 0;
const word = () => `zz${(counter++).toString(36)}q`;

/** Does to a page what a person does. */
function edit(sheet: Sheet, { kind, where, what }: Choice): void {
	const { lines } = sheet;
	const any = where % Math.max(1, lines.length - 3);
	const steps = lines.flatMap((line, index) => (STEP.test(line) && index < sheet.plan.length ? [index] : []));
	const step = steps[where % Math.max(1, steps.length)];
	const note = () => {
		const one = word();
		sheet.words.add(one);
		return one;
	};
	const isFooter = (index: number) => (lines[index] ?? "").startsWith("<!-- ocs-edge");
	switch (kind % KINDS) {
		case 0:
		case 1:
		case 2: {
			// Ticks, with whatever letter.
			if (step !== undefined) {
				lines[step] = (lines[step] ?? "").replace(/\[.?\]/, what % 3 === 0 ? "[X]" : "[x]");
				const id = sheet.idAt(step);
				if (id !== undefined) {
					sheet.ticked.add(id);
					sheet.touched.add(id);
				}
			}
			return;
		}
		case 3: {
			if (step !== undefined && what % 3 === 0) {
				lines[step] = (lines[step] ?? "").replace(/\[.?\]/, "[ ]");
				sheet.ticked.delete(sheet.idAt(step) ?? "");
			}
			return;
		}
		case 4: {
			if (step !== undefined) {
				lines.splice(step + 1, 0, `${what % 2 ? "  - " : "  "}${note()} ${note()}`);
			}
			return;
		}
		case 5: {
			if (step !== undefined) {
				sheet.touch(step);
				lines[step] = `${lines[step]} ${note()}`;
			}
			return;
		}
		case 6: {
			// A word in the middle of any line.
			const words = (lines[any] ?? "").split(" ");
			if (words.length > 4 && !isFooter(any) && !(lines[any] ?? "").startsWith("|")) {
				sheet.touch(any);
				words.splice(4 + (what % (words.length - 4)), 0, note());
				lines[any] = words.join(" ");
			}
			return;
		}
		case 7: {
			const blank = lines.findIndex((line) => line.includes("____ ("));
			if (blank >= 0) {
				sheet.touch(blank);
				lines[blank] = (lines[blank] ?? "").replace(/____ \([^()]*\)/, note());
			}
			return;
		}
		case 8: {
			// A cell of a table.
			const rows = lines.flatMap((line, index) => (line.startsWith("| ") && !line.startsWith("| ---") ? [index] : []));
			const row = rows[where % Math.max(1, rows.length)];
			if (row !== undefined) {
				sheet.touch(row);
				const cells = (lines[row] ?? "").split(" | ");
				const cell = what % cells.length;
				cells[cell] = `${cells[cell]} ${note()}`.replace(/ \|( zz\w+q)$/, "$1 |");
				lines[row] = cells.join(" | ");
			}
			return;
		}
		case 9: {
			if (!isFooter(any)) {
				lines.splice(any + 1, 0, ...(what % 2 ? ["", note(), ""] : [note()]));
			}
			return;
		}
		case 10: {
			// Takes a line away, with what was written on it.
			if (!isFooter(any) && any > 0 && sheet.deleted.size < 5) {
				for (const one of (lines[any] ?? "").match(/zz\w+q/g) ?? []) {
					sheet.words.delete(one);
				}
				sheet.touch(any);
				const id = sheet.idAt(any);
				if (id !== undefined) {
					sheet.deleted.add(id);
					sheet.ticked.delete(id);
				}
				lines.splice(any, 1);
			}
			return;
		}
		case 11: {
			// Moves some lines.
			const count = 1 + (what % 3);
			const block = lines.slice(any, any + count);
			const target = what % Math.max(1, lines.length - count - 3);
			if (any > 0 && target > 0 && !block.some((line) => line.startsWith("<!-- ocs-edge") || line.trim() === SECTION)) {
				for (const offset of block.keys()) {
					sheet.touch(any + offset);
				}
				lines.splice(any, count);
				lines.splice(target, 0, ...block);
			}
			return;
		}
		case 12: {
			const footer = lines.findLastIndex((line) => line.startsWith("<!-- ocs-edge"));
			lines.splice(footer, 0, `## ${note()}`, "", `- [x] ${note()}`, "");
			return;
		}
		case 13: {
			const blocks = [
				() => ["<!--", `${note()} 😀`, "", `- [ ] ${note()}`, "-->"],
				() => ["", `| Who ${note()} | When |`, "|:--|--:|", `| ${note()} | \`a\\|b\` |`, `|\t${note()} 👩🏽‍💻 |`, ""],
				() => ["~~~", `$ ${note()}`, "", "## no heading", "~~~"],
			];
			if (!isFooter(any)) {
				const block = blocks[what % blocks.length]?.() ?? [];
				lines.splice(any + 1, 0, ...block);
				sheet.blocks.add(block.join("\n").trim());
			}
			return;
		}
		case 14: {
			// Another name for a section.
			const headings = lines.flatMap((line, index) =>
				/^#{2,4} /.test(line) && index < sheet.plan.length ? [index] : [],
			);
			const heading = headings[where % Math.max(1, headings.length)];
			if (heading !== undefined) {
				sheet.touch(heading);
				for (const one of (lines[heading] ?? "").match(/zz\w+q/g) ?? []) {
					sheet.words.delete(one);
				}
				lines[heading] = `${(lines[heading] ?? "").replace(/ .*/, "")} ${note()}`;
			}
			return;
		}
		case 15: {
			// Pastes what comes from another system, and what editors put at the beginning.
			if (!isFooter(any)) {
				lines.splice(any + 1, 0, `${note()}\r`, `\t${note()}\t\r`);
			}
			if (what % 4 === 0 && !(lines[0] ?? "").startsWith("\uFEFF")) {
				sheet.touch(0);
				lines[0] = `\uFEFF${lines[0]}`;
			}
			return;
		}
		case 16: {
			// The check of a step.
			const checks = lines.flatMap((line, index) =>
				/^ +- Check: /.test(line) && index < sheet.plan.length ? [index] : [],
			);
			const check = checks[where % Math.max(1, checks.length)];
			if (check !== undefined) {
				sheet.touch(check);
				lines[check] = `${lines[check]} ${note()}`;
			}
			return;
		}
		case 17: {
			// Says of a row that it is done, or writes behind what a generation noted there.
			const rows = lines.flatMap((line, index) =>
				/^\| [FDCL]-\d/.test(line) && index < sheet.plan.length ? [index] : [],
			);
			const row = rows[where % Math.max(1, rows.length)];
			if (row !== undefined) {
				sheet.touch(row);
				const changed = (lines[row] ?? "").replace(/(Changed since\.\*\* (?:(?! \|).)*)/, (all) =>
					what % 2 ? `${all}<br>${note()}` : `${all} ${note()}`,
				);
				lines[row] =
					changed === lines[row]
						? changed.replace(/ \| {2}\| {2}\|(?= |$)/, () => ` | ${note()} | ${note()} |`)
						: changed;
			}
			return;
		}
		default: {
			// A formatter goes over the page.
			if (what % 4 === 0) {
				sheet.lines = lines.map((line) =>
					isFooterLine(line) ? line : line.replace(/^(\s*)- /, "$1* ").replace(/$/, what % 8 === 0 ? "  " : ""),
				);
				for (const { id } of sheet.generated.lines) {
					sheet.touched.add(id);
				}
			}
		}
	}
}

function isFooterLine(line: string): boolean {
	return line.startsWith("<!-- ocs-edge");
}

/** Another plan for the same deployment. */
function change(topology: string, { kind, where, what }: Choice): string {
	const pick = (matches: readonly RegExpMatchArray[]) => matches[where % Math.max(1, matches.length)];
	switch (kind % 9) {
		case 0: {
			const address = pick([...topology.matchAll(/\b\d+\.\d+\.\d+\.\d+\b(?!\/)/g)])?.[0];
			return address === undefined
				? topology
				: topology.replaceAll(
						new RegExp(`\\b${address.replaceAll(".", "\\.")}\\b`, "g"),
						address.replace(/\d+$/, String(60 + (what % 190))),
					);
		}
		case 1: {
			const scenario = pick([...topology.matchAll(/^ *scenario [\w-]+(?: \{[^{}\n]*\})? *$/gm)])?.[0];
			return scenario === undefined ? topology : topology.replace(`${scenario}\n`, "");
		}
		case 2:
			return topology.replace(/^( *sip-domain .*)$/m, `$1, new${what % 50}.example`);
		case 3: {
			const name = pick([...topology.matchAll(/\b(?:sip|webconf|av|ocsweb)\.[\w.-]+/g)])?.[0];
			return name === undefined
				? topology
				: topology.replaceAll(
						name,
						name.replace(/^\w+/, (host) => `${host}${what % 9}`),
					);
		}
		case 4: {
			// Another name for an edge server: to the plan that is another server.
			const server = pick([...topology.matchAll(/^edge-server ([\w-]+)/gm)])?.[1];
			return server === undefined ? topology : topology.replaceAll(new RegExp(`\\b${server}\\b`, "g"), `${server}x`);
		}
		case 5:
			return topology.replace(/media-ports \d+-\d+/, `media-ports 5${what % 10}000-58000`);
		case 6: {
			// The servers in another order.
			const blocks = topology.match(SERVERS) ?? [];
			const others = [...blocks].reverse();
			return topology.replace(SERVERS, () => others.shift() ?? "");
		}
		case 7: {
			// One server less, while others may still name it.
			const blocks = topology.match(SERVERS) ?? [];
			return blocks.length < 2 ? topology : topology.replace(blocks[where % blocks.length] ?? "", "");
		}
		default:
			return topology;
	}
}

/** The blocks of the edge servers, each with the line end behind it. */
const SERVERS = /^edge-server [\s\S]*?^\}\n/gm;

function check(sheet: Sheet, content: string, page: RunbookPage, context: string): void {
	const merged = new Sheet(content, page);
	const { plan } = merged;
	for (const one of sheet.words) {
		expect(content.includes(one), `${context}: the word ${one} is lost`).toBe(true);
	}
	for (const block of sheet.blocks) {
		const isWhole = (text: string) => text.replaceAll("\r\n", "\n").includes(block);
		if (isWhole(sheet.lines.join("\n"))) {
			expect(isWhole(content), `${context}: what belongs together is torn\n${block}`).toBe(true);
		}
	}
	const generated = page.content.split("\n");
	const labels = new Map<string, readonly string[]>();
	for (const line of plan) {
		const label = STEP.exec(line)?.[2];
		if (label !== undefined) {
			labels.set(label, [...(labels.get(label) ?? []), line]);
		}
	}
	const textOf = ({ line }: PageLine) => generated[line] ?? "";
	for (const line of page.lines) {
		const label = STEP.exec(textOf(line))?.[2];
		if (label !== undefined && !sheet.deleted.has(line.id)) {
			const found = labels.get(label) ?? [];
			expect(found.length, `${context}: step ${label} (${line.id}) stands there once\n${found.join("\n")}`).toBe(1);
			if (sheet.ticked.has(line.id)) {
				expect(found[0], `${context}: the tick at ${label} (${line.id})`).toMatch(/^\s*[-*+] \[[xX]\]/);
			}
		}
		if (!sheet.touched.has(line.id) && !sheet.deleted.has(line.id)) {
			expect(plan.includes(textOf(line)), `${context}: the new line of ${line.id}\n${textOf(line)}`).toBe(true);
		}
	}
}

/** Plays the rounds, and looks at each page on which there was a hand after each generation. */
function play(
	which: number,
	all: readonly { readonly edits: readonly Choice[]; readonly change: Choice }[],
	kinds: number,
	look: (sheet: Sheet, content: string, page: RunbookPage, context: string) => void,
): void {
	counter = 0;
	let topology = TOPOLOGIES[which] ?? northwind;
	let { folder, runbook } = regenerate(topology, EMPTY);
	const sheets = new Map<string, Sheet>();
	for (const [number, round] of all.entries()) {
		// Most hands are on few pages.
		const few = runbook.pages.filter(({ path }) => /^03-|^06-|firewall|dns/.test(path));
		for (const one of round.edits) {
			const pages = one.page % 4 === 0 ? runbook.pages : few;
			const page = pages[one.page % pages.length];
			const content = page && folder.get(page.path);
			if (page !== undefined && content !== undefined) {
				const sheet = sheets.get(page.path) ?? new Sheet(content, page);
				edit(sheet, { ...one, kind: one.kind % kinds });
				sheets.set(page.path, sheet);
			}
		}
		const worked = new Map([...folder, ...[...sheets].map(([path, { lines }]) => [path, lines.join("\n")] as const)]);
		topology = change(topology, round.change);
		const result = regenerate(topology, worked);
		for (const [path, sheet] of sheets) {
			const context = `round ${number + 1}, ${path}`;
			const page = result.runbook.pages.find((candidate) => candidate.path === path);
			const content = result.folder.get(path) ?? "";
			if (page === undefined) {
				expect(content, context).toBe(worked.get(path));
				continue;
			}
			const outcome = result.writes.find((write) => write.path === path)?.outcome;
			expect(outcome, `${context}: the page is known again`).not.toBe("keep-both");
			look(sheet, content, page, context);
			sheet.lines = content.split("\n");
			sheet.generated = page;
			// A step that was gone comes back as a new one, to be done again.
			const ids = new Set(page.lines.map(({ id }) => id));
			for (const id of sheet.ticked) {
				if (!ids.has(id)) {
					sheet.ticked.delete(id);
				}
			}
		}
		const again = regenerate(topology, result.folder);
		const written = again.writes.filter((write) => "content" in write && write.content !== undefined);
		expect(written, `round ${number + 1}: nothing is written twice`).toEqual([]);
		({ folder, runbook } = result);
	}
}

const topologies = fc.nat({ max: TOPOLOGIES.length - 1 });

test("nothing that people wrote is lost, and the new plan is on the page", { timeout: 600_000 }, () => {
	const property = fc.property(topologies, rounds, (which, all) => play(which, all, KINDS, check));
	fc.assert(property, { seed: SEED, numRuns: RUNS });
});

test("without ticks and notes, a page is what was generated", { timeout: 600_000 }, () => {
	const look = (sheet: Sheet, content: string, page: RunbookPage, context: string) => {
		const merged = new Sheet(content, page);
		const bare = merged.plan
			.filter((line) => !/zz\w+q|\*\*Changed since it was ticked/.test(line))
			.map((line) => line.replace(/^(\s*- )\[[xX]\]/, "$1[ ]"));
		const generated = page.content.split("\n");
		const above = (lines: readonly string[]) => lines.slice(0, lines.findLastIndex(isFooterLine)).join("\n").trimEnd();
		expect(
			bare
				.join("\n")
				.trimEnd()
				.replace(/\n*<!-- ocs-edge.*$/, ""),
			context,
		).toBe(above(generated));
		check(sheet, content, page, context);
	};
	// The first kinds of edits are ticks and notes at steps.
	const property = fc.property(topologies, rounds, (which, all) => play(which, all, 5, look));
	fc.assert(property, { seed: SEED, numRuns: RUNS });
});
