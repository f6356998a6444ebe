import type { Origin } from "../../../model/origin.js";
import { fingerprintOf, type Generation, generationFrom } from "../regenerate/memory.js";
import { recordedFingerprint } from "./fingerprint.js";
import type { RunbookPage } from "./page.js";

/** Where a line of a generated page comes from. */
export interface LabelOrigin {
	/** Zero-based, in the page as it stands. */
	readonly line: number;
	/** Where the label stands on the line, as in "3.4" or "F-03". */
	readonly start: number;
	readonly end: number;
	readonly origin: Origin;
}

/** The number of a step in bold behind its tick box, or that of a row in its first cell. */
const LABEL = /^(\s*[-*] \[[ xX]\] \*\*|\|\s*(?:\[[ xX]\]\s*)?)(\d+\.\d+(?=\*\*)|[A-Z]-\d{2,}(?=\s*\|))/;

/**
 * Leads from the labels of a page in the folder to the topology as it is now. A label says which line it was when the page was
 * generated, the identity of that line which one it is today: its step may have got another number and other values since.
 *
 * @param text the page as people left it
 * @param now the same page as it would be generated now
 * @param generations what was generated for this page; where none fits, labels mean what they would mean now
 */
export function originsOfPage(
	text: string,
	now: RunbookPage,
	generations: readonly Generation[],
): readonly LabelOrigin[] {
	const recorded = recordedFingerprint(text);
	const generation = generations.find((one) => recorded !== undefined && fingerprintOf(one) === recorded);
	const ids = new Map(
		(generation ?? generationFrom(now)).flatMap((line) => {
			const label = line.id === undefined ? undefined : labelOf(line.text);
			return label === undefined || line.id === undefined ? [] : [[label.label, line.id] as const];
		}),
	);
	const origins = new Map(now.lines.flatMap(({ id, origin }) => (origin === undefined ? [] : [[id, origin] as const])));
	return text.split(/\r\n|\r|\n/).flatMap((line, index): readonly LabelOrigin[] => {
		const found = labelOf(line);
		const origin = found && origins.get(ids.get(found.label) ?? "");
		return found === undefined || origin === undefined
			? []
			: [{ line: index, start: found.start, end: found.start + found.label.length, origin }];
	});
}

function labelOf(line: string): { readonly label: string; readonly start: number } | undefined {
	const [, before, label] = LABEL.exec(line) ?? [];
	return before === undefined || label === undefined ? undefined : { label, start: before.length };
}
