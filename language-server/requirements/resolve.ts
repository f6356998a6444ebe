import type { EdgeRoleId, PortSettingId, ScenarioId } from "../catalog/types.js";
import { type Address, formatPortRange } from "../model/address.js";
import type {
	Adapter,
	Deployment,
	EdgeArray,
	EdgeServer,
	ExternalInterface,
	InternalServer,
	Publish,
	ReverseProxy,
} from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import { listeningPortsOf } from "../model/listening-ports.js";
import { hostNamed, isInternalServer, virtualAddressOf } from "../model/lookups.js";
import type { Reference, StatedList } from "../model/origin.js";
import { poolMembersWith } from "./pool-roles.js";
import type { RoleOnArray, RoleOnServer, Scope } from "./scope.js";

/*
 * From what the file says to names, addresses and ports. Each function answers with undefined where the file leaves it
 * open: a value that nobody stated must never reach a firewall rule or a DNS record.
 */

/** The address of a list that has exactly one; a list with an unreadable value is not known well enough. */
function onlyAddress(list: StatedList<Address>): string | undefined {
	return list.complete && list.items.length === 1 ? list.items[0]?.value.text : undefined;
}

/** The address of the computer's interface on one side, where all adapters of that side together have exactly one. */
function addressOfSide(adapters: readonly Adapter[], side: "internal" | "external"): string | undefined {
	let only: string | undefined;
	for (const adapter of adapters) {
		if (adapter.side?.value !== side || (adapter.addresses.complete && adapter.addresses.items.length === 0)) {
			continue;
		}
		const address = onlyAddress(adapter.addresses);
		if (address === undefined || only !== undefined) {
			return undefined;
		}
		only = address;
	}
	return only;
}

/** The address of the internal interface, which all roles of an edge computer share. */
export function internalAddressOf(computer: EdgeServer | ReverseProxy): string | undefined {
	return addressOfSide(computer.adapters, "internal");
}

/** The address that the Internet sees of a reverse proxy. */
export function externalAddressOfProxy(proxy: ReverseProxy): string | undefined {
	return addressOfSide(proxy.adapters, "external");
}

/**
 * The external address of a role on one computer: as stated with the role, else the only address of the computer's
 * external adapter. With several addresses there, the file does not say which one the role takes; and the only one is
 * none of its own where another role states it.
 */
export function externalAddressOfRole({ server, role }: RoleOnServer): string | undefined {
	const { external } = role;
	if (external?.address !== undefined) {
		return external.address.value.text;
	}
	const only = isUnreadable(external) ? undefined : addressOfSide(server.adapters, "external");
	const isTaken = rolesOf(server).some((other) => other.external?.address?.value.text === only);
	return isTaken ? undefined : only;
}

function isUnreadable(external: ExternalInterface | undefined): boolean {
	return external !== undefined && !external.complete;
}

/**
 * Whether internal servers reach the computer through an internal virtual address. The Web Conferencing Edge never is
 * balanced on the internal side (OCS 2007 Planning Guide, "Load Balancer Requirements for Edge Servers"), so that a
 * computer which carries nothing else keeps its own name there, even in an array.
 */
export function isBalancedInside({ index }: Deployment, server: EdgeServer): boolean {
	return index.arrayOf.has(server.name) && (server.accessEdge !== undefined || server.avEdge !== undefined);
}

/**
 * The name by which the members of an array present themselves to internal servers: that of the virtual address of the
 * Access Edge, or of the A/V Edge where they carry none ("Migrating to OCS 2007, Step 4").
 */
export function internalNameOfArray(array: EdgeArray): string | undefined {
	const virtual = virtualAddressOf(array, "access-edge", "internal") ?? virtualAddressOf(array, "av-edge", "internal");
	return virtual?.fqdn?.value;
}

/**
 * The name under which outside parties reach a role of an array: that of its virtual address, else the name on which
 * all members agree.
 */
export function externalNameOfArray({ array, roleId, members }: RoleOnArray): string | undefined {
	const stated = virtualAddressOf(array, roleId, "external")?.fqdn?.value;
	if (stated !== undefined) {
		return stated;
	}
	const names = new Set(members.map(({ role }) => role.external?.fqdn?.value));
	return names.size === 1 ? [...names][0] : undefined;
}

/** The name under which outside parties reach the role that this computer carries, alone or as a member of an array. */
export function externalNameOfRole(scope: Scope, place: RoleOnServer): string | undefined {
	const array = place.array === undefined ? undefined : scope.places[place.role.role].byArray.get(place.array);
	return array === undefined ? place.role.external?.fqdn?.value : externalNameOfArray(array);
}

/** One thing behind which outside parties find a role: an array, or a computer that is in none. */
export interface RoleFront {
	readonly host: string;
	readonly externalName?: string;
	readonly externalAddress?: string;
	/** The name and address by which internal servers know it. */
	readonly internalName?: string;
	readonly internalAddress?: string;
	readonly members: readonly RoleOnServer[];
}

