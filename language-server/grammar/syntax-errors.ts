import type { ParseResult } from "langium";
import type { Position, Range } from "../model/origin.js";
import { type FixesAt, NO_FIXES, type ParserError, type ParserServices, rangeOf } from "./error-types.js";
import { backslashBeforeMark, firstLine, lexicalFixes, lexicalMessage, NO_ESCAPE } from "./lexer-errors.js";
import { syntaxMessage } from "./parser-errors.js";
import { NOT_CLOSED } from "./parser-messages.js";

/** What is wrong with a stretch: where its reading is disturbed, and what of that is told. */
export interface StretchErrors {
	readonly offsets: readonly number[];
	readonly told: readonly StretchError[];
}

/** Finds a plain message, and fixes where the meaning is clear, for each error of the lexer and of the parser. */
export function errorsOf(services: ParserServices, result: ParseResult, text: string): StretchErrors {
	const lexical = result.lexerErrors.map((error): StretchError => {
		const isOpenComment = text.startsWith("/*", error.offset);
		const unexpected = isOpenComment ? "/*" : text.slice(error.offset, error.offset + error.length);
		const from = { line: (error.line ?? 1) - 1, character: (error.column ?? 1) - 1 };
		const escaped = unexpected.startsWith('"') ? backslashBeforeMark(text, error.offset) : undefined;
		if (escaped !== undefined) {
			return noEscape(escaped, { line: from.line, character: from.character - error.offset + escaped });
		}
		const to = { line: from.line, character: from.character + firstLine(unexpected).length };
		return {
			offset: error.offset,
			range: { start: from, end: to },
			message: lexicalMessage(unexpected),
			fixes: lexicalFixes(text, error.offset, unexpected, { start: from, end: to }),
		};
	});
	const syntactic = result.parserErrors.map((error): StretchError => {
		const place = placeOf(error, text);
		const escaped = isBehindMark(text, place.offset) ? backslashBeforeMark(text, place.offset) : undefined;
		if (escaped !== undefined) {
			const { line, character } = place.range.start;
			return noEscape(escaped, { line, character: character - place.offset + escaped });
		}
		return { ...place, ...syntaxMessage(services, error, text) };
	});
	// Behind a comment that is not closed everything is comment, so nothing more is to be said.
	const openComment = result.lexerErrors.find((error) => text.startsWith("/*", error.offset))?.offset ?? text.length;
	const disturbing = [...lexical, ...syntactic].filter((error) => error.offset <= openComment);
	const told = withoutEchoes(text, lexical, syntactic, openComment);
	return {
		offsets: disturbing.map((error) => error.offset).sort((a, b) => a - b),
		told: told.map((error) =>
			error.message.includes(NOT_CLOSED) ? { ...error, opening: openBlock(services, text) } : error,
		),
	};
}

/** Whether a word stands right behind a closing quotation mark with a backslash before it. */
function isBehindMark(text: string, offset: number): boolean {
	return text.startsWith('\\"', offset - 2);
}

/** The mark that its author took for a part of the text, with the backslash before it. */
function noEscape(offset: number, start: Position): StretchError {
	const range = { start, end: { line: start.line, character: start.character + 2 } };
	return { offset, range, message: NO_ESCAPE, fixes: NO_FIXES };
}

/** An error of the syntax as it stands in a stretch of the text. */
export interface StretchError {
	readonly offset: number;
	readonly range: Range;
	readonly message: string;
	readonly fixes: FixesAt;
	/** Where the block begins that is not closed. */
	readonly opening?: Range | undefined;
}

/**
 * One mistake often disturbs the reading twice: a foreign sign, and the words that do not fit because of it. On each line only
 * the one is told that says more.
 */
function withoutEchoes(
	text: string,
	lexical: readonly StretchError[],
	syntactic: readonly StretchError[],
	openComment: number,
): readonly StretchError[] {
	const line = (error: StretchError) => error.range.start.line;
	const telling = new Map<number, StretchError>();
	for (const error of lexical) {
		if (!telling.has(line(error)) && (error.message === NO_ESCAPE || /["#()[\]]/.test(text[error.offset] ?? ""))) {
			telling.set(line(error), error);
		}
	}
	const isToldOf = (error: StretchError) => {
		const best = telling.get(line(error));
		return best ? best === error : !syntactic.some((one) => line(one) === line(error) && one.offset <= error.offset);
	};
	return [...lexical.filter(isToldOf), ...syntactic.filter((error) => !telling.has(line(error)))]
		.filter((error) => error.offset <= openComment)
		.sort((a, b) => a.offset - b.offset);
}

/** The word before the brace of the innermost block that is not closed. */
function openBlock(services: ParserServices, text: string): Range | undefined {
	const { tokens } = services.parser.Lexer.tokenize(text);
	const open: number[] = [];
	tokens.forEach((token, i) => {
		if (token.image === "{") {
			open.push(i);
		} else if (token.image === "}") {
			open.pop();
		}
	});
	const header = tokens[(open.at(-1) ?? 0) - 1];
	return header && rangeOf(header);
}

/** The place to underline: the offending word, or the last word before something that is missing. */
function placeOf(error: ParserError, text: string): { readonly offset: number; readonly range: Range } {
	const previous = "previousToken" in error ? (error.previousToken as ParserError["token"] | undefined) : undefined;
	const isMissing = error.message.includes("missing") || error.token.tokenType.name === "EOF";
	const token = isMissing && previous && !Number.isNaN(previous.startOffset) ? previous : error.token;
	if (Number.isNaN(token.startOffset)) {
		const end = endOf(text);
		return { offset: text.length, range: { start: end, end } };
	}
	return { offset: token.startOffset, range: rangeOf(token) };
}

function endOf(text: string): Position {
	const lines = text.split(/\r\n|\r|\n/);
	return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
