import type { Catalogue, ScenarioId } from "../catalog/types.js";
import type { AccessEdgeOption, Deployment } from "../model/deployment.js";
import { scenarioOf } from "../model/lookups.js";
import { ACCESS_EDGE_OPTIONS } from "../model/words.js";

/** The options of an Access Edge that the scenarios need, whether the file states them or not. */
export function neededOptions(
	deployment: Deployment,
	catalogue: Catalogue,
	scenarios: readonly ScenarioId[],
): ReadonlySet<AccessEdgeOption> {
	// Own users who join conferences or call from outside sign in like those of remote access, over the same port.
	const signIn = catalogue.flows
		.filter((flow) => flow.ports.some((port) => port.setting === "access-remote-access"))
		.some((flow) => flow.neededForAny.some((id) => scenarios.includes(id)));
	const options: Readonly<Record<AccessEdgeOption, boolean>> = {
		"remote-users": signIn,
		"anonymous-users": deployment.scenarios.some((scenario) => scenario.anonymousUsers !== undefined),
		federation: scenarioOf(deployment, "federation") !== undefined,
		"public-im": scenarioOf(deployment, "public-im") !== undefined,
	};
	return new Set(ACCESS_EDGE_OPTIONS.filter((option) => options[option]));
}
