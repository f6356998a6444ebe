import { defineRule, MET, type Outcome } from "./rule.js";
import { judgeOperations } from "./support/planning/operations.js";

export const rule = defineRule({
	code: "validation-planned",
	title: "The validation of every edge server is planned",
	severity: "info",
	category: "planning",
	evidence: "ocs2007",
	sources: ["HMC-EDGE"],
	why: "To validate the edge configuration is the last of the seven tasks of the reference architecture.",
	howToFix: "Plan `validation` among the operations of the server, or `validate` among the phases.",
	needs: "The `operations` of the edge server. Where the deployment states its phases, these decide.",
	*check({ deployment }): Iterable<Outcome> {
		const { phases, edgeServers } = deployment;
		if (phases.statements.length > 0) {
			// A plan without the task of validation is reported as a plan without one of the seven tasks.
			if (phases.items.some(({ value }) => value === "validate")) {
				yield* edgeServers.map((): Outcome => MET);
			}
			return;
		}
		yield* judgeOperations(
			deployment,
			"validation",
			({ name }) =>
				`Validation is not among the operations of ${name}. Without it a mistake shows only when users meet it. Add validation.`,
		);
	},
});
