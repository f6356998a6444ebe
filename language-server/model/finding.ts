import { compareTexts } from "../basics/collections.js";
import { compareOrigins, type Origin, type Range } from "./origin.js";

export type Severity = "error" | "warning" | "info";

export interface TextEdit {
	readonly uri: string;
	readonly range: Range;
	readonly newText: string;
}

/** A way to mend a finding by editing the text. */
export interface Fix {
	/** Imperative, as shown in the light bulb: "Set the membership to workgroup". */
	readonly title: string;
	readonly edits: readonly TextEdit[];
	/** Safe: the meaning that the author intended is kept beyond doubt. Only safe fixes take part in a fix-all. */
	readonly safety: "safe" | "unsafe";
	/** The likely one where there are several. */
	readonly preferred: boolean;
}

export interface RelatedPlace {
	readonly message: string;
	readonly origin: Origin;
}

/** Something to tell the author about one place of the text. */
export interface Finding {
	readonly code: string;
	readonly severity: Severity;
	/** What is wrong with these named things, why it matters, what to do. */
	readonly message: string;
	readonly origin: Origin;
	/** The other end of a conflict. */
	readonly related: readonly RelatedPlace[];
	readonly fixes: readonly Fix[];
}

/** Orders findings by place, then by code and message, so that the same input gives the same list. */
export function compareFindings(a: Finding, b: Finding): number {
	return compareOrigins(a.origin, b.origin) || compareTexts(a.code, b.code) || compareTexts(a.message, b.message);
}
