import type { Alignment } from "./alignment.js";
import { Chain } from "./chain.js";
import { BEFORE, changedNote, changesMeaning, hasValues, mergeLine } from "./merge-line.js";
import { type Columns, columnsOf, hasSameColumns, mergeRow, newRow, ownRow, separatorRow } from "./merge-table.js";
import { type ObsoletePassage, obsoleteLines } from "./obsolete-section.js";
import { cellsOf, headingLevel, isTicked, itemOf, plain, printRow, type Unit } from "./units.js";

/** What became of the writing of people in a page that was generated again. */
export interface MergeReport {
	/** How many boxes that people ticked are still there, and still ticked. */
	readonly ticks: number;
	/** How many lines hold writing of people: lines of their own, and generated ones that they changed. */
	readonly notes: number;
	/** What says something else than when it was ticked, and has to be done again: steps by their new number, as in "3.4". */
	readonly changedSinceTicked: readonly string[];
	/** How many lines with writing of people went to the end of the page, because what they stood at is gone. */
	readonly movedToEnd: number;
}

/** A unit of the page that is being written. */
interface Node {
	/** Where it stands in the person's page; undefined for what is new. */
	readonly mine?: number;
	/** The generated unit that it was made from; undefined for what the person wrote himself and for what is new. */
	readonly base?: number;
	/** The generated unit that it is made from now. */
	readonly theirs?: number;
	readonly kind: Unit["kind"];
	text: string;
	/** Lines that go directly below it. */
	below: readonly string[];
}

/** How much of a box without a number names it in a message. */
const LONGEST_NAME = 60;

/** The page that a person has written into, while the change between two generations is brought into it. */
export class PageInHand {
	readonly #nodes: Chain<Node>;
	readonly #nodeOfMine: readonly Node[];
	readonly #nodeOfTheirs = new Map<number, Node>();
	/** The columns of each table that the person has, by its header in the base and in the new text. */
	readonly #columns = new Map<Unit, Columns>();
	/** The header above a row, in all three texts. */
	readonly #headers: ReadonlyMap<Unit, Unit>;
	/** The heading above each unit of the new text, by position; undefined above the first one. */
	readonly #headingOfTheirs: readonly (number | undefined)[];
	/** The headings of the new text under which something of the page stands. */
	readonly #present = new Set<number | undefined>([undefined]);
	readonly #changed = new Set<string>();
	readonly #passages: ObsoletePassage[] = [];

