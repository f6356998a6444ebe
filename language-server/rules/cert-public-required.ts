import type { CertificateSlotId } from "../catalog/types.js";
import type { Deployment } from "../model/deployment.js";
import type { RelatedPlace } from "../model/finding.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isMisplaced } from "./support/certificates/misplaced.js";
import { assignedIn, slotsIn, titleOf } from "./support/certificates/slots.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-public-required",
	title: "Where strangers connect, the certificate comes from a public authority",
	severity: "warning",
	category: "certificates",
	evidence: "r2",
	sources: ["R2-CERT", "R2-PKI"],
	why: "Providers of public IM, anonymous participants and partners that come by discovery know public certification authorities only.",
	howToFix: "Request the certificate from a public certification authority.",
	needs:
		"The issuer of the certificate, and a scenario with strangers: public IM, anonymous users, or federation by discovery.",
	note: "Worded for OCS 2007 R2: required for public IM and anonymous web conferencing, recommended for federation. A certificate that was meant for another place is told that, and nothing else.",
	*check({ deployment, requirements }) {
		const required = new Set(
			requirements.certificates.filter((one) => one.issuerRequired).map(({ slot, server }) => `${slot} ${server}`),
		);
		const seen = new Set<string>();
		for (const slot of slotsIn(deployment)) {
			if (!required.has(`${slot.id} ${slot.edge.name}`)) {
				continue;
			}
			const assigned = assignedIn(slot, deployment);
			if (assigned && isMisplaced(assigned, deployment)) {
				continue;
			}
			const certificate = assigned?.certificate;
			const issuer = certificate?.issuer;
			if (!certificate || !issuer) {
				yield undecided(slot.edge, `the issuer of the certificate of ${titleOf(slot)}`);
			} else if (issuer.value === "public") {
				yield MET;
			} else if (!seen.has(certificate.name)) {
				seen.add(certificate.name);
				const strangers = strangersAt(slot.id, deployment);
				yield {
					message: `The certificate ${certificate.name} of ${titleOf(slot)} comes from an internal authority. ${strangers.why} Request it from a public one.`,
					at: issuer.origin,
					related: strangers.related,
					fixes: [
						{
							title: `Change the issuer of ${certificate.name} to public`,
							edits: [replace(issuer.origin, "public")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});

/** Those who make a public authority necessary, the most demanding ones first. */
function strangersAt(
	slot: CertificateSlotId,
	{ scenarios }: Deployment,
): { /** One sentence. */ readonly why: string; readonly related: readonly RelatedPlace[] } {
	const providers = slot === "access-edge-external" ? scenarios.find(({ kind }) => kind === "public-im") : undefined;
	if (providers) {
		return {
			why: "Public IM providers trust public authorities only.",
			related: [{ message: "Public IM is wanted here", origin: providers.origin }],
		};
	}
	const anonymous = scenarios.find(({ anonymousUsers }) => anonymousUsers)?.anonymousUsers;
	if (anonymous) {
		return {
			why: "Anonymous participants trust public authorities only.",
			related: [{ message: "Anonymous users may join", origin: anonymous }],
		};
	}
	const federation = scenarios.find(({ kind }) => kind === "federation");
	return {
		why: "Partners that come by discovery may not trust that.",
		related: federation ? [{ message: "Partners are found by discovery", origin: federation.origin }] : [],
	};
}
