import { BEFORE, changedNote, changesMeaning, hasValues, mergeLine } from "./merge-line.js";
import { type Columns, columnsOf, hasSameColumns, mergeRow, newRow, ownRow, separatorRow } from "./merge-table.js";
import { headersOf, isNested, type PageInHand, type PageNode } from "./page-in-hand.js";
import { cellsOf, isTicked, itemOf, plain, printRow, type Unit } from "./units.js";

/**
 * Brings the lines of the new text into the page of a person: what changed goes into its line, what is new to its place.
 */
export function bringInNextLines(page: PageInHand): BroughtIn {
	return new NextLines(page).bringIn();
}

export interface BroughtIn {
	/** What says something else than when it was ticked or done, by its number or its words. */
	readonly changedSinceTicked: readonly string[];
	/** Notes of earlier generations that no longer hold. */
	readonly replacedNotes: readonly string[];
}

/** How much of a box without a number names it in a message. */
const LONGEST_NAME = 60;

class NextLines {
	readonly #nodeOf = new Map<number, PageNode>();
	/** The columns of each table that the person has, by its header in all three texts. */
	readonly #columns: ReadonlyMap<Unit, Columns>;
	/** The header above a row, in all three texts. */
	readonly #headers: ReadonlyMap<Unit, Unit>;
	/** The position of each header of the new text. */
	readonly #positions: ReadonlyMap<Unit, number>;
	/** The heading above each unit of the new text, by position; undefined above the first one. */
	readonly #headings: readonly (number | undefined)[];
	/** The headings of the new text under which something of the page stands. */
	readonly #present = new Set<number | undefined>([undefined]);
	readonly #changed = new Set<string>();
	readonly #replacedNotes: string[] = [];

