import type { LangiumCoreServices, ParseResult } from "langium";
import type { Fix } from "../model/finding.js";
import type { Origin, Range } from "../model/origin.js";

/** What reading a text needs of Langium. */
export type ParserServices = Pick<LangiumCoreServices, "parser" | "Grammar">;
export type ParserError = ParseResult["parserErrors"][number];
export type Token = ParserError["token"];

/** The parser counts lines and columns from one, and a token's last column is inside of it. */
export function rangeOf(token: ParserError["token"]): Range {
	return {
		start: { line: (token.startLine ?? 1) - 1, character: (token.startColumn ?? 1) - 1 },
		end: { line: (token.endLine ?? 1) - 1, character: token.endColumn ?? 1 },
	};
}

/** Makes the fixes of an error, given the place of its finding. Further places in the stretch go through `place`. */
export type FixesAt = (origin: Origin, place: (range: Range) => Range) => readonly Fix[];

/** For errors of which the meaning is open. */
export const NO_FIXES: FixesAt = () => [];
