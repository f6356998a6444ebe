import type { ScenarioId, TrustTemplateId } from "../catalog/types.js";
import type { EdgeServer, InternalServer } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import { virtualAddressOf } from "../model/lookups.js";
import { routedScenarios, routeOfForest } from "./federation-routes.js";
import { mayCarry, poolMembersWith } from "./pool-roles.js";
import type { TrustRequirement } from "./requirements.js";
import {
	avEdgeChoices,
	defaultPort,
	externalNameOfRole,
	externalWebFarmName,
	internalServerOf,
	isBalancedInside,
	listeningPort,
	nextHopOf,
	type RoleFront,
	singlePort,
} from "./resolve.js";
import { inOrder, type RoleOnServer, type Scope } from "./scope.js";

/**
 * The settings by which internal servers and edge servers come to know each other: those of task 6 on the internal
 * side, those of task 3 on the edge.
 */
export function deriveTrust(scope: Scope): readonly TrustRequirement[] {
	return [
		...trustedEdges(scope),
		...federationRoute(scope),
		...webConferencingEdgeEntries(scope),
		...avAuthenticationServices(scope),
		...mediationServerEdges(scope),
		...externalWebFarms(scope),
		...nextHops(scope),
		...internalSipDomains(scope),
		...authorizedServers(scope),
	];
}

interface Setting {
	readonly on?: string;
	readonly names?: string;
	readonly value?: string;
	readonly port?: string;
	readonly fields?: TrustRequirement["fields"];
	readonly requiredBy: readonly ScenarioId[];
}

function entry(scope: Scope, template: TrustTemplateId, setting: Setting): readonly TrustRequirement[] {
	const { on, names, value, port, fields, requiredBy } = setting;
	if (requiredBy.length === 0) {
		return [];
	}
	const { title, side, where, evidence } = scope.catalogue.trust[template];
	return [
		{
			template,
			title,
			side,
			where,
			on,
			names,
			value,
			port: port === undefined ? undefined : singlePort(port),
			fields,
			requiredBy,
			evidence,
		},
	];
}

/**
 * The internal name of each edge computer; of an array, those of its internal virtual addresses ("The FQDN of each VIP
 * on the internal load balancer", R2-TRUST). An array of Web Conferencing Edges alone has no internal virtual address,
 * so its computers are listed one by one.
 */
function trustedEdges(scope: Scope): readonly TrustRequirement[] {
	const arrays = (["access-edge", "av-edge"] as const).flatMap((role) =>
		scope.places[role].arrays.map(({ array }) => ({
			names: array.name,
			value: virtualAddressOf(array, role, "internal")?.fqdn?.value,
			requiredBy: scope.roleNeeds[role],
		})),
	);
	const computers = scope.deployment.edgeServers
		.filter((server) => !isBalancedInside(scope.deployment, server))
		.map((server) => ({ names: server.name, value: server.fqdn?.value, requiredBy: needsOfServer(scope, server) }));
	return [...arrays, ...computers].flatMap((setting) => entry(scope, "trusted-edge", setting));
}

function needsOfServer(scope: Scope, server: EdgeServer): readonly ScenarioId[] {
	return inOrder(scope, ...rolesOf(server).map((role) => scope.roleNeeds[role.role]));
}

function federationRoute(scope: Scope): readonly TrustRequirement[] {
	return entry(scope, "federation-route", { ...routeOfForest(scope), requiredBy: routedScenarios(scope) });
}

/** Each pool with Web Conferencing Servers lists each Web Conferencing Edge by its own name, never by a virtual address. */
function webConferencingEdgeEntries(scope: Scope): readonly TrustRequirement[] {
	const edges = scope.places["web-conferencing-edge"].servers.map((place) => ({
		names: place.server.name,
		value: place.server.fqdn?.value,
		port: listeningPort(scope, [place], "web-conferencing-internal"),
		fields: [
			{ label: "Internal FQDN", value: place.server.fqdn?.value },
			{ label: "Internal port", value: listeningPort(scope, [place], "web-conferencing-internal") },
			{ label: "External FQDN", value: externalNameOfRole(scope, place) },
			{ label: "External port", value: listeningPort(scope, [place], "web-conferencing-external") },
		],
	}));
	return scope.pools
		.filter((pool) => mayCarry(pool, "web-conferencing"))
		.flatMap((pool) =>
			edges.flatMap((edge) =>
				entry(scope, "web-conferencing-edge-entry", {
					on: pool.name,
					...edge,
					requiredBy: scope.roleNeeds["web-conferencing-edge"],
				}),
			),
		);
}

