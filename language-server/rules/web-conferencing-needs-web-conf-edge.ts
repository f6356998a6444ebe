import { defineRule } from "./rule.js";
import { findMissingRole } from "./support/topology/missing-role.js";

export const rule = defineRule({
	code: "web-conferencing-needs-web-conf-edge",
	title: "External web conferencing has a Web Conferencing Edge",
	severity: "error",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1"],
	why: "The Web Conferencing Edge is the role that carries the meeting traffic (PSOM) of outside participants. Meeting content belongs to such a meeting.",
	howToFix: "Add the Web Conferencing Edge role to a server in the perimeter network, or remove the scenario.",
	needs: "The scenarios of the deployment, and the roles of its edge servers.",
	check: (context) =>
		findMissingRole(context, "web-conferencing-edge", "Meeting traffic from outside passes no other role."),
});
