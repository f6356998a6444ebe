import { type Address, isInSubnet } from "../model/address.js";
import type { Adapter, Deployment, EdgeServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { adaptersOn } from "../model/lookups.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { footholdsOf } from "./support/addresses/addresses.js";
import { insertStatement, removeStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "external-default-gateway-missing",
	title: "An external adapter of an edge server has the default gateway",
	severity: "warning",
	category: "addresses",
	evidence: "later",
	sources: ["SFB-ENV", "LYNC13-NIC", "SCHERTZ-HOST"],
	why: "Without a default gateway on the external side an edge server cannot reach arbitrary peers in the Internet.",
	howToFix: "Set the gateway on the external adapter that has the address of the Access Edge.",
	needs:
		"The adapters of the edge server with their sides, and at least one route, or the gateway of another edge server.",
	note: "Of several external adapters only the one with the address of the Access Edge has the gateway. A gateway on the internal adapter is reported by internal-default-gateway.",
	*check({ deployment }) {
		const gateways = gatewaysByNetwork(deployment);
		for (const edge of deployment.edgeServers) {
			const adapters = adaptersOn(edge, "external");
			const [withGateway] = adapters.filter(({ gateway }) => gateway);
			if (withGateway?.gateway) {
				const own = adapterOfAccessEdge(edge, adapters);
				const isElsewhere = own && !own.gateway && own.block.complete && !own.block.leftOut;
				yield isElsewhere ? elsewhere(deployment, edge, own, withGateway, withGateway.gateway) : MET;
				continue;
			}
			const [adapter] = adapters;
			const isStated = edge.adapters.some(({ routes }) => routes.length > 0) || gateways.size > 0;
			const isWhole =
				edge.block.complete && edge.adapters.every(({ side, block }) => side && block.complete && !block.leftOut);
			if (!adapter || !isStated || !isWhole || edge.adapters.some(({ gateway }) => gateway)) {
				yield undecided(edge, "its routes and its default gateway (`route`, `gateway`)");
				continue;
			}
			const place = adapterOfAccessEdge(edge, adapters) ?? adapter;
			yield {
				message: `No external adapter of ${edge.name} has a default gateway. Without it the server cannot reach arbitrary peers in the Internet. Set it on ${adapters.length === 1 ? "the external adapter" : "the adapter with the address of the Access Edge"}.`,
				at: place.side?.origin ?? place.origin,
				fixes: setGateway(gateways, place),
			};
		}
	},
});

function adapterOfAccessEdge({ accessEdge }: EdgeServer, adapters: readonly Adapter[]): Adapter | undefined {
	const address = accessEdge?.external?.address?.value.text;
	return adapters.find(({ addresses }) => addresses.items.some(({ value }) => value.text === address));
}

function elsewhere(
	deployment: Deployment,
	{ name }: EdgeServer,
	own: Adapter,
	other: Adapter,
	gateway: Stated<Address>,
): RuleFinding {
	const isNear = footholdsOf(own, deployment).some(({ subnet }) => isInSubnet(gateway.value.text, subnet));
	return {
		message: `The external adapter of ${name} with the address of the Access Edge has no default gateway, and another one has. What the Access Edge sends to arbitrary peers then leaves by the other adapter. Set the gateway on this adapter alone.`,
		at: own.side?.origin ?? own.origin,
		related: [{ message: "The gateway of the other adapter", origin: gateway.origin }],
		fixes: isNear
			? [
					{
						title: `Move the default gateway ${gateway.value.text} to the adapter of the Access Edge`,
						edits: [
							insertStatement(own.block, `gateway ${gateway.value.text}`),
							removeStatement(other.block, gateway.statement),
						],
						safety: "unsafe",
						preferred: true,
					},
				]
			: [],
	};
}

/** The gateways that the external adapters on each network have. */
function gatewaysByNetwork({ edgeServers, reverseProxies }: Deployment): ReadonlyMap<string, ReadonlySet<string>> {
	const found = new Map<string, Set<string>>();
	for (const { side, network, gateway } of [...edgeServers, ...reverseProxies].flatMap(({ adapters }) => adapters)) {
		if (side?.value === "external" && gateway) {
			const name = network?.name ?? "";
			found.set(name, (found.get(name) ?? new Set()).add(gateway.value.text));
		}
	}
	return found;
}

/** The gateway of the neighbours on the same network, where they agree on it. */
function setGateway(gateways: ReadonlyMap<string, ReadonlySet<string>>, { network, block }: Adapter): readonly Fix[] {
	const [gateway, second] = (network && gateways.get(network.name)) ?? [];
	return gateway === undefined || second !== undefined
		? []
		: [
				{
					title: `Set the default gateway ${gateway}`,
					edits: [insertStatement(block, `gateway ${gateway}`)],
					safety: "unsafe",
					preferred: true,
				},
			];
}
