import { closest, distance } from "fastest-levenshtein";
import type { Fix } from "./finding.js";
import type { Origin } from "./origin.js";

/** How many letters may differ for a word of this length to be taken as a slip of another one. */
function slipsIn(word: string): number {
	return word.length <= 3 ? 1 : word.length <= 7 ? 2 : 3;
}

/** The known word that a mistyped one most likely means, where there is one. */
export function nearestTo(word: string, known: readonly string[]): string | undefined {
	const nearest = known.length > 0 ? closest(word, [...known]) : undefined;
	return nearest !== undefined && distance(word, nearest) <= slipsIn(word) ? nearest : undefined;
}

/** The sentence and the fix that offer the known word which a mistyped one most likely means; empty where none is near. */
export function suggest(
	word: string,
	known: readonly string[],
	origin: Origin,
): { readonly hint: string; readonly fixes: readonly Fix[] } {
	const nearest = nearestTo(word, known);
	if (nearest === undefined) {
		return { hint: "", fixes: [] };
	}
	return {
		hint: `Did you mean ${nearest}? `,
		fixes: [replacement(origin, nearest, "unsafe")],
	};
}

/** The fix that writes another word in the place of one. */
export function replacement(origin: Origin, newText: string, safety: Fix["safety"]): Fix {
	return {
		title: `Change to ${newText}`,
		edits: [{ uri: origin.uri, range: origin.range, newText }],
		safety,
		preferred: true,
	};
}
