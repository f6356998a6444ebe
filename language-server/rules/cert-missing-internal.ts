import { defineRule } from "./rule.js";
import { findUnassigned } from "./support/certificates/unassigned.js";

export const rule = defineRule({
	code: "cert-missing-internal",
	title: "An edge server has a certificate on its internal interface",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["SUP-PERIM", "R2-CERTINT", "MIG-4"],
	why: "The internal servers and the edge server authenticate each other by certificate (MTLS). All edge roles of the computer share the internal interface.",
	howToFix:
		"Assign a certificate whose subject is the internal FQDN of the edge server; in an array, that of the internal virtual address.",
	needs:
		"The certificates of the deployment: at least one certificate, or one assignment. Until then they are derived and not demanded.",
	check: (context) =>
		findUnassigned(
			context,
			"edge-internal",
			(server) =>
				`${server} has no certificate for its internal interface. It and the internal servers authenticate each other by MTLS and need one.`,
		),
});
