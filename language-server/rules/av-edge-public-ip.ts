import type { Address } from "../model/address.js";
import type { Deployment, EdgeServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Origin, Stated } from "../model/origin.js";
import { defineRule } from "./rule.js";
import { externalAddresses, freeExternalAddresses, notPublicBecause } from "./support/addresses.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "av-edge-public-ip",
	title: "The A/V Edge has a publicly routable external address",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-NET", "EDG-2.3", "CHLACY"],
	why: "OCS 2007 requires a publicly routable address directly on the external interface of the A/V Edge, because it hands this address out to clients.",
	howToFix: "Assign a public address to the external interface, and use it for the A/V Edge.",
	needs:
		"The external address of the A/V Edge, or the addresses of the external adapters, or its external virtual address.",
	note: "Addresses that are set aside for examples (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) count as public.",
	*check({ deployment }) {
		for (const { owner, address, at, edge } of avAddresses(deployment)) {
			const reason = notPublicBecause(address.value.text);
			if (reason === undefined) {
				continue;
			}
			yield {
				message: `The A/V Edge of ${owner} has the external address ${address.value.text}, ${reason}. Clients outside cannot reach it, and a translated address does not work for the A/V Edge. Assign a publicly routable address to the interface.`,
				at,
				fixes: edge?.avEdge?.external?.address ? usePublicAddress(edge, address) : [],
			};
		}
	},
});

interface AvAddress {
	readonly owner: string;
	readonly address: Stated<Address>;
	readonly at: Origin;
	readonly edge?: EdgeServer;
}

function* avAddresses({ edgeServers, edgeArrays }: Deployment): Iterable<AvAddress> {
	for (const edge of edgeServers) {
		const address = edge.avEdge?.external?.address ?? (edge.avEdge && onlyPossibleAddress(edge));
		if (address) {
			yield { owner: edge.name, address, at: address.origin, edge };
		}
	}
	for (const array of edgeArrays) {
		for (const { side, role, address } of array.virtualAddresses) {
			if (side.value === "external" && role === "av-edge" && address) {
				yield { owner: array.name, address, at: address.origin };
			}
		}
	}
}

/** Where the role states no address it has one of the external adapters; if none of them is public, its own is not. */
function onlyPossibleAddress(edge: EdgeServer): Stated<Address> | undefined {
	const isKnown =
		edge.block.complete &&
		edge.avEdge?.external?.complete !== false &&
		edge.adapters.every((adapter) => adapter.side && adapter.addresses.complete);
	const addresses = externalAddresses(edge);
	const isPrivate = addresses.every((address) => notPublicBecause(address.value.text) !== undefined);
	return isKnown && isPrivate ? addresses[0] : undefined;
}

function usePublicAddress(edge: EdgeServer, address: Stated<Address>): readonly Fix[] {
	const free = freeExternalAddresses(edge).filter((one) => notPublicBecause(one) === undefined);
	return free.map((one) => ({
		title: `Give the A/V Edge the address ${one}`,
		edits: [replace(address.origin, one)],
		safety: "unsafe",
		preferred: free.length === 1,
	}));
}
