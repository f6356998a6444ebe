import type { Deployment, EdgeServer, InternalServer } from "../model/deployment.js";
import type { Reference, StatedList } from "../model/origin.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { isMisplaced } from "./support/certificates/misplaced.js";
import { assignedIn, slotsIn } from "./support/certificates/slots.js";
import { appendToList } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-chain-missing",
	title: "Edge servers and internal servers trust the authorities of each other's certificates",
	severity: "warning",
	category: "certificates",
	evidence: "r2",
	sources: ["R2-CERTINT", "MP-14428"],
	why: "Edge servers and internal servers authenticate each other. Without the root certificate of the other side's authority TLS fails, with event 14428.",
	howToFix: "Import the chain of the authority into Trusted Root Certification Authorities.",
	needs:
		"The trusted roots of the server, and the issuers of the certificates inside: the internal ones of the edge servers and those of the internal servers.",
	note: "Worded for OCS 2007 R2.",
	*check({ deployment }) {
		// A certificate that was meant for another place says nothing of whom the inside has to trust.
		const misplaced = new Set(
			slotsIn(deployment).flatMap((slot) => {
				const assigned = slot.id === "edge-internal" ? assignedIn(slot, deployment) : undefined;
				return assigned && isMisplaced(assigned, deployment) ? [slot.edge] : [];
			}),
		);
		const edges = deployment.edgeServers.map((edge) => ({
			server: edge,
			certificate: misplaced.has(edge) ? undefined : edge.internalCertificate,
		}));
		const inside = deployment.internalServers.map((server) => ({ server, certificate: server.certificate }));
		const ofEdges = issuersOf(edges, deployment);
		const ofInside = issuersOf(inside, deployment);
		for (const { server, certificate } of edges) {
			// The chain of its own certificate has to be there as well.
			yield* judge(
				server,
				server.trustedRoots,
				new Map([...ofInside, ...issuersOf([{ server, certificate }], deployment)]),
			);
		}
		for (const { server } of inside) {
			yield* judge(server, server.trustedRoots, ofEdges);
		}
	},
});

interface Holder {
	readonly server: EdgeServer | InternalServer;
	readonly certificate?: Reference | undefined;
}

/** The first certificate of each kind of issuer. */
function issuersOf(holders: readonly Holder[], { index }: Deployment): ReadonlyMap<"public" | "internal", Reference> {
	const issuers = new Map<"public" | "internal", Reference>();
	for (const { certificate } of holders) {
		const issuer = certificate && index.certificates.get(certificate.name)?.issuer?.value;
		if (certificate && issuer && !issuers.has(issuer)) {
			issuers.set(issuer, certificate);
		}
	}
	return issuers;
}

function* judge(
	server: EdgeServer | InternalServer,
	roots: StatedList<"public" | "internal"> | undefined,
	issuers: ReadonlyMap<"public" | "internal", Reference>,
): Iterable<Outcome> {
	const [stated] = roots?.items ?? [];
	if (!roots?.complete || !stated) {
		yield undecided(server, "its trusted roots (`trusted-roots`)");
		return;
	}
	if (issuers.size === 0) {
		yield undecided(server, "the issuers of the certificates inside");
		return;
	}
	const missing = [...issuers].filter(([issuer]) => !roots.items.some(({ value }) => value === issuer));
	if (missing.length === 0) {
		yield MET;
	}
	for (const [issuer, certificate] of missing) {
		const edit = appendToList(roots, issuer);
		yield {
			message: `${server.name} does not trust the ${issuer} authority, which issued ${certificate.name}. TLS with the holder of that certificate fails, with event 14428. Import the chain of the authority on ${server.name}.`,
			at: stated.origin,
			related: [{ message: `The certificate ${certificate.name}`, origin: certificate.origin }],
			fixes: edit
				? [
						{
							title: `Add ${issuer} to the trusted roots of ${server.name}`,
							edits: [edit],
							safety: "unsafe",
							preferred: true,
						},
					]
				: [],
		};
	}
}
