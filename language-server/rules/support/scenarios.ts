import { counted } from "../../basics/sentences.js";
import type { Catalogue, EdgeRoleId } from "../../catalog/types.js";
import type { Deployment, Scenario } from "../../model/deployment.js";
import type { Fix, RelatedPlace } from "../../model/finding.js";
import { removeStatement } from "./edits.js";

/** The scenarios of the deployment that cannot work without a perimeter role, in the order of the file. */
export function scenariosNeeding(
	deployment: Deployment,
	catalogue: Catalogue,
	role: EdgeRoleId | "reverse-proxy",
): readonly Scenario[] {
	return deployment.scenarios.filter((scenario) => catalogue.scenarios[scenario.kind].requires.includes(role));
}

/** What scenarios are called in a sentence. */
export function kindsOf(scenarios: readonly Scenario[]): readonly string[] {
	return scenarios.map((scenario) => scenario.kind);
}

/** The further scenarios that suffer from the same mistake: it is reported once, at the first of them. */
export function alsoNeededBy(scenarios: readonly Scenario[]): readonly RelatedPlace[] {
	return scenarios.slice(1).map((scenario) => ({ message: "Needed here too", origin: scenario.origin }));
}

/** The other way out of a scenario whose servers are missing: not to want it. */
export function removeScenarios(deployment: Deployment, scenarios: readonly Scenario[]): Fix {
	return {
		title: `Remove ${counted("the scenario", kindsOf(scenarios))}`,
		edits: scenarios.map((scenario) => removeStatement(deployment.block, scenario.block.range)),
		safety: "unsafe",
		preferred: false,
	};
}
