import type { StateCore, Token } from "markdown-it";
import { Anchors } from "../anchors.js";
import { pageOf } from "./page-state.js";

/*
 * Rules that see a whole page: they find what has a meaning beyond Markdown, and put it into the tokens for the renderers.
 */

const TICK = /^(?:\[([ xX])\]|([☐☑☒]))(?:\s+|$)/;

/** A list item, or a cell of a table, that begins with a tick box. Where the brackets are escaped they are text. */
export function tickBoxes(state: StateCore): void {
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
export function tables(state: StateCore): void {
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
export function headings(state: StateCore): void {
	const { options, headings } = pageOf(state.env);
	const below = options.headingsBelow ?? 0;
	const anchors = new Anchors();
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
		const anchor = anchors.of(words);
		const id = options.anchor === undefined ? anchor : `${options.anchor}.${anchor}`;
		headings.push({ id, level, words, line: token.map?.[0] ?? 0 });
		token.tag = `h${Math.min(level + below, 6)}`;
		token.attrSet("id", id);
		const close = state.tokens[next(state.tokens, index, "heading_close")];
		if (close !== undefined) {
			close.tag = token.tag;
		}
	}
}

function plainWords(inline: Token): string {
	return (inline.children ?? [])
		.map((child) => (child.type === "hardbreak" || child.type === "softbreak" ? " " : child.content))
		.join("")
		.trim();
}

export function links(state: StateCore): void {
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

export function lineMarks(state: StateCore): void {
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
