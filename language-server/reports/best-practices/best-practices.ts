import type { Finding, Severity } from "../../model/finding.js";
import { compareOrigins, type Origin } from "../../model/origin.js";
import { type RuleFacts, TOPICS, type Topic, topics } from "../rules/rule-facts.js";

/**
 * What became of one rule in a deployment. `not-applicable`: there is nothing in the deployment that the rule is about.
 * `not-asked`: the preset or the configuration leaves it out.
 */
export type Outcome = "met" | "not-met" | "accepted" | "undecided" | "not-applicable" | "not-asked";

const outcomes: readonly Outcome[] = ["not-met", "accepted", "undecided", "met", "not-applicable", "not-asked"];

export interface BestPracticesInput {
	/** The deployment's name. */
	readonly deployment: string;
	readonly rules: readonly RuleFacts[];
	readonly verdicts: readonly {
		readonly code: string;
		readonly met: number;
		readonly undecided: readonly {
			readonly missing: string;
			readonly of: { readonly name: string; readonly origin: Origin };
		}[];
	}[];
	/** What stands against the deployment, of the language as well. */
	readonly findings: readonly Finding[];
	readonly accepted: readonly { readonly finding: Finding; readonly reason: string }[];
}

/** What was checked in a deployment, and how it stands: also what is kept, not only what is broken. */
export interface BestPractices {
	readonly deployment: string;
	readonly summary: Readonly<Record<Outcome, number>>;
	/** How many rules have something to say on the deployment; so many could be met. */
	readonly applicable: number;
	/** How many errors the language itself finds; what they concern could not be checked. */
	readonly unread: number;
	/** Those topics that have a rule. */
	readonly topics: readonly {
		readonly topic: Topic;
		readonly title: string;
		readonly practices: readonly Practice[];
	}[];
}

export interface Practice {
	readonly rule: RuleFacts;
	readonly outcome: Outcome;
	/** How many subjects, such as edge servers, keep the rule. */
	readonly met: number;
	readonly notMet: readonly { readonly severity: Severity; readonly message: string; readonly origin: Origin }[];
	readonly accepted: readonly { readonly message: string; readonly reason: string; readonly origin: Origin }[];
	/** What the file would have to state, and of what. */
	readonly undecided: readonly { readonly missing: string; readonly of: string; readonly origin: Origin }[];
	/** Why it was not asked. */
	readonly because?: "preset" | "configuration";
}

/** Each rule counts once, with the gravest thing that is to be said of it. */
export function bestPractices(input: BestPracticesInput): BestPractices {
	const practices = input.rules.map((rule) => practice(rule, input));
	const summary: Record<Outcome, number> = {
		met: 0,
		"not-met": 0,
		accepted: 0,
		undecided: 0,
		"not-applicable": 0,
		"not-asked": 0,
	};
	for (const { outcome } of practices) {
		summary[outcome]++;
	}
	const codes = new Set(input.rules.map((rule) => rule.code));
	return {
		deployment: input.deployment,
		summary,
		applicable: summary.met + summary["not-met"] + summary.accepted + summary.undecided,
		unread: input.findings.filter(({ code, severity }) => severity === "error" && !codes.has(code)).length,
		topics: topics
			.map((topic) => ({
				topic,
				title: TOPICS[topic],
				practices: practices
					.filter(({ rule }) => rule.category === topic)
					.sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome)),
			}))
			.filter((one) => one.practices.length > 0),
	};
}

function practice(rule: RuleFacts, input: BestPracticesInput): Practice {
	const { code } = rule;
	const verdict = input.verdicts.find((one) => one.code === code);
	const notMet = input.findings
		.filter((finding) => finding.code === code)
		.map(({ severity, message, origin }) => ({ severity, message, origin }))
		.sort(byPlace);
	const accepted = input.accepted
		.filter(({ finding }) => finding.code === code)
		.map(({ finding: { message, origin }, reason }) => ({ message, reason, origin }))
		.sort(byPlace);
	const undecided = (verdict?.undecided ?? [])
		.map(({ missing, of }) => ({ missing, of: of.name, origin: of.origin }))
		.sort(byPlace);
	const met = verdict?.met ?? 0;
	const outcome = outcomeOf(verdict !== undefined, notMet.length, accepted.length, undecided.length, met);
	return {
		rule,
		outcome,
		met,
		notMet,
		accepted,
		undecided,
		...(outcome === "not-asked" && { because: rule.preset === "strict" ? "preset" : "configuration" }),
	};
}

function outcomeOf(isAsked: boolean, notMet: number, accepted: number, undecided: number, met: number): Outcome {
	if (notMet > 0) {
		return "not-met";
	}
	if (accepted > 0) {
		return "accepted";
	}
	if (!isAsked) {
		return "not-asked";
	}
	return undecided > 0 ? "undecided" : met > 0 ? "met" : "not-applicable";
}

function byPlace(a: { readonly origin: Origin }, b: { readonly origin: Origin }): number {
	return compareOrigins(a.origin, b.origin);
}

/** "23 of 31 best practices are met; 4 are not met, 1 is accepted with a reason, 3 cannot be decided." */
export function summarySentence({ summary, applicable }: BestPractices): string {
	const parts = [
		counted(summary["not-met"], "is not met", "are not met"),
		counted(summary.accepted, "is accepted with a reason", "are accepted with a reason"),
		counted(summary.undecided, "cannot be decided", "cannot be decided"),
	].filter((part) => part !== "");
	const practices = applicable === 1 ? "best practice is" : "best practices are";
	const rest = parts.length === 0 ? "" : `; ${parts.join(", ")}`;
	return `${summary.met} of ${applicable} ${practices} met${rest}.`;
}

function counted(number: number, one: string, many: string): string {
	return number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
}
