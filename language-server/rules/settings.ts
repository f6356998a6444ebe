import type { Severity } from "../model/finding.js";
import { type Preset, presetOf, type Rule } from "./rule.js";

/** What a project says of the rules: which are asked, and how serious their findings are. */
export interface RuleSettings {
	readonly preset: Preset;
	/** By the code of the rule. What is not named has the rule's own severity. */
	readonly severities: ReadonlyMap<string, Severity | "off">;
}

export const DEFAULT_SETTINGS: RuleSettings = { preset: "recommended", severities: new Map() };

/**
 * How serious the findings of a rule are, or that it is not asked. A severity that is set by name counts in every preset.
 * Undefined means that the rule decides.
 */
export function configuredSeverity(
	rule: Pick<Rule, "code" | "evidence">,
	{ preset, severities }: RuleSettings,
): Severity | "off" | undefined {
	const stated = severities.get(rule.code);
	if (stated !== undefined) {
		return stated;
	}
	return presetOf(rule) === "strict" && preset === "recommended" ? "off" : undefined;
}

/** Whether two settings say the same of every rule. */
export function areSame(a: RuleSettings, b: RuleSettings): boolean {
	return (
		a === b ||
		(a.preset === b.preset &&
			a.severities.size === b.severities.size &&
			[...a.severities].every(([code, severity]) => b.severities.get(code) === severity))
	);
}
