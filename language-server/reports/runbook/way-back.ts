import type { Deployment } from "../../model/deployment.js";

/** Where a balancer leaves a member the sender's address, the answer has to find its way through the balancer. */
export function balancersWithOpenWayBack(
	deployment: Deployment,
	edgeArrays: readonly string[] = deployment.edgeArrays.map(({ name }) => name),
): readonly string[] {
	const names = deployment.edgeArrays
		.filter(({ name }) => edgeArrays.includes(name))
		.flatMap(({ loadBalancer }) => loadBalancer?.name ?? []);
	return [...new Set(names)].filter((name) => deployment.index.loadBalancers.get(name)?.translation?.value === "dnat");
}
