import type { Finding, Fix, TextEdit } from "./finding.js";
import { comparePositions } from "./origin.js";

/**
 * One fix for each finding that has an acceptable one, the likely one first, such that all of them can be applied together.
 * A fix that would write where another one writes already is left for the next time.
 */
export function fixesTogether(findings: readonly Finding[], isAcceptable: (fix: Fix) => boolean): readonly Fix[] {
	const chosen: Fix[] = [];
	const taken = new Map<string, TextEdit[]>();
	for (const { fixes } of findings) {
		const [fix] = fixes.filter(isAcceptable).toSorted((a, b) => Number(b.preferred) - Number(a.preferred));
		const isFree = fix?.edits.every((edit) => !(taken.get(edit.uri) ?? []).some((other) => collide(edit, other)));
		if (fix && isFree) {
			chosen.push(fix);
			for (const edit of fix.edits) {
				taken.set(edit.uri, [...(taken.get(edit.uri) ?? []), edit]);
			}
		}
	}
	return chosen;
}

/** Two insertions at one place collide as well: their order would be open, and they may say the same. */
function collide(a: TextEdit, b: TextEdit): boolean {
	return comparePositions(a.range.start, b.range.end) <= 0 && comparePositions(b.range.start, a.range.end) <= 0;
}
