import type { Deployment, EdgeArray, InternalServer, LoadBalancer } from "../../model/deployment.js";
import type { Fix, TextEdit } from "../../model/finding.js";
import { named, neighbourAmong } from "./completeness.js";
import { insertElement, insertStatement } from "./edits.js";
import { CHOICES } from "./limits.js";
import { numberedName } from "./names.js";

/** The declared load balancers of the supported kind, or of which the kind is not stated. */
export function suitableBalancers({ loadBalancers }: Deployment): readonly LoadBalancer[] {
	return named(loadBalancers).filter(({ type }) => type === undefined || type.value === "hardware");
}

/** Names one of the declared load balancers, or declares the first one. */
export function addLoadBalancer(deployment: Deployment, { name, block }: EdgeArray | InternalServer): readonly Fix[] {
	const declared = suitableBalancers(deployment).slice(0, CHOICES);
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
export function declareBalancer(deployment: Deployment, name: string): TextEdit {
	const { loadBalancers, edgeArrays, edgeServers, internalServers } = deployment;
	const neighbour = neighbourAmong(deployment, loadBalancers, edgeArrays, edgeServers, internalServers);
	return insertElement(neighbour.block, { head: `load-balancer ${name}`, body: ["kind hardware"] });
}
