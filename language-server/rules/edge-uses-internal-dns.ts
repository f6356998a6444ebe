import { isInSubnet, type Subnet } from "../model/address.js";
import type { Deployment, Network } from "../model/deployment.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeValues } from "./support/edits.js";

export const rule = defineRule({
	code: "edge-uses-internal-dns",
	title: "Edge servers ask no DNS server of the internal network",
	severity: "warning",
	category: "addresses",
	evidence: "r2",
	sources: ["R2-DNSCFG", "LYNC13-NIC"],
	why: "For security reasons edge servers should not query internal DNS servers. A DNS server in the perimeter, or entries in the hosts file, resolve the internal names that they need.",
	howToFix: "Use a DNS server in the perimeter, or hosts entries for the next hop, pools and Web Conferencing Servers.",
	needs: "The DNS servers of the adapters, and the internal networks with their subnets.",
	note: "Worded for OCS 2007 R2 and repeated for Lync Server.",
	*check({ deployment }) {
		const places = internalSubnets(deployment);
		for (const edge of deployment.edgeServers) {
			const asked = edge.adapters.flatMap((adapter) => adapter.dnsServers.items.map((item) => ({ adapter, item })));
			if (asked.length === 0 || places.length === 0) {
				yield undecided(
					edge,
					asked.length === 0 ? "its DNS servers (`dns-servers`)" : "the subnets of the internal networks (`subnet`)",
				);
				continue;
			}
			let isMet = true;
			for (const { adapter, item } of asked) {
				const place = places.find(({ subnet }) => isInSubnet(item.value.text, subnet));
				if (place) {
					isMet = false;
					yield {
						message: `${edge.name} asks the DNS server ${item.value.text} in the internal network ${place.network.name}. For security reasons edge servers should not query internal DNS. Use a DNS server in the perimeter or hosts entries.`,
						at: item.origin,
						related: [{ message: `${place.network.name} is an internal network`, origin: place.network.origin }],
						fixes: [
							{
								title: `Do not ask ${item.value.text}`,
								edits: removeValues(adapter.block, adapter.dnsServers, (one) => one === item),
								safety: "unsafe",
								preferred: true,
							},
						],
					};
				}
			}
			if (isMet) {
				yield MET;
			}
		}
	},
});

function internalSubnets({ networks }: Deployment): readonly { readonly network: Network; readonly subnet: Subnet }[] {
	return networks
		.filter(({ zone }) => zone?.value === "internal")
		.flatMap((network) => network.subnets.items.map(({ value }) => ({ network, subnet: value })));
}
