import { defineRule, MET, undecided } from "./rule.js";
import { isOtherThanRsa, useUsualLength } from "./support/certificates/keys.js";
import { named } from "./support/completeness.js";
import { replace } from "./support/edits.js";

const LONGEST = 4096;

export const rule = defineRule({
	code: "cert-rsa-only",
	title: "The key of a certificate is an RSA key of at most 4096 bits",
	severity: "warning",
	category: "certificates",
	evidence: "r2",
	sources: ["R2-PKI", "CERT-SAMPLE"],
	why: "RSA keys of up to 4096 bits are documented as supported, and no others.",
	howToFix: "Request the certificate with an RSA key of 2048 bits.",
	needs: "The algorithm or the key length of the certificate.",
	note: "Worded for OCS 2007 R2. The wizard of OCS 2007 requests RSA keys through the RSA Schannel provider.",
	*check({ deployment }) {
		for (const certificate of named(deployment.certificates)) {
			const { name, algorithm, keyLength } = certificate;
			if (algorithm && isOtherThanRsa(certificate)) {
				yield {
					message: `The certificate ${name} has a key for ${algorithm.value}. Only RSA keys are documented as supported. Request it with an RSA key of 2048 bits.`,
					at: algorithm.origin,
					fixes: [
						{
							title: `Change the algorithm of ${name} to rsa`,
							edits: [replace(algorithm.origin, "rsa"), ...(keyLength ? [replace(keyLength.origin, "2048")] : [])],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			} else if (keyLength && keyLength.value > LONGEST) {
				yield {
					message: `The certificate ${name} has a key of ${keyLength.value} bits. Keys of up to ${LONGEST} bits are documented as supported. Request it with 2048 bits.`,
					at: keyLength.origin,
					fixes: useUsualLength(certificate, keyLength),
				};
			} else {
				yield algorithm || keyLength
					? MET
					: undecided(certificate, "its algorithm and key length (`algorithm`, `key-length`)");
			}
		}
	},
});
