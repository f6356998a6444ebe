import { diffArrays } from "diff";
import { plain } from "./units.js";

/** What one side did to a stretch of the base: the tokens from `start` up to `end` became others. */
interface Change {
	readonly start: number;
	readonly end: number;
	readonly tokens: readonly string[];
}

/**
 * Code, blanks to fill in and links are one token each, because half of one means nothing; so is every word and every sign, with the
 * white space in front of it.
 */
const TOKEN =
	/\s*(?:(`+)[^`]+?\1(?!`)|_{3,}(?: \([^()]*\))?|!?\[[^\]]*\]\([^)]*\)|[\p{L}\p{N}_]+(?:[.:/@'’-][\p{L}\p{N}_]+)*|\S)|\s+$/gsu;

/** Two characters between which no word ends. */
const IS_WORD = /^[\p{L}\p{N}_]{2}$/u;

/** Merges two versions of some words with what both come from; undefined where both changed the same words. */
export function mergeWords(base: string, mine: string, theirs: string): string | undefined {
	const [plainBase, plainMine, plainTheirs] = [plain(base), plain(mine), plain(theirs)];
	if (plainMine === plainBase || plainMine === plainTheirs) {
		return theirs;
	}
	if (plainTheirs === plainBase) {
		return mine;
	}
	if (plainBase === "") {
		return undefined;
	}
	// What is written behind or before a sentence says something of the sentence, whatever becomes of it.
	if (mine.startsWith(base) && !IS_WORD.test(mine.slice(base.length - 1, base.length + 1))) {
		return `${theirs}${mine.slice(base.length)}`;
	}
	if (mine.endsWith(base) && !IS_WORD.test(mine.slice(-base.length - 1).slice(0, 2))) {
		return `${mine.slice(0, mine.length - base.length)}${theirs}`;
	}
	return mergeTokens(tokensOf(base), tokensOf(mine), tokensOf(theirs), (token) => /^\s/.test(token))?.join("");
}

/**
 * Merges two versions of a list with what both come from; undefined where both changed the same place.
 *
 * @param standsAlone whether a token can change without regard to the one before it
 */
export function mergeTokens(
	base: readonly string[],
	mine: readonly string[],
	theirs: readonly string[],
	standsAlone: (token: string) => boolean,
): readonly string[] | undefined {
	const [ours, others] = [changesOf(base, mine), changesOf(base, theirs)];
	const merged: string[] = [];
	let position = 0;
	const apply = (change: Change) => {
		merged.push(...base.slice(position, change.start), ...change.tokens);
		position = change.end;
	};
	const comesFirst = (first: Change, second: Change): boolean => {
		// Two insertions at one place go one behind the other.
		const isInsertion = first.start === first.end || second.start === second.end;
		const isFree = isInsertion || standsAlone(base[second.start] ?? "");
		return first.end < second.start || (isFree && first.end === second.start);
	};
	let [i, j] = [0, 0];
	for (;;) {
		const our = ours[i];
		const other = others[j];
		if (our === undefined && other === undefined) {
			return [...merged, ...base.slice(position)];
		}
		if (our !== undefined && other !== undefined && isSame(our, other)) {
			apply(other);
			i += 1;
			j += 1;
		} else if (our === undefined || (other !== undefined && comesFirst(other, our))) {
			if (other !== undefined) {
				apply(other);
			}
			j += 1;
		} else if (other === undefined || comesFirst(our, other)) {
			apply(our);
			i += 1;
		} else {
			return undefined;
		}
	}
}

function isSame(a: Change, b: Change): boolean {
	return a.start === b.start && a.end === b.end && plain(a.tokens.join("")) === plain(b.tokens.join(""));
}

function changesOf(base: readonly string[], other: readonly string[]): readonly Change[] {
	const changes: Change[] = [];
	let [inBase, inOther] = [0, 0];
	let open: { readonly start: number; readonly from: number } | undefined;
	const close = () => {
		if (open !== undefined) {
			changes.push({ start: open.start, end: inBase, tokens: other.slice(open.from, inOther) });
			open = undefined;
		}
	};
	for (const { added, removed, count } of diffArrays(base.map(comparable), other.map(comparable))) {
		if (added || removed) {
			open ??= { start: inBase, from: inOther };
		} else {
			close();
		}
		inBase += added ? 0 : count;
		inOther += removed ? 0 : count;
	}
	close();
	return changes;
}

function comparable(token: string): string {
	return plain(token);
}

function tokensOf(words: string): readonly string[] {
	return words.match(TOKEN) ?? [];
}

/** The words of a text, to measure how much two texts have in common. */
export function wordsOf(text: string): readonly string[] {
	return (
		plain(text)
			.toLowerCase()
			.match(/[\p{L}\p{N}]+(?:[.:/@'-][\p{L}\p{N}]+)*/gu) ?? []
	);
}
