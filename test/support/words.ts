import type { Finding } from "../../language-server/model/finding.js";
import type { Range } from "../../language-server/model/origin.js";

/** The words that a range covers, for saying in a test where a finding lies. */
export function wordsAt(text: string, range: Range): string {
	const lines = text.split(/\r\n|\r|\n/);
	const { start, end } = range;
	if (start.line === end.line) {
		return lines[start.line]?.slice(start.character, end.character) ?? "";
	}
	return [
		lines[start.line]?.slice(start.character),
		...lines.slice(start.line + 1, end.line),
		lines[end.line]?.slice(0, end.character),
	].join("\n");
}

/** "code «words»: message", the form in which tests state what they expect. */
export function described(text: string, finding: Finding): string {
	return `${finding.code} «${wordsAt(text, finding.origin.range)}»: ${finding.message}`;
}

export function applyEdits(
	text: string,
	edits: readonly { readonly range: Range; readonly newText: string }[],
): string {
	const offsetOf = (position: Range["start"]) => {
		let offset = 0;
		for (let line = 0; line < position.line; line++) {
			offset = text.indexOf("\n", offset) + 1;
		}
		return offset + position.character;
	};
	return [...edits]
		.sort((a, b) => offsetOf(b.range.start) - offsetOf(a.range.start))
		.reduce(
			(result, edit) =>
				result.slice(0, offsetOf(edit.range.start)) + edit.newText + result.slice(offsetOf(edit.range.end)),
			text,
		);
}
