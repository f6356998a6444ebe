import { someOf } from "../../../basics/sentences.js";
import { containsSubnet, type Subnet } from "../../../model/address.js";
import type { Adapter, Deployment, EdgeServer, Network } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { adaptersOn } from "../../../model/lookups.js";
import { comparePositions } from "../../../model/origin.js";
import { MET, type Outcome, type RuleFinding, undecided } from "../../rule.js";
import { insertStatement } from "../edits.js";
import { ENOUGH } from "../limits.js";
import { footholdsOf, overlap } from "./addresses.js";

/** An internal network, and the subnets of it that are looked for. */
interface Goal {
	readonly network: Network;
	readonly subnets: readonly Subnet[];
}

/**
 * A finding for each of these edge servers whose routes lead to some internal networks and not to others. While no edge
 * server states a route they are derived and not demanded; from the first one on, an edge server with an internal address and
 * no route has been forgotten.
 */
export function* unroutedNetworks(
	deployment: Deployment,
	edges: readonly EdgeServer[],
	why: string,
): Iterable<Outcome> {
	const goals = deployment.networks
		.filter(({ zone, subnets, block }) => zone?.value === "internal" && subnets.complete && block.complete)
		.map((network): Goal => ({ network, subnets: network.subnets.items.map((item) => item.value) }))
		.filter(({ subnets }) => subnets.length > 0);
	const gateways = gatewaysByNetwork(deployment);
	for (const edge of edges) {
		const [adapter] = adaptersOn(edge, "internal");
		const routes = edge.adapters.flatMap((one) => one.routes.map(({ destination }) => destination.value));
		const isRouted = adapter?.gateway !== undefined;
		if (goals.length === 0) {
			yield undecided(edge, "the subnets of the internal networks (`subnet`)");
		} else if (!adapter || !edge.block.complete || !(routes.length > 0 || isRouted || isForgotten(adapter, gateways))) {
			yield undecided(edge, "its routes to the internal networks (`route`)");
		} else {
			const near = footholdsOf(adapter, deployment).map(({ subnet }) => subnet);
			const answers = goals.flatMap(({ network, subnets }) =>
				subnets.map((subnet) => ({ network, subnet, answer: isRouted || isReached(subnet, routes, near) })),
			);
			const missing = answers.filter(({ answer }) => answer === false);
			if (missing.length > 0 && edge.adapters.some(({ block }) => block.leftOut)) {
				yield undecided(edge, "its routes to the internal networks (`route`)");
			} else if (missing.length > 0) {
				yield finding(edge, adapter, missing, why, gateways);
			} else {
				yield answers.every(({ answer }) => answer) ? MET : undecided(edge, "routes for whole networks (`route`)");
			}
		}
	}
}

/** Undefined where routes lead to parts of the subnet: together they may make the whole. */
function isReached(subnet: Subnet, routes: readonly Subnet[], near: readonly Subnet[]): boolean | undefined {
	if (routes.some((route) => containsSubnet(route, subnet)) || near.some((one) => overlap(one, subnet))) {
		return true;
	}
	return routes.some((route) => containsSubnet(subnet, route)) ? undefined : false;
}

/** The gateways of the stated routes, by the network of the internal adapter that has them. */
type Gateways = ReadonlyMap<string | undefined, ReadonlySet<string>>;

function gatewaysByNetwork({ edgeServers }: Deployment): Gateways {
	const found = new Map<string | undefined, Set<string>>();
	for (const { network, routes } of edgeServers.flatMap((edge) => adaptersOn(edge, "internal"))) {
		for (const { gateway } of routes) {
			const known = found.get(network?.name) ?? new Set();
			found.set(network?.name, gateway ? known.add(gateway.value.text) : known);
		}
	}
	return found;
}

function isForgotten({ addresses }: Adapter, gateways: Gateways): boolean {
	return gateways.size > 0 && addresses.items.length > 0;
}

/** A subnet to which no route leads. */
interface Missing {
	readonly network: Network;
	readonly subnet: Subnet;
}

function finding(
	edge: EdgeServer,
	adapter: Adapter,
	missing: readonly Missing[],
	why: string,
	gateways: Gateways,
): RuleFinding {
	const names = missing.map(({ network, subnet }) => `${network.name} (${subnet.text})`);
	const networks = [...new Set(missing.map(({ network }) => network))];
	return {
		message: `${edge.name} has no route to the internal ${names.length === 1 ? "network" : "networks"} ${someOf(names)}. ${why} Add ${names.length === 1 ? "a static route" : "static routes"}.`,
		at: adapter.side?.origin ?? adapter.origin,
		related: networks.slice(0, ENOUGH).map((network) => ({
			message: `The internal network ${network.name}`,
			origin: network.subnets.items[0]?.origin ?? network.origin,
		})),
		fixes: addRoutes(adapter, missing, gateways),
	};
}

/** New routes go the way of the present ones, else of those of the neighbours, where these have one gateway. */
function addRoutes(adapter: Adapter, missing: readonly Missing[], neighbours: Gateways): readonly Fix[] {
	const own = new Set(adapter.routes.flatMap(({ gateway }) => gateway?.value.text ?? []));
	const [gateway, second] = own.size > 0 ? own : (neighbours.get(adapter.network?.name) ?? []);
	if (gateway === undefined || second !== undefined) {
		return [];
	}
	const subnets = missing.map(({ subnet }) => subnet.text);
	const edits = subnets.map((subnet) => insertStatement(adapter.block, `route ${subnet} via ${gateway}`));
	const areInsertions = edits.every(({ range }) => comparePositions(range.start, range.end) === 0);
	// Several statements can be written at one place, but no place can be rewritten twice.
	return edits.length === 1 || areInsertions
		? [
				{
					title: `Add ${subnets.length === 1 ? "a route" : "routes"} to ${someOf(subnets)} via ${gateway}`,
					edits,
					safety: "unsafe",
					preferred: true,
				},
			]
		: [];
}
