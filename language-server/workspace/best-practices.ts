import type { Finding } from "../model/finding.js";
import { type BestPractices, bestPractices } from "../reports/best-practices/best-practices.js";
import type { Analysis } from "./analysis.js";
import { ruleCollection } from "./rule-collection.js";

/**
 * How a deployment stands to each rule.
 *
 * @param findings all that stands against it: those of the analysis, and those of its files by themselves
 */
export function bestPracticesOf(
	{ deployment, verdicts, accepted }: Analysis,
	findings: readonly Finding[],
): BestPractices {
	return bestPractices({ deployment: deployment.name, rules: ruleCollection.rules, verdicts, findings, accepted });
}
