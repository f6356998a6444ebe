import { defineRule, MET, undecided } from "./rule.js";
import { relatedUses, usesOf } from "./support/certificates/uses.js";
import { named } from "./support/completeness.js";

export const rule = defineRule({
	code: "cert-cdp",
	title: "Every server certificate has a CRL distribution point",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["PLAN-CERT", "EXPLUC-CRL"],
	why: "OCS looks up whether a certificate has been revoked. Every server certificate has to say where the list is; one that cannot be fetched can keep the service from starting.",
	howToFix:
		"Have the certificate issued by an authority that publishes a revocation list, and state where the list is.",
	needs: "What the file says of the CRL distribution point: its address, or none.",
	*check({ deployment }) {
		for (const certificate of named(deployment.certificates)) {
			const { name, crlDistributionPoint: point } = certificate;
			if (!point) {
				yield undecided(certificate, "its CRL distribution point (`crl-distribution-point`)");
			} else if (point.value !== "none") {
				yield MET;
			} else {
				yield {
					message: `The certificate ${name} has no CRL distribution point. Whoever connects cannot find out whether it has been revoked, and the service may not start. Have it issued by an authority that publishes a list.`,
					at: point.origin,
					related: relatedUses(usesOf(deployment).get(name) ?? []),
				};
			}
		}
	},
});
