import { defineRule, MET, undecided } from "./rule.js";
import { removeStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-av-external-unneeded",
	title: "The external interface of an A/V Edge has no certificate",
	severity: "info",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "The A/V Edge uses no TLS on its external interface, so a certificate there is money spent for nothing.",
	howToFix: "Remove the assignment. The certificate for A/V authentication is another one, and it is needed.",
	needs: "The A/V Edge of the edge server.",
	note: "An A/V Edge without a certificate for A/V authentication is told that one is missing, and nothing else.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			const { avEdge } = edge;
			if (!avEdge) {
				continue;
			}
			const assigned = avEdge.certificate;
			if (!avEdge.block.complete || (assigned && !deployment.index.certificates.has(assigned.name))) {
				yield undecided(edge, "the certificates of its A/V Edge");
			} else if (!assigned) {
				yield MET;
			} else if (avEdge.authenticationCertificate) {
				yield {
					message: `${assigned.name} is assigned to the external interface of the A/V Edge of ${edge.name}. There is no TLS there, so it is not needed. Remove the assignment.`,
					at: assigned.origin,
					related: [
						{
							message: "The certificate for A/V authentication, which is needed",
							origin: avEdge.authenticationCertificate.origin,
						},
					],
					fixes: [
						{
							title: `Remove the certificate from the A/V Edge of ${edge.name}`,
							edits: [removeStatement(avEdge.block, assigned.statement)],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
