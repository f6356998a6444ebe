import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Device names of Windows, which no file or folder may bear, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const LONGEST = 60;

/**
 * The name of the folder that holds the pages of a deployment: the deployment's own name where that is safe on every
 * file system, otherwise a name made from it. Different names never share a folder.
 */
export function runbookFolderName(deploymentName: string): string {
	const safe = deploymentName
		.replace(/[^A-Za-z0-9._-]+/g, "-")
		.replace(/^[.-]+|[.-]+$/g, "")
		.slice(0, LONGEST)
		.replace(/[.-]+$/, "");
	if (safe !== "" && safe === deploymentName && !RESERVED.test(safe)) {
		return safe;
	}
	// Two names that differ only in what was taken away would meet in one folder without the hash.
	const distinction = bytesToHex(sha256(utf8ToBytes(deploymentName))).slice(0, 8);
	return safe === "" || RESERVED.test(safe) ? `deployment-${distinction}` : `${safe}-${distinction}`;
}
