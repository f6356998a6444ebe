import type { RunbookContext } from "../page.js";

/** A file that a team feeds into its own tools. People do not write into it. */
export interface Artefact {
	/** Relative to the folder of the deployment, with forward slashes. */
	readonly path: string;
	readonly title: string;
	readonly content: string;
}

/** All files that the teams feed into their tools. */
export function artefactsOf(_context: RunbookContext): readonly Artefact[] {
	return [];
}
