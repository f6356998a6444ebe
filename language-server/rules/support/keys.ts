import type { Certificate } from "../../model/deployment.js";

/**
 * Whether the words for the algorithm of a certificate say that its key is no RSA key. A signature algorithm such as
 * ecdsa-with-SHA256 says it as well; a hash alone does not.
 */
export function isOtherThanRsa({ algorithm }: Certificate): boolean {
	const text = algorithm?.value.toLowerCase() ?? "";
	return !text.includes("rsa") && /\b(?:ec|ecc|ecdsa|ecdh|dsa|ed25519|ed448)\b/.test(text);
}
