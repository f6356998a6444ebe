import type { Address, Subnet } from "../../../model/address.js";
import { containsSubnet, isInSubnet, notRoutableBecause, parseSubnet, subnetOf } from "../../../model/address.js";
import type { Adapter, Deployment, EdgeServer, Network, Zone } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn } from "../../../model/lookups.js";
import type { Origin, Stated } from "../../../model/origin.js";

export type Side = "internal" | "external";

/** Where an adapter stands in the address space, and the word that says so. */
export interface Foothold {
	readonly subnet: Subnet;
	readonly origin: Origin;
}

/**
 * The subnets that an adapter lies in: by the prefix of its addresses, else by the subnets of its network. Empty where
 * the file gives neither.
 */
export function footholdsOf(adapter: Adapter, { index }: Deployment): readonly Foothold[] {
	if (!adapter.block.complete) {
		return [];
	}
	const network = adapter.network && index.networks.get(adapter.network.name);
	const subnets = network?.subnets.items.map((item) => item.value) ?? [];
	const addresses = adapter.addresses.items;
	if (addresses.length === 0) {
		const [only, second] = subnets;
		return only && !second && adapter.network ? [{ subnet: only, origin: adapter.network.origin }] : [];
	}
	return addresses.flatMap((address) => {
		const subnet = subnetOf(address.value) ?? subnets.find((one) => isInSubnet(address.value.text, one));
		return subnet ? [{ subnet, origin: address.origin }] : [];
	});
}

/** The network that an adapter names, else the one in whose subnet its addresses lie; and the word that says so. */
export function networkAround(
	{ network, addresses }: Adapter,
	{ networks, index }: Deployment,
): { readonly network: Network; readonly at: Origin } | undefined {
	if (network) {
		const named = index.networks.get(network.name);
		return named && { network: named, at: network.origin };
	}
	for (const { value, origin } of addresses.items) {
		const around = networks.find(({ subnets }) => subnets.items.some((subnet) => isInSubnet(value.text, subnet.value)));
		if (around) {
			return { network: around, at: origin };
		}
	}
	return undefined;
}

/** The addresses of both sides of an edge server that are in one subnet; undefined where the file does not give both. */
export function sidesInOneSubnet(
	edge: EdgeServer,
	deployment: Deployment,
): { readonly internal: Foothold; readonly external: Foothold } | "none" | undefined {
	const footholds = (side: Side) => adaptersOn(edge, side).flatMap((adapter) => footholdsOf(adapter, deployment));
	const inside = footholds("internal");
	const outside = footholds("external");
	if (inside.length === 0 || outside.length === 0) {
		return undefined;
	}
	const pairs = inside.flatMap((internal) => outside.map((external) => ({ internal, external })));
	return pairs.find(({ internal, external }) => overlap(internal.subnet, external.subnet)) ?? "none";
}

/** Whether one of the two lies in the other; a differing prefix length alone is no other subnet. */
export function overlap(a: Subnet, b: Subnet): boolean {
	return containsSubnet(a, b) || containsSubnet(b, a);
}

/** The blocks that are set aside for examples (RFC 5737). A topology that is an example writes them for public ones. */
const EXAMPLES: readonly Subnet[] = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].flatMap((text) => {
	const parsed = parseSubnet(text);
	return "value" in parsed ? [parsed.value] : [];
});

/** Why an address is not publicly routable, or undefined where it is or stands for one that is. */
export function notPublicBecause(address: string): string | undefined {
	return EXAMPLES.some((subnet) => isInSubnet(address, subnet)) ? undefined : notRoutableBecause(address);
}

/** The addresses of the external adapters that no role of the edge server uses. */
export function freeExternalAddresses(edge: EdgeServer): readonly string[] {
	const used = new Set(rolesOf(edge).flatMap((role) => role.external?.address?.value.text ?? []));
	return externalAddresses(edge)
		.map((address) => address.value.text)
		.filter((address) => !used.has(address));
}

/** The addresses of the external adapters. */
export function externalAddresses(edge: EdgeServer): readonly Stated<Address>[] {
	return adaptersOn(edge, "external").flatMap((adapter) => adapter.addresses.items);
}

/** The network that perimeter computers have on a side; of a certain zone, where one is given. */
export function usualNetwork(
	{ edgeServers, reverseProxies, index }: Deployment,
	side: Side,
	zone?: Zone,
): string | undefined {
	return [...edgeServers, ...reverseProxies]
		.flatMap((computer) => adaptersOn(computer, side))
		.map(({ network }) => network && index.networks.get(network.name))
		.find((network) => network && (zone === undefined || network.zone?.value === zone))?.name;
}
