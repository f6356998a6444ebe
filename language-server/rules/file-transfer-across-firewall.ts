import { defineRule } from "./rule.js";
import { findUnsupportedFeatures } from "./support/federation/unsupported-features.js";

export const rule = defineRule({
	code: "file-transfer-across-firewall",
	title: "No file transfer with outside users is expected",
	severity: "warning",
	category: "federation",
	evidence: "community",
	sources: ["INSIDEOCS-FT"],
	why: "File transfer of Communicator across a firewall is not supported.",
	howToFix: "Remove the expectation, and tell the users.",
	needs: "The features of a scenario.",
	note: "Stated by a community page. Public IM has a rule of its own.",
	*check({ deployment }) {
		for (const scenario of deployment.scenarios) {
			if (scenario.kind !== "public-im") {
				yield* findUnsupportedFeatures(
					scenario,
					(feature) => feature !== "file-transfer",
					() =>
						`${deployment.name} expects file transfer in the scenario ${scenario.kind}. File transfer of Communicator across a firewall is not supported. Remove the expectation.`,
				);
			}
		}
	},
});
