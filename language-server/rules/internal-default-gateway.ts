import type { Adapter, Deployment, EdgeServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeStatement, replace } from "./support/edits.js";

export const rule = defineRule({
	code: "internal-default-gateway",
	title: "The default gateway of an edge server is on the external side",
	severity: "warning",
	category: "addresses",
	evidence: "later",
	sources: ["SFB-ENV", "LYNC10-NIC", "LYNC13-NIC", "SCHERTZ-HOST"],
	why: "Internet peers are reached by the default gateway, so it belongs to the external side. Internal networks are reached by static routes.",
	howToFix: "Remove the gateway of the internal adapter, and add static routes to the internal networks.",
	needs: "The adapters of the edge server with their sides and gateways.",
	note: "No OCS 2007 page says it. Lync pages state it as a step, and a community page shows the same layout on Windows Server 2003.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			const internal = edge.adapters.find((adapter) => adapter.side?.value === "internal" && adapter.gateway);
			const external = edge.adapters.find((adapter) => adapter.side?.value === "external" && adapter.gateway);
			if (!internal?.gateway) {
				yield external && edge.block.complete ? MET : undecided(edge, "its default gateway (`gateway`)");
				continue;
			}
			yield {
				message: external
					? `${edge.name} has a default gateway on both sides. With two of them it is open which way a packet leaves. Keep the external one, and reach internal networks by static routes.`
					: `The default gateway of ${edge.name} is on the internal adapter, so it sends what is for the Internet there. It belongs to the external adapter. Reach internal networks by static routes.`,
				at: internal.gateway.origin,
				related: external?.gateway
					? [{ message: "The gateway of the external adapter", origin: external.gateway.origin }]
					: [],
				fixes: removeGateway(deployment, edge, internal),
			};
		}
	},
});

/** The gateway becomes the way to the internal networks, where the adapter has no route to them yet. */
function removeGateway(deployment: Deployment, edge: EdgeServer, { gateway, routes, block }: Adapter): readonly Fix[] {
	if (!gateway) {
		return [];
	}
	const present = new Set(routes.map(({ destination }) => destination.value.text));
	const [subnet, second] = deployment.networks
		.filter(({ zone }) => zone?.value === "internal")
		.flatMap(({ subnets }) => subnets.items.map(({ value }) => value.text))
		.filter((text) => !present.has(text));
	const title = `Remove the default gateway of the internal adapter of ${edge.name}`;
	if (subnet !== undefined && second === undefined) {
		const statement = `route ${subnet} via ${gateway.value.text}`;
		const place = { uri: gateway.origin.uri, range: gateway.statement };
		return [
			{
				title: `Route ${subnet} via ${gateway.value.text} instead of everything`,
				edits: [replace(place, statement)],
				safety: "unsafe",
				preferred: true,
			},
		];
	}
	return [{ title, edits: [removeStatement(block, gateway.statement)], safety: "unsafe", preferred: true }];
}
