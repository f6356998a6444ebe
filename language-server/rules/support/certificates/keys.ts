import type { Certificate } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import type { Stated } from "../../../model/origin.js";
import { replace } from "../edits.js";

/**
 * Whether the words for the algorithm of a certificate say that its key is no RSA key. A signature algorithm such as
 * ecdsa-with-SHA256 says it as well; a hash alone does not.
 */
export function isOtherThanRsa({ algorithm }: Certificate): boolean {
	const text = algorithm?.value.toLowerCase() ?? "";
	return !text.includes("rsa") && /\b(?:ec|ecc|ecdsa|ecdh|dsa|ed25519|ed448)\b/.test(text);
}

/** A length that is long enough today and supported. */
const USUAL_LENGTH = "2048";

/** Asks for a key of the usual length. */
export function useUsualLength({ name }: Certificate, keyLength: Stated<number>): readonly Fix[] {
	return [
		{
			title: `Change the key length of ${name} to ${USUAL_LENGTH}`,
			edits: [replace(keyLength.origin, USUAL_LENGTH)],
			safety: "unsafe",
			preferred: true,
		},
	];
}
