import { append, once } from "../../../basics/collections.js";
import type { Deployment } from "../../../model/deployment.js";
import type { Fix, RelatedPlace } from "../../../model/finding.js";
import { MET, type Outcome, type RuleContext, undecided } from "../../rule.js";
import { replace } from "../edits.js";
import { ENOUGH } from "../limits.js";
import { isMisplaced } from "./misplaced.js";
import { Offers } from "./offers.js";
import {
	type AssignedSlot,
	assignedIn,
	type EdgeSlotId,
	type ExpectedName,
	mismatch,
	slotsIn,
	titleOf,
} from "./slots.js";

/**
 * A finding for every certificate that is assigned to a slot of these kinds with another subject than it needs.
 *
 * @param message what is wrong, why it matters and what to do
 * @param isOthers whether another rule speaks of the slot
 */
export function* findMismatches(
	context: RuleContext,
	ids: readonly EdgeSlotId[],
	message: (slot: AssignedSlot, subject: string, expected: readonly string[]) => string,
	isOthers: (slot: AssignedSlot) => boolean = () => false,
): Iterable<Outcome> {
	const { deployment } = context;
	const mistakes = new Map<string, AssignedSlot[]>();
	const offers = once(() => new Offers(context));
	for (const slot of slotsIn(deployment)) {
		if (!ids.includes(slot.id) || slot.edge.name === "" || !slot.assigned) {
			continue;
		}
		const assigned = assignedIn(slot, deployment);
		const subject = assigned?.certificate.subject;
		if (!assigned || !subject) {
			yield undecided(slot.edge, `the subject of ${slot.assigned.name}`);
			continue;
		}
		if (slot.expected.length === 0) {
			yield undecided(slot.edge, `the name of ${titleOf(slot)}`);
			continue;
		}
		if (isOthers(assigned)) {
			continue;
		}
		const expected = mismatch(assigned);
		if (expected.length === 0) {
			yield MET;
			continue;
		}
		// The members of an array share a certificate; its subject is wrong once.
		append(mistakes, `${slot.assigned.name} ${slot.id} ${expected.map(({ name }) => name).join(" ")}`, assigned);
	}
	for (const slots of mistakes.values()) {
		const [slot] = slots;
		const subject = slot?.certificate.subject;
		if (!slot || !subject) {
			continue;
		}
		// What is wrong with a certificate that was meant for another place is that it is assigned here.
		const isWrongHere = isMisplaced(slot, deployment);
		const [first, ...others] = slots.map(({ assigned, edge }) => ({
			message: `Assigned to ${edge.name} here`,
			origin: assigned.origin,
		}));
		const stated = { message: `The subject of ${slot.certificate.name}`, origin: subject.origin };
		yield {
			message: message(
				slot,
				subject.value,
				slot.expected.map(({ name }) => name),
			),
			at: isWrongHere ? slot.assigned.origin : subject.origin,
			related: [
				...slot.expected.map(needed),
				...(isWrongHere ? [stated] : first ? [first] : []),
				...others.slice(0, ENOUGH),
			],
			fixes: [...offers().fixesForMismatch(slot, slots), ...renameHosts(slot, deployment)],
		};
	}
}

/**
 * Outside names may be the ones that are wrong; those of a computer are its own. A pattern is no name of a host, nor is
 * the name of another place. A name that each member of an array states is not changed at one of them.
 */
function renameHosts(slot: AssignedSlot, deployment: Deployment): readonly Fix[] {
	const { certificate, edge } = slot;
	const subject = certificate.subject?.value;
	const array = deployment.index.arrayOf.get(edge.name);
	return subject === undefined ||
		slot.keyword !== "certificate" ||
		subject.startsWith("*") ||
		isMisplaced(slot, deployment)
		? []
		: slot.expected
				.filter(({ origin }) => !array || array.virtualAddresses.some(({ fqdn }) => fqdn?.origin === origin))
				.map(({ name, origin }) => ({
					title: `Change the external FQDN ${name} to ${subject}`,
					edits: [replace(origin, subject)],
					safety: "unsafe",
					preferred: false,
				}));
}

function needed({ name, origin }: ExpectedName): RelatedPlace {
	return { message: `The name that has to be on it: ${name}`, origin };
}
