import type { Adapter, Deployment, Side } from "../model/deployment.js";
import { adaptersOn } from "../model/lookups.js";
import type { Origin } from "../model/origin.js";
import { isOnNetworkOf } from "./near-name-servers.js";

/** Through which firewall a reverse proxy asks DNS servers. */
export interface ProxyLookup {
	readonly proxy: string;
	readonly side: Side;
	/** The address of the proxy, and those of the DNS servers. */
	readonly from: string;
	readonly to: readonly string[];
	readonly origin: Origin;
}

/** DNS servers of a reverse proxy that lie behind a firewall: the port table has no row for them. */
export function lookupsOfProxies(deployment: Deployment): readonly ProxyLookup[] {
	return deployment.reverseProxies.flatMap((proxy) =>
		(["internal", "external"] as const).flatMap((side) =>
			adaptersOn(proxy, side).flatMap((adapter): readonly ProxyLookup[] => {
				const [own] = adapter.addresses.items;
				const behind = dnsServersBehind(deployment, adapter);
				return own === undefined || behind.length === 0
					? []
					: [
							{
								proxy: proxy.name,
								side,
								from: own.value.text,
								to: behind.map(({ value }) => value.text),
								origin: adapter.origin,
							},
						];
			}),
		),
	);
}

/** Whether somebody has to let reverse proxies ask for names, by rules that no sheet has. */
export function asksForNames(deployment: Deployment, proxies: readonly string[]): boolean {
	return lookupsOfProxies(deployment).some(({ proxy }) => proxies.includes(proxy));
}

/** DNS servers of an adapter that are not on its own network. */
function dnsServersBehind(deployment: Deployment, adapter: Adapter): Adapter["dnsServers"]["items"] {
	return adapter.dnsServers.items.filter(({ value }) => !isOnNetworkOf(deployment, adapter, value));
}