	constructor(private readonly pages: Alignment) {
		const { base, mine, theirs, baseOfMine, theirsOfBase } = pages;
		this.#nodeOfMine = mine.map((unit, index): Node => {
			const inBase = baseOfMine.get(index);
			const inTheirs = inBase === undefined ? undefined : theirsOfBase.get(inBase);
			return {
				mine: index,
				...(inBase === undefined ? {} : { base: inBase }),
				...(inTheirs === undefined ? {} : { theirs: inTheirs }),
				kind: unit.kind,
				text: unit.text,
				below: [],
			};
		});
		this.#nodes = new Chain(this.#nodeOfMine);
		this.#headers = new Map([base, mine, theirs].flatMap(headersOf));
		this.#headingOfTheirs = headingsAbove(theirs);
		for (const node of this.#nodeOfMine) {
			this.#register(node);
		}
		for (const [index, inBase] of pages.baseOfTheirs) {
			const [from, to] = [base[inBase], theirs[index]];
			const inMine = pages.mineOfBase.get(inBase);
			const present = inMine === undefined ? undefined : mine[inMine];
			if (from?.kind === "header" && to?.kind === "header" && present?.kind === "header") {
				const columns = columnsOf(from, present, to);
				this.#columns.set(from, columns).set(to, columns).set(present, columns);
			}
		}
	}

	/** The page with the change in it. */
	merged(): { readonly text: string; readonly report: MergeReport } {
		this.#takeOutWhatIsGone();
		this.#bringInWhatChanged();
		this.#writeOff();
		return { text: this.#print(), report: this.#report() };
	}

	#register(node: Node): void {
		if (node.theirs !== undefined) {
			this.#nodeOfTheirs.set(node.theirs, node);
			if (node.kind !== "blank" && node.kind !== "footer") {
				this.#present.add(node.kind === "heading" ? node.theirs : this.#headingOfTheirs[node.theirs]);
			}
		}
	}

	// What the new text no longer has.

	/** Takes out the lines that are no longer generated, and collects those at which a person wrote something. */
	#takeOutWhatIsGone(): void {
		const leaving = new Map<Node, "drop" | "move">();
		for (const family of this.#goneFamilies()) {
			const isTouched = family.some((node) => this.#isTouched(node));
			for (const node of family) {
				leaving.set(node, isTouched ? "move" : "drop");
			}
		}
		for (const node of this.#ownLinesOfGoneSections(leaving)) {
			leaving.set(node, node.kind === "blank" ? "drop" : "move");
		}
		this.#collect([...leaving].filter(([, fate]) => fate === "move").map(([node]) => node));
		for (const node of leaving.keys()) {
			this.#nodes.remove(node);
		}
	}

	/** A line that is gone, with the lines that are nested below it and with what the person wrote directly below. */
	#goneFamilies(): readonly (readonly Node[])[] {
		const families: Node[][] = [];
		let name: number | undefined;
		for (const node of this.#nodes) {
			if (node.base === undefined || node.theirs !== undefined || node.kind === "footer") {
				name = node.base === undefined ? name : undefined;
				continue;
			}
			const own = [node, ...this.#attached(node)];
			const step = stepAbove(this.pages.base, node.base);
			if (step === name) {
				families.at(-1)?.push(...own);
			} else {
				families.push(own);
			}
			name = step;
		}
		return families;
	}

	#isTouched(node: Node): boolean {
		if (node.kind === "blank" || node.kind === "separator") {
			return false;
		}
		return node.base === undefined || isTicked(node.text) || this.#isEdited(node);
	}

	#isEdited({ base, mine }: Node): boolean {
		const [was, is] = [this.pages.base[base ?? -1], this.pages.mine[mine ?? -1]];
		return was !== undefined && is !== undefined && was.kind !== "blank" && was.key !== is.key;
	}

	/** What the person wrote under a heading that is gone with everything that was generated under it. */
	*#ownLinesOfGoneSections(leaving: ReadonlyMap<Node, unknown>): Generator<Node> {
		let section: Node[] = [];
		let level: number | undefined;
		const close = () => {
			const own = level === undefined ? [] : section;
			section = [];
			return own;
		};
		for (const node of [...this.#nodes]) {
			if (node.base === undefined && node.mine !== undefined && !this.#isWrittenOff(node)) {
				if (node.kind === "heading" && level !== undefined && (headingLevel(node.text) ?? 6) <= level) {
					// A section of the person himself, which is not part of the one that is gone.
					yield* close();
					level = undefined;
				}
				if (!leaving.has(node)) {
					section.push(node);
				}
			} else if (node.kind === "heading" && node.base !== undefined) {
				yield* close();
				level = node.theirs === undefined ? headingLevel(this.pages.base[node.base]?.text ?? "") : undefined;
			} else if (node.kind !== "blank" && !leaving.has(node)) {
				section = [];
				level = undefined;
			}
		}
		yield* close();
	}

	/** Groups what goes to the end of the page by the headings above it, rows with the head of their table. */
	#collect(nodes: readonly Node[]): void {
		let header: Unit | undefined;
		let previous: ObsoletePassage | undefined;
		for (const node of nodes) {
			const unit = this.pages.mine[node.mine ?? -1];
			if (unit === undefined || unit.kind === "separator") {
				continue;
			}
			const title = this.#titleAbove(node);
			const own = unit.kind === "header" ? unit : unit.kind === "row" ? this.#headers.get(unit) : undefined;
			const lines: string[] = [];
			if (own !== undefined && own !== header) {
				lines.push(own.text, `|${" --- |".repeat(own.key.split("|").length - 1)}`);
			}
			if (unit.kind !== "header") {
				// Headings would cut the section at the end in two.
				lines.push(unit.kind === "heading" && node.base !== undefined ? `**${title}**` : node.text);
			}
			const isSamePassage = previous !== undefined && previous.title === title && own === header;
			header = own;
			previous = isSamePassage && previous ? { title, lines: [...previous.lines, ...lines] } : { title, lines };
			if (isSamePassage) {
				this.#passages.pop();
			}
			this.#passages.push(previous);
		}
	}

	#titleAbove(node: Node): string {
		const title = (one: Node) => plain(one.text.replace(/^#+\s*|\s*#+\s*$/g, ""));
		for (let one: Node | undefined = node; one !== undefined; one = this.#nodes.before(one)) {
			if (one.kind === "heading" && one.base !== undefined) {
				return title(one);
			}
		}
		return "";
	}

	// What the new text has.

	#bringInWhatChanged(): void {
		let cursor: Node | undefined;
		for (const [index, unit] of this.pages.theirs.entries()) {
			const inBase = this.pages.baseOfTheirs.get(index);
			const present = this.#nodeOfTheirs.get(index);
			if (present !== undefined && inBase !== undefined) {
				if (cursor !== undefined && this.pages.isMovedByTheirs(inBase)) {
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
	}

	/**
	 * Whether a line comes that the page does not have. What a person deleted comes back only when it says something else now; and
	 * where he deleted a whole section, only the lines that people work with come.
	 */
	#isWanted(index: number, unit: Unit, inBase: number | undefined): boolean {
		if (unit.kind === "footer") {
			return true;
		}
		const old = inBase === undefined ? undefined : this.pages.base[inBase];
		if (old !== undefined && (unit.kind === "blank" || !changesMeaning(old.text, unit.text))) {
			return false;
		}
		const heading = unit.kind === "heading" ? undefined : this.#headingOfTheirs[index];
		return unit.id !== undefined || this.#present.has(heading);
	}

	/** The heading and the head of the table that a new line needs and that a person has deleted. */
	#contextOf(index: number, unit: Unit): readonly (readonly [number | undefined, Unit])[] {
		const context: (readonly [number | undefined, Unit])[] = [];
		const blank: Unit = { kind: "blank", text: "", key: "" };
		const heading = this.#headingOfTheirs[index];
		const title = heading === undefined ? undefined : this.pages.theirs[heading];
		if (unit.kind !== "heading" && title !== undefined && !this.#present.has(heading)) {
			context.push([undefined, blank], [heading, title], [undefined, blank]);
		}
		const header = unit.kind === "row" ? this.#headers.get(unit) : undefined;
		if (header !== undefined) {
			const position = this.pages.theirs.indexOf(header);
			const separator = this.pages.theirs[position + 1];
			if (!this.#nodeOfTheirs.has(position) && separator !== undefined) {
				context.push([undefined, blank], [position, header], [position + 1, separator]);
			}
		}
		return context;
	}

	#insert(cursor: Node | undefined, index: number | undefined, unit: Unit): Node {
		const header = this.#headers.get(unit);
		const columns = header === undefined ? undefined : this.#columns.get(header);
		const node: Node = {
			...(index === undefined ? {} : { theirs: index }),
			kind: unit.kind,
			text: unit.kind === "row" && columns !== undefined ? newRow(unit, columns) : unit.text,
			below: [],
		};
		this.#nodes.insertAfter(cursor && this.#tail(cursor), node);
		this.#register(node);
		return node;
	}

	/** Puts a line where the new text has it, with what the person wrote at it. */
	#move(node: Node, cursor: Node): void {
		const company = [node, ...this.#attached(node)];
		let target = this.#tail(cursor);
		if (company.includes(target)) {
			return;
		}
		for (const one of company) {
			this.#nodes.remove(one);
			this.#nodes.insertAfter(target, one);
			target = one;
		}
	}

	#update(node: Node, inBase: number, theirs: Unit): void {
		const base = this.pages.base[inBase];
		const mine = this.pages.mine[node.mine ?? -1];
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
		const [before, after] = [nestedBelow(this.pages.base, inBase), nestedBelow(this.pages.theirs, inTheirs)];
		const idsBefore = new Set(before.map(({ id }) => id));
		const said = before.filter((unit) => {
			const now = after.find(({ id }) => id === unit.id)?.text ?? "";
			return hasValues(`${unit.text} ${now}`) && changesMeaning(unit.text, now);
		});
		const isMore = after.some(({ id, text }) => !idsBefore.has(id) && hasValues(text));
		return said.length > 0 || isMore ? said.map(({ text }) => itemOf(text)?.body ?? text.trim()) : undefined;
	}

	#updateRow(node: Node, base: Unit, mine: Unit, theirs: Unit): void {
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
		if (merged.changedSinceDone) {
			this.#changed.add(cellsOf(theirs.text)[0] ?? "");
		}
		if (theirs.kind === "header" && !hasSameColumns(columns)) {
			this.#layOutOwnRows(node, columns);
		}
	}

	/** Brings the rows that a person added into the columns that the table has now. */
	#layOutOwnRows(header: Node, columns: Columns): void {
		for (let node = this.#nodes.after(header); node !== undefined; node = this.#nodes.after(node)) {
			const unit = this.pages.mine[node.mine ?? -1];
			if (node.kind !== "row" && node.kind !== "separator") {
				return;
			}
			if (node.base === undefined && unit?.kind === "row") {
				node.text = ownRow(unit, columns);
			}
		}
	}

	/** Puts lines below a line, unless they stand there already. */
	#note(node: Node, lines: readonly string[]): void {
		const present = new Set(this.#attached(node).map(({ text }) => text.trim()));
		if (!lines.some((line) => line.trim() !== "" && present.has(line.trim()))) {
			node.below = lines;
		}
	}

	// What the person wrote.

	#isWrittenOff({ mine }: Node): boolean {
		const { obsolete } = this.pages;
		return obsolete !== undefined && mine !== undefined && mine >= obsolete.start && mine < obsolete.end;
	}

	/** What the person wrote directly below a line, so that it belongs there and nowhere else. */
	#attached(node: Node): readonly Node[] {
		if (node.kind === "blank" || node.kind === "footer") {
			return [];
		}
		const attached: Node[] = [];
		let blanks: Node[] = [];
		for (let one = this.#nodes.after(node); one !== undefined; one = this.#nodes.after(one)) {
			if (one.base !== undefined || one.mine === undefined || one.kind === "heading" || this.#isWrittenOff(one)) {
				break;
			}
			if (one.kind === "blank") {
				blanks.push(one);
			} else if (blanks.length > 0 && !/^\s{2}/.test(one.text)) {
				break;
			} else {
				attached.push(...blanks, one);
				blanks = [];
			}
		}
		return attached;
	}

	#tail(node: Node): Node {
		return this.#attached(node).at(-1) ?? node;
	}

	/** Puts what is no longer in the plan at the end of the page. */
	#writeOff(): void {
		if (this.#passages.length === 0) {
			return;
		}
		const nodes = [...this.#nodes];
		const present = nodes.filter((node) => this.#isWrittenOff(node) && node.kind !== "blank").at(-1);
		const footer = nodes.find((node) => node.kind === "footer");
		let place = present ?? (footer === undefined ? this.#nodes.last : this.#nodes.before(footer));
		const lines = obsoleteLines(this.#passages, present === undefined);
		for (const text of present === undefined ? [...lines, ""] : lines) {
			const node: Node = { kind: text === "" ? "blank" : headingLevel(text) ? "heading" : "text", text, below: [] };
			this.#nodes.insertAfter(place, node);
			place = node;
		}
	}

	// The page as it is written.

	#print(): string {
		const lines: string[] = [];
		let previous: Node | undefined;
		for (const node of this.#nodes) {
			const last = lines.at(-1)?.trim() === "";
			if (node.kind === "blank" && last && !this.#stoodTogether(previous, node)) {
				// Where something between two empty lines went away, one is enough.
				continue;
			}
			if (previous !== undefined && node.kind !== "blank" && !last && this.#needsSpace(previous, node)) {
				lines.push("");
			}
			lines.push(...node.text.split("\n"), ...node.below);
			previous = node;
		}
		return lines.join("\n");
	}

	#stoodTogether(a: Node | undefined, b: Node): boolean {
		const follows = (from: number | undefined, to: number | undefined) =>
			from !== undefined && to !== undefined && from + 1 === to;
		return a !== undefined && (follows(a.mine, b.mine) || follows(a.theirs, b.theirs));
	}

	/** Whether two lines that came together would run into each other. */
	#needsSpace(a: Node, b: Node): boolean {
		if (a.below.length > 0 && a.kind === "text") {
			return true;
		}
		if (this.#stoodTogether(a, b) || (a.mine === undefined && a.theirs === undefined)) {
			return false;
		}
		const isList = ({ kind, text }: Node) => kind === "item" || /^\s{2}/.test(text);
		const isTable = ({ kind }: Node) => kind === "row" || kind === "header" || kind === "separator";
		return !((isList(a) && isList(b)) || (isTable(a) && isTable(b)));
	}

	#report(): MergeReport {
		const nodes = [...this.#nodes];
		const own = this.#nodeOfMine.filter(
			(node) => node.base === undefined && node.kind !== "blank" && !this.#isWrittenOff(node),
		);
		const moved = this.#passages.flatMap(({ lines }) => lines);
		return {
			ticks: nodes.filter(({ theirs, text }) => theirs !== undefined && isTicked(text)).length,
			notes: own.length + this.#nodeOfMine.filter((node) => this.#isEdited(node)).length,
			changedSinceTicked: [...this.#changed],
			movedToEnd: moved.length,
		};
	}
}

