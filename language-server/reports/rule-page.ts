import type { Catalogue, EvidenceClass } from "../catalog/types.js";
import type { Severity } from "../model/finding.js";
import { link, table, text } from "./markdown.js";

/** What a page tells of a rule, or of a problem that the language itself finds. */
export interface RuleFacts {
	readonly code: string;
	/** The obligation as a sentence, without a full stop. */
	readonly title: string;
	readonly severity: Severity;
	readonly why: string;
	readonly howToFix: string;
	/** What a file has to state for the rule to decide. */
	readonly needs?: string;
	readonly evidence?: EvidenceClass;
	/** Keys of the catalogue's sources. */
	readonly sources?: readonly string[];
	readonly note?: string;
}

const EVIDENCE: Readonly<Record<EvidenceClass, string>> = {
	seed: "the reference architecture itself",
	ocs2007: "a Microsoft text for OCS 2007",
	"ocs2007-copy": "a copy or restatement of a Microsoft text for OCS 2007",
	r2: "a Microsoft text for OCS 2007 R2",
	later: "a Microsoft text for a later release",
	community: "a community source or a book",
	derived: "follows from documented facts; no source states it",
	unsourced: "general knowledge; no source was found",
};

/** The page of one rule as Markdown, for `docs/rules` and wherever a finding's code is followed. */
export function rulePage(rule: RuleFacts, catalogue: Catalogue): string {
	const sources = (rule.sources ?? []).map((key) => catalogue.sources[key]).filter((source) => source !== undefined);
	const blocks = [
		`# ${rule.code}`,
		`${rule.title}. Severity: ${rule.severity}.`,
		`## Why\n\n${rule.why}`,
		`## How to mend it\n\n${rule.howToFix}`,
		...(rule.needs
			? [`## When it is silent\n\nThe rule decides only where the file states this: ${lowerFirst(rule.needs)}`]
			: []),
		...(rule.evidence ? [`## Evidence\n\nThe rule rests on ${EVIDENCE[rule.evidence]}.`] : []),
		...(rule.note ? [rule.note] : []),
		...(sources.length > 0 ? [sources.map((source) => `- ${link(text(source.title), source.url)}`).join("\n")] : []),
	];
	return `${blocks.join("\n\n")}\n`;
}

/** The table of all rules, by severity as it stands and then by code. */
export function rulesOverview(rules: readonly RuleFacts[], problems: readonly RuleFacts[]): string {
	const listed = (facts: readonly RuleFacts[]) =>
		table(
			["code", "severity", "what it asks for"],
			facts.map(({ code, severity, title }) => [link(code, `${code}.md`), severity, title]),
		);
	return [
		"# Rules",
		"What OCS Edge checks. Each code is the name of its page and the code of the finding in every editor and on the command line.",
		"## Of the reference architecture",
		listed(rules),
		"## Of the language",
		`${listed(problems)}\n`,
	].join("\n\n");
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
