import { defineRule } from "./rule.js";
import { unroutedNetworks } from "./support/addresses/internal-routes.js";

export const rule = defineRule({
	code: "av-edge-internal-routable",
	title: "The A/V Edge is routable from every internal network",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["EDG-2.3", "SFB-ENV"],
	why: "Internal clients and servers exchange media with the internal address of the A/V Edge, which has to be fully routable from the internal network.",
	howToFix: "Add static routes on the edge server, and routes on the internal side.",
	needs: "The internal networks with their subnets, and at least one route of an edge server.",
	note: "The way from the edge server is checked; routes of other computers cannot be stated. Edge servers without A/V Edge are checked by internal-routes-missing.",
	check: ({ deployment }) =>
		unroutedNetworks(
			deployment,
			deployment.edgeServers.filter((edge) => edge.avEdge),
			"Its A/V Edge cannot send media there.",
		),
});
