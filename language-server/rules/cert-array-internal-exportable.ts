import { defineRule, MET, undecided } from "./rule.js";
import { deviation, deviations, sharedSlots } from "./support/certificate-uses.js";
import { replace } from "./support/edits.js";

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
	note: "Members that carry the Web Conferencing Edge alone are not balanced inside and keep a certificate each.",
	*check({ deployment }) {
		const shared = sharedSlots(deployment, "edge-internal");
		for (const slots of shared) {
			const { array, standard } = slots;
			const others = deviations(slots);
			for (const slot of others) {
				yield deviation(slots, slot, "Internal servers know both by one name, and the members share one certificate.");
			}
			const { certificate, edge } = standard;
			if (certificate.notExportable) {
				yield {
					message: `The key of ${certificate.name} is not exportable, and the members of ${array.name} share this certificate. It cannot be taken to the others. Request it as exportable.`,
					at: certificate.notExportable,
					related: [
						{ message: `The array ${array.name}`, origin: array.origin },
						{ message: `Assigned to ${edge.name} here`, origin: standard.assigned.origin },
					],
					fixes: [
						{
							title: `Make the key of ${certificate.name} exportable`,
							edits: [replace(certificate.notExportable, "exportable")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			} else if (!certificate.exportable) {
				yield undecided(array, `exportable or not-exportable on ${certificate.name}`);
			} else if (others.length === 0) {
				yield MET;
			}
		}
	},
});
