import { isInSubnet } from "../../model/address.js";
import type { Deployment, Firewall, Host, Network } from "../../model/deployment.js";
import type { Side } from "./addresses.js";
import { membersOf } from "./arrays.js";

/** A firewall at one side of the perimeter: towards the Internet, or towards the internal network. */
export interface PerimeterFirewall {
	readonly firewall: Firewall;
	readonly side: Side;
	readonly perimeter: Network;
	/** The network on the other side of the firewall. */
	readonly beyond: Network;
}

const CACHE = new WeakMap<Deployment, readonly PerimeterFirewall[]>();

/** The firewalls whose two networks are known, one of them in the perimeter. */
export function perimeterFirewalls(deployment: Deployment): readonly PerimeterFirewall[] {
	const known = CACHE.get(deployment);
	if (known) {
		return known;
	}
	const found = deployment.firewalls.flatMap((firewall): readonly PerimeterFirewall[] => {
		const networks = firewall.sides.flatMap((side) => deployment.index.networks.get(side.name) ?? []);
		const perimeter = networks.find((network) => network.zone?.value === "perimeter");
		const beyond = networks.find((network) => network !== perimeter);
		const zone = beyond?.zone?.value;
		return perimeter && beyond && (zone === "external" || zone === "internal")
			? [{ firewall, side: zone, perimeter, beyond }]
			: [];
	});
	CACHE.set(deployment, found);
	return found;
}

/**
 * The firewalls through which a host at the perimeter is reached on one side: those whose perimeter network is that of
 * its adapter. Where the file does not say which network that is, it is behind the only firewall of that side; with
 * several of them it is not known.
 */
export function firewallsBefore(deployment: Deployment, host: Host, side: Side): readonly PerimeterFirewall[] {
	const candidates = perimeterFirewalls(deployment).filter((one) => one.side === side);
	const [only, second] = candidates;
	if (!only) {
		return [];
	}
	const isKnown = computersOf(deployment, host).some((computer) =>
		adaptersOf(computer, side).some(({ network }) => network && deployment.index.networks.has(network.name)),
	);
	const fitting = candidates.filter(({ perimeter }) => standsIn(deployment, host, side, perimeter));
	return fitting.length > 0 || isKnown || second ? fitting : [only];
}

/** Whether an adapter of the host, or of a member of the array, is on the network by name or by address. */
function standsIn(deployment: Deployment, host: Host, side: Side, network: Network): boolean {
	return computersOf(deployment, host).some((computer) =>
		adaptersOf(computer, side).some((adapter) =>
			adapter.network
				? adapter.network.name === network.name
				: adapter.addresses.items.some(({ value }) =>
						network.subnets.items.some((subnet) => isInSubnet(value.text, subnet.value)),
					),
		),
	);
}

function adaptersOf(computer: Host, side: Side) {
	return computer.kind === "edge-server" || computer.kind === "reverse-proxy"
		? computer.adapters.filter((adapter) => adapter.side?.value === side)
		: [];
}

/** The host itself, or the members of an array. */
function computersOf(deployment: Deployment, host: Host): readonly Host[] {
	return host.kind === "edge-array" ? membersOf(deployment, host).map(({ edge }) => edge) : [host];
}
