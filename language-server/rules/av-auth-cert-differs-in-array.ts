import { defineRule, MET } from "./rule.js";
import { deviation, deviations, sharedSlots } from "./support/certificates/shared-slots.js";

export const rule = defineRule({
	code: "av-auth-cert-differs-in-array",
	title: "The A/V Edges of an array have the same certificate for A/V authentication",
	severity: "warning",
	category: "certificates",
	evidence: "r2",
	sources: ["R2-CERT", "R2-AVCERT"],
	why: "The private key makes the credentials of audio and video users. Credentials of one member are worthless at another one with another key.",
	howToFix: "Export the certificate of the first member with its key and import it on the others.",
	needs: "An array with two A/V Edges that have a certificate for A/V authentication.",
	note: "Worded for OCS 2007 R2.",
	*check({ deployment }) {
		for (const slots of sharedSlots(deployment, "av-authentication")) {
			const others = deviations(slots);
			if (others.length === 0) {
				yield MET;
			}
			for (const slot of others) {
				yield deviation(
					slots,
					slot,
					"Its key makes the credentials of users, and each member must accept those of the others.",
				);
			}
		}
	},
});
