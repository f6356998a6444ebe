import { scenarioOf } from "../model/lookups.js";
import { defineRule } from "./rule.js";
import { findUnsupportedFeatures } from "./support/federation/unsupported-features.js";

export const rule = defineRule({
	code: "public-im-unsupported-feature",
	title: "Of public IM only messages and presence are expected",
	severity: "warning",
	category: "federation",
	evidence: "community",
	sources: ["RK-PIC"],
	why: "Only instant messages and presence work over connections to public IM providers.",
	howToFix: "Remove the expectation, and tell the users.",
	needs: "The features of the scenario public-im.",
	note: "Stated in the Resource Kit of OCS 2007.",
	*check({ deployment }) {
		const scenario = scenarioOf(deployment, "public-im");
		if (scenario) {
			yield* findUnsupportedFeatures(
				scenario,
				(feature) => feature === "im" || feature === "presence",
				(feature) =>
					`${deployment.name} expects ${feature} with contacts of public IM providers. Only messages and presence work over these connections. Remove the expectation.`,
			);
		}
	},
});
