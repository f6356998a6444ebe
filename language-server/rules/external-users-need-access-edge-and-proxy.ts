import { defineRule, MET, undecided } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { isDeclared } from "./support/edge-roles.js";
import { addProxies, scenariosOfOutsideUsers, webContentScenarios } from "./support/reverse-proxy/web-content.js";
import { alsoNeededBy } from "./support/scenarios.js";

export const rule = defineRule({
	code: "external-users-need-access-edge-and-proxy",
	title: "Outside users have an Access Edge and a reverse proxy",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["SUP-PERIM", "HMC-EDGE"],
	why: "The supportability page makes an Access Edge and an HTTP reverse proxy the minimum for outside users who do not use Communicator Web Access.",
	howToFix: "Add a reverse proxy that publishes the Web Components.",
	needs: "The scenarios of the deployment, and its reverse proxies.",
	note: "The reference architecture says only that a reverse proxy might be needed. A missing Access Edge is an error and reported by external-scenario-needs-access-edge; a reverse proxy that a scenario cannot do without is reported by web-content-needs-reverse-proxy.",
	*check(context) {
		const { deployment } = context;
		const scenarios = scenariosOfOutsideUsers(context);
		const [first] = scenarios;
		if (!first) {
			return;
		}
		if (deployment.reverseProxies.length > 0) {
			yield MET;
			return;
		}
		// Without an Access Edge nothing works at all, which is said at the same scenarios; the proxy comes next.
		if (!isDeclared(deployment, "access-edge") || webContentScenarios(context).length > 0 || !isWhole(deployment)) {
			yield undecided(deployment, "a reverse proxy (`reverse-proxy`)");
			return;
		}
		yield {
			message: `${deployment.name} supports outside users and has no reverse proxy. Besides the Access Edge a reverse proxy belongs to the minimum for them: address book and group expansion come through it. Add a reverse proxy that publishes the Web Components.`,
			at: first.origin,
			related: alsoNeededBy(scenarios),
			fixes: addProxies(deployment),
		};
	},
});
