import { defineRule } from "./rule.js";
import { judgeOperations } from "./support/planning/operations.js";

export const rule = defineRule({
	code: "auditing-enabled",
	title: "Monitoring and auditing are planned for every edge server",
	severity: "info",
	category: "planning",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-IMP"],
	why: "The guidelines ask to enable monitoring and auditing as early as possible.",
	howToFix: "Plan `auditing` among the operations of the server.",
	needs: "The `operations` of the edge server.",
	check: ({ deployment }) =>
		judgeOperations(
			deployment,
			"auditing",
			({ name }) =>
				`Auditing is not among the operations of ${name}. The guidelines ask to enable monitoring and auditing as early as possible. Add auditing.`,
		),
});
