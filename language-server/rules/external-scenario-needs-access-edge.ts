import { defineRule } from "./rule.js";
import { findMissingRole } from "./support/topology/missing-role.js";

export const rule = defineRule({
	code: "external-scenario-needs-access-edge",
	title: "Scenarios with outside users have an Access Edge",
	severity: "error",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1"],
	why: "All SIP traffic between the Internet and the internal servers passes the Access Edge, so that no other feature for outside users works without one.",
	howToFix: "Add the Access Edge role to a server in the perimeter network, or remove the scenarios that need it.",
	needs: "The scenarios of the deployment, and the roles of its edge servers.",
	check: (context) =>
		findMissingRole(
			context,
			"access-edge",
			"All SIP traffic from outside enters through it, so nothing else works without one.",
		),
});
