import { changedValues, partsOf, printDoneNote, readDoneNote, valuesWhenDone } from "./done-note.js";
import { BEFORE, changesMeaning, hasValues } from "./merge-line.js";
import { mergeWords } from "./three-way.js";
import { cellsOf, plain, printRow, type Unit } from "./units.js";

/** How the columns of one table lie in the three texts. */
export interface Columns {
	readonly base: readonly string[];
	readonly mine: readonly string[];
	readonly theirs: readonly string[];
	/** Where the column of the base stands in the person's table; undefined for one that he took out. */
	readonly mineOfBase: readonly (number | undefined)[];
}

/** Compares the heads of a table: a person may add columns, take some out, and give them other names or another order. */
export function columnsOf(base: Unit, mine: Unit, theirs: Unit): Columns {
	const [inBase, inMine, inTheirs] = [base, mine, theirs].map((header) => named(cellsOf(header.text)));
	const [baseNames, mineNames, theirNames] = [inBase ?? [], inMine ?? [], inTheirs ?? []];
	const isRenamed = baseNames.length === mineNames.length && baseNames.some((name) => !mineNames.includes(name));
	return {
		base: baseNames,
		mine: mineNames,
		theirs: theirNames,
		mineOfBase: baseNames.map((name, index) => {
			const found = mineNames.indexOf(name);
			return found >= 0 ? found : isRenamed ? index : undefined;
		}),
	};
}

/** Whether the new text has the columns that the person's table was made from, so that his order can stay. */
export function hasSameColumns({ base, theirs }: Columns): boolean {
	return base.length === theirs.length && base.every((name, index) => name === theirs[index]);
}

/** The columns in which people say that the row is done, as the sheets and the overview name them. */
const DONE = /^(?:Done|Ordered|Tested|Built|Checked|Ready)\b/;

export interface MergedRow {
	readonly text: string;
	/** Whether somebody had said that the row was done, and it says something else now. */
	readonly changedSinceDone: boolean;
	/** A note of an earlier generation, in the place of which there is another one or none. */
	readonly replacedNote?: string;
}

/** The row of a person, with what changed in the generated one; cell by cell, whatever stands in which order. */
export function mergeRow(base: Unit, mine: Unit, theirs: Unit, columns: Columns): MergedRow {
	const [before, present, after] = [cellsOf(base.text), cellsOf(mine.text), cellsOf(theirs.text)];
	const extra: string[] = [];
	const done: number[] = [];
	// What the row said, and what it says now so far as that is news: a person may have written down a new value before.
	const said = new Map<string, readonly string[]>();
	const says = new Map<string, readonly string[]>();
	const foreseen = new Set<string>();
	let isChanged = false;
	const merged = columns.theirs.map((name, index): string => {
		const inBase = columns.base.indexOf(name);
		const inMine = inBase >= 0 ? columns.mineOfBase[inBase] : indexIn(columns.mine, name);
		const old = inBase >= 0 ? (before[inBase] ?? "") : "";
		const cell = after[index] ?? "";
		const written = inMine === undefined ? old : (present[inMine] ?? "");
		if (inBase >= 0) {
			said.set(name, partsOf(old));
			says.set(name, partsOf(cell));
			if (hasValues(`${old} ${cell}`) && changesMeaning(old, cell)) {
				const isForeseen = plain(written) === plain(cell);
				isChanged ||= !isForeseen;
				if (isForeseen) {
					foreseen.add(name);
				}
			}
		}
		if (DONE.test(name) && old === "" && cell === "" && written !== "") {
			done.push(index);
		}
		return inMine === undefined ? cell : mergeCell(old, written, cell);
	});
	let changedSinceDone = false;
	let replacedNote: string | undefined;
	if (theirs.kind === "row" && isChanged) {
		const notes = done.map((index) => ({ index, note: readDoneNote(merged[index] ?? "", said) }));
		const { index, note } = notes.find(({ note }) => note.written !== "") ?? notes[0] ?? {};
		if (index !== undefined && note !== undefined) {
			const values = changedValues(
				valuesWhenDone(said, note),
				new Map([...says].filter(([name]) => !foreseen.has(name))),
			);
			merged[index] = printDoneNote(note.own, values);
			changedSinceDone = values.length > 0;
			replacedNote = note.written;
		}
	}
	for (const [index, name] of columns.base.entries()) {
		const inMine = columns.mineOfBase[index];
		const cell = inMine === undefined ? "" : (present[inMine] ?? "");
		if (!columns.theirs.includes(name) && plain(cell) !== plain(before[index] ?? "") && cell !== "") {
			extra.push(`${BEFORE} ${cell}`);
		}
	}
	const row = layOut(merged, columns, present);
	const text = printRow([...row.slice(0, -1), [row.at(-1) ?? "", ...extra].filter((part) => part !== "").join("<br>")]);
	return { text, changedSinceDone, ...(replacedNote === undefined ? {} : { replacedNote }) };
}

