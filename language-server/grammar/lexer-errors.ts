import type { Range } from "../model/origin.js";

import { type FixesAt, NO_FIXES } from "./error-types.js";

/** What other languages write where this one has a sign of its own. */
const COUNTERPARTS: Readonly<Record<string, string>> = { "#": "//", "(": "{", ")": "}", "[": "{", "]": "}" };

/** What mends a sign that has no meaning. */
export function lexicalFixes(text: string, offset: number, unexpected: string, range: Range): FixesAt {
	const [sign = ""] = unexpected;
	const counterpart = COUNTERPARTS[sign];
	if (counterpart !== undefined) {
		const place = { start: range.start, end: { line: range.start.line, character: range.start.character + 1 } };
		return ({ uri }, placeInFile) => [
			{
				title: `Write ${counterpart} instead of ${sign}`,
				edits: [{ uri, range: placeInFile(place), newText: counterpart }],
				safety: "unsafe",
				preferred: true,
			},
		];
	}
	return /^[;=]+$/.test(unexpected) ? withoutSign(text, offset, unexpected, range) : NO_FIXES;
}

/** Other languages end a statement with a sign or put one before a value; here it can go without loss. */
function withoutSign(text: string, offset: number, sign: string, { start, end }: Range): FixesAt {
	const isBehindWord = /\S/.test(text[offset - 1] ?? "\n");
	const [blanks = "", next] = /^([ \t]*)(\S)?/.exec(text.slice(offset + sign.length))?.slice(1) ?? [];
	const isBetweenWords = isBehindWord && blanks === "" && next !== undefined;
	const cut = isBehindWord ? 0 : blanks.length;
	return ({ uri }, place) => [
		{
			title: `Remove ${sign}`,
			edits: [
				{
					uri,
					range: place({ start, end: { line: end.line, character: end.character + cut } }),
					newText: isBetweenWords ? " " : "",
				},
			],
			safety: "safe",
			preferred: true,
		},
	];
}

/** What is wrong with a sign that has no meaning. */
export function lexicalMessage(unexpected: string): string {
	if (unexpected.startsWith('"')) {
		return "The quotation mark is not closed on its line.";
	}
	if (unexpected.startsWith("/*")) {
		return "The comment is not closed: a */ is missing.";
	}
	const [sign = ""] = unexpected;
	if (sign === "#") {
		return "A comment begins with //, not with #.";
	}
	const counterpart = COUNTERPARTS[sign];
	if (counterpart !== undefined) {
		return `A block stands in { and }; write ${counterpart} instead of ${sign}.`;
	}
	return `The character ${firstLine(unexpected)} has no meaning here; remove it.`;
}

/** What a mark behind a backslash does, which many other languages take for a part of the text. */
export const NO_ESCAPE =
	"This quotation mark ends the text: there is no escape, so \\\" is a backslash and the end. Leave it out, or write ' in its place.";

/**
 * Where a text in quotation marks ends before the given offset of its line with a backslash in front of the mark: the offset
 * of that backslash. Whoever wrote it meant to go on.
 */
export function backslashBeforeMark(text: string, offset: number): number | undefined {
	const start = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
	const ended = [...text.slice(start, offset).matchAll(/"[^"]*"/g)].find(([quoted]) => quoted.endsWith('\\"'));
	return ended && start + ended.index + ended[0].length - 2;
}

/** The text up to its first line break. */
export function firstLine(text: string): string {
	return /^[^\r\n]*/.exec(text)?.[0] ?? "";
}
