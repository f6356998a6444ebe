import type { Finding, Severity } from "../model/finding.js";
import { compareFindings } from "../model/finding.js";
import { elementsOf } from "../model/lookups.js";
import { contains, type Origin } from "../model/origin.js";
import { problem } from "../model/problems.js";
import { MET, type Rule, type RuleContext, type RuleFinding, type Undecided } from "./rule.js";
import { configuredSeverity, DEFAULT_SETTINGS, type RuleSettings } from "./settings.js";

/** The code of the finding that stands for a rule that threw. It is no rule and cannot be asked for. */
export const RULE_FAILED = "rule-failed";

export interface RunOptions {
	/**
	 * Recognises the error by which a check is told to stop because its result is no longer wanted. Such an error is
	 * passed on: swallowed, it would turn half a result into a whole one.
	 */
	readonly isCancellation?: (error: unknown) => boolean;
	/** What is set for the rules in a file of the deployment. A finding obeys the settings of the file that it lies in. */
	readonly settingsOf?: (uri: string) => RuleSettings;
}

/** What became of one rule: how many subjects keep it and break it, and where it could not be decided. */
export interface Verdict {
	readonly code: string;
	readonly met: number;
	readonly notMet: number;
	readonly undecided: readonly Undecided[];
}

export interface RulesResult {
	/** Ordered by place and then by code. */
	readonly findings: readonly Finding[];
	/** One for each rule that was asked, in the order of the rules. */
	readonly verdicts: readonly Verdict[];
}

/**
 * Asks all rules that the settings do not turn off and returns what they find, ordered by place and then by code, so that
 * the same input gives the same list. A rule that throws costs one information finding and leaves what the others, and
 * itself until then, found.
 */
export function runRules(
	rules: readonly Rule[],
	facts: Omit<RuleContext, "isAsked">,
	onRuleFailure?: (code: string, error: unknown) => void,
	options: RunOptions = {},
): RulesResult {
	const { isCancellation, settingsOf = () => DEFAULT_SETTINGS } = options;
	const findings: Finding[] = [];
	const verdicts: Verdict[] = [];
	const settings = [...new Set(facts.deployment.files.map(settingsOf))];
	const asked = rules.filter((rule) => settings.some((one) => configuredSeverity(rule, one) !== "off"));
	const codes = new Set(asked.map((rule) => rule.code));
	const context: RuleContext = { ...facts, isAsked: (code) => codes.has(code) };
	const isHalfTyped = unnamedPlaces(context);
	for (const rule of asked) {
		let met = 0;
		let notMet = 0;
		const undecided: Undecided[] = [];
		try {
			for (const outcome of rule.check(context)) {
				if (outcome === MET) {
					met++;
				} else if ("missing" in outcome) {
					undecided.push(outcome);
				} else if (!isHalfTyped(outcome.at)) {
					const severity = configuredSeverity(rule, settingsOf(outcome.at.uri)) ?? outcome.severity ?? rule.severity;
					if (severity !== "off") {
						notMet++;
						findings.push(toFinding(rule, outcome, severity));
					}
				}
			}
		} catch (error) {
			if (isCancellation?.(error)) {
				throw error;
			}
			findings.push(failure(rule, context));
			onRuleFailure?.(rule.code, error);
		}
		verdicts.push({ code: rule.code, met, notMet, undecided });
	}
	return { findings: findings.sort(compareFindings), verdicts };
}

/**
 * Recognises places within an element that has no name yet. A finding there could not say what it speaks of, and the
 * missing name is reported already.
 */
function unnamedPlaces({ deployment }: RuleContext): (place: Origin) => boolean {
	const blocks = elementsOf(deployment)
		.filter((element) => element.name === "")
		.map((element) => element.block);
	return ({ uri, range }) => blocks.some((block) => block.uri === uri && contains(block.range, range.start));
}

/** A menu or a list of places that is longer is not read. */
const ENOUGH = 10;

function toFinding(rule: Rule, found: RuleFinding, severity: Severity): Finding {
	const { related = [], fixes = [] } = found;
	const preferred = fixes.filter((fix) => fix.preferred);
	const inReach = fixes.slice(0, ENOUGH);
	return {
		code: rule.code,
		severity,
		message: found.message,
		origin: found.at,
		related: related.slice(0, ENOUGH),
		fixes: [...preferred.filter((fix) => !inReach.includes(fix)), ...inReach].slice(0, ENOUGH),
	};
}

function failure(rule: Rule, { deployment }: RuleContext): Finding {
	return problem(
		RULE_FAILED,
		deployment.origin,
		`The rule ${rule.code} failed on ${deployment.name}, so what it checks is unchecked. The log has the details; please report it.`,
	);
}
