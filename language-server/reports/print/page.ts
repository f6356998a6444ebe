import MarkdownIt, { type MarkdownIt as Parser } from "markdown-it";
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

/** What an element gets because it begins on a certain line of the Markdown. */
export interface LineMark {
	readonly attributes?: Readonly<Record<`data-${string}`, string>>;
	/** A link at the end of the line, such as the way back to the topology. */
	readonly link?: { readonly href: string; readonly words: string; readonly title?: string };
}

/** How a page of a runbook is shown. */
export interface PageOptions {
	/** What the ids of the page's headings begin with; unique within the document. Without it, headings have the ids of GitHub. */
	readonly anchor?: string;
	/** How many levels below those of the Markdown the headings stand. */
	readonly headingsBelow?: number;
	/**
	 * Where a link leads, as it is to stand in the document; undefined makes its label plain words. The target is given as it
	 * stands in the Markdown, relative to the page or an address of the web. Without it, links stay as they are written.
	 */
	readonly linkTo?: (target: string) => Link | undefined;
	/**
	 * Asked once for each heading, paragraph, list item, table row and block of code, with the line that it begins on: zero-based
	 * in `content`, and thus the `line` of `PageLine`.
	 */
	readonly markLine?: (line: number) => LineMark | undefined;
}

export interface Link {
	readonly href: string;
	readonly attributes?: Readonly<Record<`data-${string}`, string>>;
}

export interface Heading {
	readonly id: string;
	/** As in the Markdown, from 1. */
	readonly level: number;
	/** Without markup. */
	readonly words: string;
	/** Zero-based. */
	readonly line: number;
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
