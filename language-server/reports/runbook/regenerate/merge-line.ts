import { EVIDENCE_MARK } from "../page/evidence-marks.js";
import { mergeTokens, mergeWords } from "./three-way.js";
import { isTicked, itemOf, plain, printItem, type Unit } from "./units.js";

/** A generated line in which the new text and the writing of a person stand together. */
export interface MergedLine {
	readonly text: string;
	/** Lines below it, which keep what could not be brought into it. */
	readonly below: readonly string[];
	/** What the line said when its box was ticked, where it says something else now. */
	readonly saidWhenTicked?: string;
}

/** What a line says that keeps the words of a person which do not fit into the new text. */
export const BEFORE = "Before:";

/** Whether something changed that a person acts upon, and not only a number or the mark of a source. */
export function changesMeaning(before: string, after: string): boolean {
	return meaningOf(before) !== meaningOf(after);
}

/** Whether a line has values or numbers of rows, and not only words about them. */
export function hasValues(text: string): boolean {
	return /`|\b[A-Z]-\d/.test(text);
}

const MARKS = new RegExp(`\\s*${EVIDENCE_MARK.source}`, "g");

/** The words of a line without what may change while it says the same: its number, its tick, the marks of its sources. */
export function meaningOf(text: string): string {
	return plain((itemOf(text)?.body ?? text).replace(MARKS, ""));
}

/** Brings the change of a line into the line as a person left it. Rows of tables are merged by `merge-table.ts`. */
export function mergeLine(base: Unit, mine: Unit, theirs: Unit): MergedLine {
	if (base.text === theirs.text) {
		return untouched(mine.text);
	}
	if (base.kind === "fence") {
		return mergeFence(base, mine, theirs);
	}
	const item = itemOf(theirs.text);
	return item === undefined ? mergeText(base, mine, theirs) : mergeItem(base, mine, theirs);
}

function untouched(text: string): MergedLine {
	return { text, below: [] };
}

function mergeItem(base: Unit, mine: Unit, theirs: Unit): MergedLine {
	const [before, after] = [partsOf(base.text), partsOf(theirs.text)];
	const present = itemOf(mine.text) ?? { ...after, body: mine.text.trim() };
	const body = mergeWords(before.body, present.body, after.body);
	// A box that a person took away stays away; one that the new text brings comes.
	const hasBox = after.tick !== undefined && (present.tick !== undefined || before.tick === undefined);
	const text = printItem({
		indent: present.indent,
		bullet: present.bullet,
		body: body ?? after.body,
		...(hasBox ? { tick: present.tick ?? "" } : {}),
		...(after.label === undefined ? {} : { label: after.label }),
	});
	const saysTheSame = plain(present.body) === plain(after.body);
	const said = body === undefined ? present.body : before.body;
	if (isTicked(mine.text) && !saysTheSame && changesMeaning(base.text, theirs.text)) {
		return { text, below: [], saidWhenTicked: said };
	}
	return { text, below: body === undefined ? [`${present.indent}  - ${BEFORE} ${said}`] : [] };
}

/** What stands below a ticked step that says something else now. Without what it said, something was added to it. */
export function changedNote(said: readonly string[]): string {
	const before = said.length === 0 ? "" : ` ${BEFORE} ${said.join("; ")}`;
	return `- **Changed since it was ticked.** Do it again, then delete this line.${before}`;
}

function mergeText(base: Unit, mine: Unit, theirs: Unit): MergedLine {
	const text = mergeWords(base.text, mine.text, theirs.text);
	return text === undefined ? { text: theirs.text, below: ["", `${BEFORE} ${mine.text.trim()}`] } : untouched(text);
}

function mergeFence(base: Unit, mine: Unit, theirs: Unit): MergedLine {
	const lines = (unit: Unit) => unit.text.split("\n");
	const merged =
		mine.key === base.key || mine.key === theirs.key
			? lines(theirs)
			: mergeTokens(lines(base), lines(mine), lines(theirs), () => false);
	return merged === undefined
		? { text: theirs.text, below: ["", BEFORE, "", mine.text, ""] }
		: untouched(merged.join("\n"));
}

function partsOf(text: string) {
	return itemOf(text) ?? { indent: "", bullet: "-", body: text.trim() };
}
