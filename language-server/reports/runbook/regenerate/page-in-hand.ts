import type { Alignment } from "./alignment.js";
import { Chain } from "./chain.js";
import { columnsOf, hasOwnCells } from "./merge-table.js";
import type { Unit } from "./units.js";

/** A unit of the page that is being written. */
export interface PageNode {
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

/** The page that a person has written into, as a chain that lines are taken out of and put into. */
export class PageInHand {
	/** What the person's page had at first, line by line. */
	readonly original: readonly PageNode[];
	readonly #nodes: Chain<PageNode>;
	/** The header above each row of the base and of the person's page. */
	readonly #headers: ReadonlyMap<Unit, Unit>;

	constructor(readonly pages: Alignment) {
		const { base, mine, baseOfMine, theirsOfBase } = pages;
		this.#headers = new Map([base, mine].flatMap(headersOf));
		this.original = mine.map((unit, index): PageNode => {
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
		this.#nodes = new Chain(this.original);
	}

	/** The lines in their order. */
	[Symbol.iterator](): Generator<PageNode> {
		return this.#nodes[Symbol.iterator]();
	}

	get last(): PageNode | undefined {
		return this.#nodes.last;
	}

	before(node: PageNode): PageNode | undefined {
		return this.#nodes.before(node);
	}

	after(node: PageNode): PageNode | undefined {
		return this.#nodes.after(node);
	}

	/** Without a predecessor it becomes the first line. */
	insertAfter(predecessor: PageNode | undefined, node: PageNode): void {
		this.#nodes.insertAfter(predecessor, node);
	}

	remove(node: PageNode): void {
		this.#nodes.remove(node);
	}

	/** A line as the person left it; undefined for a new one. */
	unitOf({ mine }: PageNode): Unit | undefined {
		return mine === undefined ? undefined : this.pages.mine[mine];
	}

	/** Whether the person changed a generated line, by more than its tick. A row counts when one of its cells holds something of his. */
	isEdited(node: PageNode): boolean {
		const [was, is] = [node.base === undefined ? undefined : this.pages.base[node.base], this.unitOf(node)];
		if (was === undefined || is === undefined || was.kind === "blank" || was.key === is.key) {
			return false;
		}
		const [before, present] = [this.#headers.get(was), this.#headers.get(is)];
		return was.kind !== "row" || before === undefined || present === undefined
			? true
			: hasOwnCells(was, is, columnsOf(before, present, before));
	}

	/** Whether an earlier generation put the line to the end of the page, because what it stood at was gone. */
	isWrittenOff({ mine }: PageNode): boolean {
		const { obsolete } = this.pages;
		return obsolete !== undefined && mine !== undefined && mine >= obsolete.start && mine < obsolete.end;
	}

	/** What the person wrote directly below a line, so that it belongs there and nowhere else. */
	attachedTo(node: PageNode): readonly PageNode[] {
		if (node.kind === "blank" || node.kind === "footer") {
			return [];
		}
		const attached: PageNode[] = [];
		let blanks: PageNode[] = [];
		for (let one = this.after(node); one !== undefined; one = this.after(one)) {
			if (one.base !== undefined || one.mine === undefined || one.kind === "heading" || this.isWrittenOff(one)) {
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
}

/** The header above each row and separator of some tables. */
export function headersOf(units: readonly Unit[]): readonly (readonly [row: Unit, header: Unit])[] {
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

/** Whether a line is a value or a check of the step above it. */
export function isNested(unit: Unit | undefined): boolean {
	return unit?.kind === "item" && unit.id !== undefined && /^\s/.test(unit.text);
}
