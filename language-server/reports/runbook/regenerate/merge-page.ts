import type { Generation } from "./memory.js";

/** What became of the writing of people in a page that was generated again. */
export interface MergeReport {
	/** How many ticked boxes are still there, and still ticked. */
	readonly ticks: number;
	/** How many passages of people were kept: lines of their own, words in generated lines, filled cells. */
	readonly notes: number;
	/** The steps that say something else than when they were ticked, by their new label as in "3.4": to be done again. */
	readonly changedSinceTicked: readonly string[];
	/** How many lines with writing of people went to the end of the page, because their step is gone. */
	readonly movedToEnd: number;
}

/** A page in which the new text and the writing of people stand together. */
export interface MergedPage {
	readonly content: string;
	readonly report: MergeReport;
}

/**
 * Brings what changed from one generation to the next into the page as a person left it; undefined where the page was edited beyond
 * recognition.
 *
 * @param base what was generated when the person began to write
 * @param mine the page as it stands in the folder
 * @param theirs what is generated now
 */
export function mergePage(_base: Generation, _mine: string, _theirs: Generation): MergedPage | undefined {
	return undefined;
}
