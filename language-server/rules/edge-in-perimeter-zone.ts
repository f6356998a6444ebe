import type { Adapter, Deployment, EdgeServer, ReverseProxy, Side } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { networkAround, usualNetwork } from "./support/addresses/addresses.js";
import { named } from "./support/completeness.js";
import { replace } from "./support/edits.js";
import { CHOICES } from "./support/limits.js";

export const rule = defineRule({
	code: "edge-in-perimeter-zone",
	title: "Edge servers and reverse proxies stand in the perimeter network",
	severity: "error",
	category: "topology",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "The edge roles and the reverse proxy are roles of the perimeter network: a firewall stands between them and the Internet, and another between them and the internal network.",
	howToFix: "Connect the adapter to a perimeter network.",
	needs: "The network of each adapter and its zone, or an address in the subnet of such a network.",
	*check({ deployment }) {
		const usual = {
			internal: usualNetwork(deployment, "internal", "perimeter"),
			external: usualNetwork(deployment, "external", "perimeter"),
		};
		for (const computer of [...deployment.edgeServers, ...deployment.reverseProxies]) {
			yield* judge(deployment, computer, usual);
		}
	},
});

type Computer = EdgeServer | ReverseProxy;
type Usual = Readonly<Record<Side, string | undefined>>;

function* judge(deployment: Deployment, computer: Computer, usual: Usual): Iterable<Outcome> {
	const noun = computer.kind === "edge-server" ? "The edge server" : "The reverse proxy";
	let isKnown = false;
	let isMet = true;
	for (const adapter of computer.adapters) {
		const standing = networkAround(adapter, deployment);
		if (!standing?.network.zone) {
			continue;
		}
		const { network, at } = standing;
		const { zone } = standing.network;
		isKnown = true;
		if (zone.value === "perimeter") {
			continue;
		}
		isMet = false;
		const where =
			zone.value === "internal"
				? `in the internal network ${network.name}`
				: `directly on the external network ${network.name}`;
		const bypassed = zone.value === "internal" ? "internal" : "external";
		yield {
			message: `${noun} ${computer.name} stands ${where}. It belongs in the perimeter network; here the ${bypassed} firewall does not protect it. Connect the adapter to a perimeter network.`,
			at,
			related: [{ message: `The zone of ${network.name}`, origin: zone.origin }],
			fixes: adapter.network ? connect(deployment, adapter, adapter.network, usual) : [],
		};
	}
	if (!isKnown) {
		yield undecided(computer, "the networks of its adapters");
	} else if (isMet) {
		yield MET;
	}
}

function connect({ networks }: Deployment, { side }: Adapter, reference: Reference, usual: Usual): readonly Fix[] {
	const perimeter = named(networks).filter(({ zone }) => zone?.value === "perimeter");
	const likely = perimeter.length === 1 ? perimeter[0]?.name : side && usual[side.value];
	return perimeter.slice(0, CHOICES).map(({ name }) => ({
		title: `Connect the adapter to ${name}`,
		edits: [replace(reference.origin, name)],
		safety: "unsafe",
		preferred: name === likely,
	}));
}
