import type { EvidenceClass } from "../../../catalog/types.js";

/** What stands in the mark behind a fact, by how well it is founded; nothing where a text for OCS 2007 states it. */
const WORDS: Readonly<Record<EvidenceClass, string>> = {
	seed: "",
	ocs2007: "",
	"ocs2007-copy": "",
	r2: "R2",
	later: "later",
	community: "community",
	derived: "derived",
	unsourced: "no source",
};

const DISPUTED = "disputed";
const NOTE = "note";

/** What the words of the marks mean, in the order in which a page lists them. */
export const MARK_LEGEND: Readonly<Record<string, string>> = {
	[WORDS.r2]: "documented for Office Communications Server 2007 R2; taken to hold for OCS 2007",
	[WORDS.later]: "documented for a later release (Lync Server or Skype for Business Server)",
	[WORDS.community]: "from a weblog (of Microsoft staff, too), a book or a vendor; no product documentation states it",
	[WORDS.derived]: "follows from documented facts; no source states it",
	[WORDS.unsourced]: "general knowledge; no source was found",
	[DISPUTED]: "the sources contradict each other; see the notes",
};

/** The words of the mark of a fact; its notes are numbered page by page. */
export function markWords(evidence: EvidenceClass, isDisputed: boolean): readonly string[] {
	return [WORDS[evidence], isDisputed ? DISPUTED : ""].filter((word) => word !== "");
}

export function noteWord(number: number): string {
	return `${NOTE} ${number}`;
}

/** The mark as it stands behind a fact, as in " [R2, note 3]". */
export function printMark(words: readonly string[]): string {
	return words.length === 0 ? "" : ` [${words.join(", ")}]`;
}

const WORD = `(?:${[...Object.keys(MARK_LEGEND), `${NOTE} \\d+`].join("|")})`;

/** Matches a mark, without the space before it. */
export const EVIDENCE_MARK = new RegExp(`\\[${WORD}(?:, ${WORD})*\\]`);
