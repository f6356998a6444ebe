import type { Finding, Fix, RelatedPlace, Severity } from "./finding.js";
import type { Origin } from "./origin.js";

/** What the language itself finds wrong with a text, before any rule of the domain is asked. */
export interface ProblemFact {
	readonly code: string;
	readonly severity: Severity;
	readonly title: string;
	readonly why: string;
	readonly howToFix: string;
}

export const PROBLEMS = {
	"syntax-error": {
		code: "syntax-error",
		severity: "error",
		title: "The text follows the grammar",
		why: "What cannot be read cannot be checked; the rules stay silent on the part that could not be read.",
		howToFix: "Complete or remove the statement that the message points at.",
	},
	"malformed-address": {
		code: "malformed-address",
		severity: "error",
		title: "An address is a well-formed IPv4 address",
		why: "A malformed address would end up in firewall rules and DNS records.",
		howToFix:
			"Write four numbers from 0 to 255 with dots between them, and a prefix length from 0 to 32 where one is needed.",
	},
	"malformed-port": {
		code: "malformed-port",
		severity: "error",
		title: "A port is a number from 1 to 65535, a range runs upwards",
		why: "A malformed port would end up in firewall rules.",
		howToFix: "Write a port such as 443 or a range such as 50000-59999.",
	},
	"malformed-name": {
		code: "malformed-name",
		severity: "error",
		title: "A host or domain name is a fully qualified domain name",
		why: "Certificates and DNS records carry this name; both need it whole and well-formed.",
		howToFix: "Write the full name, as in edge1.contoso.net, without a scheme or a path.",
	},
	"malformed-date": {
		code: "malformed-date",
		severity: "error",
		title: "A date is a day of the calendar, written year-month-day",
		why: "Other orders of day and month are ambiguous.",
		howToFix: "Write the date as in 2009-01-31.",
	},
	"malformed-country": {
		code: "malformed-country",
		severity: "error",
		title: "A country is written in two letters",
		why: "Subjects of certificates carry the code of the country, which has two letters, and not its name.",
		howToFix: "Write the two letters of the country's code in ISO 3166, as in US or GB.",
	},
	"malformed-number": {
		code: "malformed-number",
		severity: "error",
		title: "A number is written in digits",
		why: "The value is used in calculations.",
		howToFix: "Write digits only; a share ends in a percent sign and runs from 0% to 100%.",
	},
	"unknown-value": {
		code: "unknown-value",
		severity: "error",
		title: "A value is one of the words that the property knows",
		why: "The rules and the runbooks would not know what it means.",
		howToFix: "Use one of the words that the message lists.",
	},
	"duplicate-property": {
		code: "duplicate-property",
		severity: "error",
		title: "A property that takes one value is stated once",
		why: "The file contradicts itself, or will as soon as one of the two is changed. The first one counts.",
		howToFix: "Remove one of the two statements.",
	},
	"duplicate-name": {
		code: "duplicate-name",
		severity: "error",
		title: "A name stands for one element of its kind",
		why: "A reference to the name could mean either element. The first one counts.",
		howToFix: "Rename one of the two elements.",
	},
	"unresolved-reference": {
		code: "unresolved-reference",
		severity: "error",
		title: "A reference names an element of the deployment",
		why: "Whatever depends on the connection cannot be derived or checked.",
		howToFix: "Correct the name, declare the element, or import the file that declares it.",
	},
	"array-without-members": {
		code: "array-without-members",
		severity: "error",
		title: "An edge array names its members",
		why: "What stands behind the virtual addresses is unknown without them. Edge servers that fit are taken for the members meanwhile, so that this one mistake is not reported as many.",
		howToFix: "List the edge servers behind the load balancer: `members edge1, edge2`.",
	},
	"import-not-found": {
		code: "import-not-found",
		severity: "error",
		title: "An import names an existing file",
		why: "What the missing file declares is unknown; rules on what the deployment lacks stay silent.",
		howToFix: "Correct the path. It is relative to the importing file.",
	},
	"import-of-deployment": {
		code: "import-of-deployment",
		severity: "error",
		title: "An imported file has no deployment of its own",
		why: "A deployment has one root file; the deployment block of the imported file would be ignored here.",
		howToFix: "Move what both need into a file without a deployment block, and import that.",
	},
	"several-deployments": {
		code: "several-deployments",
		severity: "error",
		title: "A file has one deployment block",
		why: "It would be open to which of them the elements of the file belong. The first one counts.",
		howToFix: "Move the other deployment into a file of its own and import what they share.",
	},
	"fragment-not-imported": {
		code: "fragment-not-imported",
		severity: "info",
		title: "A file without a deployment block is imported by a deployment",
		why: "Names are looked up and rules are checked within a deployment, so only the syntax of this file is checked.",
		howToFix: "Import the file from a deployment, or add a deployment block.",
	},
	"configuration-error": {
		code: "configuration-error",
		severity: "error",
		title: "The configuration ocs-edge.json is well-formed",
		why: "A configuration with a mistake is not applied at all, because half of it could mean something else. An editor goes on with the last one that was right; the command line takes each rule's own severity.",
		howToFix:
			"Write a JSON object with preset, recommended or strict, and rules, which gives codes of rules a severity: off, info, warning or error.",
	},
	"suppression-without-reason": {
		code: "suppression-without-reason",
		severity: "warning",
		title: "A comment that ignores a finding says why",
		why: "Accepted deviations are listed in the runbooks, and whoever reads them has to know the reason. Without one the comment has no effect.",
		howToFix: "Write the reason behind the code and a colon: // ocs-edge-ignore CODE: reason.",
	},
	"suppression-unknown-code": {
		code: "suppression-unknown-code",
		severity: "warning",
		title: "A comment that ignores a finding names a rule",
		why: "The comment has no effect, and the finding that it was written for is shown. What the language itself finds, such as a syntax error, cannot be ignored.",
		howToFix: "Write the code of a rule, or remove the comment. The command ocs-edge rules lists all rules.",
	},
	"suppression-misplaced": {
		code: "suppression-misplaced",
		severity: "warning",
		title: "A comment that ignores findings stands above what it is about",
		why: "The comment has no effect where it stands.",
		howToFix:
			"Put // ocs-edge-ignore above the line or block that it is about, and // ocs-edge-ignore-file above the first statement of the file.",
	},
	"suppression-unused": {
		code: "suppression-unused",
		severity: "warning",
		title: "A comment that ignores a finding has a finding to ignore",
		why: "What it accepted is mended, or lies elsewhere now. Left alone it would hide the next finding of the same kind.",
		howToFix: "Remove the comment.",
	},
	"rule-failed": {
		code: "rule-failed",
		severity: "info",
		title: "Every rule runs to its end",
		why: "A rule that failed checked nothing; the fault lies in OCS Edge, not in the file.",
		howToFix: "Report it, with the log and, if possible, the file.",
	},
} as const satisfies Readonly<Record<string, ProblemFact>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A finding of the language itself. */
export function problem(
	code: ProblemCode,
	origin: Origin,
	message: string,
	more: { readonly related?: readonly RelatedPlace[]; readonly fixes?: readonly Fix[] } = {},
): Finding {
	return {
		code,
		severity: PROBLEMS[code].severity,
		message,
		origin,
		related: more.related ?? [],
		fixes: more.fixes ?? [],
	};
}
