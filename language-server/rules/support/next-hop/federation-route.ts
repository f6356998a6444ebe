import type { Deployment, InternalServer } from "../../../model/deployment.js";
import { isInternalServer } from "../../../model/lookups.js";
import { compareOrigins, type Reference } from "../../../model/origin.js";
import { accessEdgesOf } from "../access-edges.js";
import { serversBehind } from "../load-balancing/arrays.js";

/** An internal server that states its federation route. */
export type RoutedServer = InternalServer & { readonly federationRoute: Reference };

export function isRouted(server: InternalServer): server is RoutedServer {
	return server.federationRoute !== undefined;
}

/**
 * Why no federated traffic gets out over a route, as it goes on behind the name that the route leads to. Undefined where
 * some gets out, or where the name means nothing, which is reported as such.
 */
export function deadEnd(server: RoutedServer, deployment: Deployment): string | undefined {
	const { federationRoute: route } = server;
	const target = deployment.index.hosts.get(route.name);
	switch (target?.kind) {
		case "edge-server":
		case "edge-array":
			return leadsToAccessEdge(route, deployment) ? undefined : "which has no Access Edge";
		case "pool":
		case "director":
			return isToBlame(server, circleOf(server, deployment)) ? "which leads back" : undefined;
		case undefined:
			return deployment.index.networks.has(route.name) ? "a network" : undefined;
		default:
			return "which passes no SIP on";
	}
}

/** The servers that a route leads through until it is back where it began; empty where it never comes back. */
function circleOf(server: RoutedServer, { index }: Deployment): readonly InternalServer[] {
	const passed = new Set<InternalServer>([server]);
	for (let at: InternalServer = server; at.federationRoute; ) {
		const next = index.hosts.get(at.federationRoute.name);
		if (next === server) {
			return [...passed];
		}
		if (!isInternalServer(next) || passed.has(next)) {
			return [];
		}
		passed.add(next);
		at = next;
	}
	return [];
}

/** Of the routes that lead in a circle one is wrong: that of a Director, which has to lead out, else the first one. */
function isToBlame(server: InternalServer, circle: readonly InternalServer[]): boolean {
	const first = circle.reduce<InternalServer | undefined>(
		(one, other) => (one && compareOrigins(one.origin, other.origin) <= 0 ? one : other),
		undefined,
	);
	return server === (circle.find(({ kind }) => kind === "director") ?? first);
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
