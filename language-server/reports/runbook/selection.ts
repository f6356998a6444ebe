import { alternatives } from "../../basics/sentences.js";
import { overviewPage } from "./page/page-paths.js";

/** Which pages of a runbook somebody wants. */
export interface PageSelection {
	/** By their paths. The overview comes with every selection, so it need not be among them. */
	readonly pages: ReadonlySet<string>;
	/** The paths of what is in the folder already: links to that stay links. */
	readonly present: ReadonlySet<string>;
}

/** What people call a page when they ask for it. */
export interface SelectablePage {
	/** The number of a task, or the name of a sheet or other page. */
	readonly word: string;
	/** The number that the page has in the folder, which names it as well. */
	readonly number?: number;
	readonly path: string;
	readonly title: string;
}

/**
 * The pages that a selection can name, in the order of the runbook. A task has its number, every other page its name: "4" is
 * the page `04-configure-certificates.md`, "firewall" is `sheets/firewall.md`, "best-practices" is `08-best-practices.md`.
 */
export function selectablePages(runbook: {
	readonly pages: readonly Pick<SelectablePage, "path" | "title">[];
}): readonly SelectablePage[] {
	return runbook.pages.flatMap(({ path, title }) => {
		if (path === overviewPage) {
			return [];
		}
		const [, number = "", name = ""] = /^(?:.*\/)?(?:(\d+)-)?([^/]*)\.md$/.exec(path) ?? [];
		if (number === "") {
			return [{ word: name, path, title }];
		}
		const isTask = title.startsWith("Task ");
		return [{ word: isTask ? String(Number(number)) : name, number: Number(number), path, title }];
	});
}

export type ParsedSelection =
	| { readonly pages: ReadonlySet<string>; readonly words: readonly string[] }
	/** What is wrong with the words, and which ones there are. */
	| { readonly problem: string };

/**
 * Reads what somebody asked for: numbers of pages, ranges of them and names, parted by commas or blanks, as in
 * "1, 3-5, firewall". The words of the answer are those of the pages, in the order of the runbook.
 */
export function parseSelection(text: string, possible: readonly SelectablePage[]): ParsedSelection {
	const chosen = new Set<string>();
	const asked = text.split(/[\s,]+/).filter((word) => word !== "");
	for (const word of asked) {
		const found = pagesOf(word, possible);
		if (found.length === 0) {
			return { problem: problemWith(word, possible) };
		}
		for (const page of found) {
			chosen.add(page.path);
		}
	}
	if (asked.length === 0) {
		return { problem: `no page is named. Possible are ${namesOf(possible)}.` };
	}
	const pages = possible.filter((page) => chosen.has(page.path));
	return { pages: new Set(pages.map(({ path }) => path)), words: pages.map(({ word }) => word) };
}

function pagesOf(word: string, possible: readonly SelectablePage[]): readonly SelectablePage[] {
	const range = rangeOf(word);
	if (range === undefined) {
		return possible.filter((page) => page.word === word.toLowerCase());
	}
	const { from, to } = range;
	const areThere = [from, to].every((end) => isThere(end, possible));
	return areThere ? possible.filter(({ number }) => number !== undefined && from <= number && number <= to) : [];
}

/** "3-5", or "4" for "4-4". */
function rangeOf(word: string): { readonly from: number; readonly to: number } | undefined {
	const [, first, last = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(word) ?? [];
	return first === undefined ? undefined : { from: Number(first), to: Number(last) };
}

function isThere(end: number, possible: readonly SelectablePage[]): boolean {
	return possible.some(({ number }) => number === end);
}

/** Why a word names no page. */
function problemWith(word: string, possible: readonly SelectablePage[]): string {
	const range = rangeOf(word);
	const missing = range === undefined ? [] : [range.from, range.to].filter((end) => !isThere(end, possible));
	if (range !== undefined && missing.length === 0) {
		return `${word} counts down. Write ${range.to}-${range.from}.`;
	}
	const [end] = missing;
	return end === undefined || range?.from === range?.to
		? `${shown(word)} is no page of this runbook. Possible are ${namesOf(possible)}.`
		: `${word} leads past the pages of this runbook, which has no ${end}. Possible are ${namesOf(possible)}.`;
}

/** "1 to 7, 8 (best-practices), firewall or dns": the tasks follow one another, and other pages with a number have a name as well. */
function namesOf(possible: readonly SelectablePage[]): string {
	const tasks = possible.filter(({ word }) => /^\d+$/.test(word)).map(({ word }) => word);
	const others = possible.filter(({ word }) => !/^\d+$/.test(word));
	const numbered = others
		.flatMap(({ word, number }) => (number === undefined ? [] : [{ word, number }]))
		.sort((a, b) => a.number - b.number)
		.map(({ word, number }) => `${number} (${word})`);
	const named = others.filter(({ number }) => number === undefined).map(({ word }) => word);
	const first = tasks.length > 2 ? [`${tasks[0]} to ${tasks.at(-1)}`] : tasks;
	return alternatives([...first, ...numbered, ...named]);
}

/** A word that somebody typed, short enough for a message. */
function shown(word: string): string {
	return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}

/**
 * What a selection makes of a whole runbook: the overview, the pages that were asked for, and the files for the tools of the teams
 * that one of these pages names. Returns the paths of all of them.
 */
export function selectedPaths(
	whole: {
		readonly pages: readonly { readonly path: string; readonly content: string }[];
		readonly artefacts: readonly { readonly path: string }[];
	},
	selection: PageSelection,
): ReadonlySet<string> {
	const pages = whole.pages.filter(({ path }) => path === overviewPage || selection.pages.has(path));
	// The overview names every file, and would bring them all.
	const texts = pages
		.filter(({ path }) => path !== overviewPage)
		.map(({ path, content }) => ({
			content,
			up: "../".repeat(path.split("/").length - 1),
		}));
	const artefacts = whole.artefacts.filter(({ path }) =>
		texts.some(({ content, up }) => content.includes(`](${up}${path})`)),
	);
	return new Set([...pages, ...artefacts].map(({ path }) => path));
}

/** The name of the page for the printer: a part does not take the place of the whole. */
export function printPath(words: readonly string[] = []): string {
	return `${["runbook", ...words].join("-")}.html`;
}
