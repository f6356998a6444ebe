import type { RunbookContext } from "../page/page.js";

/** A name of hosts as DNS and certificates take it: letters, digits, hyphens and underscores, and a wildcard in front. */
export function isHostName(name: string): boolean {
	return (
		name.length <= 253 &&
		/^(?:\*\.)?[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$/.test(
			name,
		)
	);
}

/** Words behind the sign of a comment: whatever they are made of, they stay on their line. */
export function comment(words: string): string {
	// Tools of Windows read such files in the code page of the computer, so a comment keeps to what all of them share. One
	// sign for each letter lets people know the name again.
	return `; ${words.replace(/[^\u0020-\u007e]/gu, "?")}`.trimEnd();
}

/** The first lines of a generated file: what it is, from what it was made, and that it is no place to write into. */
export function fileHead({ deployment, rootFile, draft }: RunbookContext, what: string): readonly string[] {
	return [
		comment(what),
		comment(`Deployment ${deployment.name}, from ${rootFile}. Generated: change the topology, not this file.`),
		...(draft ? [comment("DRAFT: do not deploy from this file. The overview lists what is open.")] : []),
	];
}
