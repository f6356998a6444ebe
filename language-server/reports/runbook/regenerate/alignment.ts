import { findInNext, findInPage, type Pairs, unmoved } from "./match.js";
import { obsoletePart } from "./obsolete-part.js";
import type { Unit } from "./units.js";

/** With less than this left of it a page is another page, and nobody can say where in it a new line belongs. */
const RECOGNISABLE = 0.5;

/** Three texts of one page, and which line of the one is which of the others. */
export interface Alignment {
	readonly base: readonly Unit[];
	readonly mine: readonly Unit[];
	readonly theirs: readonly Unit[];
	/** From the person's page to the base. */
	readonly baseOfMine: Pairs;
	readonly mineOfBase: Pairs;
	/** From the new text to the base. */
	readonly baseOfTheirs: Pairs;
	readonly theirsOfBase: Pairs;
	/** The part of the person's page that keeps what earlier generations wrote off. */
	readonly obsolete: { readonly start: number; readonly end: number } | undefined;
	/** Whether the new text moved a unit of the base that the person left in its place. */
	readonly isMovedByTheirs: (base: number) => boolean;
	/** Whether enough of the base is left to know the page again. */
	readonly isRecognisable: boolean;
}

export function alignPages(base: readonly Unit[], mine: readonly Unit[], theirs: readonly Unit[]): Alignment {
	const obsolete = obsoletePart(mine);
	const isOwn = (index: number) => obsolete !== undefined && index >= obsolete.start && index < obsolete.end;
	const foundInMine = findInPage(base, mine, isOwn);
	const foundInTheirs = findInNext(base, theirs);
	const isBlank = (index: number) => base[index]?.kind === "blank";
	const visible = (pairs: Pairs) => [...pairs].filter(([index]) => !isBlank(index));
	const [stayedInMine, stayedInTheirs] = [unmoved(visible(foundInMine)), unmoved(visible(foundInTheirs))];
	const mineOfBase = withoutStrayBlanks(foundInMine, isBlank, stayedInMine);
	const theirsOfBase = withoutStrayBlanks(foundInTheirs, isBlank, stayedInTheirs);
	return {
		base,
		mine,
		theirs,
		baseOfMine: reversed(mineOfBase),
		mineOfBase,
		baseOfTheirs: reversed(theirsOfBase),
		theirsOfBase,
		obsolete,
		isMovedByTheirs: (index) => stayedInMine.has(index) && theirsOfBase.has(index) && !stayedInTheirs.has(index),
		isRecognisable: isRecognisable(base, mineOfBase),
	};
}

/** Whether the title is still there, and half of the lines that people work with: or of all lines, where the page has no such. */
function isRecognisable(base: readonly Unit[], mineOfBase: Pairs): boolean {
	const all = [...base.entries()].filter(([, { kind }]) => kind !== "blank" && kind !== "footer");
	const identified = all.filter(([, { id }]) => id !== undefined);
	const counted = identified.length > 0 ? identified : all;
	const found = counted.filter(([index]) => mineOfBase.has(index));
	return mineOfBase.has(0) && found.length >= counted.length * RECOGNISABLE;
}

/** An empty line is only the same one as long as it stands between the same lines that kept their order. */
function withoutStrayBlanks(pairs: Pairs, isBlank: (base: number) => boolean, stayed: ReadonlySet<number>): Pairs {
	const sorted = [...pairs].sort(([a], [b]) => a - b);
	const kept = new Map<number, number>();
	let last = -1;
	let next = 0;
	for (const [position, [base, other]] of sorted.entries()) {
		if (!isBlank(base)) {
			kept.set(base, other);
			last = stayed.has(base) ? other : last;
			continue;
		}
		next = Math.max(next, position + 1);
		while (next < sorted.length && !stayed.has(sorted[next]?.[0] ?? -1)) {
			next += 1;
		}
		if (other > last && other < (sorted[next]?.[1] ?? Number.POSITIVE_INFINITY)) {
			kept.set(base, other);
			last = other;
		}
	}
	return kept;
}

function reversed(pairs: Pairs): Pairs {
	return new Map([...pairs].map(([from, to]) => [to, from]));
}
