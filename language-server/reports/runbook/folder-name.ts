import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Device names of Windows, which no file or folder may bear, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const LONGEST = 60;

/**
 * The name of the folder that holds the pages of a deployment: the deployment's own name where that is safe on every
 * file system, otherwise a name made from it. Different names never share a folder.
 *
 * @param others the names of the deployments whose folders lie beside it. On Windows and macOS, names that differ in upper and lower
 * case only would be one folder, so there each of them gets a name made from it.
 */
export function runbookFolderName(deploymentName: string, others: readonly string[]): string {
	const isShared = others.some(
		(other) => other !== deploymentName && other.toLowerCase() === deploymentName.toLowerCase(),
	);
	const name = safeFileName(deploymentName, "deployment");
	return isShared && name === deploymentName ? `${name}-${distinctionOf(deploymentName)}` : name;
}

/**
 * The name itself where it is safe for a file or a folder on every file system, otherwise a name made from it.
 * Different names never become the same one, except where they differ in upper and lower case only.
 *
 * @param kind begins the name where nothing of it can be kept
 */
export function safeFileName(name: string, kind: string): string {
	const safe = name
		.replace(/[^A-Za-z0-9._-]+/g, "-")
		.replace(/^[.-]+|[.-]+$/g, "")
		.slice(0, LONGEST)
		.replace(/[.-]+$/, "");
	if (safe !== "" && safe === name && !RESERVED.test(safe)) {
		return safe;
	}
	// Two names that differ only in what was taken away would meet in one file without the hash.
	const distinction = distinctionOf(name);
	return safe === "" || RESERVED.test(safe) ? `${kind}-${distinction}` : `${safe}-${distinction}`;
}

function distinctionOf(name: string): string {
	return bytesToHex(sha256(utf8ToBytes(name))).slice(0, 8);
}
