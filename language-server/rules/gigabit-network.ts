import type { Deployment } from "../model/deployment.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "gigabit-network",
	title: "The servers are connected by 1 Gbit/s",
	severity: "info",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-NET"],
	why: "Ethernet with 1 Gbit/s is recommended for all servers of OCS 2007.",
	howToFix: "Upgrade the link.",
	needs: "The speed of the networks in which servers are.",
	*check({ deployment }) {
		const used = networksInUse(deployment);
		for (const network of deployment.networks.filter(({ name }) => used.has(name))) {
			const { speed, speedMbps } = network;
			if (!speed || !speedMbps) {
				yield undecided(network, "its speed (`speed`)");
			} else if (speedMbps.value >= GIGABIT) {
				yield MET;
			} else {
				yield {
					message: `The network ${network.name} has a speed of ${speed.value}, and ${used.get(network.name)} is in it. 1 Gbit/s is recommended for all servers of OCS 2007. Upgrade the link.`,
					at: speedMbps.origin,
					fixes: [
						{
							title: "Plan with 1 Gbit/s",
							edits: [replace(speedMbps.origin, "1gbps")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});

const GIGABIT = 1000;

/** The networks in which servers are, each with the first of them. */
function networksInUse({ edgeServers, reverseProxies, internalServers }: Deployment): ReadonlyMap<string, string> {
	const used = new Map<string, string>();
	const add = (network: string | undefined, server: string) => {
		if (network !== undefined && !used.has(network)) {
			used.set(network, server);
		}
	};
	for (const { network, name } of internalServers) {
		add(network?.name, name);
	}
	for (const { adapters, name } of [...edgeServers, ...reverseProxies]) {
		for (const { network } of adapters) {
			add(network?.name, name);
		}
	}
	return used;
}
