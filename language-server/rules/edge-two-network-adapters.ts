import type { Adapter, Deployment, EdgeServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule } from "./rule.js";
import type { Side } from "./support/addresses.js";
import { rolesOf } from "./support/edge-roles.js";
import { insertStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "edge-two-network-adapters",
	title: "An edge server has two network adapters",
	severity: "warning",
	category: "addresses",
	evidence: "seed",
	sources: ["HMC-EDGE", "SCHERTZ-NIC"],
	why: "Two adapters, one for the internal and one for the external side, separate both sides physically.",
	howToFix: "Add the second adapter, and bind internal and external addresses to different adapters.",
	needs: "The adapters of the edge server: at least one of them.",
	note: "The OCS 2007 Supportability Guide, as a community page quotes it, supports one multihomed adapter too; hence a warning and no error.",
	*check({ deployment }) {
		const usual = { internal: usualNetwork(deployment, "internal"), external: usualNetwork(deployment, "external") };
		for (const edge of deployment.edgeServers) {
			const [adapter, second] = edge.adapters;
			if (!adapter || second || !edge.block.complete) {
				continue;
			}
			const side = adapter.side?.value;
			yield {
				message: `${edge.name} has one network adapter${side ? `, ${side}` : ""}. Two adapters separate the internal from the external side physically. Add an adapter for the ${side === "internal" ? "external" : side === "external" ? "internal" : "other"} side.`,
				at: adapter.side?.origin ?? adapter.origin,
				fixes: side === undefined ? [] : [addAdapter(usual, edge, adapter, side)],
			};
		}
	},
});

function addAdapter(
	usual: Readonly<Record<Side, string | undefined>>,
	edge: EdgeServer,
	present: Adapter,
	presentSide: Side,
): Fix {
	const side = presentSide === "internal" ? "external" : "internal";
	const network = usual[side];
	const head = network === undefined ? `adapter ${side}` : `adapter ${side} on ${network}`;
	const addresses = side === "external" ? unboundAddresses(edge, present) : [];
	const statement = addresses.length === 0 ? head : `${head} { address ${addresses.join(", ")} }`;
	return {
		title: `Add an ${side} adapter to ${edge.name}`,
		edits: [insertStatement(edge.block, statement)],
		safety: "unsafe",
		preferred: true,
	};
}

/** The network that the other perimeter computers have on this side. */
function usualNetwork({ edgeServers, reverseProxies, index }: Deployment, side: Side) {
	for (const computer of [...edgeServers, ...reverseProxies]) {
		const network = computer.adapters.find((adapter) => adapter.side?.value === side)?.network;
		if (network && index.networks.has(network.name)) {
			return network.name;
		}
	}
	return undefined;
}

/** The external addresses of the roles that no adapter has yet. */
function unboundAddresses(edge: EdgeServer, present: Adapter): readonly string[] {
	const bound = new Set(present.addresses.items.map((item) => item.value.text));
	const wanted = rolesOf(edge).flatMap((role) => role.external?.address?.value.text ?? []);
	return [...new Set(wanted)].filter((address) => !bound.has(address));
}
