import type { SourceKey } from "../catalog/sources.js";
import type { Catalogue, EvidenceClass } from "../catalog/types.js";
import type { Deployment } from "../model/deployment.js";
import type { Fix, RelatedPlace, Severity } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import type { Requirements } from "../requirements/requirements.js";

export type RuleCategory =
	| "topology"
	| "next-hop"
	| "addresses"
	| "firewall"
	| "certificates"
	| "dns"
	| "reverse-proxy"
	| "planning";

/** What a rule sees: the deployment, what follows from it, and the facts of the product release. */
export interface RuleContext {
	readonly deployment: Deployment;
	readonly requirements: Requirements;
	readonly catalogue: Catalogue;
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
	/** Yields findings in any order. May throw: the engine turns that into one information finding. */
	check(context: RuleContext): Iterable<RuleFinding>;
}

export function defineRule(rule: Rule): Rule {
	return rule;
}
