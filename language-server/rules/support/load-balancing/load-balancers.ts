import { groupBy, remembered } from "../../../basics/collections.js";
import type { Deployment, EdgeArray, InternalServer, LoadBalancer } from "../../../model/deployment.js";
import type { Fix, TextEdit } from "../../../model/finding.js";
import { named, neighbourAmong } from "../completeness.js";
import { insertElement, insertStatement } from "../edits.js";
import { CHOICES } from "../limits.js";
import { numberedName } from "../names.js";
import { placeOf } from "../sites.js";

/** The site of edge servers, or the network of internal servers. */
export type BalancedPlace = { readonly site: string } | { readonly network: string };

/**
 * The declared load balancers of the supported kind, or of which the kind is not stated: those that stand in front of
 * something at this place already, and those that stand in front of nothing yet.
 */
export function suitableBalancers(deployment: Deployment, place: BalancedPlace | undefined): readonly LoadBalancer[] {
	const users = usersOf(deployment);
	return named(deployment.loadBalancers).filter(
		({ name, type }) =>
			(type === undefined || type.value === "hardware") &&
			(users.get(name)?.some((user) => isSamePlace(placeOfBalanced(deployment, user), place)) ?? true),
	);
}

const usersOf = remembered(({ edgeArrays, internalServers }: Deployment) =>
	groupBy([...edgeArrays, ...internalServers], ({ loadBalancer }) => loadBalancer?.name),
);

function placeOfBalanced(deployment: Deployment, host: EdgeArray | InternalServer): BalancedPlace | undefined {
	if (host.kind !== "edge-array") {
		return { network: host.network?.name ?? "" };
	}
	const place = placeOf(deployment, host);
	return place && { site: place.key };
}

/** Where one of the two is open, a person decides. */
function isSamePlace(a: BalancedPlace | undefined, b: BalancedPlace | undefined): boolean {
	if (!a || !b) {
		return true;
	}
	return "site" in a ? "site" in b && a.site === b.site : "network" in b && a.network === b.network;
}

/** Names one of the declared load balancers, or declares the first one. */
export function addLoadBalancer(deployment: Deployment, host: EdgeArray | InternalServer): readonly Fix[] {
	const { name, block } = host;
	const declared = suitableBalancers(deployment, placeOfBalanced(deployment, host)).slice(0, CHOICES);
	if (declared.length > 0) {
		return declared.map((balancer) => ({
			title: `Put ${name} behind ${balancer.name}`,
			edits: [insertStatement(block, `load-balancer ${balancer.name}`)],
			safety: "unsafe",
			preferred: declared.length === 1,
		}));
	}
	const created = numberedName(deployment, "hlb");
	return [
		{
			title: `Put ${name} behind a new hardware load balancer ${created}`,
			edits: [insertStatement(block, `load-balancer ${created}`), declareBalancer(deployment, created)],
			safety: "unsafe",
			preferred: true,
		},
	];
}

/** Behind the other load balancers, else behind the last array or edge server. */
function declareBalancer(deployment: Deployment, name: string): TextEdit {
	const { loadBalancers, edgeArrays, edgeServers, internalServers } = deployment;
	const neighbour = neighbourAmong(deployment, loadBalancers, edgeArrays, edgeServers, internalServers);
	return insertElement(neighbour.block, { head: `load-balancer ${name}`, body: ["kind hardware"] });
}
