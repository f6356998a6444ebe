import type { Origin, Range } from "../../model/origin.js";

/** The keyword that a statement begins with: the word to point at when the statement lacks something. */
export function keywordOf(uri: string, { start }: Range, keyword: string): Origin {
	return { uri, range: { start, end: { line: start.line, character: start.character + keyword.length } } };
}
