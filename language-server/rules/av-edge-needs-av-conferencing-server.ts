import { defineRule } from "./rule.js";
import { findCounterpart, outerHalves } from "./support/topology/counterpart.js";

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
	check: ({ deployment }) =>
		findCounterpart(deployment, outerHalves(deployment, "av-edge"), ({ name }) => ({
			role: "av-conferencing",
			title: "A/V Conferencing Server",
			message: `${name} has an A/V Edge, and no internal server of ${deployment.name} is an A/V Conferencing Server. The A/V Edge requires one as its internal half.`,
		})),
});