/** Everything behind which outside parties find the role, arrays first. */
export function frontsOf(scope: Scope, role: EdgeRoleId): readonly RoleFront[] {
	const { arrays, single } = scope.places[role];
	return [
		...arrays.map((place) => ({
			host: place.array.name,
			externalName: externalNameOfArray(place),
			externalAddress: virtualAddressOf(place.array, role, "external")?.address?.value.text,
			internalName: virtualAddressOf(place.array, role, "internal")?.fqdn?.value,
			internalAddress: virtualAddressOf(place.array, role, "internal")?.address?.value.text,
			members: place.members,
		})),
		...single.map((place) => ({
			host: place.server.name,
			externalName: place.role.external?.fqdn?.value,
			externalAddress: externalAddressOfRole(place),
			internalName: place.server.fqdn?.value,
			internalAddress: internalAddressOf(place.server),
			members: [place],
		})),
	];
}

/**
 * Which A/V Edge an internal server uses, as far as the file decides it. A pool or Mediation Server refers to exactly
 * one A/V authentication service: the one that the file names, or the only one there is. With several sites it is as a
 * rule that of the server's own site, which only the file can say.
 */
export interface AvEdgeChoices {
	readonly fronts: readonly RoleFront[];
	/** Undefined where the file leaves it open. */
	readonly of: (server: InternalServer) => RoleFront | undefined;
}

/** The A/V Edges of a deployment, and which internal server uses which. */
export function avEdgeChoices(scope: Scope): AvEdgeChoices {
	const fronts = frontsOf(scope, "av-edge");
	const [only, other] = fronts;
	const byHost = new Map(fronts.map((front) => [front.host, front]));
	return {
		fronts,
		of: ({ avAuthentication }) => {
			if (avAuthentication === undefined) {
				return other === undefined ? only : undefined;
			}
			const { name } = avAuthentication;
			// A file may name a member where its array is meant.
			return byHost.get(name) ?? byHost.get(scope.deployment.index.arrayOf.get(name)?.name ?? "");
		},
	};
}

/** The port or range on which the role listens: as stated, else the documented default. */
export function listeningPort(scope: Scope, places: readonly RoleOnServer[], setting: PortSettingId): string {
	const stated = places
		.flatMap(({ role }) => listeningPortsOf(role))
		.find((port) => port.setting === setting && port.stated)?.stated;
	return stated ? formatPortRange(stated.value) : defaultPort(scope, setting);
}

/** The one port of a text such as "443"; a range where a setting or record holds one port leaves it open. */
export function singlePort(ports: string): number | undefined {
	return /^\d+$/.test(ports) ? Number(ports) : undefined;
}

/** What the other side of a connection listens on as a rule: the settings of this edge say nothing about it. */
export function defaultPort(scope: Scope, setting: PortSettingId): string {
	return scope.catalogue.portSettings[setting].default;
}

/** The element that a reference names, where it is a server of the internal network. */
export function internalServerOf(scope: Scope, reference: Reference | undefined): InternalServer | undefined {
	const host = reference === undefined ? undefined : hostNamed(scope.deployment.index, reference.name);
	return isInternalServer(host) ? host : undefined;
}

/** The Director, pool or server to which the Access Edge on this computer sends. */
export function nextHopOf(scope: Scope, place: RoleOnServer): InternalServer | undefined {
	return place.role.role === "access-edge" ? internalServerOf(scope, place.role.nextHop) : undefined;
}

/**
 * The address at which an internal server is reached: its own, or that of its only member ("the pool's virtual address,
 * or the single Front End").
 */
export function addressOfInternalServer(server: InternalServer): string | undefined {
	if (server.addresses.statements.length > 0) {
		return onlyAddress(server.addresses);
	}
	const [first, second] = server.members;
	return second === undefined ? first?.address?.value.text : undefined;
}

/**
 * The address of a pool's web farm. It is that of the pool where both have one name or one computer, and that of the
 * only member with the Web Components; a virtual address of their own cannot be stated, and is left open.
 */
export function addressOfWebFarm(pool: InternalServer): string | undefined {
	if (pool.kind === "communicator-web-access") {
		return addressOfInternalServer(pool);
	}
	const name = pool.webFarm?.internal?.value;
	if ((name !== undefined && name === pool.fqdn?.value) || pool.edition?.value === "standard") {
		return addressOfInternalServer(pool);
	}
	const [first, second] = poolMembersWith(pool, "web-components");
	return second === undefined ? first?.address?.value.text : undefined;
}

/** The name under which outside users reach what a reverse proxy publishes. */
export function externalWebFarmName(scope: Scope, publish: Publish): string | undefined {
	return publish.externalUrl?.value ?? internalServerOf(scope, publish.pool)?.webFarm?.external?.value;
}

/** The wanted scenarios for which a reverse proxy publishes something: those of the web farm, or of web access. */
export function needsOfPublished(scope: Scope, publish: Publish): readonly ScenarioId[] {
	return internalServerOf(scope, publish.pool)?.kind === "communicator-web-access"
		? scope.webAccessNeeds
		: scope.webFarmNeeds;
}
