import type { Catalogue, EdgeRoleId, FlowTemplate, ScenarioId } from "../catalog/types.js";
import type {
	AnyEdgeRole,
	Deployment,
	EdgeArray,
	EdgeServer,
	ImProvider,
	InternalServer,
} from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";

/** A role on one edge computer. */
export interface RoleOnServer {
	readonly server: EdgeServer;
	readonly role: AnyEdgeRole;
	/** The array that balances the computer, where it is a member of one. */
	readonly array?: EdgeArray;
}

/** A role of an edge array: what outside and inside parties see as one server. */
export interface RoleOnArray {
	readonly array: EdgeArray;
	readonly roleId: EdgeRoleId;
	readonly members: readonly RoleOnServer[];
}

/** Where one edge role is, in the order of the file. */
export interface RolePlaces {
	readonly arrays: readonly RoleOnArray[];
	readonly byArray: ReadonlyMap<EdgeArray, RoleOnArray>;
	/** Every computer that carries the role, members of arrays included. */
	readonly servers: readonly RoleOnServer[];
	/** The computers that carry the role and are in no array. */
	readonly single: readonly RoleOnServer[];
}

/** What all topics of the derivation read. Gathered in one pass over the deployment. */
export interface Scope {
	readonly deployment: Deployment;
	readonly catalogue: Catalogue;
	/** The wanted scenarios in the catalogue's order. */
	readonly scenarios: readonly ScenarioId[];
	/** Whether partners are found through DNS, as they are unless the file says that the allow list alone decides. */
	readonly partnerDiscovery: boolean;
	readonly anonymousUsers: boolean;
	readonly providers: ReadonlySet<ImProvider>;
	readonly places: Readonly<Record<EdgeRoleId, RolePlaces>>;
	/** The wanted scenarios that each row of the port table serves, by the row's number; empty for a row not needed. */
	readonly flowNeeds: ReadonlyMap<string, readonly ScenarioId[]>;
	/** The wanted scenarios that pass through each edge role. */
	readonly roleNeeds: Readonly<Record<EdgeRoleId, readonly ScenarioId[]>>;
	/** The wanted scenarios in which own users sign in from outside, or would with the same client settings. */
	readonly signInNeeds: readonly ScenarioId[];
	/** The wanted scenarios that the web farm serves through the reverse proxy. */
	readonly webFarmNeeds: readonly ScenarioId[];
	/** The wanted scenarios that a Communicator Web Access server serves through the reverse proxy. */
	readonly webAccessNeeds: readonly ScenarioId[];
	readonly pools: readonly InternalServer[];
	readonly directors: readonly InternalServer[];
	readonly mediationServers: readonly InternalServer[];
}

/** Gathers what all topics of the derivation read. */
export function scopeOf(deployment: Deployment, catalogue: Catalogue): Scope {
	const wanted = new Set(deployment.scenarios.map((scenario) => scenario.kind));
	const scenarios = scenarioOrder(catalogue).filter((id) => wanted.has(id));
	const partnerDiscovery = discoversPartners(deployment);
	const flowNeeds = new Map(
		catalogue.flows.map((template) => [template.id, needsOfFlow(template, scenarios, partnerDiscovery)]),
	);
	return {
		deployment,
		catalogue,
		scenarios,
		partnerDiscovery,
		anonymousUsers: deployment.scenarios.some((scenario) => scenario.anonymousUsers !== undefined),
		providers: new Set(
			deployment.scenarios.flatMap((scenario) => scenario.providers.items.map((provider) => provider.value)),
		),
		places: placesOf(deployment),
		flowNeeds,
		roleNeeds: {
			"access-edge": needsOfRole("access-edge", catalogue, scenarios),
			"web-conferencing-edge": needsOfRole("web-conferencing-edge", catalogue, scenarios),
			"av-edge": needsOfRole("av-edge", catalogue, scenarios),
		},
		// Clients connect to the Access Edge for exactly the scenarios of the row that lets them in.
		signInNeeds: flowNeeds.get("E1") ?? [],
		// Communicator Web Access runs on a server of its own, with a name of its own.
		webFarmNeeds: (flowNeeds.get("E12") ?? []).filter((id) => id !== "communicator-web-access"),
		webAccessNeeds: scenarios.filter((id) => id === "communicator-web-access"),
		pools: deployment.internalServers.filter((server) => server.kind === "pool"),
		directors: deployment.internalServers.filter((server) => server.kind === "director"),
		mediationServers: deployment.internalServers.filter((server) => server.kind === "mediation-server"),
	};
}

