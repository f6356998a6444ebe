import { defineRule } from "./rule.js";
import { findUnassigned } from "./support/certificates/unassigned.js";

export const rule = defineRule({
	code: "cert-missing-access-external",
	title: "An Access Edge has a certificate on its external interface",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["SUP-PERIM", "R2-CERT"],
	why: "Every edge role except the A/V Edge needs a certificate on its external interface: outside parties connect by TLS.",
	howToFix: "Assign a certificate whose subject is the external FQDN of the Access Edge.",
	needs:
		"The certificates of the deployment: at least one certificate, or one assignment. Until then they are derived and not demanded.",
	check: (context) =>
		findUnassigned(
			context,
			"access-edge-external",
			(server) =>
				`The Access Edge of ${server} has no certificate for its external interface. Clients and partners connect by TLS and need one.`,
		),
});
