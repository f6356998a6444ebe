import { append, remembered } from "../../../basics/collections.js";
import type { Certificate, Deployment, EdgeArray } from "../../../model/deployment.js";
import type { Fix, RelatedPlace } from "../../../model/finding.js";
import type { Origin, Reference } from "../../../model/origin.js";
import { isBalancedInside } from "../../../requirements/resolve.js";
import type { RuleFinding } from "../../rule.js";
import { replace } from "../edits.js";
import { ENOUGH } from "../limits.js";
import { type AssignedSlot, assignedIn, type EdgeSlotId, type Slot, slotsIn, titleOf } from "./certificates.js";

/** One place of the deployment that uses a certificate. */
export interface CertificateUse {
	readonly on: "edge-server" | "reverse-proxy" | "internal-server";
	/** As in "the Access Edge of edge1". */
	readonly title: string;
	readonly reference: Reference;
	/** The slot of the edge server, where it is one. */
	readonly slot?: EdgeSlotId;
}

/** Where each certificate is used, by its name. */
export const usesOf = remembered((deployment: Deployment): ReadonlyMap<string, readonly CertificateUse[]> => {
	const uses = new Map<string, CertificateUse[]>();
	const add = (use: CertificateUse) => append(uses, use.reference.name, use);
	for (const slot of slotsIn(deployment)) {
		if (slot.assigned) {
			add({ on: "edge-server", title: titleOf(slot), reference: slot.assigned, slot: slot.id });
		}
	}
	for (const { name, avEdge } of deployment.edgeServers) {
		if (avEdge?.certificate) {
			add({ on: "edge-server", title: `the A/V Edge of ${name}`, reference: avEdge.certificate });
		}
	}
	for (const { name, publishes } of deployment.reverseProxies) {
		for (const { certificate } of publishes) {
			if (certificate) {
				add({ on: "reverse-proxy", title: `the reverse proxy ${name}`, reference: certificate });
			}
		}
	}
	for (const { name, certificate } of deployment.internalServers) {
		if (certificate) {
			add({ on: "internal-server", title: name, reference: certificate });
		}
	}
	return uses;
});

/** The places that use a certificate, as the other ends of a finding. */
export function relatedUses(uses: readonly CertificateUse[]): readonly RelatedPlace[] {
	return uses
		.slice(0, ENOUGH)
		.map(({ title, reference }) => ({ message: `Used for ${title}`, origin: reference.origin }));
}

/** Whether a name stands on a certificate; a pattern stands for every name with one label in place of the star. */
export function isCovered(name: string, names: readonly string[]): boolean {
	return names.some((one) => one === name || (isPattern(one) && name.slice(name.indexOf(".")) === one.slice(1)));
}

/** Whether a name stands for several, as *.contoso.com does. */
export function isPattern(name: string): boolean {
	return name.startsWith("*.");
}

/** Why a certificate is not enough although a name is on it in some way: one sentence; undefined where it is not. */
export function weaknessOf({ subject, san }: Certificate, name: string): string | undefined {
	if (subject && isCovered(name, [subject.value])) {
		return "The documentation asks for this name itself, not for a wildcard.";
	}
	return isCovered(
		name,
		san.items.map(({ value }) => value),
	)
		? "The documentation asks for this name as the subject; as an alternative name it is not enough."
		: undefined;
}

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
