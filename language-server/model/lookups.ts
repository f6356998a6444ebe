import type { EdgeRoleId, ScenarioId } from "../catalog/types.js";
import type {
	Adapter,
	Deployment,
	DeploymentElement,
	DeploymentIndex,
	EdgeArray,
	EdgeServer,
	Elements,
	Host,
	InternalServer,
	ReverseProxy,
	Scenario,
	Side,
	VirtualAddress,
} from "./deployment.js";

/*
 * What derivation, rules and reports all look up in a deployment. What only one of these rooms asks stays in that room.
 */

/** The elements that have a name, kind by kind. */
export function elementsOf(elements: Elements): readonly DeploymentElement[] {
	return [
		...elements.sites,
		...elements.networks,
		...elements.firewalls,
		...elements.activeDirectories,
		...elements.internalServers,
		...elements.edgeServers,
		...elements.edgeArrays,
		...elements.loadBalancers,
		...elements.reverseProxies,
		...elements.certificates,
	];
}

/** The elements of a name in all spaces of names; hosts come first. */
export function elementsNamed(index: DeploymentIndex, name: string): readonly DeploymentElement[] {
	const spaces: readonly ReadonlyMap<string, DeploymentElement>[] = [
		index.hosts,
		index.networks,
		index.sites,
		index.certificates,
		index.firewalls,
		index.loadBalancers,
		index.activeDirectories,
	];
	return spaces.flatMap((space) => space.get(name) ?? []);
}

/** The host that a reference means: by its name, or by an FQDN where the language takes one. */
export function hostNamed({ hosts, hostsByFqdn }: DeploymentIndex, name: string): Host | undefined {
	return hosts.get(name) ?? hostsByFqdn.get(name.toLowerCase())?.host;
}

/** Whether a host is a server of the internal network. */
export function isInternalServer(host: Host | undefined): host is InternalServer {
	switch (host?.kind) {
		case "pool":
		case "director":
		case "mediation-server":
		case "communicator-web-access":
			return true;
		default:
			return false;
	}
}

/** The internal server of a name; undefined where another kind of element has it. */
export function internalServerNamed({ index }: Deployment, name: string): InternalServer | undefined {
	const host = index.hosts.get(name);
	return isInternalServer(host) ? host : undefined;
}

/** The scenario of a kind; a file states each kind once. */
export function scenarioOf({ scenarios }: Deployment, kind: ScenarioId): Scenario | undefined {
	return scenarios.find((scenario) => scenario.kind === kind);
}

/** The adapters that a computer has on one side. */
export function adaptersOn({ adapters }: EdgeServer | ReverseProxy, side: Side): readonly Adapter[] {
	return adapters.filter((adapter) => adapter.side?.value === side);
}

/** The virtual address that an array has for a role on one side. */
export function virtualAddressOf(array: EdgeArray, role: EdgeRoleId, side: Side): VirtualAddress | undefined {
	return array.virtualAddresses.find((virtual) => virtual.role === role && virtual.side.value === side);
}