/** The given scenarios, each once, in the catalogue's order. */
export function inOrder(scope: Scope, ...lists: readonly (readonly ScenarioId[])[]): readonly ScenarioId[] {
	const [first = [], ...others] = lists;
	if (others.every((list) => list.length === 0)) {
		return first;
	}
	const united = new Set(lists.flat());
	return scope.scenarios.filter((id) => united.has(id));
}

function scenarioOrder(catalogue: Catalogue): readonly ScenarioId[] {
	return Object.values(catalogue.scenarios).map((scenario) => scenario.id);
}

/**
 * Whether partners find the deployment through DNS. Automatic discovery is the documented default, with or without an allow list; only an allow list alone does without
 * it (OCS 2007 Edge Server Deployment Guide, step 4.1).
 */
export function discoversPartners(deployment: Deployment): boolean {
	const federations = deployment.scenarios.filter((scenario) => scenario.kind === "federation");
	const mode = federations.find((scenario) => scenario.mode !== undefined)?.mode?.value;
	return federations.length > 0 && mode !== "direct";
}

function needsOfFlow(
	template: FlowTemplate,
	scenarios: readonly ScenarioId[],
	partnerDiscovery: boolean,
): readonly ScenarioId[] {
	if (!template.neededForAll.every((id) => scenarios.includes(id))) {
		return [];
	}
	const serves = (id: ScenarioId) =>
		template.neededForAny.includes(id) &&
		// A partner on the allow list is not looked up, so its federation asks no DNS server.
		!(id === "federation" && template.destination === "dns-servers" && !partnerDiscovery);
	if (!scenarios.some(serves)) {
		return [];
	}
	return scenarios.filter((id) => serves(id) || template.neededForAll.includes(id));
}

/** A role is used by the scenarios that cannot do without it, and by those for which one of its own ports is open. */
function needsOfRole(role: EdgeRoleId, catalogue: Catalogue, scenarios: readonly ScenarioId[]): readonly ScenarioId[] {
	const served = new Set(
		catalogue.flows.filter((template) => template.role === role).flatMap((template) => template.neededForAny),
	);
	return scenarios.filter((id) => served.has(id) || catalogue.scenarios[id].requires.includes(role));
}

function placesOf(deployment: Deployment): Scope["places"] {
	const servers: Record<EdgeRoleId, RoleOnServer[]> = {
		"access-edge": [],
		"web-conferencing-edge": [],
		"av-edge": [],
	};
	const byArray = new Map<EdgeArray, Record<EdgeRoleId, RoleOnServer[]>>();
	for (const array of deployment.edgeArrays) {
		byArray.set(array, { "access-edge": [], "web-conferencing-edge": [], "av-edge": [] });
	}
	for (const server of deployment.edgeServers) {
		const array = deployment.index.arrayOf.get(server.name);
		for (const role of rolesOf(server)) {
			const place: RoleOnServer = array === undefined ? { server, role } : { server, role, array };
			servers[role.role].push(place);
			if (array !== undefined) {
				byArray.get(array)?.[role.role].push(place);
			}
		}
	}
	const of = (roleId: EdgeRoleId): RolePlaces => {
		const arrays = [...byArray]
			.map(([array, members]) => ({ array, roleId, members: members[roleId] }))
			.filter(({ members }) => members.length > 0);
		return {
			arrays,
			byArray: new Map(arrays.map((place) => [place.array, place])),
			servers: servers[roleId],
			single: servers[roleId].filter((place) => place.array === undefined),
		};
	};
	return {
		"access-edge": of("access-edge"),
		"web-conferencing-edge": of("web-conferencing-edge"),
		"av-edge": of("av-edge"),
	};
}
