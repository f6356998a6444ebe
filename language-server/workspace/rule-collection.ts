import { PROBLEMS } from "../model/problems.js";
import type { RuleCollection } from "../reports/rules/rule-facts.js";
import { LEFT_OUT } from "../rules/left-out.js";
import { rules } from "../rules/registry.generated.js";
import { presetOf } from "../rules/rule.js";

/** Everything that OCS Edge can say of a file: for pages, lists and other tools. */
export const ruleCollection: RuleCollection = {
	rules: rules.map((rule) => ({ ...rule, preset: presetOf(rule) })),
	problems: Object.values(PROBLEMS),
	leftOut: LEFT_OUT,
};
