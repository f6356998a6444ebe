import { counted } from "../basics/sentences.js";
import { defineRule, MET } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { addProxies, webContentScenarios } from "./support/reverse-proxy/web-content.js";
import { alsoNeededBy, kindsOf, removeScenarios } from "./support/scenarios.js";

export const rule = defineRule({
	code: "web-content-needs-reverse-proxy",
	title: "Address book, group expansion and meeting content have a reverse proxy",
	severity: "error",
	category: "reverse-proxy",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1", "EDG-2.1"],
	why: "Outside clients fetch this content over HTTPS through a reverse proxy and not through an edge server. Web conferencing needs it for its meeting content.",
	howToFix: "Add a reverse proxy that publishes the Web Components of the pool, or remove the scenarios.",
	needs: "The scenarios of the deployment, and its reverse proxies.",
	*check(context) {
		const { deployment } = context;
		const scenarios = webContentScenarios(context);
		const [first] = scenarios;
		if (!first) {
			return;
		}
		if (deployment.reverseProxies.length > 0) {
			yield MET;
			return;
		}
		if (!isWhole(deployment)) {
			return;
		}
		const need = scenarios.length === 1 ? "needs" : "need";
		yield {
			message: `${counted("The scenario", kindsOf(scenarios))} ${need} a reverse proxy, and ${deployment.name} has none. Outside clients fetch this content over HTTPS, which no edge server passes. Add a reverse proxy that publishes the Web Components.`,
			at: first.origin,
			related: alsoNeededBy(scenarios),
			fixes: [...addProxies(deployment), removeScenarios(deployment, scenarios)],
		};
	},
});
