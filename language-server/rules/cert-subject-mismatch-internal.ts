import { alternatives } from "../basics/sentences.js";
import { defineRule } from "./rule.js";
import { findMismatches } from "./support/certificates/mismatches.js";
import { isMisplaced } from "./support/certificates/misplaced.js";
import { weaknessOf } from "./support/certificates/names.js";
import { deviations, sharedSlots } from "./support/certificates/shared-slots.js";

export const rule = defineRule({
	code: "cert-subject-mismatch-internal",
	title: "The subject of an internal certificate is the internal FQDN of the edge server",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["MIG-4", "R2-CERT"],
	why: "The internal servers know the edge server by its internal FQDN, in an array by that of the internal virtual address, and refuse a certificate with another name.",
	howToFix: "Issue the certificate for the internal FQDN; in an array, for the FQDN of the internal virtual address.",
	needs:
		"The subject of the internal certificate, and the FQDN of the edge server or of an internal virtual address of its array.",
	note: "A member of an array with another certificate than the others is told that, and nothing else.",
	check(context) {
		const { deployment } = context;
		const deviating = new Set(
			sharedSlots(deployment, "edge-internal").flatMap((slots) => deviations(slots).map(({ edge }) => edge)),
		);
		return findMismatches(
			context,
			["edge-internal"],
			(slot, subject, names) =>
				`The certificate ${slot.certificate.name} has the subject ${subject}, and internal servers know ${slot.edge.name} as ${alternatives(names)}. ${weaknessOf(slot.certificate, names[0] ?? "") ?? "They refuse a certificate with another name."} ${isMisplaced(slot, deployment) ? "Assign one" : "Issue it"} for ${names[0]}.`,
			({ edge }) => deviating.has(edge),
		);
	},
});
