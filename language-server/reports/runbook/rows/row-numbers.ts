/** The numbers that rows of one kind were ever given, by the identity of the row. */
export type NumbersOfKind = Readonly<Record<string, number>>;

/**
 * The numbers under which a runbook lists its rows. People write them into tickets and mails, so a row keeps its number when the
 * plan changes, and the number of a row that is gone is never given to another one. That takes a memory: what one
 * generation returns is given to the next one.
 */
export interface RowNumbers {
	readonly flows: NumbersOfKind;
	readonly dns: NumbersOfKind;
	readonly certificates: NumbersOfKind;
	readonly balancers: NumbersOfKind;
}

export const NO_NUMBERS: RowNumbers = { flows: {}, dns: {}, certificates: {}, balancers: {} };

/** Gives out the numbers of one kind: the remembered one, or the next that nobody ever had. */
export class Numbering {
	readonly #numbers: Map<string, number>;
	#highest: number;

	/** @param letter as in "F" for "F-03" */
	constructor(
		private readonly letter: string,
		remembered: NumbersOfKind,
	) {
		this.#numbers = new Map(Object.entries(remembered));
		this.#highest = 0;
		for (const number of this.#numbers.values()) {
			this.#highest = Math.max(this.#highest, number);
		}
	}

	/** As in "F-03". */
	idOf(identity: string): string {
		let number = this.#numbers.get(identity);
		if (number === undefined) {
			this.#highest += 1;
			number = this.#highest;
			this.#numbers.set(identity, number);
		}
		return `${this.letter}-${String(number).padStart(2, "0")}`;
	}

	/** What the next generation has to know. */
	get numbers(): NumbersOfKind {
		return Object.fromEntries(this.#numbers);
	}
}
