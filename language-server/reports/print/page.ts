import MarkdownIt, { type MarkdownIt as Parser, type RendererRule, type StateCore, type Token } from "markdown-it";
import { diagram } from "./diagram.js";
import { attributes, html } from "./html.js";

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

/** What the rules below leave in the tokens for each other. */
interface PageState {
	readonly options: PageOptions;
	readonly headings: Heading[];
	rows: number;
	wideRows: number;
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

function pageOf(env: StateCore["env"] | undefined): PageState {
	// The library hands through what `renderPage` gave it, and knows nothing of its type.
	return (env as { readonly page: PageState }).page;
}

type InlineRule = Parameters<Parser["inline"]["ruler"]["push"]>[1];
type BlockRule = Parameters<Parser["block"]["ruler"]["push"]>[1];

/** A cell of a table is one line of Markdown, so its lines are parted by the one element of HTML that pages use. */
const lineBreak: InlineRule = (state, silent) => {
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
const inlineComment: InlineRule = (state) => {
	const length = commentLength(state.src, state.pos);
	state.pos += length;
	return length > 0;
};

const blockComment: BlockRule = (state, startLine, endLine, silent) => {
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

const TICK = /^(?:\[([ xX])\]|([☐☑☒]))(?:\s+|$)/;

/** A list item, or a cell of a table, that begins with a tick box. Where the brackets are escaped they are text. */
function tickBoxes(state: StateCore): void {
	for (const [index, token] of state.tokens.entries()) {
		const opener = state.tokens[index - 1]?.type;
		const isItem = opener === "paragraph_open" && state.tokens[index - 2]?.type === "list_item_open";
		const found = token.type === "inline" && (isItem || opener === "td_open") ? TICK.exec(token.content) : null;
		const [first] = token.children ?? [];
		if (!found || first === undefined || !first.content.startsWith(found[0].trimEnd())) {
			continue;
		}
		const isTicked = (found[1] ?? found[2] ?? "").replace(/[ ☐]/, "") !== "";
		first.content = first.content.slice(found[0].length);
		const box = new state.Token("tick_box", "input", 0);
		box.attrSet("type", "checkbox");
		if (isTicked) {
			box.attrSet("checked", "");
		}
		if (isItem) {
			state.tokens[index - 2]?.attrJoin("class", "task");
			const open = new state.Token("label_open", "label", 1);
			const close = new state.Token("label_close", "label", -1);
			token.children = [open, box, ...(token.children ?? []), close];
		} else {
			state.tokens[index - 1]?.attrJoin("class", "task");
			box.attrSet("aria-label", tickName(state.tokens, index, first.content));
			token.children = [box, ...(token.children ?? [])];
		}
	}
}

/** A box in a cell of its own has no words beside it, so it is named after its row. */
function tickName(tokens: readonly Token[], index: number, words: string): string {
	let start = index;
	while (start > 0 && tokens[start]?.type !== "tr_open") {
		start -= 1;
	}
	const row = tokens.slice(start, next(tokens, index, "tr_close"));
	const named = row.find((cell) => cell.type === "inline" && cell.content !== "" && !TICK.test(cell.content));
	return words.trim() || (named === undefined ? "Done" : `${plainWords(named)}: done`);
}

/** Says what heads a column or a row, and that a table without headings has none. */
function tables(state: StateCore): void {
	const page = pageOf(state.env);
	for (const [index, token] of state.tokens.entries()) {
		if (token.type !== "table_open") {
			continue;
		}
		const inside = state.tokens.slice(index, next(state.tokens, index, "table_close"));
		const heads = inside.filter((_, at) => inside[at - 1]?.type === "th_open");
		const rows = inside.filter((other) => other.type === "tr_open").length;
		page.rows += rows;
		if (heads.length >= WIDE) {
			page.wideRows += rows;
			token.attrJoin("class", "wide");
		}
		leaveRoomToWrite(inside, heads.length);
		const isHeadless = heads.every((head) => head.content.trim() === "");
		const head = inside.findIndex((other) => other.type === "thead_close");
		for (const [at, other] of inside.entries()) {
			if (isHeadless && at > 0 && at <= head) {
				other.hidden = true;
				other.children = [];
			}
			if (other.type === "th_open") {
				other.attrSet("scope", "col");
			}
			if (other.type === "inline" && inside[at - 1]?.type === "td_open" && SHORT.test(other.content)) {
				inside[at - 1]?.attrJoin("class", "short");
			}
			if (isHeadless && other.type === "td_open" && inside[at - 1]?.type === "tr_open") {
				other.tag = "th";
				other.attrSet("scope", "row");
				const close = inside[next(inside, at, "td_close")];
				if (close !== undefined) {
					close.tag = "th";
				}
			}
		}
	}
}

/** Columns that are mostly empty are there for people to write into, also with a pencil. */
function leaveRoomToWrite(table: readonly Token[], columns: number): void {
	const cells = table.filter((_, at) => table[at - 1]?.type === "td_open");
	const openers = table.filter((token) => token.type === "th_open");
	for (let column = 0; column < columns; column++) {
		const inColumn = cells.filter((_, at) => at % columns === column);
		const empty = inColumn.filter((cell) => cell.content.trim() === "");
		if (empty.length * 2 > inColumn.length) {
			openers[column]?.attrJoin("class", "fill");
		}
	}
}

/** The place of the next token of a type; behind the last one where there is none. */
function next(tokens: readonly Token[], index: number, type: string): number {
	let at = index + 1;
	while (at < tokens.length && tokens[at]?.type !== type) {
		at += 1;
	}
	return at;
}

/** From so many columns on a table is set smaller, and its page across the paper. */
const WIDE = 7;

/** A cell that says nothing without its other half, as "F-01". */
const SHORT = /^[A-Z]{1,5}-?\d{1,4}$/;

/** Gives headings their ids and levels. No level is left out on the way down, whatever people wrote. */
function headings(state: StateCore): void {
	const { options, headings } = pageOf(state.env);
	const below = options.headingsBelow ?? 0;
	const used = new Map<string, number>();
	// The headings that the next one may stand below, as they are in the Markdown.
	const above: number[] = [];
	for (const [index, token] of state.tokens.entries()) {
		const inline = state.tokens[index + 1];
		if (token.type !== "heading_open" || inline === undefined) {
			continue;
		}
		const words = plainWords(inline);
		const written = Number(token.tag.slice(1));
		while ((above.at(-1) ?? 0) >= written) {
			above.pop();
		}
		if (above.length === 0 && written > 1) {
			// Somebody took the title of the page away; what stood below it stays there.
			above.push(1);
		}
		above.push(written);
		const level = above.length;
		const slug = slugOf(words);
		const before = used.get(slug) ?? 0;
		used.set(slug, before + 1);
		const unique = before === 0 ? slug : `${slug}-${before}`;
		const id = options.anchor === undefined ? unique : `${options.anchor}.${unique}`;
		headings.push({ id, level, words, line: token.map?.[0] ?? 0 });
		token.tag = `h${Math.min(level + below, 6)}`;
		token.attrSet("id", id);
		const close = state.tokens[next(state.tokens, index, "heading_close")];
		if (close !== undefined) {
			close.tag = token.tag;
		}
	}
}

/** As GitHub makes them, so that links which people wrote find their headings. */
export function slugOf(words: string): string {
	return words
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, "")
		.replace(/ /g, "-");
}

function plainWords(inline: Token): string {
	return (inline.children ?? [])
		.map((child) => (child.type === "hardbreak" || child.type === "softbreak" ? " " : child.content))
		.join("")
		.trim();
}

function links(state: StateCore): void {
	const { linkTo } = pageOf(state.env).options;
	for (const { children } of state.tokens) {
		const open: Token[] = [];
		for (const token of children ?? []) {
			if (token.type === "link_open") {
				open.push(token);
				const target = String(token.attrGet("href") ?? "");
				const link = linkTo === undefined ? { href: target } : linkTo(target);
				if (link === undefined) {
					token.hidden = true;
				} else {
					token.attrs = [["href", link.href], ...Object.entries(link.attributes ?? {})];
				}
				if (/^https?:/i.test(target)) {
					token.attrSet("rel", "noreferrer");
					token.attrSet("class", "web");
				}
			} else if (token.type === "link_close") {
				token.hidden = open.pop()?.hidden ?? false;
			}
		}
	}
}

const MARKED = new Set(["heading_open", "paragraph_open", "list_item_open", "tr_open", "fence", "code_block"]);

function lineMarks(state: StateCore): void {
	const { markLine } = pageOf(state.env).options;
	// A list item and its first paragraph begin on the same line: the outer one stands for it.
	const marked = new Set<number>();
	for (const [index, token] of markLine === undefined ? [] : state.tokens.entries()) {
		if (!MARKED.has(token.type) || token.hidden || token.map === null || marked.has(token.map[0])) {
			continue;
		}
		marked.add(token.map[0]);
		const mark = markLine?.(token.map[0]);
		for (const [name, value] of Object.entries(mark?.attributes ?? {})) {
			token.attrSet(name, value);
		}
		if (mark?.link !== undefined) {
			const { href, words, title } = mark.link;
			const link = new state.Token("line_link", "a", 0);
			link.content = words;
			link.attrs = [
				["class", "line-link"],
				["href", href],
				...(title === undefined ? [] : [["title", title] as [string, string]]),
			];
			state.tokens[next(state.tokens, index, "inline")]?.children?.push(link);
		}
	}
}

/** Marks of evidence as `PageBuilder.mark` writes them: "[R2, note 3]". */
const MARK =
	/\[(?:R2|later|community|derived|no source|disputed|note \d+)(?:, (?:R2|later|community|derived|no source|disputed|note \d+))*\]/;
const SPECIAL = new RegExp(`(${MARK.source}|_{4,})`);

const renderers: Readonly<Record<string, RendererRule>> = {
	text: (tokens, index) =>
		(tokens[index]?.content ?? "")
			.split(SPECIAL)
			.map((part, at) => {
				if (at % 2 === 0) {
					return breakable(part);
				}
				return part.startsWith("_") ? `<span class="blank">${part}</span>` : `<span class="mark">${html(part)}</span>`;
			})
			.join(""),
	code_inline: (tokens, index) => codeSpan(tokens[index]?.content ?? ""),
	tick_box: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		return token === undefined ? "" : `<input${renderer.renderAttrs(token)}> `;
	},
	line_link: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		return token === undefined ? "" : ` <a${renderer.renderAttrs(token)}>${html(token.content)}</a>`;
	},
	link_open: (tokens, index, options, _env, renderer) =>
		tokens[index]?.hidden ? "" : renderer.renderToken(tokens, index, options),
	table_open: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		return token === undefined ? "" : `<div class="table"><table${renderer.renderAttrs(token)}>\n`;
	},
	table_close: () => "</table></div>\n",
	/** A picture from elsewhere would need the network, so its words stand for it. */
	image: (tokens, index, options, env, renderer) => {
		const token = tokens[index];
		const words = html(renderer.renderInlineAsText(token?.children ?? [], options, env));
		const source = String(token?.attrGet("src") ?? "");
		return /^data:image\/(?:png|gif|jpeg|webp);/i.test(source)
			? `<img${attributes({ src: source })} alt="${words}">`
			: words;
	},
	fence: (tokens, index, _options, _env, renderer) => {
		const token = tokens[index];
		if (token === undefined) {
			return "";
		}
		const attrs = renderer.renderAttrs(token);
		return token.info.trim() === "mermaid"
			? `<figure class="diagram"${attrs}>${diagram(token.content)}</figure>\n`
			: `<pre${attrs}><code>${html(token.content)}</code></pre>\n`;
	},
};

/** What is typed breaks where a reader sees that it goes on, behind a dot or a stroke; an address not at all. */
function codeSpan(words: string): string {
	const parts = words.length <= ADDRESS ? [words] : words.split(/(?<=[./\\@:,=_-])(?=[^\s./\\])/);
	const isWhole = parts.length === 1 && words.length <= ADDRESS;
	const isLong = parts.some((part) => part.length > COLUMN);
	const kind = isWhole ? ' class="whole"' : isLong ? ' class="long"' : "";
	return `<code${kind}>${parts.map(html).join("<wbr>")}</code>`;
}

/** Plain words, of which one that no column can hold may break anywhere. */
function breakable(words: string): string {
	return words
		.split(/(\S{41,})/)
		.map((part, at) => (at % 2 === 0 ? html(part) : `<span class="long">${html(part)}</span>`))
		.join("");
}

/** An address with its prefix is no longer than this. */
const ADDRESS = 18;

/** So many characters are never wider than a column. */
const COLUMN = 28;

/** Made once: it takes longer to make than a page takes to render. */
const parser = pageParser();
