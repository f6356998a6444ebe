import type { SourceKey } from "../sources.js";
import type { Evidence, EvidenceClass } from "../types.js";

/** Evidence whose source keys the compiler checks. */
export function evidence(founded: EvidenceClass, sources: readonly SourceKey[], note?: string): Evidence {
	return note === undefined ? { class: founded, sources } : { class: founded, sources, note };
}

/** Evidence of sources that contradict each other; the note tells how. */
export function disputed(founded: EvidenceClass, sources: readonly SourceKey[], note: string): Evidence {
	return { class: founded, sources, note, disputed: true };
}

/** What follows from documented facts without being stated by one of them. */
export function derived(note: string, sources: readonly SourceKey[] = []): Evidence {
	return { class: "derived", sources, note };
}

/** General knowledge that no source states. It never becomes an error. */
export function unsourced(note: string): Evidence {
	return { class: "unsourced", sources: [], note };
}
