import { defineRule } from "./rule.js";
import { findCounterpart, outerHalves } from "./support/topology/counterpart.js";

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
	check: ({ deployment }) =>
		findCounterpart(deployment, outerHalves(deployment, "web-conferencing-edge"), ({ name }) => ({
			role: "web-conferencing",
			title: "Web Conferencing Server",
			message: `${name} has a Web Conferencing Edge, and no internal server of ${deployment.name} is a Web Conferencing Server. The meetings are held there, so the edge has nothing to pass on.`,
		})),
});
