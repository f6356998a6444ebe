import MarkdownIt, { type MarkdownIt as Parser } from "markdown-it";
import type { Heading, PageOptions } from "./page-options.js";
import type { PageState } from "./page-state.js";
import { renderers } from "./renderers.js";
import { headings, lineMarks, links, tables, tickBoxes } from "./structure.js";
import { blockComment, inlineComment, lineBreak } from "./syntax.js";

/** A page as Markdown: as it was generated, or as people left it. */
export interface MarkdownPage {
	/** Relative to the folder of the runbook, with forward slashes. */
	readonly path: string;
	readonly title: string;
	readonly content: string;
	/** What whoever reads the page has to know first and its text does not say, in plain words. */
	readonly notice?: string;
}

/** A page in HTML: the inside of whatever element it is to stand in. */
export interface RenderedPage {
	readonly html: string;
	readonly headings: readonly Heading[];
	/** Whether most of what stands in tables stands in tables of many columns, which are easier to read across the paper. */
	readonly isWide: boolean;
}

/**
 * One page of a runbook in HTML. Of the Markdown it knows what GitHub knows: tables, tick boxes, strike-through. Of HTML it
 * knows `<br>`, and leaves comments out; all else is shown as the text that it is. Nothing it writes needs a script, a style
 * attribute or the network.
 *
 * The classes it uses are those of `pageStyle`. A tick box is an `input` that nobody has to enable.
 */
export function renderPage(content: string, options: PageOptions = {}): RenderedPage {
	const page: PageState = { options, headings: [], rows: 0, wideRows: 0 };
	const shown = parser.render(content, { page });
	return { html: shown, headings: page.headings, isWide: page.wideRows * 2 > page.rows };
}

function pageParser(): Parser {
	const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
	markdown.inline.ruler.before("html_inline", "line_break", lineBreak);
	markdown.inline.ruler.before("html_inline", "comment", inlineComment);
	markdown.block.ruler.before("html_block", "comment_block", blockComment, {
		alt: ["paragraph", "reference", "blockquote", "list"],
	});
	markdown.core.ruler.push("tick_boxes", tickBoxes);
	markdown.core.ruler.push("tables", tables);
	markdown.core.ruler.push("headings", headings);
	markdown.core.ruler.push("links", links);
	markdown.core.ruler.push("line_marks", lineMarks);
	Object.assign(markdown.renderer.rules, renderers);
	return markdown;
}

/** Made once: it takes longer to make than a page takes to render. */
const parser = pageParser();