const isNested = (unit: Unit | undefined) => unit?.kind === "item" && unit.id !== undefined && /^\s/.test(unit.text);

/** The values and checks of a step. */
function nestedBelow(units: readonly Unit[], index: number): readonly Unit[] {
	const end = units.findIndex((unit, position) => position > index && !isNested(unit));
	return isNested(units[index]) ? [] : units.slice(index + 1, end === -1 ? units.length : end);
}

/** The step to which a line belongs; the line itself where it is none of the nested ones. */
function stepAbove(units: readonly Unit[], index: number): number {
	let step = index;
	while (step > 0 && isNested(units[step])) {
		step -= 1;
	}
	return step;
}

/** How a message names a line: a step by its number, anything else by its words. */
function nameOf({ text }: Unit): string {
	const item = itemOf(text);
	const words = plain(item?.body ?? text);
	return item?.label ?? `"${words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME).trimEnd()}…` : words}"`;
}

function headersOf(units: readonly Unit[]): readonly (readonly [Unit, Unit])[] {
	const headers: (readonly [Unit, Unit])[] = [];
	let header: Unit | undefined;
	for (const unit of units) {
		if (unit.kind === "header") {
			header = unit;
		} else if (unit.kind === "row" || unit.kind === "separator") {
			if (header !== undefined) {
				headers.push([unit, header]);
			}
		} else {
			header = undefined;
		}
	}
	return headers;
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
