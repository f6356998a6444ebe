import type { ScenarioId } from "../catalog/types.js";
import type { InternalServer } from "../model/deployment.js";
import { hostNamed, isInternalServer } from "../model/lookups.js";
import { defaultPort, frontsOf, listeningPort, nextHopOf, type RoleFront } from "./resolve.js";
import type { Scope } from "./scope.js";

/** What messages to partners go through next. */
interface Route {
	/** The element, by its name. */
	readonly names?: string | undefined;
	/** The name to enter; undefined where the file does not give it. */
	readonly value?: string | undefined;
	readonly port: string;
}

/** The wanted scenarios whose messages leave by a federation route. */
export function routedScenarios({ scenarios }: Scope): readonly ScenarioId[] {
	return scenarios.filter((id) => id === "federation" || id === "public-im");
}

/**
 * One route for the forest: through the Director, or without one straight to the Access Edge. With several Directors it
 * is the one that the Access Edge has as its next hop.
 */
export function routeOfForest(scope: Scope): Route {
	const { directors } = scope;
	if (directors.length > 0) {
		const hops = new Set(scope.places["access-edge"].servers.map((place) => nextHopOf(scope, place)));
		const director = onlyOne(directors) ?? onlyOne(directors.filter((candidate) => hops.has(candidate)));
		return { names: director?.name, value: director?.fqdn?.value, port: defaultPort(scope, "access-internal") };
	}
	return routeToAccessEdge(scope, onlyOne(frontsOf(scope, "access-edge")));
}

/**
 * What is entered on a server that has to override the route of the forest: because that route leads to this very server, or
 * because the file states another one. Undefined where the server goes by the route of the forest.
 */
export function ownRouteOf(scope: Scope, server: InternalServer): Route | undefined {
	const { index } = scope.deployment;
	const { names } = routeOfForest(scope);
	const fronts = frontsOf(scope, "access-edge");
	const stated = server.federationRoute;
	if (stated === undefined) {
		return names === server.name && routedScenarios(scope).length > 0
			? routeToAccessEdge(scope, onlyOne(fronts))
			: undefined;
	}
	const target = hostNamed(index, stated.name);
	if (names !== server.name && (target === undefined || target.name === names)) {
		return undefined;
	}
	if (isInternalServer(target)) {
		return { names: target.name, value: target.fqdn?.value, port: defaultPort(scope, "access-internal") };
	}
	// A file may name a member where its array is meant.
	const array = target === undefined ? undefined : index.arrayOf.get(target.name);
	return routeToAccessEdge(
		scope,
		fronts.find(({ host }) => host === target?.name || host === array?.name),
	);
}

function routeToAccessEdge(scope: Scope, front: RoleFront | undefined): Route {
	return {
		names: front?.host,
		value: front?.internalName,
		port: listeningPort(scope, front?.members ?? [], "access-internal"),
	};
}

function onlyOne<T>(values: readonly T[]): T | undefined {
	return values.length === 1 ? values[0] : undefined;
}
