import type { TextEdit } from "../../model/finding.js";
import type { Block, Origin, Position, Range, Stated, StatedList } from "../../model/origin.js";
import { comparePositions } from "../../model/origin.js";

/*
 * Edits that look as a person would write them: with the indentation of the file, on a line of their own where the
 * neighbours have one, within the line where the element is written on one line. They are made from places alone, so
 * that rules need no text.
 */

/** A statement to write: one line, or a head with statements in braces. */
export type Statement = string | { readonly head: string; readonly body: readonly Statement[] };

/** Beyond this column a statement is not squeezed into a block that is written on one line. */
const COMFORTABLE_WIDTH = 130;

/** Writes something in the place of a word. */
export function replace(origin: Origin, newText: string): TextEdit {
	return { uri: origin.uri, range: origin.range, newText };
}

/** Writes something between two words. */
export function insertAt(uri: string, position: Position, newText: string): TextEdit {
	return { uri, range: { start: position, end: position }, newText };
}

/** Adds a statement at the end of an element, with braces where it has none yet. */
export function insertStatement(block: Block, statement: Statement): TextEdit {
	const { uri, indent, indentUnit: unit, open, close, statements } = block;
	const lastStatementEnd = statements.at(-1)?.end;
	const inner = indent + unit;
	const lines = render(align(statement, block.valueOffset), inner, unit);
	if (!open) {
		const short = typeof statement === "string" && !startsLine(block, "");
		return insertAt(uri, block.range.end, short ? ` { ${statement} }` : ` {\n${lines}\n${indent}}`);
	}
	if (!close) {
		return insertAt(uri, lastStatementEnd ?? open, `\n${lines}`);
	}
	if (close.line > (lastStatementEnd ?? open).line) {
		// The closing brace has a line of its own. Before that line is also behind a comment on the last statement.
		return insertAt(uri, { line: close.line, character: 0 }, `${lines}\n`);
	}
	const inline = renderInline(statement);
	if (open.line === close.line && close.character + inline.length <= COMFORTABLE_WIDTH) {
		return lastStatementEnd
			? insertAt(uri, lastStatementEnd, `  ${inline}`)
			: { uri, range: { start: open, end: close }, newText: ` ${inline} ` };
	}
	return { uri, range: { start: lastStatementEnd ?? open, end: close }, newText: `\n${lines}\n${indent}` };
}

/** Adds a statement directly behind a nested element: on the next line where the element ends a line, else beside it. */
export function insertBehind(block: Block, element: Block, statement: Statement): TextEdit {
	const { uri, range } = element;
	const follows = block.statements.some((one) => one.start.line === range.end.line && isBefore(range.end, one.start));
	if (follows || block.close?.line === range.end.line || !startsLine(element, element.indent)) {
		return insertAt(uri, range.end, `  ${renderInline(statement)}`);
	}
	// The next line and not the end of this one, so that a comment behind the element stays with it.
	const nextLine = { line: range.end.line + 1, character: 0 };
	return insertAt(uri, nextLine, `${render(statement, element.indent, block.indentUnit)}\n`);
}

/** Adds an element behind another one: directly below where both are lines of one list, else after a blank line. */
export function insertElement(after: Block, element: Statement, layout: "list" | "paragraph" = "paragraph"): TextEdit {
	const isLine = after.range.start.line === after.range.end.line;
	const text = layout === "list" && isLine ? renderInline(element) : render(element, "", after.indentUnit);
	// The next line and not the end of this one, so that a comment behind the other element stays with it.
	const nextLine = { line: after.range.end.line + 1, character: 0 };
	return insertAt(after.uri, nextLine, layout === "list" && isLine ? `${text}\n` : `\n${text}\n`);
}

/** Adds a value behind the last one of a list, or undefined where the list has no value to stand behind. */
export function appendToList<T>(list: StatedList<T>, value: string): TextEdit | undefined {
	const last = list.items.at(-1);
	return last && insertAt(last.origin.uri, last.origin.range.end, `, ${value}`);
}

/** Takes values out of the lists of a block; a statement of which nothing is left goes as a whole. */
export function removeValues<T>(
	block: Block,
	list: StatedList<T>,
	isRemoved: (item: Stated<T>) => boolean,
): readonly TextEdit[] {
	return list.statements.flatMap((statement): readonly TextEdit[] => {
		const items = list.items.filter((item) => comparePositions(item.statement.start, statement.start) === 0);
		const [first] = items;
		const kept = items.find((item) => !isRemoved(item));
		if (!first) {
			return [];
		}
		if (!kept) {
			return [removeStatement(block, statement)];
		}
		const { uri } = block;
		// With their commas: those behind them in front of the first value that stays, else those before them.
		const fromFirst = { start: first.origin.range.start, end: kept.origin.range.start };
		const rest = items.slice(items.indexOf(kept));
		return [
			...(first === kept ? [] : [{ uri, range: fromFirst, newText: "" }]),
			...rest.flatMap((item, position) => {
				const before = rest[position - 1];
				return before && isRemoved(item)
					? [{ uri, range: { start: before.origin.range.end, end: item.origin.range.end }, newText: "" }]
					: [];
			}),
		];
	});
}

/** Takes a statement out of an element: with its line where it is alone there, else with the space around it. */
export function removeStatement(block: Block, range: Range): TextEdit {
	const { uri, open, close, statements } = block;
	const before = statements.findLast((other) => isBefore(other.end, range.start));
	const after = statements.find((other) => isBefore(range.end, other.start));
	if (before?.end.line === range.start.line) {
		return { uri, range: { start: before.end, end: range.end }, newText: "" };
	}
	if (after?.start.line === range.end.line) {
		return { uri, range: { start: range.start, end: after.start }, newText: "" };
	}
	if (open?.line === range.start.line || close?.line === range.end.line) {
		return { uri, range, newText: "" };
	}
	const start = { line: range.start.line, character: 0 };
	return { uri, range: { start, end: { line: range.end.line + 1, character: 0 } }, newText: "" };
}

function isBefore(a: Position, b: Position): boolean {
	return comparePositions(a, b) <= 0;
}

/** Whether nothing but that indentation stands before the element on its line. */
function startsLine(block: Block, indent: string): boolean {
	return block.range.start.character === indent.length;
}

/** Lets the value of a statement begin where those of its siblings begin. A statement with braces is left as it is. */
function align(statement: Statement, valueOffset: number | undefined): Statement {
	const parts = typeof statement === "string" && /^(\S+) ([^{]+)$/.exec(statement);
	return parts && valueOffset !== undefined
		? `${(parts[1] ?? "").padEnd(valueOffset - 1)} ${parts[2] ?? ""}`
		: statement;
}

function render(statement: Statement, indent: string, unit: string): string {
	if (typeof statement === "string") {
		return indent + statement;
	}
	if (statement.body.length === 0) {
		return indent + statement.head;
	}
	const body = statement.body.map((one) => render(one, indent + unit, unit));
	return [`${indent}${statement.head} {`, ...body, `${indent}}`].join("\n");
}

function renderInline(statement: Statement): string {
	if (typeof statement === "string") {
		return statement;
	}
	return statement.body.length === 0
		? statement.head
		: `${statement.head} { ${statement.body.map(renderInline).join("  ")} }`;
}