/** Exactly one A/V authentication service for a pool. */
function avAuthenticationServices(scope: Scope): readonly TrustRequirement[] {
	const choices = avEdgeChoices(scope);
	return scope.pools.flatMap((pool) =>
		entry(scope, "av-authentication-service", {
			on: pool.name,
			...avEdgeSetting(scope, choices.of(pool)),
			requiredBy: scope.roleNeeds["av-edge"],
		}),
	);
}

function mediationServerEdges(scope: Scope): readonly TrustRequirement[] {
	const choices = avEdgeChoices(scope);
	const requiredBy = scope.scenarios.filter((id) => id === "enterprise-voice");
	return scope.mediationServers.flatMap((server) =>
		entry(scope, "mediation-av-edge", {
			on: server.name,
			...avEdgeSetting(scope, choices.of(server)),
			requiredBy,
		}),
	);
}

function avEdgeSetting(scope: Scope, front: RoleFront | undefined): Omit<Setting, "requiredBy"> {
	return {
		names: front?.host,
		value: front?.internalName,
		port: listeningPort(scope, front?.members ?? [], "av-authentication-internal"),
	};
}

/** On each pool that a reverse proxy publishes, and on each that states an external name of its own. */
function externalWebFarms(scope: Scope): readonly TrustRequirement[] {
	const names = new Map<InternalServer, string | undefined>();
	for (const proxy of scope.deployment.reverseProxies) {
		for (const publish of proxy.publishes) {
			const pool = internalServerOf(scope, publish.pool);
			if (pool !== undefined) {
				names.set(pool, names.get(pool) ?? externalWebFarmName(scope, publish));
			}
		}
	}
	for (const pool of scope.pools) {
		const external = pool.webFarm?.external;
		if (external !== undefined && names.get(pool) === undefined) {
			names.set(pool, external.value);
		}
	}
	return scope.pools
		.filter((pool) => names.has(pool))
		.flatMap((pool) =>
			entry(scope, "external-web-farm", {
				on: pool.name,
				names: pool.name,
				value: names.get(pool),
				requiredBy: scope.webFarmNeeds,
			}),
		);
}

function nextHops(scope: Scope): readonly TrustRequirement[] {
	return accessEdges(scope, (place) => {
		const hop = nextHopOf(scope, place);
		return entry(scope, "next-hop", {
			on: place.server.name,
			names: hop?.name,
			value: hop?.fqdn?.value,
			// The next hop listens on its own port, whatever the internal port of the Access Edge is set to.
			port: defaultPort(scope, "access-internal"),
			requiredBy: scope.roleNeeds["access-edge"],
		});
	});
}

function internalSipDomains(scope: Scope): readonly TrustRequirement[] {
	const domains = [...new Set(scope.deployment.sipDomains.items.map((domain) => domain.value))];
	return accessEdges(scope, (place) =>
		domains.flatMap((value) =>
			entry(scope, "internal-sip-domain", {
				on: place.server.name,
				value,
				requiredBy: scope.roleNeeds["access-edge"],
			}),
		),
	);
}

/** Every Director, pool and Front End by its name; the next hop is one of them, or is added. */
function authorizedServers(scope: Scope): readonly TrustRequirement[] {
	const servers = [...scope.directors, ...scope.pools].flatMap(namesOf);
	const known = new Set<InternalServer>([...scope.directors, ...scope.pools]);
	return accessEdges(scope, (place) => {
		const hop = nextHopOf(scope, place);
		const others = hop === undefined || known.has(hop) ? [] : namesOf(hop);
		return [...servers, ...others].flatMap(({ names, value }) =>
			entry(scope, "authorized-server", {
				on: place.server.name,
				names,
				value,
				requiredBy: scope.roleNeeds["access-edge"],
			}),
		);
	});
}

function namesOf(server: InternalServer): readonly { readonly names: string; readonly value?: string }[] {
	const own = server.fqdn?.value;
	const members = server.kind === "pool" ? poolMembersWith(server, "front-end") : server.members;
	return [
		{ names: server.name, value: own },
		...members
			.filter((member) => member.fqdn.value !== own)
			.map((member) => ({ names: server.name, value: member.fqdn.value })),
	];
}

function accessEdges(
	scope: Scope,
	settings: (place: RoleOnServer) => readonly TrustRequirement[],
): readonly TrustRequirement[] {
	return scope.places["access-edge"].servers.flatMap(settings);
}
