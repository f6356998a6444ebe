import type { MarkdownIt } from "markdown-it";

/*
 * What a page knows of HTML: line breaks, and comments, which are no text. All else is shown as the text that it is.
 */

type InlineRule = Parameters<MarkdownIt["inline"]["ruler"]["push"]>[1];
type BlockRule = Parameters<MarkdownIt["block"]["ruler"]["push"]>[1];

/** A cell of a table is one line of Markdown, so its lines are parted by the one element of HTML that pages use. */
export const lineBreak: InlineRule = (state, silent) => {
	const [found] = /^<br ?\/?>/i.exec(state.src.slice(state.pos, state.pos + 6)) ?? [];
	if (found === undefined) {
		return false;
	}
	if (!silent) {
		state.push("hardbreak", "br", 0);
	}
	state.pos += found.length;
	return true;
};

/** Comments are no text. One that does not end is shown, so that nothing that a person wrote gets lost behind it. */
export const inlineComment: InlineRule = (state) => {
	const length = commentLength(state.src, state.pos);
	state.pos += length;
	return length > 0;
};

export const blockComment: BlockRule = (state, startLine, endLine, silent) => {
	const indented = (state.sCount[startLine] ?? 0) - state.blkIndent >= 4;
	const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
	const end = start + commentLength(state.src, start);
	if (indented || end === start) {
		return false;
	}
	let line = startLine;
	while (line < endLine && (state.eMarks[line] ?? 0) < end) {
		line += 1;
	}
	// What stands behind a comment on its last line is text, and the rule for comments within text sees to that.
	if (line >= endLine || state.src.slice(end, state.eMarks[line]).trim() !== "") {
		return false;
	}
	if (!silent) {
		state.line = line + 1;
	}
	return true;
};

function commentLength(src: string, start: number): number {
	const end = src.startsWith("<!--", start) ? src.indexOf("-->", start + 4) : -1;
	return end < 0 ? 0 : end + 3 - start;
}