	constructor(private readonly page: PageInHand) {
		const { base, mine, theirs } = page.pages;
		this.#columns = columnsOfTables(page);
		this.#headers = new Map([base, mine, theirs].flatMap(headersOf));
		this.#positions = new Map(
			theirs.flatMap((unit, index) => (unit.kind === "header" ? [[unit, index] as const] : [])),
		);
		this.#headings = headingsAbove(theirs);
		for (const node of page) {
			this.#register(node);
		}
	}

	bringIn(): BroughtIn {
		const { theirs, baseOfTheirs, isMovedByTheirs } = this.page.pages;
		let cursor: PageNode | undefined;
		for (const [index, unit] of theirs.entries()) {
			const inBase = baseOfTheirs.get(index);
			const present = this.#nodeOf.get(index);
			if (present !== undefined && inBase !== undefined) {
				if (cursor !== undefined && isMovedByTheirs(inBase)) {
					this.#move(present, cursor);
				}
				this.#update(present, inBase, unit);
				cursor = present;
			} else if (this.#isWanted(index, unit, inBase)) {
				for (const [position, context] of this.#contextOf(index, unit)) {
					cursor = this.#insert(cursor, position, context);
				}
				cursor = this.#insert(cursor, index, unit);
			}
		}
		return { changedSinceTicked: [...this.#changed], replacedNotes: this.#replacedNotes };
	}

	#register(node: PageNode): void {
		if (node.theirs !== undefined) {
			this.#nodeOf.set(node.theirs, node);
			if (node.kind !== "blank" && node.kind !== "footer") {
				this.#present.add(node.kind === "heading" ? node.theirs : this.#headings[node.theirs]);
			}
		}
	}

	/**
	 * Whether a line comes that the page does not have. What a person deleted comes back only when it says something else now; and
	 * where he deleted a whole section, only the lines that people work with come.
	 */
	#isWanted(index: number, unit: Unit, inBase: number | undefined): boolean {
		if (unit.kind === "footer") {
			return true;
		}
		const old = inBase === undefined ? undefined : this.page.pages.base[inBase];
		if (old !== undefined && (unit.kind === "blank" || !changesMeaning(old.text, unit.text))) {
			return false;
		}
		const heading = unit.kind === "heading" ? undefined : this.#headings[index];
		return unit.id !== undefined || this.#present.has(heading);
	}

	/** The heading and the head of the table that a new line needs and that a person has deleted. */
	#contextOf(index: number, unit: Unit): readonly (readonly [number | undefined, Unit])[] {
		const { theirs } = this.page.pages;
		const context: (readonly [number | undefined, Unit])[] = [];
		const blank: Unit = { kind: "blank", text: "", key: "" };
		const heading = this.#headings[index];
		const title = heading === undefined ? undefined : theirs[heading];
		if (unit.kind !== "heading" && title !== undefined && !this.#present.has(heading)) {
			context.push([undefined, blank], [heading, title], [undefined, blank]);
		}
		const header = unit.kind === "row" ? this.#headers.get(unit) : undefined;
		const position = header === undefined ? undefined : this.#positions.get(header);
		if (header !== undefined && position !== undefined && !this.#nodeOf.has(position)) {
			const separator = theirs[position + 1];
			if (separator !== undefined) {
				context.push([undefined, blank], [position, header], [position + 1, separator]);
			}
		}
		return context;
	}

	#insert(cursor: PageNode | undefined, index: number | undefined, unit: Unit): PageNode {
		const header = this.#headers.get(unit);
		const columns = header === undefined ? undefined : this.#columns.get(header);
		const node: PageNode = {
			...(index === undefined ? {} : { theirs: index }),
			kind: unit.kind,
			text: unit.kind === "row" && columns !== undefined ? newRow(unit, columns) : unit.text,
			below: [],
		};
		this.page.insertAfter(cursor && this.#tail(cursor), node);
		this.#register(node);
		return node;
	}

	/** Puts a line where the new text has it, with what the person wrote at it. */
	#move(node: PageNode, cursor: PageNode): void {
		const company = [node, ...this.page.attachedTo(node)];
		let target = this.#tail(cursor);
		if (company.includes(target)) {
			return;
		}
		for (const one of company) {
			this.page.remove(one);
			this.page.insertAfter(target, one);
			target = one;
		}
	}

	#tail(node: PageNode): PageNode {
		return this.page.attachedTo(node).at(-1) ?? node;
	}

	#update(node: PageNode, inBase: number, theirs: Unit): void {
		const base = this.page.pages.base[inBase];
		const mine = this.page.unitOf(node);
		if (base === undefined || mine === undefined || base.kind === "blank") {
			return;
		}
		if (theirs.kind === "footer") {
			node.text = theirs.text;
			return;
		}
		if (theirs.kind === "row" || theirs.kind === "header" || theirs.kind === "separator") {
			this.#updateRow(node, base, mine, theirs);
			return;
		}
		const { text, below, saidWhenTicked } = mergeLine(base, mine, theirs);
		const nested = isTicked(mine.text) ? this.#changedBelow(inBase, node.theirs ?? -1) : undefined;
		const isChanged = saidWhenTicked !== undefined || nested !== undefined;
		const said = [...(saidWhenTicked === undefined ? [] : [saidWhenTicked]), ...(nested ?? [])];
		node.text = text;
		this.#note(node, isChanged ? [`${itemOf(text)?.indent ?? ""}  ${changedNote(said)}`, ...below] : below);
		if (isChanged) {
			this.#changed.add(nameOf(theirs));
		}
	}

	/** What the values and checks below a step said, so far as they say something else now; undefined where none does. */
	#changedBelow(inBase: number, inTheirs: number): readonly string[] | undefined {
		const { pages } = this.page;
		const [before, after] = [nestedBelow(pages.base, inBase), nestedBelow(pages.theirs, inTheirs)];
		const idsBefore = new Set(before.map(({ id }) => id));
		const textsAfter = new Map(after.map(({ id, text }) => [id, text]));
		const said = before.filter((unit) => {
			const now = textsAfter.get(unit.id) ?? "";
			return hasValues(`${unit.text} ${now}`) && changesMeaning(unit.text, now);
		});
		const isMore = after.some(({ id, text }) => !idsBefore.has(id) && hasValues(text));
		return said.length > 0 || isMore ? said.map(({ text }) => itemOf(text)?.body ?? text.trim()) : undefined;
	}

	#updateRow(node: PageNode, base: Unit, mine: Unit, theirs: Unit): void {
		const header = theirs.kind === "header" ? theirs : this.#headers.get(theirs);
		const columns = header === undefined ? undefined : this.#columns.get(header);
		if (columns === undefined) {
			if (base.text !== theirs.text) {
				const isUntouched = mine.key === base.key || mine.key === theirs.key || theirs.kind === "separator";
				const [first = "", ...others] = cellsOf(mine.text);
				node.text = theirs.text;
				this.#note(node, isUntouched ? [] : [printRow([`${BEFORE} ${first}`, ...others])]);
			}
			return;
		}
		if (base.text === theirs.text && hasSameColumns(columns)) {
			return;
		}
		if (theirs.kind === "separator") {
			node.text = hasSameColumns(columns) ? mine.text : separatorRow(columns);
			return;
		}
		const merged = mergeRow(base, mine, theirs, columns);
		node.text = merged.text;
		if (merged.replacedNote !== undefined) {
			this.#replacedNotes.push(merged.replacedNote);
		}
		if (merged.changedSinceDone) {
			this.#changed.add(cellsOf(theirs.text)[0] ?? "");
		}
		if (theirs.kind === "header" && !hasSameColumns(columns)) {
			this.#layOutOwnRows(node, columns);
		}
	}

	/** Brings the rows that a person added into the columns that the table has now. */
	#layOutOwnRows(header: PageNode, columns: Columns): void {
		for (let node = this.page.after(header); node !== undefined; node = this.page.after(node)) {
			const unit = this.page.unitOf(node);
			if (node.kind !== "row" && node.kind !== "separator") {
				return;
			}
			if (node.base === undefined && unit?.kind === "row") {
				node.text = ownRow(unit, columns);
			}
		}
	}

	/** Puts lines below a line, unless they stand there already. */
	#note(node: PageNode, lines: readonly string[]): void {
		const present = new Set(this.page.attachedTo(node).map(({ text }) => text.trim()));
		if (!lines.some((line) => line.trim() !== "" && present.has(line.trim()))) {
			node.below = lines;
		}
	}
}

