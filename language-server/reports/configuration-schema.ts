import type { RuleCollection, RuleFacts } from "./rule-facts.js";

/** What a configuration may say of presets and severities, from the reader of configurations. */
export interface ConfigurationWords {
	readonly presets: readonly string[];
	readonly severities: readonly string[];
}

/**
 * The JSON Schema of `ocs-edge.json`, for completion and hover in editors. Draft 7, because VS Code knows that one best.
 * Each rule repeats the words of a severity: beside a reference the draft ignores its description.
 */
export function configurationSchema({ rules }: RuleCollection, { presets, severities }: ConfigurationWords): string {
	const schema = {
		$schema: "http://json-schema.org/draft-07/schema#",
		title: "OCS Edge configuration",
		description:
			"How OCS Edge checks the topology files in this folder and below. The nearest ocs-edge.json upwards from a file counts.",
		type: "object",
		allowTrailingCommas: true,
		additionalProperties: false,
		properties: {
			$schema: { description: "The address of this schema, for editors that do not know it.", type: "string" },
			preset: {
				description: "Which rules are asked. A rule whose severity is set below is asked in either.",
				enum: presets,
				enumDescriptions: presets.map((preset) => PRESETS[preset] ?? ""),
				default: "recommended",
			},
			rules: {
				description: "How serious the findings of a rule are, by its code. What is not named keeps its own severity.",
				type: "object",
				additionalProperties: false,
				properties: Object.fromEntries(rules.map((rule) => [rule.code, ruleSchema(rule, severities)])),
			},
		},
	};
	return `${JSON.stringify(schema, null, "\t")}\n`;
}

const PRESETS: Readonly<Record<string, string>> = {
	recommended: "The rules that a Microsoft text for OCS 2007 supports.",
	strict: "These, and the rules whose only evidence is a text on a later release or a community source.",
};

function ruleSchema({ title, why, severity, preset }: RuleFacts, severities: readonly string[]) {
	const asked = preset === "strict" ? "Asked in the preset strict, or when it is set here." : "Asked in both presets.";
	return { title, description: `${why}\n\n${asked}`, enum: severities, default: severity };
}
