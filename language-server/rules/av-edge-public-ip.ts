import { defineRule, MET, undecided } from "./rule.js";
import { notPublicBecause } from "./support/addresses/addresses.js";
import { avAddressOf, usePublicAddress } from "./support/addresses/av-addresses.js";

export const rule = defineRule({
	code: "av-edge-public-ip",
	title: "The A/V Edge has a publicly routable external address",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-NET", "EDG-2.3", "CHLACY"],
	why: "OCS 2007 requires a publicly routable address directly on the external interface of the A/V Edge, because it hands this address out to clients.",
	howToFix: "Assign a public address to the external interface, and use it for the A/V Edge.",
	needs: "The external address of the A/V Edge, or the addresses of the external adapters.",
	note: "Addresses that are set aside for examples (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) count as public. Members of an array and its virtual addresses are checked by av-vip-public-ip.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			if (!edge.avEdge || deployment.index.arrayOf.has(edge.name)) {
				continue;
			}
			const address = avAddressOf(edge);
			if (!address) {
				yield undecided(edge, "the external address of the A/V Edge (`external`)");
				continue;
			}
			const reason = notPublicBecause(address.value.text);
			yield reason === undefined
				? MET
				: {
						message: `The A/V Edge of ${edge.name} has the external address ${address.value.text}, ${reason}. Clients outside cannot reach it, and a translated address does not work for the A/V Edge. Assign a publicly routable address to the interface.`,
						at: address.origin,
						fixes: usePublicAddress(edge, address),
					};
		}
	},
});
