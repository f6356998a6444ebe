import { defineRule } from "./rule.js";
import { unroutedNetworks } from "./support/addresses/internal-routes.js";

export const rule = defineRule({
	code: "internal-routes-missing",
	title: "An edge server has a route to every internal network",
	severity: "warning",
	category: "addresses",
	evidence: "later",
	sources: ["SFB-ENV", "LYNC13-NIC", "SCHERTZ-HOST"],
	why: "The default gateway belongs to the external side, so each internal network with servers or clients needs a static route.",
	howToFix: "Add a persistent static route for each internal network.",
	needs: "The internal networks with their subnets, and at least one route of an edge server.",
	note: "Edge servers with an A/V Edge are checked by av-edge-internal-routable.",
	check: ({ deployment }) =>
		unroutedNetworks(
			deployment,
			deployment.edgeServers.filter((edge) => !edge.avEdge),
			"What it sends there leaves by the default gateway, on the external side.",
		),
});
