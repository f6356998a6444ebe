import { remembered } from "../../../basics/collections.js";
import type { CertificateSlotId, EdgeRoleId } from "../../../catalog/types.js";
import type { Certificate, Deployment, EdgeArray, EdgeServer } from "../../../model/deployment.js";
import { roleOf, rolesOf } from "../../../model/edge-roles.js";
import type { Block, Origin, Reference } from "../../../model/origin.js";
import { isBalancedInside } from "../../../requirements/resolve.js";

export type EdgeSlotId = Exclude<CertificateSlotId, "reverse-proxy-external">;

/** A place of an edge server that takes a certificate. */
export interface Slot {
	readonly id: EdgeSlotId;
	readonly edge: EdgeServer;
	/** The word to point at: the keyword of the role, or the name of the server. */
	readonly origin: Origin;
	/** Where the assignment is written, and its keyword. */
	readonly block: Block;
	readonly keyword: "certificate" | "internal-certificate" | "authentication-certificate";
	readonly assigned?: Reference;
	/** What follows the server's name in the name of a new certificate. */
	readonly suffix: string;
	/** The subjects that are right here; empty where the file does not give the name. */
	readonly expected: readonly ExpectedName[];
}

/** A name that a certificate has to carry, and the word that gives it. */
export interface ExpectedName {
	readonly name: string;
	readonly origin: Origin;
}

/** A slot together with the certificate that it has. */
export interface AssignedSlot extends Slot {
	readonly assigned: Reference;
	readonly certificate: Certificate;
}

/** The slots of all edge servers. */
export const slotsIn = remembered((deployment: Deployment): readonly Slot[] => {
	const agreed = namesOnWhichMembersAgree(deployment);
	return deployment.edgeServers.flatMap((edge) =>
		slotsOf(edge).map((slot) => ({ ...slot, expected: expectedNames(slot, deployment, agreed) })),
	);
});

/** The slot with its certificate, where it has one that the file declares. */
export function assignedIn(slot: Slot, { index }: Deployment): AssignedSlot | undefined {
	const certificate = slot.assigned && index.certificates.get(slot.assigned.name);
	return slot.assigned && certificate ? { ...slot, assigned: slot.assigned, certificate } : undefined;
}

/** What a slot is called in a sentence. */
export function titleOf({ id, edge }: Pick<Slot, "id" | "edge">): string {
	switch (id) {
		case "access-edge-external":
			return `the Access Edge of ${edge.name}`;
		case "web-conferencing-edge-external":
			return `the Web Conferencing Edge of ${edge.name}`;
		case "edge-internal":
			return `the internal interface of ${edge.name}`;
		case "av-authentication":
			return `the A/V authentication of ${edge.name}`;
	}
}

/** The slots of an edge server that its roles bring along. */
function slotsOf(edge: EdgeServer): readonly Omit<Slot, "expected">[] {
	const { accessEdge, webConferencingEdge, avEdge } = edge;
	const slots: Omit<Slot, "expected">[] = [];
	if (accessEdge) {
		slots.push({
			id: "access-edge-external",
			edge,
			origin: accessEdge.origin,
			block: accessEdge.block,
			keyword: "certificate",
			assigned: accessEdge.certificate,
			suffix: "access",
		});
	}
	if (webConferencingEdge) {
		slots.push({
			id: "web-conferencing-edge-external",
			edge,
			origin: webConferencingEdge.origin,
			block: webConferencingEdge.block,
			keyword: "certificate",
			assigned: webConferencingEdge.certificate,
			suffix: "webconf",
		});
	}
	if (accessEdge || webConferencingEdge || avEdge) {
		slots.push({
			id: "edge-internal",
			edge,
			origin: edge.origin,
			block: edge.block,
			keyword: "internal-certificate",
			assigned: edge.internalCertificate,
			suffix: "internal",
		});
	}
	if (avEdge) {
		slots.push({
			id: "av-authentication",
			edge,
			origin: avEdge.origin,
			block: avEdge.block,
			keyword: "authentication-certificate",
			assigned: avEdge.authenticationCertificate,
			suffix: "av-auth",
		});
	}
	return slots;
}

/**
 * The subjects that are right for a slot: in an array that of its virtual address, else that of the server or role.
 * Inside, the members of an array have no name in common until its virtual address is stated. Outside it is the one on
 * which they all agree. A certificate for A/V authentication may have any subject; the internal FQDN is the usual one.
 */
function expectedNames(
	{ id, edge }: Omit<Slot, "expected">,
	deployment: Deployment,
	agreed: AgreedNames,
): readonly ExpectedName[] {
	const isShared = id !== "edge-internal" || isBalancedInside(deployment, edge);
	const array = isShared ? deployment.index.arrayOf.get(edge.name) : undefined;
	const outside = OUTSIDE[id];
	const virtual = (array?.virtualAddresses ?? []).filter(({ side, role }) =>
		outside ? side.value === "external" && role === outside : side.value === "internal",
	);
	if (virtual.length > 0) {
		const names = virtual.flatMap(({ fqdn }) => (fqdn ? [{ name: fqdn.value, origin: fqdn.origin }] : []));
		return names.length === virtual.length ? names : [];
	}
	const own = outside ? roleOf(edge, outside)?.external?.fqdn : edge.fqdn;
	const isOpen = array && (outside ? agreed.get(array)?.get(outside) !== own?.value : id === "edge-internal");
	return own && !isOpen ? [{ name: own.value, origin: own.origin }] : [];
}

/** The role whose external name a certificate carries. */
const OUTSIDE: Readonly<Record<EdgeSlotId, EdgeRoleId | undefined>> = {
	"access-edge-external": "access-edge",
	"web-conferencing-edge-external": "web-conferencing-edge",
	"edge-internal": undefined,
	"av-authentication": undefined,
};

/** The external name of a role that all members of an array state; undefined where they do not agree. */
type AgreedNames = ReadonlyMap<EdgeArray, ReadonlyMap<EdgeRoleId, string | undefined>>;

function namesOnWhichMembersAgree({ edgeServers, index }: Deployment): AgreedNames {
	const agreed = new Map<EdgeArray, Map<EdgeRoleId, string | undefined>>();
	for (const edge of edgeServers) {
		const array = index.arrayOf.get(edge.name);
		if (!array) {
			continue;
		}
		const names = agreed.get(array) ?? new Map<EdgeRoleId, string | undefined>();
		agreed.set(array, names);
		for (const { role, external } of rolesOf(edge)) {
			const name = external?.fqdn?.value;
			names.set(role, names.has(role) && names.get(role) !== name ? undefined : name);
		}
	}
	return agreed;
}

/** The subjects that a slot needs, where its certificate states another one. */
export function mismatch({ certificate, id, expected }: AssignedSlot): readonly ExpectedName[] {
	const subject = certificate.subject?.value;
	return id === "av-authentication" || subject === undefined || expected.some(({ name }) => name === subject)
		? []
		: expected;
}
