import { headingLevel, type Unit } from "./units.js";

/** What heads the part of a page that keeps the writing of people at steps that are gone. */
export const OBSOLETE_HEADING = "## No longer in the plan";

/** Where the section stands in a page; undefined where it has none. It ends where another section or the last line begins. */
export function obsoletePart(units: readonly Unit[]): { readonly start: number; readonly end: number } | undefined {
	const start = units.findLastIndex(({ text }) => text.trim() === OBSOLETE_HEADING);
	if (start === -1) {
		return undefined;
	}
	const isEnd = ({ kind, text }: Unit) => kind === "footer" || (kind === "heading" && (headingLevel(text) ?? 6) <= 2);
	const length = units.slice(start + 1).findIndex(isEnd);
	return { start, end: length === -1 ? units.length : start + 1 + length };
}
