import type { Finding } from "./finding.js";
import type { Origin, Range } from "./origin.js";

/** A comment by which an author accepts what a rule finds, as written: `// ocs-edge-ignore CODE: reason`. */
export interface Suppression {
	/** What it is about: a line or the block that begins on it, or the whole file. */
	readonly scope: "place" | "file";
	/** The comment from its slashes to the end of its line. */
	readonly origin: Origin;
	/** The word that names the rule. */
	readonly code?: { readonly name: string; readonly origin: Origin };
	/** Why the finding is accepted; absent where nothing is said, or only that it is still to be said. */
	readonly reason?: string;
	/** Where the colon belongs, when there is a reason but no colon before it. */
	readonly missingColon?: Origin;
	/** The place whose findings it accepts; absent when it stands where it has no effect, and for a whole file. */
	readonly covers?: Range;
	/** Whether a comment for the whole file stands below the first statement. */
	readonly isBelowStatement: boolean;
	/** What an edit deletes to remove the comment; the line goes too when nothing else stands on it. */
	readonly removal: Range;
}

/** A finding that the author of the file accepts, with the reason. It is no finding any more, and is not forgotten. */
export interface AcceptedFinding {
	readonly finding: Finding;
	readonly reason: string;
	/** The comment that accepts it. */
	readonly origin: Origin;
}

/** The words that begin such a comment; `-file` makes it one for the whole file. */
export const SUPPRESSION_WORD = "ocs-edge-ignore";

/** What an editor writes in the place of the reason. A reason that begins with it counts as none. */
export const REASON_TO_WRITE = "TODO: say why";
