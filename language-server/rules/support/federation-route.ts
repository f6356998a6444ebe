import type { Deployment, InternalServer } from "../../model/deployment.js";
import type { Reference } from "../../model/origin.js";
import { accessEdgesOf } from "./access-edges.js";
import { serversBehind } from "./arrays.js";

/** An internal server that states its federation route. */
export type RoutedServer = InternalServer & { readonly federationRoute: Reference };

export function isRouted(server: InternalServer): server is RoutedServer {
	return server.federationRoute !== undefined;
}

/**
 * Why no federated traffic gets out over a route, as it goes on behind the name that the route leads to. Undefined where
 * some gets out, or where the name means nothing, which is reported as such.
 */
export function deadEnd({ name, federationRoute }: RoutedServer, deployment: Deployment): string | undefined {
	const target = deployment.index.hosts.get(federationRoute.name);
	switch (target?.kind) {
		case "edge-server":
		case "edge-array":
			return leadsToAccessEdge(federationRoute, deployment) ? undefined : "which has no Access Edge";
		case "pool":
		case "director":
			return target.name === name ? "back to itself" : undefined;
		case undefined:
			return deployment.index.networks.has(federationRoute.name) ? "a network" : undefined;
		default:
			return "which passes no SIP on";
	}
}

/** Whether an edge server or one behind the array has an Access Edge. What could not be read to its end may have one. */
export function leadsToAccessEdge({ name }: Reference, deployment: Deployment): boolean {
	const target = deployment.index.hosts.get(name);
	const edges =
		target?.kind === "edge-array" ? serversBehind(deployment, target) : target?.kind === "edge-server" ? [target] : [];
	return edges.some(({ accessEdge, block }) => accessEdge || !block.complete);
}

/** What a route can name to lead to an Access Edge: an array where there is one, else the computer. */
export function accessEdgeHosts(deployment: Deployment): readonly string[] {
	return [
		...new Set(accessEdgesOf(deployment).map(({ edge }) => (deployment.index.arrayOf.get(edge.name) ?? edge).name)),
	];
}
