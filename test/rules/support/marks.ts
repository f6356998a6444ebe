/** A finding as a marker states it, and as the test prints it. */
export interface Mark {
	readonly file: string;
	readonly line: number;
	/** The underlined text. */
	readonly word: string;
	readonly from: number;
	readonly code: string;
}

/** A comment line with carets under a word of the line above, each followed by the codes that are expected there. */
const MARKER_LINE = /^\s*\/\/[\s^]*\^+ [a-z]/;
const MARKER = /(\^+) ([a-z0-9-]+(?:, [a-z0-9-]+)*)/g;

/** Takes the marker lines out, so that fixes work on a text as its author would have it. */
export function readMarked(file: string, marked: string) {
	const lines: string[] = [];
	const marks: Mark[] = [];
	for (const line of marked.split("\n")) {
		if (!MARKER_LINE.test(line)) {
			lines.push(line);
			continue;
		}
		const above = lines.at(-1) ?? "";
		for (const match of line.matchAll(MARKER)) {
			const [, carets = "", codes = ""] = match;
			const word = above.slice(match.index, match.index + carets.length);
			for (const code of codes.split(", ")) {
				marks.push({ file, line: lines.length - 1, word, from: match.index, code });
			}
		}
	}
	return { file, text: lines.join("\n"), marks };
}
