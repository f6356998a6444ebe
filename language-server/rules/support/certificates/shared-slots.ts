import { append } from "../../../basics/collections.js";
import type { Deployment, EdgeArray } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import type { Origin } from "../../../model/origin.js";
import { isBalancedInside } from "../../../requirements/resolve.js";
import type { RuleFinding } from "../../rule.js";
import { replace } from "../edits.js";
import { type AssignedSlot, assignedIn, type EdgeSlotId, type Slot, slotsIn, titleOf } from "./slots.js";

/** The slots of one kind in an array: its members are to share what they have there. */
export interface SharedSlots {
	readonly array: EdgeArray;
	readonly slots: readonly AssignedSlot[];
	/** The slot that the others are measured by: the first one with a right subject, else the first one. */
	readonly standard: AssignedSlot;
}

/** The assigned slots of one kind in each array with two or more of them. */
export function sharedSlots(deployment: Deployment, id: EdgeSlotId): readonly SharedSlots[] {
	const byArray = new Map<EdgeArray, AssignedSlot[]>();
	for (const slot of slotsIn(deployment)) {
		const array =
			slot.id === id && isShared(slot, deployment) ? deployment.index.arrayOf.get(slot.edge.name) : undefined;
		const assigned = array && assignedIn(slot, deployment);
		if (array && assigned) {
			append(byArray, array, assigned);
		}
	}
	return [...byArray].flatMap(([array, slots]) => {
		const standard = slots.find(hasRightSubject) ?? slots[0];
		return standard && slots.length > 1 ? [{ array, slots, standard }] : [];
	});
}

/** A member that is not balanced inside keeps its own certificate there. */
function isShared({ id, edge }: Slot, deployment: Deployment): boolean {
	return id !== "edge-internal" || isBalancedInside(deployment, edge);
}

function hasRightSubject({ expected, certificate }: AssignedSlot): boolean {
	return expected.some(({ name }) => name === certificate.subject?.value);
}

/** The slots whose certificate is another one than that of the array. */
export function deviations({ slots, standard }: SharedSlots): readonly AssignedSlot[] {
	return slots.filter(({ certificate }) => certificate !== standard.certificate);
}

/** The finding of a member that has another certificate than the others. */
export function deviation({ array, standard }: SharedSlots, slot: AssignedSlot, why: string): RuleFinding {
	const { certificate, edge } = standard;
	return {
		message: `The certificate ${slot.certificate.name} of ${titleOf(slot)} is not that of ${edge.name}, another member of ${array.name}. ${why} Export ${certificate.name} with its key and import it on ${slot.edge.name}.`,
		at: slot.assigned.origin,
		related: [{ message: `The certificate of ${edge.name}`, origin: standard.assigned.origin }],
		fixes: [assignInstead(slot.assigned.origin, certificate.name, slot.edge.name)],
	};
}

/** The finding of a certificate whose key cannot leave the first member, where the members share it. */
export function lockedKey({ array, standard }: SharedSlots): RuleFinding | undefined {
	const { certificate, edge, assigned } = standard;
	return (
		certificate.notExportable && {
			message: `The key of ${certificate.name} is not exportable, and the members of ${array.name} share this certificate. It cannot be taken to the others. Request it as exportable.`,
			at: certificate.notExportable,
			related: [
				{ message: `The array ${array.name}`, origin: array.origin },
				{ message: `Assigned to ${edge.name} here`, origin: assigned.origin },
			],
			fixes: [
				{
					title: `Make the key of ${certificate.name} exportable`,
					edits: [replace(certificate.notExportable, "exportable")],
					safety: "unsafe",
					preferred: true,
				},
			],
		}
	);
}

function assignInstead(origin: Origin, certificate: string, server: string): Fix {
	return {
		title: `Assign ${certificate} to ${server} instead`,
		edits: [replace(origin, certificate)],
		safety: "unsafe",
		preferred: true,
	};
}
