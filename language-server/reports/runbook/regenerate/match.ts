import { diffArrays } from "diff";
import { append } from "../../../basics/collections.js";
import { wordsOf } from "./three-way.js";
import { cellsOf, itemOf, type Unit } from "./units.js";

/** More differences than these between two lines that kept their place would take longer to look through than anybody waits. */
const MOST_EDITS = 2000;

/** Which unit of one text is which of another: from the one's position to the other's. */
export type Pairs = ReadonlyMap<number, number>;

/** So much two lines between the same neighbours have in common when one is the other, edited. */
const ALIKE = 0.45;
/** Lines that stand in different places have to have more in common. */
const MUCH_ALIKE = 0.7;
/** More comparisons than these would take longer than anybody waits; lines that far from what they were are not found again. */
const MOST_COMPARISONS = 200_000;

/**
 * Finds the lines of a generation in a page that a person has edited. The order of the tests is the order of their certainty: the same
 * line in the same order, the same line elsewhere, a line with the same number, a line that is alike.
 *
 * @param isOwn what of the page no generated line can be
 */
export function findInPage(base: readonly Unit[], mine: readonly Unit[], isOwn: (index: number) => boolean): Pairs {
	const pairs = new Pairing(base, mine, (index) => !isOwn(index));
	pairs.add(base.findIndex(isFooter), mine.findIndex(isFooter));
	pairs.inOrder((unit) => `${unit.kind} ${unit.key}`);
	pairs.neighbours();
	pairs.anywhere((unit) => (isSpace(unit) ? undefined : `${unit.kind} ${unit.key}`));
	pairs.neighbours();
	pairs.anywhere((unit) => (unit.kind === "item" ? itemOf(unit.text)?.label : undefined));
	pairs.anywhere((unit) => (unit.kind === "row" ? rowNumber(unit.text) : undefined));
	pairs.alikeBetweenNeighbours(ALIKE, areComparable);
	pairs.alikeAnywhere(MUCH_ALIKE, (a, b) => a.id !== undefined && areComparable(a, b));
	return pairs.toOther;
}

/** Finds the lines of one generation in the next one: by their identity where they have one, otherwise by what they say. */
export function findInNext(base: readonly Unit[], theirs: readonly Unit[]): Pairs {
	const pairs = new Pairing(base, theirs, () => true);
	pairs.add(base.findIndex(isFooter), theirs.findIndex(isFooter));
	const positions = new Map(
		theirs.flatMap((unit, index) => (unit.id === undefined ? [] : [[unit.id, index] as const])),
	);
	for (const [index, { id }] of base.entries()) {
		const position = id === undefined ? undefined : positions.get(id);
		if (position !== undefined) {
			pairs.add(index, position);
		}
	}
	const identity = (unit: Unit) => (unit.id === undefined ? `${unit.kind} ${unit.key}` : `\0${unit.id}`);
	pairs.inOrder(identity);
	pairs.anywhere((unit) => (isSpace(unit) || unit.id !== undefined ? undefined : `${unit.kind} ${unit.key}`));
	const bothNameless = (a: Unit, b: Unit) => a.id === undefined && b.id === undefined && a.kind === b.kind;
	pairs.alikeBetweenNeighbours(ALIKE, bothNameless);
	return pairs.toOther;
}

const NO_UNIT: Unit = { kind: "blank", text: "", key: "" };

class Pairing {
	readonly toOther = new Map<number, number>();
	readonly #toBase = new Map<number, number>();

	constructor(
		private readonly base: readonly Unit[],
		private readonly other: readonly Unit[],
		private readonly isEligible: (index: number) => boolean,
	) {}

	add(base: number, other: number): void {
		if (base >= 0 && other >= 0 && !this.toOther.has(base) && !this.#toBase.has(other) && this.isEligible(other)) {
			this.toOther.set(base, other);
			this.#toBase.set(other, base);
		}
	}

	/** Pairs what stands once in both, wherever; and between those that kept their order, the longest row of what is the same. */
	inOrder(keyOf: (unit: Unit) => string): void {
		// Words that stand under several headings are told apart by the heading.
		for (const isUnderHeading of [true, false]) {
			const inBase = this.#once(this.#leftInBase(), this.base, keyOf, isUnderHeading);
			const inOther = this.#once(this.#leftInOther(), this.other, keyOf, isUnderHeading);
			for (const [key, index] of inBase) {
				const found = inOther.get(key);
				if (index !== undefined && found !== undefined) {
					this.add(index, found);
				}
			}
		}
		const anchors = [...unmoved([...this.toOther])].sort((a, b) => a - b);
		let [fromBase, fromOther] = [0, 0];
		for (const anchor of [...anchors, this.base.length]) {
			const place = this.toOther.get(anchor) ?? this.other.length;
			this.#inOrderBetween(fromBase, anchor, fromOther, place, keyOf);
			[fromBase, fromOther] = [anchor + 1, place + 1];
		}
	}

