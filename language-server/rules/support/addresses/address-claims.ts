import { remembered } from "../../../basics/collections.js";
import type { Address } from "../../../model/address.js";
import type { Adapter, Deployment, EdgeServer, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../../model/edge-roles.js";
import type { Origin, Stated } from "../../../model/origin.js";
import { externalAddressOfRole } from "../../../requirements/resolve.js";
import type { RuleContext } from "../../rule.js";
import { sharedEdgeComputer } from "../topology/computers.js";
import { roleAddressesOf } from "./role-addresses.js";

/** Who says that an address is its own. */
export interface Claim {
	readonly address: Stated<Address>;
	/** Who has the address, as in "the external adapter of edge1". */
	readonly label: string;
	/** The computer, or the name that stands for it: what belongs to one computer may share an address. */
	readonly computer: string;
	/** Tells interfaces of one computer apart; absent for a role, which uses the address of an interface. */
	readonly interface?: Origin;
	/** The adapter that states the address, if one does. */
	readonly adapter?: Adapter;
	/** Virtual addresses of several roles may be one: their ports decide. */
	readonly virtualRole?: string;
}

/** A claim, with the one for the same address that it contradicts. */
export interface Contest {
	readonly claim: Claim;
	readonly other?: Claim;
}

/** Every claim that is the first for its address, or contradicts the first. */
export const addressClaims = remembered((deployment: Deployment): readonly Contest[] => {
	const first = new Map<string, Claim>();
	return [...claims(deployment)].flatMap((claim): readonly Contest[] => {
		const { text } = claim.address.value;
		const other = first.get(text);
		if (!other) {
			first.set(text, claim);
			return [{ claim }];
		}
		return areDifferent(other, claim) ? [{ claim, other }] : [];
	});
});

/** The addresses that several computers, or roles on one port, have: whose each of them is, the file does not say. */
export const contestedAddresses = remembered(({ deployment, catalogue }: RuleContext): ReadonlySet<string> => {
	const roles = deployment.edgeServers.flatMap((edge) =>
		roleAddressesOf(edge, catalogue).shared.flatMap(({ address, port }) => (port === undefined ? [] : [address])),
	);
	// Of roles without a stated address the only one of the adapter can be that of one alone.
	const unstated = deployment.edgeServers.flatMap((edge) => {
		const [open, ...others] = rolesOf(edge).filter(({ external }) => !external?.address);
		const address = open && externalAddressOfRole({ server: edge, role: open });
		const isTaken = rolesOf(edge).some(({ external }) => external?.address?.value.text === address);
		return address !== undefined && (others.length > 0 || isTaken) ? [address] : [];
	});
	const computers = addressClaims(deployment).flatMap(({ claim, other }) =>
		other && other.computer !== claim.computer ? [claim.address] : [],
	);
	return new Set([...[...roles, ...computers].map(({ value }) => value.text), ...unstated]);
});

function areDifferent(a: Claim, b: Claim): boolean {
	if (a.adapter !== undefined && a.adapter === b.adapter) {
		return true;
	}
	if (a.virtualRole !== undefined && b.virtualRole !== undefined) {
		return a.virtualRole === b.virtualRole;
	}
	if (a.computer !== b.computer) {
		return true;
	}
	return a.interface !== undefined && b.interface !== undefined;
}

function* claims(deployment: Deployment): Iterable<Claim> {
	// Internal servers come first and roles last, so that a finding lies where an address is borrowed, not owned.
	for (const server of deployment.internalServers) {
		yield* claimsOfServer(deployment, server);
	}
	for (const computer of [...deployment.edgeServers, ...deployment.reverseProxies]) {
		yield* claimsOfAdapters(deployment, computer);
	}
	for (const array of deployment.edgeArrays) {
		for (const { address, side, role } of array.virtualAddresses) {
			if (address) {
				yield {
					address,
					label: `the ${ROLE_TITLES[role]} in ${array.name} (${side.value} virtual address)`,
					computer: array.name,
					virtualRole: `${side.value} ${role}`,
				};
			}
		}
	}
	for (const edge of deployment.edgeServers) {
		yield* claimsOfRoles(deployment, edge);
	}
}

function* claimsOfServer(deployment: Deployment, server: InternalServer): Iterable<Claim> {
	// Who shares the computer of an edge server has its addresses; that they share it is another rule's.
	const own = sharedEdgeComputer(deployment, server)?.edge.name ?? server.fqdn?.value ?? server.name;
	// The address of a pool with one Front End is that of the Front End, so both stand for one computer.
	const computer = server.members.length === 1 ? (server.members[0]?.fqdn.value ?? own) : own;
	for (const address of server.addresses.items) {
		yield { address, label: server.name, computer };
	}
	for (const { fqdn, address } of server.members) {
		if (address) {
			yield { address, label: fqdn.value, computer: fqdn.value };
		}
	}
}

function* claimsOfAdapters(deployment: Deployment, computer: EdgeServer | ReverseProxy): Iterable<Claim> {
	// A proxy on the computer of an edge server has the interfaces of that computer; that they share it is another rule's.
	const shared = computer.kind === "reverse-proxy" ? sharedEdgeComputer(deployment, computer)?.edge.name : undefined;
	for (const adapter of computer.adapters) {
		for (const address of adapter.addresses.items) {
			const side = adapter.side ? `${adapter.side.value} adapter` : "adapter";
			yield {
				address,
				label: `the ${side} of ${computer.name}`,
				adapter,
				computer: shared ?? computer.name,
				...(shared === undefined && { interface: adapter.origin }),
			};
		}
	}
}

function* claimsOfRoles({ index }: Deployment, edge: EdgeServer): Iterable<Claim> {
	// What an adapter states is claimed already.
	const own = new Set(edge.adapters.flatMap(({ addresses }) => addresses.items.map(({ value }) => value.text)));
	const virtual = new Set(index.arrayOf.get(edge.name)?.virtualAddresses.map(({ address }) => address?.value.text));
	for (const role of rolesOf(edge)) {
		const address = role.external?.address;
		// A member of an array may state the virtual address that outside parties know.
		if (address && !virtual.has(address.value.text) && !own.has(address.value.text)) {
			yield { address, label: `the ${ROLE_TITLES[role.role]} of ${edge.name}`, computer: edge.name };
		}
	}
}
