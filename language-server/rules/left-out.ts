/** A documented misconfiguration that no rule checks. */
export interface LeftOut {
	readonly code: string;
	/** Why a file cannot show it honestly: one sentence. */
	readonly because: string;
}

/** What is left out of the checks, and why: for the overview of the rules. */
export const LEFT_OUT: readonly LeftOut[] = [];
