import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * The last line of a generated page holds the hash of all that stands above it. By it a later run sees whether a
 * person has edited the page since, and never has to guess.
 */
const FOOTER = /^<!-- ocs-edge: generated from [^\n]*; do not remove this line\. sha256:([0-9a-f]{64}) -->$/;

/** The page with its footer. The body is Markdown with LF line ends. */
export function withFingerprint(body: string, rootFile: string): string {
	const above = `${body.trimEnd()}\n\n`;
	return `${above}<!-- ocs-edge: generated from ${commentSafe(rootFile)}; do not remove this line. sha256:${hash(above)} -->\n`;
}

/** Whether a person has changed a page since it was generated. Line ends alone are no change; a page without its footer is one. */
export function classifyExisting(existing: string): "unedited" | "edited" {
	const page = split(existing);
	return page !== undefined && page.recorded === hash(page.above) ? "unedited" : "edited";
}

/** The hash that the footer of a page records, edited or not; undefined where there is no footer. */
export function recordedFingerprint(existing: string): string | undefined {
	const lines = normalize(existing).split("\n");
	// A person may have written below the footer, so it is searched for and not only looked for at the end.
	return lines
		.map((line) => FOOTER.exec(line.trimEnd())?.[1])
		.filter((recorded) => recorded !== undefined)
		.at(-1);
}

/** Whether a line is the last one of a generated page, whichever. */
export function isFooter(line: string): boolean {
	return FOOTER.test(line.trimEnd());
}

/** Whether two texts are the same but for their line ends. */
export function sameText(a: string, b: string): boolean {
	return normalize(a).trimEnd() === normalize(b).trimEnd();
}

function split(existing: string): { readonly above: string; readonly recorded: string } | undefined {
	const content = normalize(existing).trimEnd();
	const start = content.lastIndexOf("\n") + 1;
	const recorded = FOOTER.exec(content.slice(start))?.[1];
	return recorded === undefined ? undefined : { above: content.slice(0, start), recorded };
}

function normalize(content: string): string {
	return content.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
}

/** The hash of a text, whatever its line ends. */
export function hashOf(content: string): string {
	return hash(normalize(content));
}

function hash(content: string): string {
	return bytesToHex(sha256(utf8ToBytes(content)));
}

/** A file name that can neither end the comment nor break the line. */
function commentSafe(name: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what has to go.
	return name.replace(/[\u0000-\u001f\u007f\u2028\u2029<>]/g, "_").replace(/-{2,}/g, "-");
}
