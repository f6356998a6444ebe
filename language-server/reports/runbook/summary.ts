import type { PageWrite } from "./plan-writes.js";

/**
 * The pages that were left alone because somebody edited them while the generated text changed, so that two texts have
 * to be brought together. Pages whose generated text is the same as before need nobody's attention and are not among them.
 */
export function keptPages(writes: readonly PageWrite[]): readonly Extract<PageWrite, { outcome: "keep-both" }>[] {
	return writes.flatMap((write) => (write.outcome === "keep-both" ? [write] : []));
}

/**
 * A few sentences: what was left alone, what was written, what is no longer needed. What somebody has to act on comes
 * first, because a notification may show no more than its beginning.
 */
export function summaryOf(writes: readonly PageWrite[], name: string): string {
	const of = (outcome: PageWrite["outcome"]) => writes.filter((write) => write.outcome === outcome);
	const written = of("create").length + of("replace").length;
	const kept = keptPages(writes);
	const sentences: string[] = [];
	if (kept.length > 0) {
		const names = kept.map((write) => `${write.path} (new text in ${write.target})`);
		sentences.push(`Edited by hand and therefore kept: ${names.join(", ")}.`);
	}
	if (written > 0) {
		sentences.push(`The runbooks of ${name} are ready: ${written === 1 ? "1 page" : `${written} pages`} written.`);
	} else {
		sentences.push(`${kept.length > 0 ? "All other pages" : "The runbooks"} of ${name} are up to date.`);
	}
	const obsolete = of("obsolete");
	if (obsolete.length > 0) {
		sentences.push(`No longer needed, to be deleted by hand: ${obsolete.map((write) => write.path).join(", ")}.`);
	}
	return sentences.join(" ");
}