	#inOrderBetween(
		fromBase: number,
		toBase: number,
		fromOther: number,
		toOther: number,
		keyOf: (unit: Unit) => string,
	): void {
		const base = range(fromBase, toBase).filter((index) => !this.toOther.has(index));
		const other = range(fromOther, toOther).filter((index) => !this.#toBase.has(index) && this.isEligible(index));
		if (base.length === 0 || other.length === 0) {
			return;
		}
		const keys = (units: readonly Unit[], indices: readonly number[]) =>
			indices.map((index) => keyOf(units[index] ?? NO_UNIT));
		const changes = diffArrays(keys(this.base, base), keys(this.other, other), { maxEditLength: MOST_EDITS });
		let [inBase, inOther] = [0, 0];
		for (const { added, removed, count } of changes ?? []) {
			for (let offset = 0; !added && !removed && offset < count; offset++) {
				this.add(base[inBase + offset] ?? -1, other[inOther + offset] ?? -1);
			}
			inBase += added ? 0 : count;
			inOther += removed ? 0 : count;
		}
	}

	/** The keys that only one unit has. Empty lines say nothing, even where there is one. */
	#once(
		indices: readonly number[],
		units: readonly Unit[],
		keyOf: (unit: Unit) => string,
		isUnderHeading: boolean,
	): ReadonlyMap<string, number | undefined> {
		const places = new Map<string, number | undefined>();
		const headings = isUnderHeading ? headingsOf(units) : [];
		for (const index of indices) {
			const unit = units[index] ?? NO_UNIT;
			if (!isSpace(unit)) {
				const key = `${headings[index] ?? ""}\n${keyOf(unit)}`;
				places.set(key, places.has(key) ? undefined : index);
			}
		}
		return places;
	}

	/** Pairs what is left and has the same key, wherever it stands. */
	anywhere(keyOf: (unit: Unit) => string | undefined): void {
		const left = new Map<string, number[]>();
		for (const index of this.#leftInOther()) {
			const unit = this.other[index];
			const key = unit && keyOf(unit);
			if (key !== undefined) {
				append(left, key, index);
			}
		}
		for (const index of this.#leftInBase()) {
			const unit = this.base[index];
			const key = unit && keyOf(unit);
			const found = key === undefined ? undefined : left.get(key)?.shift();
			if (found !== undefined) {
				this.add(index, found);
			}
		}
	}

	/** Pairs what does not tell by itself which it is, as an empty line or a check that many steps have, by what stands beside it. */
	neighbours(): void {
		const pair = (index: number, step: 1 | -1) => {
			const beside = this.toOther.get(index - step);
			const [unit, candidate] = [this.base[index], this.other[(beside ?? Number.NaN) + step]];
			if (beside !== undefined && unit !== undefined && unit.kind === candidate?.kind && unit.key === candidate.key) {
				this.add(index, beside + step);
			}
		};
		const left = this.#leftInBase();
		for (const index of left) {
			pair(index, 1);
		}
		for (const index of left.toReversed()) {
			pair(index, -1);
		}
	}

	/** Pairs what is left between the same two neighbours and has the most in common. */
	alikeBetweenNeighbours(least: number, areComparable: (a: Unit, b: Unit) => boolean): void {
		const leftInOther = this.#leftInOther();
		let from = 0;
		while (from < this.base.length) {
			if (this.toOther.has(from)) {
				from += 1;
				continue;
			}
			let end = from;
			while (end < this.base.length && !this.toOther.has(end)) {
				end += 1;
			}
			const [first, last] = [this.toOther.get(from - 1) ?? -1, this.toOther.get(end) ?? this.other.length];
			const candidates = leftInOther.filter((index) => index > first && index < last);
			this.#pairBest(range(from, end), candidates, least, areComparable);
			from = end;
		}
	}

	/** Pairs what is left and has very much in common, wherever it stands. */
	alikeAnywhere(least: number, areComparable: (a: Unit, b: Unit) => boolean): void {
		this.#pairBest(this.#leftInBase(), this.#leftInOther(), least, areComparable);
	}

	#pairBest(
		inBase: readonly number[],
		inOther: readonly number[],
		least: number,
		areComparable: (a: Unit, b: Unit) => boolean,
	): void {
		if (inBase.length * inOther.length > MOST_COMPARISONS) {
			return;
		}
		const scores: { readonly base: number; readonly other: number; readonly score: number }[] = [];
		const words = new Map(inOther.map((index) => [index, wordsOf(this.other[index]?.text ?? "")]));
		for (const base of inBase) {
			const unit = this.base[base];
			if (unit === undefined || isSpace(unit)) {
				continue;
			}
			const baseWords = wordsOf(unit.text);
			for (const other of inOther) {
				const candidate = this.other[other];
				if (candidate !== undefined && !isSpace(candidate) && areComparable(unit, candidate)) {
					const score = isCompleted(unit, candidate) ? 1 : likeness(baseWords, words.get(other) ?? []);
					scores.push({ base, other, score });
				}
			}
		}
		for (const { base, other, score } of scores.sort((a, b) => b.score - a.score)) {
			if (score >= least) {
				this.add(base, other);
			}
		}
	}

	#leftInBase(): readonly number[] {
		return [...this.base.keys()].filter((index) => !this.toOther.has(index));
	}

	#leftInOther(): readonly number[] {
		return [...this.other.keys()].filter((index) => !this.#toBase.has(index) && this.isEligible(index));
	}
}

