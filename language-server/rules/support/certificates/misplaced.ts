import { addToSet, remembered } from "../../../basics/collections.js";
import type { Deployment } from "../../../model/deployment.js";
import { type AssignedSlot, mismatch, slotsIn } from "./slots.js";
import { certificatesBySubject, usedOutsideSlots } from "./uses.js";

/** What decides whether a certificate was meant for another place. */
interface Places {
	/** The subjects that some slot expects. */
	readonly subjects: ReadonlySet<string>;
	/** Where each certificate is assigned: the kinds of slots, or that it is none of an edge server. */
	readonly uses: ReadonlyMap<string, ReadonlySet<string>>;
}

const placesIn = remembered((deployment: Deployment): Places => {
	const uses = new Map<string, Set<string>>();
	const slots = slotsIn(deployment);
	for (const { id, assigned } of slots) {
		if (assigned) {
			addToSet(uses, assigned.name, id);
		}
	}
	for (const { name } of usedOutsideSlots(deployment)) {
		addToSet(uses, name, "elsewhere");
	}
	return { uses, subjects: new Set(slots.flatMap(({ expected }) => expected.map(({ name }) => name))) };
});

/**
 * Whether a slot has a certificate that was meant for another place: it is used there, its subject is right there, or a
 * certificate with the subject that is right here waits for its use. That is one mistake, and what else does not fit
 * follows from it.
 */
export function isMisplaced(assigned: AssignedSlot, deployment: Deployment): boolean {
	const wanted = mismatch(assigned);
	if (wanted.length === 0) {
		return false;
	}
	const { certificate, id } = assigned;
	const { subjects, uses } = placesIn(deployment);
	const bySubject = certificatesBySubject(deployment);
	const isOnlyHere = (name: string) => [...(uses.get(name) ?? [])].every((use) => use === id);
	return (
		subjects.has(certificate.subject?.value ?? "") ||
		uses.get(certificate.name)?.has("elsewhere") === true ||
		wanted.some(({ name }) => bySubject.get(name)?.some((other) => isOnlyHere(other.name)))
	);
}
