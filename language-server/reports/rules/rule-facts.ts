import type { EvidenceClass } from "../../catalog/types.js";
import type { Severity } from "../../model/finding.js";

/** What a rule is about, in the order in which lists of rules show it. */
export const TOPICS = {
	topology: "Topology and servers",
	"load-balancing": "Load balancing",
	"next-hop": "Next hop and Director",
	addresses: "Addresses and networks",
	firewall: "Firewalls and ports",
	certificates: "Certificates",
	dns: "DNS",
	"reverse-proxy": "Reverse proxy and web components",
	federation: "Federation and public IM",
	planning: "Planning and capacity",
} as const;

export type Topic = keyof typeof TOPICS;

export const topics: readonly Topic[] = Object.keys(TOPICS).filter((word): word is Topic =>
	Object.hasOwn(TOPICS, word),
);

/** What pages, lists and other tools are told of a rule, or of a problem that the language itself finds. */
export interface RuleFacts {
	readonly code: string;
	/** The obligation as a sentence, without a full stop. */
	readonly title: string;
	readonly severity: Severity;
	readonly why: string;
	readonly howToFix: string;
	/** What a file has to state for the rule to decide. */
	readonly needs?: string;
	/** What follows is missing where the language itself finds the problem. */
	readonly category?: Topic;
	readonly preset?: "recommended" | "strict";
	readonly evidence?: EvidenceClass;
	/** Keys of the catalogue's sources. */
	readonly sources?: readonly string[];
	readonly note?: string;
}

/** A documented misconfiguration that no rule checks. */
export interface LeftOutFacts {
	readonly code: string;
	readonly because: string;
}

/** All that OCS Edge can say of a file, and what it leaves out. */
export interface RuleCollection {
	readonly rules: readonly RuleFacts[];
	/** What the language itself finds. */
	readonly problems: readonly RuleFacts[];
	readonly leftOut: readonly LeftOutFacts[];
}

/** What a rule rests on, behind "The rule rests on". */
export const EVIDENCE: Readonly<Record<EvidenceClass, string>> = {
	seed: "the reference architecture itself",
	ocs2007: "a Microsoft text for OCS 2007",
	"ocs2007-copy": "a copy or restatement of a Microsoft text for OCS 2007",
	r2: "a Microsoft text for OCS 2007 R2",
	later: "a Microsoft text for a later release",
	community: "a community source or a book",
	derived: "what follows from documented facts; no source states it",
	unsourced: "general knowledge; no source was found",
};