/** The columns of the tables that stand in all three texts. */
function columnsOfTables({ pages }: PageInHand): ReadonlyMap<Unit, Columns> {
	const { base, mine, theirs, baseOfTheirs, mineOfBase } = pages;
	const found = new Map<Unit, Columns>();
	for (const [index, inBase] of baseOfTheirs) {
		const [from, to] = [base[inBase], theirs[index]];
		const inMine = mineOfBase.get(inBase);
		const present = inMine === undefined ? undefined : mine[inMine];
		if (from?.kind === "header" && to?.kind === "header" && present?.kind === "header") {
			const columns = columnsOf(from, present, to);
			found.set(from, columns).set(to, columns).set(present, columns);
		}
	}
	return found;
}

function headingsAbove(units: readonly Unit[]): readonly (number | undefined)[] {
	let heading: number | undefined;
	return units.map((unit, index) => {
		const above = heading;
		if (unit.kind === "heading") {
			heading = index;
		}
		return above;
	});
}

/** The values and checks of a step. */
function nestedBelow(units: readonly Unit[], index: number): readonly Unit[] {
	if (isNested(units[index])) {
		return [];
	}
	let end = index + 1;
	while (isNested(units[end])) {
		end += 1;
	}
	return units.slice(index + 1, end);
}

/** How a message names a line: a step by its number, anything else by its words. */
function nameOf({ text }: Unit): string {
	const item = itemOf(text);
	const words = plain(item?.body ?? text);
	return item?.label ?? `"${words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME).trimEnd()}…` : words}"`;
}
