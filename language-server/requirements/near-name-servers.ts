import { type Address, isInSubnet } from "../model/address.js";
import type { Adapter, Deployment } from "../model/deployment.js";
import { adaptersOn } from "../model/lookups.js";
import type { Origin } from "../model/origin.js";
import type { Flow } from "./requirements.js";

/** The row of the port table by which an Access Edge fetches revocation lists. */
export const REVOCATION_FLOW = "E4";

/** The row by which it asks public DNS: for partners, and for the hosts of the lists as well. */
export const NAME_FLOW = "E5";

/** A DNS server in the same network as an edge server that asks it: no firewall lies between them. */
export interface NearNameServer {
	readonly address: string;
	/** The network of both, where the file names it. */
	readonly network?: string;
	readonly origin: Origin;
}

/** Those of one network, with the edge servers that ask them. What these want to know they ask others, on the Internet. */
export interface AskedNameServers {
	/** Made of names: of the network, or of an edge server where the file does not name the network. */
	readonly id: string;
	readonly network?: string;
	readonly addresses: readonly string[];
	readonly askedBy: readonly string[];
	readonly origin: Origin;
}

/** Whether a DNS server is on the network of an adapter, as far as the file gives the subnet. */
export function isOnNetworkOf({ index }: Deployment, adapter: Adapter, address: Address): boolean {
	const network = adapter.network === undefined ? undefined : index.networks.get(adapter.network.name);
	return (
		network?.subnets.items.some((subnet) => isInSubnet(address.text, subnet.value)) === true ||
		adapter.addresses.items.some(
			({ value: { text, prefix } }) =>
				prefix !== undefined && isInSubnet(address.text, { text: `${text}/${prefix}`, address: text, prefix }),
		)
	);
}

/** The DNS servers to which a rule of the port table leads although nothing on the way passes a firewall. */
export function nearNameServersOf(deployment: Deployment, flow: Flow): readonly NearNameServer[] {
	return flow.template === NAME_FLOW ? nearNameServers(deployment, flow.server) : [];
}

/** Whether no firewall stands between an edge server and any DNS server that the file gives it outside. */
export function hasOnlyNearNameServers(deployment: Deployment, server: string): boolean {
	const host = deployment.index.hosts.get(server);
	const stated =
		host?.kind === "edge-server" ? adaptersOn(host, "external").flatMap(({ dnsServers }) => dnsServers.items) : [];
	return stated.length > 0 && nearNameServers(deployment, server).length === stated.length;
}

/** The DNS servers that need a way out themselves, because the edge servers ask them for what the Internet knows. */
export function askedNameServers(
	{
		deployment,
		requirements,
	}: { readonly deployment: Deployment; readonly requirements: { readonly flows: readonly Flow[] } },
	servers?: readonly string[],
): readonly AskedNameServers[] {
	const asking = new Set(
		requirements.flows
			.filter(({ template }) => template === NAME_FLOW || template === REVOCATION_FLOW)
			.map(({ server }) => server),
	);
	const found = new Map<string, AskedNameServers>();
	for (const server of asking) {
		for (const { address, network, origin } of servers?.includes(server) === false
			? []
			: nearNameServers(deployment, server)) {
			const id = network === undefined ? `of/${server}` : `in/${network}`;
			const known = found.get(id);
			found.set(id, {
				id,
				...(network === undefined ? {} : { network }),
				addresses: [...new Set([...(known?.addresses ?? []), address])],
				askedBy: [...new Set([...(known?.askedBy ?? []), server])],
				origin: known?.origin ?? origin,
			});
		}
	}
	return [...found.values()];
}

function nearNameServers(deployment: Deployment, server: string): readonly NearNameServer[] {
	const host = deployment.index.hosts.get(server);
	return host?.kind !== "edge-server"
		? []
		: adaptersOn(host, "external").flatMap(({ dnsServers }) =>
				dnsServers.items.flatMap(({ value, origin }) => {
					const adapter = host.adapters.find((candidate) => isOnNetworkOf(deployment, candidate, value));
					return adapter === undefined
						? []
						: [{ address: value.text, ...(adapter.network && { network: adapter.network.name }), origin }];
				}),
			);
}