/** Whether a cell of a person's row holds something that was not generated into it. One that he emptied, or left empty, holds nothing. */
export function hasOwnCells(base: Unit, mine: Unit, { mineOfBase }: Columns): boolean {
	const before = cellsOf(base.text);
	return cellsOf(mine.text).some((cell, index) => {
		const inBase = mineOfBase.indexOf(index);
		return cell !== "" && plain(cell) !== plain(inBase < 0 ? "" : (before[inBase] ?? ""));
	});
}

/** A new row, in a table in which a person may have put columns of his own. */
export function newRow(theirs: Unit, columns: Columns): string {
	return printRow(layOut(cellsOf(theirs.text), columns, []));
}

/** The line below the head of a table. */
export function separatorRow(columns: Columns): string {
	return printRow(
		layOut(
			columns.theirs.map(() => "---"),
			columns,
			columns.mine.map(() => "---"),
		),
	);
}

/** A row of the person himself, where the new text has other columns than the old one. */
export function ownRow(mine: Unit, columns: Columns): string {
	const cells = cellsOf(mine.text);
	const inTheirs = columns.theirs.map((name) => {
		const inBase = columns.base.indexOf(name);
		const inMine = inBase >= 0 ? columns.mineOfBase[inBase] : indexIn(columns.mine, name);
		return inMine === undefined ? "" : (cells[inMine] ?? "");
	});
	const lost = columns.base.flatMap((name, index) => {
		const inMine = columns.mineOfBase[index];
		const cell = inMine === undefined ? "" : (cells[inMine] ?? "");
		return columns.theirs.includes(name) || cell === "" ? [] : [cell];
	});
	const row = layOut(inTheirs, columns, cells);
	return printRow([...row.slice(0, -1), [row.at(-1) ?? "", ...lost].filter((part) => part !== "").join("<br>")]);
}

/** Puts generated cells where the person has their columns, and his own cells into his. */
function layOut(cells: readonly string[], columns: Columns, present: readonly string[]): readonly string[] {
	const baseOfMine = new Map(
		columns.mineOfBase.flatMap((inMine, index) => (inMine === undefined ? [] : [[inMine, index] as const])),
	);
	// A row may have more cells than its table has columns.
	const beyond = present.slice(columns.mine.length);
	if (hasSameColumns(columns)) {
		const placed = columns.mine.map((_, index) => {
			const generated = baseOfMine.get(index);
			return generated === undefined ? (present[index] ?? "") : (cells[generated] ?? "");
		});
		return [...placed, ...beyond];
	}
	const own = columns.mine.flatMap((name, index) =>
		baseOfMine.has(index) || columns.theirs.includes(name) ? [] : [present[index] ?? ""],
	);
	return [...cells, ...own, ...beyond];
}

function mergeCell(base: string, mine: string, theirs: string): string {
	// What a person took out of a cell is not written back, unless the new text says something else.
	const merged = mergeWords(base, mine, theirs);
	if (merged !== undefined) {
		return merged;
	}
	return mine === "" ? theirs : `${theirs}<br>${BEFORE} ${mine}`;
}

function indexIn(names: readonly string[], name: string): number | undefined {
	const index = names.indexOf(name);
	return index < 0 ? undefined : index;
}

/** The names of columns; one that comes again, or is empty, is told by its place. */
function named(cells: readonly string[]): readonly string[] {
	return cells.map((cell, index) => {
		const name = plain(cell);
		return name === "" || cells.findIndex((other) => plain(other) === name) < index ? `${name} #${index}` : name;
	});
}
