import type { PageWrite } from "./plan-writes.js";

/** One or two sentences: what was written, and what was left alone because somebody edited it. */
export function summaryOf(writes: readonly PageWrite[], name: string): string {
	const of = (outcome: PageWrite["outcome"]) => writes.filter((write) => write.outcome === outcome);
	const written = of("create").length + of("replace").length;
	const beside = writes.flatMap((write) => (write.outcome === "keep-both" ? [write] : []));
	const sentences = [
		written > 0
			? `The runbooks of ${name} are ready: ${written === 1 ? "1 page" : `${written} pages`} written.`
			: `The runbooks of ${name} are up to date.`,
	];
	if (beside.length > 0) {
		const names = beside.map((write) => `${write.path} (new text in ${write.target})`);
		sentences.push(`Edited by hand and therefore kept: ${names.join(", ")}.`);
	}
	const obsolete = of("obsolete");
	if (obsolete.length > 0) {
		sentences.push(`No longer needed, to be deleted by hand: ${obsolete.map((write) => write.path).join(", ")}.`);
	}
	return sentences.join(" ");
}
