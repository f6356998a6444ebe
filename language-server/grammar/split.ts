/** A stretch of a file that can be read by itself: it ends behind a closing brace at the top level, or with the file. */
export interface Stretch {
	readonly start: number;
	readonly end: number;
	/** Where the stretch begins, zero-based. */
	readonly line: number;
	readonly character: number;
}

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const STAR = 42;
const SLASH = 47;
const OPEN = 123;
const CLOSE = 125;

/**
 * Cuts a text behind every brace that closes a block of the top level. No statement of the language crosses such a place,
 * so the stretches can be parsed one by one, and an edit touches only the stretch it lies in. A brace that is not closed
 * makes one stretch of all that follows, which then reads as it would in a whole file.
 */
export function splitTopLevel(text: string): readonly Stretch[] {
	const stretches: Stretch[] = [];
	let depth = 0;
	let start = 0;
	let startLine = 0;
	let startCharacter = 0;
	let line = 0;
	let lineStart = 0;
	let i = 0;
	const { length } = text;
	let commentEnd = 0;
	while (i < length) {
		const code = text.charCodeAt(i);
		if (code === NEWLINE || (code === RETURN && text.charCodeAt(i + 1) !== NEWLINE)) {
			line++;
			lineStart = i + 1;
		} else if (i < commentEnd) {
			// Inside a comment only the lines count.
		} else if (code === QUOTE) {
			i = endOfString(text, i);
			continue;
		} else if (code === SLASH && text.charCodeAt(i + 1) === SLASH) {
			i = endOfLine(text, i);
			continue;
		} else if (code === SLASH && text.charCodeAt(i + 1) === STAR) {
			const end = text.indexOf("*/", i + 2);
			commentEnd = end < 0 ? length : end + 2;
		} else if (code === SLASH && commentEnd <= i) {
			i = endOfDirectory(text, i);
			continue;
		} else if (code === OPEN) {
			depth++;
		} else if (code === CLOSE) {
			depth--;
			if (depth <= 0) {
				stretches.push({ start, end: i + 1, line: startLine, character: startCharacter });
				depth = 0;
				start = i + 1;
				startLine = line;
				startCharacter = start - lineStart;
			}
		}
		i++;
	}
	if (start < length || stretches.length === 0) {
		stretches.push({ start, end: length, line: startLine, character: startCharacter });
	}
	return stretches;
}

/** Behind the closing quotation mark; a string that is not closed ends with its line. */
function endOfString(text: string, from: number): number {
	const end = endOfLine(text, from);
	const quote = text.indexOf('"', from + 1);
	return quote >= 0 && quote < end ? quote + 1 : end;
}

/** A directory of a web server, as the terminal WORD of the grammar reads it. */
const DIRECTORY = /\/[A-Za-z](?:[A-Za-z0-9_.%-]|\/(?![/*]))*(?:\/\*(?![^\s,{}]))?/y;

/** Behind a directory, whose ending would else be taken for the beginning of a comment; behind the slash where none is. */
function endOfDirectory(text: string, from: number): number {
	DIRECTORY.lastIndex = from;
	return from + (DIRECTORY.exec(text)?.[0].length ?? 1);
}

function endOfLine(text: string, from: number): number {
	for (let i = from; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === NEWLINE || code === RETURN) {
			return i;
		}
	}
	return text.length;
}
