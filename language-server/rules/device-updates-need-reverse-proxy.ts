import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { addProxies, isProxyMissed } from "./support/reverse-proxy/web-content.js";
import { removeScenarios } from "./support/scenarios.js";

export const rule = defineRule({
	code: "device-updates-need-reverse-proxy",
	title: "Updates for telephones outside have a reverse proxy",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "r2",
	sources: ["R2-RP", "R2-DUS", "R2-EDGRP"],
	why: "Telephones with Communicator Phone Edition fetch their updates through the reverse proxy when they are outside.",
	howToFix: "Publish the update service through a reverse proxy.",
	needs: "The scenario device-updates, and the reverse proxies of the deployment.",
	note: "Written down for OCS 2007 R2; in OCS 2007 the Software Update Service is a separate installation. Where other scenarios want a reverse proxy and there is none, the rule on those speaks of it.",
	*check(context) {
		const { deployment } = context;
		const scenario = scenarioOf(deployment, "device-updates");
		if (!scenario) {
			return;
		}
		if (deployment.reverseProxies.length > 0) {
			yield MET;
			return;
		}
		// Others want a proxy too. That is one mistake, and their rules are the stricter ones.
		const isMissed = isProxyMissed(context) || scenarioOf(deployment, "communicator-web-access") !== undefined;
		if (!isWhole(deployment) || isMissed) {
			yield undecided(deployment, "a reverse proxy");
			return;
		}
		yield {
			message: `${deployment.name} wants updates for telephones outside, and it has no reverse proxy. Outside telephones fetch their updates through one. Add a reverse proxy that publishes the update service.`,
			at: scenario.origin,
			fixes: [...addProxies(deployment), removeScenarios(deployment, [scenario])],
		};
	},
});
