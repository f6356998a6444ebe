import type { Catalogue, EdgeRoleId, ScenarioId } from "../catalog/types.js";
import type { Deployment } from "../model/deployment.js";
import { deriveCertificates } from "./certificates.js";
import { deriveDns } from "./dns.js";
import { deriveFlows } from "./flows.js";
import type { Requirements } from "./requirements.js";
import { type Scope, scopeOf } from "./scope.js";
import { deriveTasks } from "./tasks.js";
import { documentedTopology } from "./topology.js";
import { deriveTrust } from "./trust.js";

/**
 * What a deployment needs so that its scenarios work: the one place where names, addresses and ports of a file meet the
 * facts of the reference architecture. Pure; lists keep the order of the catalogue, then that of the file.
 */
export function deriveRequirements(deployment: Deployment, catalogue: Catalogue): Requirements {
	const scope = scopeOf(deployment, catalogue);
	const topology = documentedTopology(deployment);
	const trust = deriveTrust(scope);
	return {
		...(topology === undefined ? {} : { topology }),
		scenarios: scope.scenarios,
		neededRoles: neededRoles(scope),
		flows: deriveFlows(scope),
		dns: deriveDns(scope),
		certificates: deriveCertificates(scope),
		trust,
		tasks: deriveTasks(scope, trust),
	};
}

function neededRoles({ scenarios, catalogue }: Scope): Requirements["neededRoles"] {
	const needed = new Map<EdgeRoleId | "reverse-proxy", ScenarioId[]>();
	for (const role of ["access-edge", "web-conferencing-edge", "av-edge", "reverse-proxy"] as const) {
		const askedBy = scenarios.filter((id) => catalogue.scenarios[id].requires.includes(role));
		if (askedBy.length > 0) {
			needed.set(role, askedBy);
		}
	}
	return needed;
}
