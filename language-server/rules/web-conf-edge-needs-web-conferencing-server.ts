import { defineRule } from "./rule.js";
import {
	addPoolRole,
	alsoDeclared,
	hasCounterpart,
	lacksCounterpart,
	poolsWithout,
	relatedPools,
} from "./support/counterpart.js";
import { declarationsOf } from "./support/edge-roles.js";

export const rule = defineRule({
	code: "web-conf-edge-needs-web-conferencing-server",
	title: "A Web Conferencing Edge has a Web Conferencing Server inside",
	severity: "error",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1"],
	why: "The Web Conferencing Server is the internal half of the Web Conferencing Edge: the meetings are held there.",
	howToFix: "Add the role web-conferencing to a pool. A Standard Edition server and a consolidated pool include it.",
	needs: "The roles of the internal servers: the edition of each pool, or its roles.",
	*check({ deployment }) {
		const [first] = declarationsOf(deployment, "web-conferencing-edge");
		if (!first) {
			return;
		}
		if (!lacksCounterpart(deployment, "web-conferencing")) {
			yield* hasCounterpart(deployment, "web-conferencing");
			return;
		}
		const pools = poolsWithout(deployment, "web-conferencing");
		yield {
			message: `${first.edge.name} has a Web Conferencing Edge, and no internal server of ${deployment.name} is a Web Conferencing Server. The meetings are held there, so the edge has nothing to pass on. Add the role web-conferencing to a pool.`,
			at: first.role.origin,
			related: [
				...relatedPools(pools, "Web Conferencing Server"),
				...alsoDeclared(deployment, "web-conferencing-edge"),
			],
			fixes: addPoolRole(pools, "web-conferencing"),
		};
	},
});