/** The heading above each unit, by its words. */
function headingsOf(units: readonly Unit[]): readonly string[] {
	let heading = "";
	return units.map((unit) => {
		const above = heading;
		heading = unit.kind === "heading" ? unit.key : heading;
		return above;
	});
}

function range(from: number, to: number): readonly number[] {
	return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
}

/** The number under which people speak of a row, as in "F-03". */
function rowNumber(text: string): string | undefined {
	return /^[*_~]*([A-Z]-\d+)\b/.exec(cellsOf(text)[0] ?? "")?.[1];
}

function isFooter({ kind }: Unit): boolean {
	return kind === "footer";
}

function isSpace({ kind }: Unit): boolean {
	return kind === "blank" || kind === "separator" || kind === "footer";
}

/** A person may have taken the sign of a list away, but makes no row of a paragraph. */
function areComparable(a: Unit, b: Unit): boolean {
	const sort = ({ kind }: Unit) => (kind === "item" ? "text" : kind === "header" ? "row" : kind);
	return sort(a) === sort(b);
}

/** Whether a person only wrote something behind a line, or into the empty cells of a row. */
function isCompleted(base: Unit, other: Unit): boolean {
	if (base.kind !== "row" || other.kind !== "row") {
		return base.key !== "" && other.key.startsWith(`${base.key} `);
	}
	const [before, after] = [cellsOf(base.text), cellsOf(other.text)];
	return before.some((cell) => cell !== "") && before.every((cell, index) => cell === "" || cell === after[index]);
}

/** How much of the words two lines share, from 0 to 1. A line to which a person added much is still that line. */
function likeness(base: readonly string[], other: readonly string[]): number {
	const left = new Map<string, number>();
	for (const word of other) {
		left.set(word, (left.get(word) ?? 0) + 1);
	}
	let shared = 0;
	for (const word of base) {
		const count = left.get(word) ?? 0;
		if (count > 0) {
			left.set(word, count - 1);
			shared += 1;
		}
	}
	const total = base.length + other.length;
	const kept = base.length < 3 ? 0 : (0.9 * shared) / base.length;
	return total === 0 ? 0 : Math.max((2 * shared) / total, kept);
}

/** The pairs that stand in the same order in both; all others were moved. */
export function unmoved(pairs: readonly (readonly [number, number])[]): ReadonlySet<number> {
	// The longest row in which both positions grow: `tails[n]` ends the best row of n + 1 pairs.
	const sorted = [...pairs].sort(([a], [b]) => a - b);
	const tails: number[] = [];
	const before: number[] = [];
	for (const [index, [, position]] of sorted.entries()) {
		let [low, high] = [0, tails.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((sorted[tails[middle] ?? 0]?.[1] ?? 0) < position) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		before[index] = tails[low - 1] ?? -1;
		tails[low] = index;
	}
	const stayed = new Set<number>();
	for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
		stayed.add(sorted[index]?.[0] ?? -1);
	}
	return stayed;
}
