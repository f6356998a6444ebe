import type { Adapter, Deployment, EdgeServer, Firewall, Network, Side } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { sidesInOneSubnet } from "./support/addresses/addresses.js";
import { isWhole, lastReadable, named } from "./support/completeness.js";
import { insertElement } from "./support/edits.js";
import { perimeterFirewalls } from "./support/firewall/perimeter-firewalls.js";
import { freeName } from "./support/names.js";

export const rule = defineRule({
	code: "two-firewalls",
	title: "The perimeter is between two firewalls",
	severity: "warning",
	category: "firewall",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-IMP", "R2-FW"],
	why: "Edge servers are deployed between an external and an internal firewall, which keep the Internet, the perimeter and the internal network apart.",
	howToFix: "Add the firewall that is missing.",
	needs:
		"At least one firewall, the zones of the networks that the firewalls stand between, and the networks of the adapters.",
	note: "OCS 2007 R2 supports an internal firewall only, an external one only, or both, and strongly recommends both.",
	*check({ deployment }) {
		const { firewalls } = deployment;
		const standings = standingsOf(deployment);
		const gates = perimeterFirewalls(deployment);
		// A firewall of which a side is not known may be the one that is missed.
		const isKnown = firewalls.length > 0 && firewalls.every((one) => isPlaced(deployment, one)) && isWhole(deployment);
		const protectedNetworks = new Set(gates.map(({ side, perimeter }) => `${side} ${perimeter.name}`));
		for (const standing of standings.values()) {
			const { network, side } = standing;
			if (!isKnown) {
				yield undecided(network, `every firewall and the zones of its networks`);
			} else {
				yield protectedNetworks.has(`${side} ${network.name}`) ? MET : finding(deployment, standing);
			}
		}
	},
});

function isPlaced({ index }: Deployment, { sides }: Firewall): boolean {
	return sides.length > 1 && sides.every(({ name }) => index.networks.get(name)?.zone);
}

/** A network of the perimeter in which adapters of one side are, with the first of these edge servers. */
interface Standing {
	readonly network: Network;
	readonly side: Side;
	readonly edge: EdgeServer;
	readonly adapter: Adapter;
}

function standingsOf(deployment: Deployment): ReadonlyMap<string, Standing> {
	const { edgeServers, index } = deployment;
	const found = new Map<string, Standing>();
	// Where both sides of a server are in one subnet, one of them is in the wrong network, which is another mistake.
	const placed = edgeServers.filter((edge) => typeof sidesInOneSubnet(edge, deployment) !== "object");
	for (const edge of placed) {
		for (const adapter of edge.adapters) {
			const network = adapter.network && index.networks.get(adapter.network.name);
			const side = adapter.side?.value;
			if (side && network?.zone?.value === "perimeter" && !found.has(`${side} ${network.name}`)) {
				found.set(`${side} ${network.name}`, { network, side, edge, adapter });
			}
		}
	}
	return found;
}

function finding(deployment: Deployment, standing: Standing): RuleFinding {
	const { network, side, edge, adapter } = standing;
	const other = side === "external" ? "the Internet" : "the internal network";
	return {
		message: `No firewall stands between ${network.name} and ${other}, so ${edge.name} is not protected on its ${side} side. Edge servers belong between an external and an internal firewall. Add the missing one.`,
		at: network.origin,
		related: adapter.network
			? [{ message: `${edge.name} has its ${side} adapter here`, origin: adapter.network.origin }]
			: [],
		fixes: addFirewall(deployment, standing),
	};
}

/** With more networks to choose from, the author knows the name better than a menu does. */
const CHOICES = 3;

function addFirewall(deployment: Deployment, { network, side }: Standing): readonly Fix[] {
	const neighbour = lastReadable(deployment.firewalls);
	const networks = named(deployment.networks)
		.filter(({ zone }) => zone?.value === side)
		.slice(0, CHOICES);
	const name = freeName(deployment, side === "external" ? "outer" : "inner");
	return neighbour
		? networks.map((beyond) => {
				const sides = side === "external" ? [beyond.name, network.name] : [network.name, beyond.name];
				return {
					title: `Add a firewall ${name} between ${sides.join(" and ")}`,
					edits: [insertElement(neighbour.block, `firewall ${name} between ${sides.join(" and ")}`, "list")],
					safety: "unsafe",
					preferred: networks.length === 1,
				};
			})
		: [];
}
