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
	code: "av-edge-needs-av-conferencing-server",
	title: "An A/V Edge has an A/V Conferencing Server inside",
	severity: "error",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1"],
	why: "The A/V Conferencing Server is listed as the internal server that the A/V Edge requires.",
	howToFix: "Add the role av-conferencing to a pool. A Standard Edition server and a consolidated pool include it.",
	needs: "The roles of the internal servers: the edition of each pool, or its roles.",
	*check({ deployment }) {
		const [first] = declarationsOf(deployment, "av-edge");
		if (!first) {
			return;
		}
		if (!lacksCounterpart(deployment, "av-conferencing")) {
			yield* hasCounterpart(deployment, "av-conferencing");
			return;
		}
		const pools = poolsWithout(deployment, "av-conferencing");
		yield {
			message: `${first.edge.name} has an A/V Edge, and no internal server of ${deployment.name} is an A/V Conferencing Server. The A/V Edge requires one as its internal half. Add the role av-conferencing to a pool.`,
			at: first.role.origin,
			related: [...relatedPools(pools, "A/V Conferencing Server"), ...alsoDeclared(deployment, "av-edge")],
			fixes: addPoolRole(pools, "av-conferencing"),
		};
	},
});
