import type { SourceKey } from "../catalog/sources.js";
import type { Catalogue, EvidenceClass } from "../catalog/types.js";
import type { Deployment } from "../model/deployment.js";
import type { Fix, RelatedPlace, Severity } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import type { Requirements } from "../requirements/requirements.js";

export type RuleCategory =
	| "topology"
	| "load-balancing"
	| "next-hop"
	| "addresses"
	| "firewall"
	| "certificates"
	| "dns"
	| "reverse-proxy"
	| "federation"
	| "planning";

/** What a rule sees: the deployment, what follows from it, and the facts of the product release. */
export interface RuleContext {
	readonly deployment: Deployment;
	readonly requirements: Requirements;
	readonly catalogue: Catalogue;
	/** Whether another rule is asked as well, by its code: what it says of a mistake need not be said twice. */
	readonly isAsked: (code: string) => boolean;
}

/** What a rule reports; code and default severity are added by the engine. */
export interface RuleFinding {
	/** What is wrong with these named things, why it matters, what to do: three short sentences at most. */
	readonly message: string;
	/** A word, never a whole block. */
	readonly at: Origin;
	readonly related?: readonly RelatedPlace[];
	readonly fixes?: readonly Fix[];
	/** Only where it differs from the rule's own severity. */
	readonly severity?: Severity;
}

/** A rule was decided for one subject, an edge server say, and the subject keeps it. */
export const MET = Symbol("met");

/** A rule could not be decided for one subject, because the file does not say something. */
export interface Undecided {
	/** What the file would have to state: "the membership", "an external DNS view". */
	readonly missing: string;
	/** The subject: the element or deployment for which it is missing. */
	readonly of: { readonly name: string; readonly origin: Origin };
}

/** What a rule says of one subject. A rule that says nothing has no subject in the deployment. */
export type Outcome = RuleFinding | Undecided | typeof MET;

/** The outcome for a subject of which the file does not say enough. */
export function undecided(of: Undecided["of"], missing: string): Undecided {
	return { of, missing };
}

/**
 * One rule of the reference architecture. From this value come the diagnostic, the quick fix and the rule's page, so the
 * texts below are read by users.
 */
export interface Rule {
	/** Kebab case, an obligation: `edge-in-workgroup`. The file has the same name. */
	readonly code: string;
	/** The obligation as a sentence: "An edge server is a member of a workgroup". */
	readonly title: string;
	readonly severity: Severity;
	readonly category: RuleCategory;
	readonly evidence: EvidenceClass;
	/** Keys of the catalogue's sources, checked by the compiler. */
	readonly sources: readonly SourceKey[];
	/** Why it matters. */
	readonly why: string;
	/** How to mend it. */
	readonly howToFix: string;
	/** What a file has to state for the rule to decide; it stays silent otherwise. */
	readonly needs: string;
	/** Where the evidence is weaker than the severity suggests, or sources disagree. */
	readonly note?: string;
	/**
	 * Yields, in any order, what it finds for each subject: a finding, `MET`, or that it is undecided. May throw: the engine
	 * turns that into one information finding.
	 */
	check(context: RuleContext): Iterable<Outcome>;
}

/** Which rules are asked: those with evidence for OCS 2007 itself, or those with weaker evidence as well. */
export type Preset = "recommended" | "strict";

const RECOMMENDED: readonly EvidenceClass[] = ["seed", "ocs2007", "ocs2007-copy"];

/** The smallest preset that a rule belongs to. The evidence decides it, so that no rule can claim more than it has. */
export function presetOf({ evidence }: Pick<Rule, "evidence">): Preset {
	return RECOMMENDED.includes(evidence) ? "recommended" : "strict";
}

/** Declares a rule, and lets the compiler check it. */
export function defineRule(rule: Rule): Rule {
	return rule;
}
