import { type Alignment, alignPages } from "./alignment.js";
import { takeOutGoneLines } from "./gone-lines.js";
import type { Generation } from "./memory.js";
import { bringInNextLines } from "./next-lines.js";
import { writeOff } from "./obsolete-section.js";
import { PageInHand } from "./page-in-hand.js";
import { printPage } from "./print-page.js";
import { wordsOf } from "./three-way.js";
import { isTicked, unitsOf } from "./units.js";
import { unwrapped } from "./unwrap.js";

/** What became of the writing of people in a page that was generated again. */
export interface MergeReport {
	/** How many boxes that people ticked are still there, and still ticked. */
	readonly ticks: number;
	/** How many lines hold writing of people: lines of their own, and generated ones that they changed. */
	readonly notes: number;
	/** What says something else than when it was ticked, and has to be done again: steps by their new number, as in "3.4". */
	readonly changedSinceTicked: readonly string[];
	/** How many lines with writing of people went to the end of the page, because what they stood at is gone. */
	readonly movedToEnd: number;
}

/** A page in which the new text and the writing of people stand together. */
export interface MergedPage {
	readonly content: string;
	readonly report: MergeReport;
}

/** What version control leaves in a file that two people have changed at the same place. */
const CONFLICT = /^(?:<{7}|>{7}|\|{7})(?: |$)/m;

/**
 * Brings what changed from one generation to the next into the page as a person left it; undefined where the page was edited beyond
 * recognition.
 *
 * The person's page is the one that stays: its order, its insertions, its gaps. Into it goes the change between the two generations,
 * line by line, so that what did not change is not touched.
 *
 * @param base what was generated when the person began to write
 * @param mine the page as it stands in the folder
 * @param theirs what is generated now
 */
export function mergePage(base: Generation, mine: string, theirs: Generation): MergedPage | undefined {
	// A character that could not be read would be written back as another one.
	if (CONFLICT.test(mine) || mine.includes("\uFFFD")) {
		return undefined;
	}
	const mark = mine.startsWith("\uFEFF") ? "\uFEFF" : "";
	const lineEnd = isMostlyWindows(mine) ? "\r\n" : "\n";
	const generated = unitsOf(base);
	const lines = unwrapped(mine.slice(mark.length).split(/\r?\n/), generated);
	const alignment = alignPages(generated, unitsOf(lines.map((text) => ({ text }))), unitsOf(theirs));
	if (!alignment.isRecognisable) {
		return undefined;
	}
	const { text, report, replacedNotes } = merge(alignment);
	// Should all of the above be mistaken, nothing is lost even then: the two texts stay apart.
	return keepsAll(
		base.map((line) => line.text),
		lines,
		text.split("\n"),
		replacedNotes,
	)
		? { content: `${mark}${text.split("\n").join(lineEnd)}`, report }
		: undefined;
}

function merge(pages: Alignment): MergedLines {
	const page = new PageInHand(pages);
	const passages = takeOutGoneLines(page);
	const { changedSinceTicked, replacedNotes } = bringInNextLines(page);
	writeOff(page, passages);
	const own = page.original.filter(
		(node) => node.base === undefined && node.kind !== "blank" && !page.isWrittenOff(node),
	);
	return {
		text: printPage(page),
		replacedNotes,
		report: {
			ticks: [...page].filter(({ theirs, text }) => theirs !== undefined && isTicked(text)).length,
			notes: own.length + page.original.filter((node) => page.isEdited(node)).length,
			changedSinceTicked,
			movedToEnd: passages.flatMap(({ lines }) => lines).filter((line) => line !== "").length,
		},
	};
}

interface MergedLines {
	readonly text: string;
	readonly report: MergeReport;
	/** What earlier generations noted in the person's page, and this one put something else in place of. */
	readonly replacedNotes: readonly string[];
}

function isMostlyWindows(text: string): boolean {
	const all = text.split("\n").length - 1;
	return (text.split("\r\n").length - 1) * 2 > all;
}

/** Whether each word that a person added to the base is still there, as often as he added it, and each of his ticks. */
function keepsAll(
	base: readonly string[],
	mine: readonly string[],
	merged: readonly string[],
	replacedNotes: readonly string[],
): boolean {
	const ticks = (lines: readonly string[]) => lines.filter(isTicked).length;
	const [inBase, inMine, inMerged, replaced] = [base, mine, merged, replacedNotes].map(countWords);
	const words = [...(inMine ?? [])].every(([word, often]) => {
		const generated = (inBase?.get(word) ?? 0) + (replaced?.get(word) ?? 0);
		return (inMerged?.get(word) ?? 0) >= often - generated;
	});
	return words && ticks(merged) >= ticks(mine);
}

function countWords(lines: readonly string[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const word of wordsOf(lines.join("\n"))) {
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return counts;
}
