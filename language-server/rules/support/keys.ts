import type { Certificate } from "../../model/deployment.js";

/**
 * Whether the key of a certificate is an RSA key, by the words for its algorithm; undefined where they do not say. A
 * signature algorithm such as sha1RSA says it as well.
 */
export function isRsa({ algorithm }: Certificate): boolean | undefined {
	const text = algorithm?.value.toLowerCase() ?? "";
	if (text.includes("rsa")) {
		return true;
	}
	return /\b(?:ec|ecc|ecdsa|ecdh|dsa|ed25519|ed448)|with-?ec/.test(text) ? false : undefined;
}
