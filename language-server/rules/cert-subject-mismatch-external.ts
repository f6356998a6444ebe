import { defineRule } from "./rule.js";
import { findMismatches } from "./support/certificates/mismatches.js";
import { isMisplaced } from "./support/certificates/misplaced.js";
import { weaknessOf } from "./support/certificates/names.js";

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
	note: "The name has to be the subject: as an alternative name, or behind a wildcard, it is not enough for the documentation.",
	check: (context) =>
		findMismatches(
			context,
			["access-edge-external", "web-conferencing-edge-external"],
			(slot, subject, [name = ""]) =>
				`The certificate ${slot.certificate.name} has the subject ${subject}, and the ${slot.id === "access-edge-external" ? "Access Edge" : "Web Conferencing Edge"} of ${slot.edge.name} is ${name} outside. ${weaknessOf(slot.certificate, name) ?? "Outside parties refuse a certificate with another name."} ${isMisplaced(slot, context.deployment) ? `Assign one for ${name}.` : `Issue it for ${name}, or correct the FQDN.`}`,
		),
});
