import { groupBy, remembered } from "../../../basics/collections.js";
import { isInSubnet } from "../../../model/address.js";
import type { Adapter, Deployment, Firewall, Host, Network, Side } from "../../../model/deployment.js";
import { adaptersOn } from "../../../model/lookups.js";
import { serversBehind } from "../load-balancing/arrays.js";

/** A firewall at one side of the perimeter: towards the Internet, or towards the internal network. */
export interface PerimeterFirewall {
	readonly firewall: Firewall;
	readonly side: Side;
	readonly perimeter: Network;
	/** The network on the other side of the firewall. */
	readonly beyond: Network;
}

/** The firewalls of one side, in the order of the file, and by the name of the perimeter network that they protect. */
interface SideOfPerimeter {
	readonly gates: readonly PerimeterFirewall[];
	readonly byNetwork: ReadonlyMap<string, readonly PerimeterFirewall[]>;
}

interface Perimeter extends Readonly<Record<Side, SideOfPerimeter>> {
	readonly gates: readonly PerimeterFirewall[];
}

/** The firewalls whose two networks are known, one of them in the perimeter: of one side, or of both. */
export function perimeterFirewalls(deployment: Deployment, side?: Side): readonly PerimeterFirewall[] {
	const perimeter = perimeterOf(deployment);
	return (side === undefined ? perimeter : perimeter[side]).gates;
}

const perimeterOf = remembered((deployment: Deployment): Perimeter => {
	const found = deployment.firewalls.flatMap((firewall): readonly PerimeterFirewall[] => {
		const networks = firewall.sides.flatMap((one) => deployment.index.networks.get(one.name) ?? []);
		const perimeter = networks.find((network) => network.zone?.value === "perimeter");
		const beyond = networks.find((network) => network !== perimeter);
		const zone = beyond?.zone?.value;
		return perimeter && beyond && (zone === "external" || zone === "internal")
			? [{ firewall, side: zone, perimeter, beyond }]
			: [];
	});
	const only = (one: Side): SideOfPerimeter => {
		const gates = found.filter((gate) => gate.side === one);
		return { gates, byNetwork: groupBy(gates, ({ perimeter }) => perimeter.name) };
	};
	return { gates: found, external: only("external"), internal: only("internal") };
});

/**
 * The firewalls through which a host at the perimeter is reached on one side: those whose perimeter network is that of
 * its adapter. Where the file does not say which network that is, it is behind the only firewall of that side; with
 * several of them it is not known.
 */
export function firewallsBefore(deployment: Deployment, host: Host, side: Side): readonly PerimeterFirewall[] {
	const { gates, byNetwork } = perimeterOf(deployment)[side];
	const [only, second] = gates;
	const adapters = computersOf(deployment, host).flatMap((computer) => adaptersOf(computer, side));
	const isKnown = adapters.some(({ network }) => network && deployment.index.networks.has(network.name));
	const fitting = new Set(
		adapters.flatMap((adapter) =>
			adapter.network
				? (byNetwork.get(adapter.network.name) ?? [])
				: gates.filter(({ perimeter }) => standsIn(adapter, perimeter)),
		),
	);
	return fitting.size > 0 || isKnown || second || !only ? [...fitting] : [only];
}

/** Whether an adapter without a stated network has an address of that one. */
function standsIn({ addresses }: Adapter, { subnets }: Network): boolean {
	return addresses.items.some(({ value }) => subnets.items.some((subnet) => isInSubnet(value.text, subnet.value)));
}

function adaptersOf(computer: Host, side: Side) {
	return computer.kind === "edge-server" || computer.kind === "reverse-proxy" ? adaptersOn(computer, side) : [];
}

/** The host itself, or the members of an array. */
function computersOf(deployment: Deployment, host: Host): readonly Host[] {
	return host.kind === "edge-array" ? serversBehind(deployment, host) : [host];
}
