import type { Deployment, Firewall, Zone } from "../model/deployment.js";
import type { Flow } from "./requirements.js";

/** Which firewall of the reference architecture a firewall of the file is, by the zones of its two networks. */
export function sideOfFirewall(deployment: Deployment, firewall: Firewall): "external" | "internal" | undefined {
	const zones = firewall.sides.map((side) => deployment.index.networks.get(side.name)?.zone?.value);
	const has = (zone: Zone) => zones.includes(zone);
	if (has("external")) {
		return "external";
	}
	return has("internal") ? "internal" : undefined;
}

/**
 * The firewalls that a flow passes: those at the network of the perimeter computer; all of that side where this does not tell.
 *
 * @param candidates the firewalls of the flow's side
 */
export function firewallsOnPath(
	deployment: Deployment,
	flow: Flow,
	candidates: readonly Firewall[],
): readonly Firewall[] {
	const host = deployment.index.hosts.get(flow.server);
	const servers =
		host?.kind === "edge-array" ? host.members.map((member) => deployment.index.hosts.get(member.name)) : [host];
	const networks = new Set(
		servers
			.flatMap((server) => (server?.kind === "edge-server" || server?.kind === "reverse-proxy" ? server.adapters : []))
			.filter((adapter) => adapter.side?.value === flow.firewall)
			.flatMap((adapter) => adapter.network?.name ?? []),
	);
	const atNetwork = candidates.filter((firewall) => firewall.sides.some((side) => networks.has(side.name)));
	return atNetwork.length > 0 ? atNetwork : candidates;
}
