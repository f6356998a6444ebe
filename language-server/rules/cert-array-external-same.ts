import { defineRule, MET } from "./rule.js";
import { deviation, deviations, lockedKey, sharedSlots } from "./support/certificates/shared-slots.js";
import { mismatch } from "./support/certificates/slots.js";

export const rule = defineRule({
	code: "cert-array-external-same",
	title: "The Access Edges of an array have the same external certificate",
	severity: "warning",
	category: "certificates",
	evidence: "r2",
	sources: ["MP-14559", "CERT-SAMPLE"],
	why: "Members that sign with different certificates are taken for different servers: signatures are found invalid, and event 14559 is logged.",
	howToFix: "Export the certificate of one member with its key and assign it on every other member.",
	needs: "An array with two Access Edges that have external certificates.",
	note: "From the management pack of OCS 2007 R2. A certificate with a wrong subject is told that, and nothing else. A key that is not exportable cannot be the same on all members; the wizard of OCS 2007 requests it as exportable for an array.",
	*check({ deployment }) {
		for (const slots of sharedSlots(deployment, "access-edge-external")) {
			const others = deviations(slots);
			if (others.length === 0) {
				yield lockedKey(slots) ?? MET;
			}
			for (const slot of others) {
				if (mismatch(slot).length === 0) {
					yield deviation(slots, slot, "Signatures of the one are invalid for the other (event 14559).");
				}
			}
		}
	},
});
