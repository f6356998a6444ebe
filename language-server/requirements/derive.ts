import type { Catalogue, EdgeRoleId, ScenarioId } from "../catalog/types.js";
import type { Deployment } from "../model/deployment.js";
import { deriveCertificates } from "./certificates.js";
import { deriveDns } from "./dns.js";
import { deriveFlows } from "./flows.js";
import type { Requirements } from "./requirements.js";
import { type Scope, scopeOf } from "./scope.js";
import { deriveSettings } from "./settings.js";
import { deriveTasks } from "./tasks.js";
import { documentedTopology, edgeLayout } from "./topology.js";
import { deriveTrust } from "./trust.js";
import { deriveUnnumberedRules } from "./unnumbered-rules.js";

/**
 * What a deployment needs so that its scenarios work: the one place where names, addresses and ports of a file meet the
 * facts of the reference architecture. Pure; lists keep the order of the catalogue, then that of the file.
 *
 * Each list is derived when it is first read, so that a keystroke pays for what the rules look at and for nothing else.
 */
export function deriveRequirements(deployment: Deployment, catalogue: Catalogue): Requirements {
	const scope = scopeOf(deployment, catalogue);
	const flows = once(() => deriveFlows(scope));
	const dns = once(() => deriveDns(scope));
	const certificates = once(() => deriveCertificates(scope));
	const trust = once(() => deriveTrust(scope));
	const settings = once(() => [
		...deriveSettings(scope, flows()),
		...deriveUnnumberedRules(deployment, flows(), certificates()),
	]);
	const tasks = once(() => deriveTasks(scope, trust()));
	const layout = once(() => edgeLayout(deployment));
	return {
		get topology() {
			return documentedTopology(layout());
		},
		get layout() {
			return layout();
		},
		scenarios: scope.scenarios,
		neededRoles: neededRoles(scope),
		get flows() {
			return flows();
		},
		get dns() {
			return dns();
		},
		get certificates() {
			return certificates();
		},
		get trust() {
			return trust();
		},
		get settings() {
			return settings();
		},
		get tasks() {
			return tasks();
		},
	};
}

function once<T>(derive: () => readonly T[]): () => readonly T[] {
	let derived: readonly T[] | undefined;
	return () => {
		derived ??= derive();
		return derived;
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
