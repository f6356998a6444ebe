import { defineRule } from "./rule.js";
import { findMismatches } from "./support/certificates.js";

export const rule = defineRule({
	code: "cert-subject-mismatch-external",
	title: "The subject of an external certificate is the external FQDN of its role",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["R2-CERT", "PLAN-DNS"],
	why: "Outside parties compare the name that they connect to with the subject of the certificate, and give up where they differ.",
	howToFix: "Issue the certificate for the external FQDN of the role, or correct the FQDN.",
	needs:
		"The subject of the certificate that is assigned to the role, and the external FQDN of the role or of its virtual address.",
	check: ({ deployment }) =>
		findMismatches(
			deployment,
			["access-edge-external", "web-conferencing-edge-external"],
			({ id, edge }, certificate, subject, [name]) =>
				`The certificate ${certificate} has the subject ${subject}, and the ${id === "access-edge-external" ? "Access Edge" : "Web Conferencing Edge"} of ${edge.name} is ${name} outside. Outside parties refuse a certificate with another name. Issue it for ${name}, or correct the FQDN.`,
		),
});
