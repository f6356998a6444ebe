import { defineRule, MET, undecided } from "./rule.js";
import { deviation, deviations, lockedKey, sharedSlots } from "./support/certificates/shared-slots.js";
import { mismatch } from "./support/certificates/slots.js";

export const rule = defineRule({
	code: "cert-array-internal-exportable",
	title: "The internal certificate of an array is exportable and installed on every member",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["MIG-4", "CERT-SAMPLE"],
	why: "Internal servers know the members of an array by one name. Their certificate is requested on the first member, exported with its key and imported on the others.",
	howToFix: "Request the certificate as exportable, export it with its key, and assign it on every member.",
	needs:
		"An array with two members that have internal certificates, and whether the key of the certificate is exportable.",
	note: "Where no member has a certificate with the right subject, the rule on the subject speaks. Members that carry the Web Conferencing Edge alone are not balanced inside and keep a certificate each.",
	*check({ deployment }) {
		const shared = sharedSlots(deployment, "edge-internal");
		for (const slots of shared) {
			const { array, standard } = slots;
			const others = deviations(slots);
			if (others.length > 0 && standard.expected.length === 0) {
				yield undecided(array, "its internal virtual name (`virtual-address`)");
				continue;
			}
			if (others.length > 0 && mismatch(standard).length > 0) {
				// No member has the right certificate, and the rule on its subject says so.
				continue;
			}
			for (const slot of others) {
				yield deviation(slots, slot, "Internal servers know both by one name, and the members share one certificate.");
			}
			const { certificate } = standard;
			const locked = lockedKey(slots);
			if (locked) {
				yield locked;
			} else if (!certificate.exportable) {
				yield undecided(array, `exportable or not-exportable on ${certificate.name}`);
			} else if (others.length === 0) {
				yield MET;
			}
		}
	},
});
