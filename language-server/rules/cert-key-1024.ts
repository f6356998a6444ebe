import { defineRule, MET, undecided } from "./rule.js";
import { isOtherThanRsa, useUsualLength } from "./support/certificates/keys.js";
import { named } from "./support/completeness.js";

/** What the certificate wizard asks for by default. */
const WIZARD_DEFAULT = 1024;

export const rule = defineRule({
	code: "cert-key-1024",
	title: "The key of a certificate is longer than the 1024 bits of the wizard",
	severity: "info",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["CERT-SAMPLE", "R2-AVCERT"],
	why: "Keys of 1024 bits were the default of the certificate wizard and are obsolete today.",
	howToFix: "Set the key length to 2048 bits when you request the certificate.",
	needs: "The key length of the certificate.",
	note: "The sample requests of OCS 2007 use 1024 bits. That this is too short today is general knowledge, not from a text for OCS.",
	*check({ deployment }) {
		for (const certificate of named(deployment.certificates)) {
			const { name, keyLength } = certificate;
			// Keys of other algorithms are shorter, and another rule speaks of them.
			if (!keyLength || isOtherThanRsa(certificate)) {
				yield undecided(certificate, "the length of its RSA key (`key-length`)");
			} else if (keyLength.value > WIZARD_DEFAULT) {
				yield MET;
			} else {
				yield {
					message: `The certificate ${name} has a key of ${keyLength.value} bits. ${keyLength.value === WIZARD_DEFAULT ? "That is the default of the wizard and" : "That"} is too short today. Use 2048 bits.`,
					at: keyLength.origin,
					fixes: useUsualLength(certificate, keyLength),
				};
			}
		}
	},
});
