import { append, groupBy, remembered } from "../../../basics/collections.js";
import type { Certificate, Deployment } from "../../../model/deployment.js";
import type { RelatedPlace } from "../../../model/finding.js";
import type { Reference } from "../../../model/origin.js";
import { named } from "../completeness.js";
import { ENOUGH } from "../limits.js";
import { type EdgeSlotId, slotsIn, titleOf } from "./slots.js";

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

/** The certificates of the external side of A/V Edges, of reverse proxies and of internal servers. */
export function usedOutsideSlots({ edgeServers, reverseProxies, internalServers }: Deployment): readonly Reference[] {
	return [
		...edgeServers.map(({ avEdge }) => avEdge?.certificate),
		...reverseProxies.flatMap(({ publishes }) => publishes.map(({ certificate }) => certificate)),
		...internalServers.map(({ certificate }) => certificate),
	].filter((reference) => reference !== undefined);
}

/** The declared certificates by their subjects. */
export const certificatesBySubject = remembered(
	(deployment: Deployment): ReadonlyMap<string | undefined, readonly Certificate[]> =>
		groupBy(named(deployment.certificates), (certificate) => certificate.subject?.value),
);
