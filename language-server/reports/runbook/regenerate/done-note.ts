import { append } from "../../../basics/collections.js";
import { changesMeaning, hasValues, meaningOf } from "./merge-line.js";
import { wordsOf } from "./three-way.js";

/*
 * What stands in a cell in which somebody said that a row is done, when the row says something else now: each value as it was when it was
 * done, and as it is now. It is read back at the next change, so that there is one note however often a value changes, and none once
 * it is again what was done.
 */

/** A value of a row that is not what it was when the row was done. */
interface ChangedValue {
	readonly column: string;
	/** Undefined for a value that has come since. */
	readonly old: string | undefined;
	/** Undefined for a value that has gone since. */
	readonly now: string | undefined;
}

/** The last words of a cell, as far as OCS Edge wrote them. */
export interface DoneNote {
	/** What the person wrote before it. */
	readonly own: string;
	/** The note as it stands there; empty where there is none. */
	readonly written: string;
	readonly values: readonly ChangedValue[];
}

/** The parts of the cells of a row, by the names of the columns. */
export type RowValues = ReadonlyMap<string, readonly string[]>;

/** The words with which a note begins. */
export const CHANGED_SINCE = "Changed since";
const CHANGED = `**${CHANGED_SINCE}.** `;
const BREAK = "<br>";
const NOTHING = "nothing";
const ARROW = " → ";

/** A cell is made of lines, each of which says something for itself. */
export function partsOf(cell: string): readonly string[] {
	return cell
		.split(BREAK)
		.map((part) => part.trim())
		.filter((part) => part !== "");
}

/**
 * Reads the note at the end of a cell. Where a person changed it or wrote behind it, it is writing of his, and stays.
 *
 * @param row what the row said when the note was written
 */
export function readDoneNote(cell: string, row: RowValues): DoneNote {
	const lines = cell.split(BREAK);
	const start = lines.findLastIndex((line) => line.trim().startsWith(CHANGED));
	const values: ChangedValue[] = [];
	const left = new Map([...row].map(([column, parts]) => [column, [...parts]]));
	for (const line of start < 0 ? [] : lines.slice(start)) {
		const value = readValue(line.trim().replace(CHANGED, ""), left);
		if (value === undefined) {
			return { own: cell, written: "", values: [] };
		}
		values.push(value);
	}
	return values.length === 0
		? { own: cell, written: "", values }
		: { own: lines.slice(0, start).join(BREAK), written: lines.slice(start).join(BREAK), values };
}

/** Reads "Source: `10.0.0.1` → `10.0.0.9`". A name may have an arrow in it, so that what the row says decides where it is. */
function readValue(line: string, left: ReadonlyMap<string, string[]>): ChangedValue | undefined {
	for (const [column, parts] of left) {
		if (!line.startsWith(`${column}: `)) {
			continue;
		}
		const words = line.slice(column.length + 2);
		for (let at = words.indexOf(ARROW); at >= 0; at = words.indexOf(ARROW, at + 1)) {
			const [old, now] = [words.slice(0, at), words.slice(at + ARROW.length)];
			const place = parts.findIndex((part) => !changesMeaning(part, now));
			if (place >= 0) {
				parts.splice(place, 1);
			}
			if (place >= 0 || now === NOTHING) {
				return { column, old: orNothing(old), now: place < 0 ? undefined : now };
			}
		}
	}
	return undefined;
}

function orNothing(words: string): string | undefined {
	return words === NOTHING ? undefined : words;
}

/** What a row said when it was done: what it said when the note was written, with the noted values turned back. */
export function valuesWhenDone(row: RowValues, { values }: DoneNote): RowValues {
	const done = new Map([...row].map(([column, parts]) => [column, [...parts]]));
	for (const { column, old, now } of values) {
		const parts = done.get(column) ?? [];
		const place = now === undefined ? parts.length : parts.findIndex((part) => !changesMeaning(part, now));
		parts.splice(place < 0 ? parts.length : place, 1, ...(old === undefined ? [] : [old]));
	}
	return done;
}

/** The values of the columns of `now` that are others than they were when the row was done. */
export function changedValues(done: RowValues, now: RowValues): readonly ChangedValue[] {
	return [...now].flatMap(([column, parts]) => {
		const before = done.get(column);
		return before === undefined ? [] : changedParts(column, before, parts);
	});
}

function changedParts(column: string, before: readonly string[], after: readonly string[]): readonly ChangedValue[] {
	const [gone, come] = [without(before, after), [...without(after, before)]];
	// What begins with the same word says the same thing of another value; all else goes by its place.
	const partners = gone.map((old) => {
		const place = come.findIndex((now) => wordsOf(now)[0] === wordsOf(old)[0]);
		return place < 0 || gone.length + come.length === 2 ? undefined : come.splice(place, 1)[0];
	});
	const paired = gone.map((old, index): ChangedValue => ({ column, old, now: partners[index] ?? come.shift() }));
	return [...paired, ...come.map((now): ChangedValue => ({ column, old: undefined, now }))].filter(({ old, now }) =>
		hasValues(`${old ?? ""} ${now ?? ""}`),
	);
}

/** The parts that are not among the others, as often as they are not. */
function without(parts: readonly string[], others: readonly string[]): readonly string[] {
	const left = new Map<string, string[]>();
	for (const other of others) {
		append(left, meaningOf(other), other);
	}
	return parts.filter((part) => left.get(meaningOf(part))?.pop() === undefined);
}

/** A cell with what the person wrote into it, and the values that have changed since. */
export function printDoneNote(own: string, values: readonly ChangedValue[]): string {
	const lines = values.map(({ column, old, now }) => `${column}: ${old ?? NOTHING}${ARROW}${now ?? NOTHING}`);
	return lines.length === 0 ? own : `${own}${BREAK}${CHANGED}${lines.join(BREAK)}`;
}
