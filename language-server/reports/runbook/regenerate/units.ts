import { isFooter } from "../page/fingerprint.js";
import type { RememberedLine } from "./memory.js";

/** A line of a page; or a fenced block or a comment of several lines, which is only changed as a whole. */
export interface Unit {
	readonly kind:
		| "blank"
		| "heading"
		| "item"
		| "header"
		| "separator"
		| "row"
		| "fence"
		| "comment"
		| "footer"
		| "text";
	readonly text: string;
	/** The text without what editors and formatters change by themselves, and without its tick: by this units are compared. */
	readonly key: string;
	/** What tells the line from all others of its page, where something does. */
	readonly id?: string;
}

/** An item of a list in its parts. */
export interface Item {
	readonly indent: string;
	/** As in "-". */
	readonly bullet: string;
	/** What stands in the box: blank, an "x", or whatever a person writes there. Undefined where there is no box. */
	readonly tick?: string;
	/** The number of a step, as in "3.4". */
	readonly label?: string;
	readonly body: string;
}

const ITEM =
	/^(?<indent>\s*)(?<bullet>[-*+])\s+(?:\[\s*(?<tick>[^\s\]]?)\s*\](?=\s|$)\s*)?(?:(?:\*\*|__)?(?<label>\d+\.\d+)(?:\*\*|__)?(?=\s)\s*)?(?<body>.*)$/su;
const SEPARATOR = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The parts of a list item; undefined for any other line. */
export function itemOf(text: string): Item | undefined {
	const groups = ITEM.exec(text)?.groups;
	if (groups === undefined) {
		return undefined;
	}
	const { indent = "", bullet = "-", tick, label, body = "" } = groups;
	return { indent, bullet, body, ...(tick === undefined ? {} : { tick }), ...(label === undefined ? {} : { label }) };
}

export function printItem({ indent, bullet, tick, label, body }: Item): string {
	const box = tick === undefined ? "" : `[${tick === "" ? " " : tick}] `;
	const number = label === undefined ? "" : `**${label}** `;
	return `${indent}${bullet} ${box}${number}${body}`;
}

/** Whether somebody ticked the box of a line, with whatever sign. */
export function isTicked(text: string): boolean {
	const tick = itemOf(text)?.tick;
	return tick !== undefined && tick !== "";
}

/** The cells of a table row as Markdown. */
export function cellsOf(text: string): readonly string[] {
	const inner = text
		.trim()
		.replace(/^\|/, "")
		.replace(/(?<!\\)\|$/, "");
	return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

export function printRow(cells: readonly string[]): string {
	return `| ${cells.join(" | ")} |`;
}

/** The level of a heading, 1 to 6; undefined for any other line. */
export function headingLevel(text: string): number | undefined {
	return /^(#{1,6})(?:\s|$)/.exec(text)?.[1]?.length;
}

/** Words as they are compared: editors put other quotes, blanks and signs of emphasis in their place. */
export function plain(text: string): string {
	return text
		.replace(/[\u2018\u2019]/g, "'")
		.replace(/[\u201c\u201d]/g, '"')
		.replace(/(?<![\w*])_(?=[^\s_])([^_]*[^\s_])_(?![\w*])/g, "*$1*")
		.replace(/\s+/gu, " ")
		.trim();
}

/** Splits a page into its units. An identity that came twice would be none, so the second one is marked. */
export function unitsOf(lines: readonly RememberedLine[]): readonly Unit[] {
	const units: Unit[] = [];
	const seen = new Map<string, number>();
	const footer = lines.findLastIndex((line) => isFooter(line.text));
	for (let index = 0; index < lines.length; ) {
		const { text, id: stated } = lines[index] ?? { text: "" };
		const fenceEnd = endOfFence(lines, index);
		const end = fenceEnd ?? endOfComment(lines, index, footer);
		if (end !== undefined) {
			const block = lines.slice(index, end + 1).map((line) => line.text.trimEnd());
			const kind = fenceEnd === undefined ? "comment" : "fence";
			units.push({ kind, text: block.join("\n"), key: block.join("\n") });
			index = end + 1;
			continue;
		}
		const count = stated === undefined ? 0 : (seen.get(stated) ?? 0) + 1;
		if (stated !== undefined) {
			seen.set(stated, count);
		}
		const id = stated === undefined ? {} : { id: count === 1 ? stated : `${stated}#${count}` };
		units.push({ ...unitOf(text, index === footer, lines[index + 1]?.text ?? ""), ...id });
		index += 1;
	}
	return units;
}

function unitOf(text: string, isLastFooter: boolean, next: string): Unit {
	const trimmed = text.trim();
	if (trimmed === "") {
		return { kind: "blank", text, key: "" };
	}
	if (isLastFooter) {
		return { kind: "footer", text, key: "footer" };
	}
	if (headingLevel(text) !== undefined) {
		return { kind: "heading", text, key: plain(text) };
	}
	if (trimmed.startsWith("|")) {
		const cells = cellsOf(text);
		if (SEPARATOR.test(trimmed)) {
			return { kind: "separator", text, key: `separator ${cells.length}` };
		}
		const isHeader = next.trim().startsWith("|") && SEPARATOR.test(next.trim());
		return { kind: isHeader ? "header" : "row", text, key: `|${cells.map(plain).join("|")}` };
	}
	const item = itemOf(text);
	if (item !== undefined) {
		const { tick, label = "", body } = item;
		return { kind: "item", text, key: `- ${tick === undefined ? "" : "[] "}${label} ${plain(body)}` };
	}
	return { kind: "text", text, key: plain(text) };
}

/** The line at which the fenced block ends that begins here. One that never ends is no block. */
function endOfFence(lines: readonly RememberedLine[], start: number): number | undefined {
	const [, fence] = FENCE.exec(lines[start]?.text ?? "") ?? [];
	if (fence === undefined) {
		return undefined;
	}
	const closing = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}\\s*$`);
	const end = lines.findIndex((line, index) => index > start && closing.test(line.text));
	return end === -1 ? undefined : end;
}

/**
 * The line at which the comment ends that begins here and goes on over several lines: what is put into one is not seen by
 * anybody. The comment at the foot of a page ends no other.
 */
function endOfComment(lines: readonly RememberedLine[], start: number, footer: number): number | undefined {
	const [first = "", ...others] = lines.slice(start, start < footer ? footer : undefined).map((line) => line.text);
	if (!first.trimStart().startsWith("<!--") || first.includes("-->")) {
		return undefined;
	}
	const length = others.findIndex((text) => text.includes("-->"));
	return length === -1 ? undefined : start + 1 + length;
}
