import type { RuleCollection, RuleFacts } from "./rule-facts.js";

/** What a configuration may say of presets and severities, from the reader of configurations. */
export interface ConfigurationWords {
	readonly presets: readonly string[];
	readonly severities: readonly string[];
}

/**
 * The JSON Schema of `ocs-edge.json`, for completion and hover in editors. Draft 7, because VS Code knows that one best.
 * Each rule repeats the words of a severity: beside a reference the draft ignores its description.
 *
 * @param purpose `suggestions` proposes and explains the same and objects to nothing: it is for an editor with the language
 *   server, whose own finding tells of a mistake already and knows how to mend it
 */
export function configurationSchema(
	{ rules }: RuleCollection,
	{ presets, severities }: ConfigurationWords,
	purpose: "validation" | "suggestions",
): string {
	const strict = purpose === "validation";
	const object = { ...(strict && { type: "object", additionalProperties: false }) };
	const oneOf = (words: readonly string[], explained: readonly string[]) => {
		const choice = { enum: words, ...(explained.length > 0 && { enumDescriptions: explained }) };
		return strict ? choice : { anyOf: [choice, {}] };
	};
	const schema = {
		$schema: "http://json-schema.org/draft-07/schema#",
		title: "OCS Edge configuration",
		description:
			"How OCS Edge checks the topology files in this folder and below. The nearest ocs-edge.json upwards from a file counts.",
		...object,
		allowTrailingCommas: true,
		properties: {
			$schema: {
				description: "The address of this schema, for editors that do not know it.",
				...(strict && { type: "string" }),
			},
			preset: {
				description: "Which rules are asked. A rule whose severity is set below is asked in either.",
				...oneOf(
					presets,
					presets.map((preset) => PRESETS[preset] ?? ""),
				),
				default: "recommended",
			},
			rules: {
				description: "How serious the findings of a rule are, by its code. What is not named keeps its own severity.",
				...object,
				properties: Object.fromEntries(
					rules.map((rule) => [rule.code, { ...ruleSchema(rule), ...oneOf(severities, []), default: rule.severity }]),
				),
			},
		},
	};
	return `${JSON.stringify(schema, null, "\t")}\n`;
}

const PRESETS: Readonly<Record<string, string>> = {
	recommended: "The rules that a Microsoft text for OCS 2007 supports.",
	strict: "These, and the rules whose only evidence is a text on a later release or a community source.",
};

function ruleSchema({ title, why, preset }: RuleFacts) {
	const asked = preset === "strict" ? "Asked in the preset strict, or when it is set here." : "Asked in both presets.";
	return { title, description: `${why}\n\n${asked}` };
}
