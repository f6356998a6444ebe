import type { FilledBlanks } from "../page/blanks.js";
import { classifyExisting } from "../page/fingerprint.js";
import { printBlank, type RunbookPage } from "../page/page.js";
import type { Runbook } from "../render.js";
import { CHANGED_SINCE } from "./done-note.js";
import { generationFrom, generationOfPage, MEMORY_PATH, otherOwner, readMemory } from "./memory.js";
import { BEFORE } from "./merge-line.js";
import { mergePage } from "./merge-page.js";
import { obsoletePart } from "./obsolete-part.js";
import { unitsOf } from "./units.js";

/**
 * The blanks of a runbook that are none on the pages in a folder, because people filled them in there or took their lines away. Given
 * to `renderRunbook`, the heads of the pages and the overview count what is left.
 *
 * What counts is the page as it will stand in the folder, with what is generated now: a line that says something else may have its
 * blank again. On a page that cannot be brought together with the new text, nothing is filled in.
 *
 * @param runbook as it is rendered without this knowledge
 * @param existing the files in the folder, by their path relative to it
 */
export function filledBlanks(
	{ pages, owner }: Pick<Runbook, "pages" | "owner">,
	existing: ReadonlyMap<string, string>,
): FilledBlanks {
	const worked = pages.flatMap((page) => {
		const present = existing.get(page.path);
		const hasBlanks = page.blanks !== undefined && page.blanks.length > 0;
		return hasBlanks && present !== undefined && classifyExisting(present) === "edited" ? [{ page, present }] : [];
	});
	if (worked.length === 0 || (owner !== undefined && otherOwner(existing, owner) !== undefined)) {
		return new Map();
	}
	const { memory } = readMemory(existing.get(MEMORY_PATH));
	return new Map(
		worked.flatMap(({ page, present }) => {
			const base = generationOfPage(memory, page.path, present);
			const merged = base === undefined ? undefined : mergePage(base, present, generationFrom(page));
			const filled = merged === undefined ? [] : filledOn(page, merged.content);
			return filled.length === 0 ? [] : [[page.path, new Set(filled)] as const];
		}),
	);
}

function filledOn({ blanks = [], content }: RunbookPage, merged: string): readonly string[] {
	const [generated, present] = [content, merged].map(blanksIn);
	return blanks.filter((what) => {
		const blank = bare(printBlank(what));
		return generated?.includes(blank) === true && present?.includes(blank) === false;
	});
}

/** The words of a page in which a blank is one to fill in, and not what a line said once. */
function blanksIn(content: string): string {
	const units = unitsOf(content.split(/\r?\n/).map((text) => ({ text })));
	const gone = obsoletePart(units);
	const plan = units.filter((_, index) => gone === undefined || index < gone.start || index >= gone.end);
	return bare(plan.map(({ text }) => text.replace(NO_LONGER_SAID, "")).join("\n"));
}

/** What a merge keeps of a line or a cell behind its new words. */
const NO_LONGER_SAID = new RegExp(
	`\\b${BEFORE} (?:(?!<br>| \\|).)*|\\*\\*${CHANGED_SINCE}\\.\\*\\* (?:(?! \\|).)*`,
	"g",
);

/** Editors escape what need not be escaped, and wrap lines. */
function bare(text: string): string {
	return text
		.replace(/\\([\p{P}\p{S}])/gu, "$1")
		.replace(/[\u2018\u2019]/g, "'")
		.replace(/[\u201c\u201d]/g, '"')
		.replace(/\s+/gu, " ");
}
