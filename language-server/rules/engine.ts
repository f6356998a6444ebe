import type { Finding } from "../model/finding.js";
import { compareOrigins, contains, type Origin } from "../model/origin.js";
import { problem } from "../model/problems.js";
import type { Rule, RuleContext, RuleFinding } from "./rule.js";
import { elementsOf } from "./support/completeness.js";

/** The code of the finding that stands for a rule that threw. It is no rule and cannot be asked for. */
export const RULE_FAILED = "rule-failed";

export interface RunOptions {
	/**
	 * Recognises the error by which a check is told to stop because its result is no longer wanted. Such an error is
	 * passed on: swallowed, it would turn half a result into a whole one.
	 */
	readonly isCancellation?: (error: unknown) => boolean;
}

/**
 * Asks all rules and returns what they find, ordered by place and then by code, so that the same input gives the same
 * list. A rule that throws costs one information finding and leaves what the others, and itself until then, found.
 */
export function runRules(
	rules: readonly Rule[],
	context: RuleContext,
	onRuleFailure?: (code: string, error: unknown) => void,
	options: RunOptions = {},
): readonly Finding[] {
	const findings: Finding[] = [];
	const isHalfTyped = unnamedPlaces(context);
	for (const rule of rules) {
		try {
			for (const found of rule.check(context)) {
				if (!isHalfTyped(found.at)) {
					findings.push(toFinding(rule, found));
				}
			}
		} catch (error) {
			if (options.isCancellation?.(error)) {
				throw error;
			}
			findings.push(failure(rule, context));
			onRuleFailure?.(rule.code, error);
		}
	}
	return findings.sort(compareFindings);
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

function toFinding(rule: Rule, found: RuleFinding): Finding {
	return {
		code: rule.code,
		severity: found.severity ?? rule.severity,
		message: found.message,
		origin: found.at,
		related: found.related ?? [],
		fixes: found.fixes ?? [],
	};
}

function failure(rule: Rule, { deployment }: RuleContext): Finding {
	return problem(
		RULE_FAILED,
		deployment.origin,
		`The rule ${rule.code} failed on ${deployment.name}, so what it checks is unchecked. The log has the details; please report it.`,
	);
}

function compareFindings(a: Finding, b: Finding): number {
	return compareOrigins(a.origin, b.origin) || compareTexts(a.code, b.code) || compareTexts(a.message, b.message);
}

/** By code unit and not by locale, so that the order is the same on every machine. */
function compareTexts(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
