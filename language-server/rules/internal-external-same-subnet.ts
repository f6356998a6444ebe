import { defineRule, MET, undecided } from "./rule.js";
import { sidesInOneSubnet } from "./support/addresses/addresses.js";

export const rule = defineRule({
	code: "internal-external-same-subnet",
	title: "The two sides of an edge server are in different subnets",
	severity: "warning",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["HMC-EDGE", "PEDIA-IMP", "INSIDEOCS-4", "LYNC13-NIC", "EDG-2.3"],
	why: "Firewalls on both sides separate the two interfaces. In one subnet they can be bypassed, and it is open by which interface a packet leaves.",
	howToFix: "Use two subnets, one for each side.",
	needs:
		"The adapters of the edge server with their sides, and their subnets: by the prefix of an address, or by the network with its subnet.",
	note: "That firewalls stand on both sides is documented for OCS 2007. Separate subnets are stated by a community page for OCS; later Microsoft pages add that the two must not be routable to each other.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			const shared = sidesInOneSubnet(edge, deployment);
			if (shared === undefined) {
				yield undecided(edge, "the subnets of both sides (`subnet`)");
			} else if (shared === "none") {
				yield MET;
			} else {
				const { internal, external } = shared;
				yield {
					message: `The internal and the external side of ${edge.name} are both in ${internal.subnet.text}. Firewalls are to separate the two sides, and one subnet makes routing ambiguous. Use two subnets.`,
					at: internal.origin,
					related: [{ message: "The external side", origin: external.origin }],
				};
			}
		}
	},
});
