import { OBSOLETE_HEADING } from "./obsolete-part.js";
import type { PageInHand, PageNode } from "./page-in-hand.js";
import { headingLevel } from "./units.js";

const WHAT_IT_IS =
	"Somebody ticked, filled in or annotated what stands here, and the plan no longer has it. What is ticked was done: undo it where it must not stay. Then delete it from this page.";

/** Lines that stood together under one heading. */
export interface ObsoletePassage {
	/** The heading under which they stood, without its signs; empty for the head of the page. */
	readonly title: string;
	readonly lines: readonly string[];
}

/** Puts what is no longer in the plan at the end of a page. */
export function writeOff(page: PageInHand, passages: readonly ObsoletePassage[]): void {
	if (passages.length === 0) {
		return;
	}
	const nodes = [...page];
	const present = nodes.findLast((node) => page.isWrittenOff(node) && node.kind !== "blank");
	const footer = nodes.find((node) => node.kind === "footer");
	let place = present ?? (footer === undefined ? page.last : page.before(footer));
	const lines = obsoleteLines(passages, present === undefined);
	for (const text of present === undefined ? [...lines, ""] : lines) {
		const node: PageNode = { kind: text === "" ? "blank" : headingLevel(text) ? "heading" : "text", text, below: [] };
		page.insertAfter(place, node);
		place = node;
	}
}

/** The lines of the section, or those to be added to the one that is there already. */
function obsoleteLines(passages: readonly ObsoletePassage[], isFirst: boolean): readonly string[] {
	const head = isFirst ? [OBSOLETE_HEADING, "", WHAT_IT_IS] : [];
	const body = passages.flatMap(({ title, lines }, index) => {
		const isSameTitle = passages[index - 1]?.title === title;
		return [...(isSameTitle || title === "" ? [] : ["", `From the section ${title}:`]), "", ...lines];
	});
	return [...head, ...body];
}
