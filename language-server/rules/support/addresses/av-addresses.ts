import { remembered } from "../../../basics/collections.js";
import type { Address } from "../../../model/address.js";
import type { Deployment, EdgeServer } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { virtualAddressOf } from "../../../model/lookups.js";
import type { Stated } from "../../../model/origin.js";
import { replace } from "../edits.js";
import { externalAddresses, freeExternalAddresses, notPublicBecause } from "./addresses.js";

/**
 * The external address of the A/V Edge on a computer: as stated with the role, else one of the external adapters if
 * none of theirs is public, because then its own is not.
 */
export function avAddressOf(edge: EdgeServer): Stated<Address> | undefined {
	return edge.avEdge?.external?.address ?? (edge.avEdge && onlyPossibleAddress(edge));
}

/** The external addresses of A/V Edges, and their virtual ones, that are not public: they have to go, wherever they stand. */
export const privateAvAddresses = remembered(({ edgeServers, edgeArrays }: Deployment): ReadonlySet<string> => {
	const own = edgeServers.flatMap((edge) => avAddressOf(edge) ?? []);
	const virtual = edgeArrays.flatMap((array) => virtualAddressOf(array, "av-edge", "external")?.address ?? []);
	const texts = [...own, ...virtual].map(({ value }) => value.text);
	return new Set(texts.filter((text) => notPublicBecause(text) !== undefined));
});

function onlyPossibleAddress(edge: EdgeServer): Stated<Address> | undefined {
	const isKnown =
		edge.block.complete &&
		edge.avEdge?.external?.complete !== false &&
		edge.adapters.every((adapter) => adapter.side && adapter.addresses.complete);
	const addresses = externalAddresses(edge);
	const isPrivate = addresses.every((address) => notPublicBecause(address.value.text) !== undefined);
	return isKnown && isPrivate ? addresses[0] : undefined;
}

/** Gives the A/V Edge one of the public addresses that no role of its computer uses. */
export function usePublicAddress(edge: EdgeServer, address: Stated<Address>): readonly Fix[] {
	const free = freeExternalAddresses(edge).filter((one) => notPublicBecause(one) === undefined);
	return free.map((one) => ({
		title: `Give the A/V Edge the address ${one}`,
		edits: [replace(address.origin, one)],
		safety: "unsafe",
		preferred: free.length === 1,
	}));
}
