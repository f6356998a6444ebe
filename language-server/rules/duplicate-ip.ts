import type { Address } from "../model/address.js";
import type { Adapter, Deployment, EdgeServer, InternalServer, ReverseProxy } from "../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import type { Origin, Stated } from "../model/origin.js";
import { defineRule, MET } from "./rule.js";
import { removeValues } from "./support/edits.js";
import { sharedEdgeComputer } from "./support/topology/computers.js";

export const rule = defineRule({
	code: "duplicate-ip",
	title: "An address belongs to one interface",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-DNS"],
	why: "Two interfaces with the same address conflict, and the services that listen on it cannot start.",
	howToFix: "Give each interface, virtual address and server an address of its own.",
	needs: "The addresses of adapters, roles, virtual addresses, pools and their members.",
	note: "Plain networking; no text for OCS states it as a rule.",
	*check({ deployment }) {
		const first = new Map<string, Claim>();
		for (const claim of claims(deployment)) {
			const { text } = claim.address.value;
			const other = first.get(text);
			if (!other) {
				first.set(text, claim);
				yield MET;
			} else if (claim.adapter && claim.adapter === other.adapter) {
				yield {
					message: `${text} is stated twice on ${claim.label}. An interface has an address once. Remove the second.`,
					at: claim.address.origin,
					related: [{ message: "Stated first here", origin: other.address.origin }],
					fixes: removeSecond(claim.adapter, other.address, claim.address),
				};
			} else if (areDifferent(other, claim)) {
				yield {
					message: `${claim.address.value.text} is the address of ${claim.label} and of ${other.label}. Two interfaces with one address conflict, and services cannot listen on it. Give each its own address.`,
					at: claim.address.origin,
					related: [{ message: `The address of ${other.label}`, origin: other.address.origin }],
				};
			}
		}
	},
});

function removeSecond(adapter: Adapter, first: Stated<Address>, second: Stated<Address>): readonly Fix[] {
	const { addresses, block } = adapter;
	// With a value that could not be read in between, the commas around the address are not known.
	return addresses.complete
		? [
				{
					title: `Remove the second ${second.value.text}`,
					edits: removeValues(block, addresses, (item) => item === second),
					safety: first.value.prefix === second.value.prefix ? "safe" : "unsafe",
					preferred: true,
				},
			]
		: [];
}

interface Claim {
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

function areDifferent(a: Claim, b: Claim): boolean {
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
					label: `the ${side.value} virtual address of the ${ROLE_TITLES[role]} in ${array.name}`,
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
	const virtual = new Set(index.arrayOf.get(edge.name)?.virtualAddresses.map(({ address }) => address?.value.text));
	for (const role of rolesOf(edge)) {
		const address = role.external?.address;
		// A member of an array may state the virtual address that outside parties know.
		if (address && !virtual.has(address.value.text)) {
			yield { address, label: `the ${ROLE_TITLES[role.role]} of ${edge.name}`, computer: edge.name };
		}
	}
}
