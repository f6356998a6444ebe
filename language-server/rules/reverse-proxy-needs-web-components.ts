import { scenarioOf } from "../model/lookups.js";
import type { RuleContext } from "./rule.js";
import { defineRule } from "./rule.js";
import { findCounterpart } from "./support/topology/counterpart.js";

export const rule = defineRule({
	code: "reverse-proxy-needs-web-components",
	title: "A reverse proxy has a Web Components Server inside",
	severity: "error",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1"],
	why: "The Web Components Server (IIS) is what the reverse proxy publishes: address book, group expansion and meeting content.",
	howToFix:
		"Add the role web-components to a pool and publish that pool. A Standard Edition server and a consolidated pool include it.",
	needs: "The roles of the internal servers: the edition of each pool, or its roles.",
	*check(context) {
		const { deployment } = context;
		if (!servesWebAccessOnly(context)) {
			yield* findCounterpart(deployment, deployment.reverseProxies, ({ name }) => ({
				role: "web-components",
				title: "Web Components",
				message: `${name} is a reverse proxy, and no internal server of ${deployment.name} has the Web Components. They are what it publishes to outside users.`,
			}));
		}
	},
});

/** A proxy in front of Communicator Web Access alone needs no Web Components. */
function servesWebAccessOnly({ deployment, catalogue }: RuleContext): boolean {
	return (
		scenarioOf(deployment, "communicator-web-access") !== undefined &&
		!deployment.scenarios.some(({ kind }) => catalogue.scenarios[kind].internalRoles.includes("web-components")) &&
		deployment.reverseProxies.every((proxy) =>
			proxy.publishes.every(({ pool }) => deployment.index.hosts.get(pool.name)?.kind === "communicator-web-access"),
		)
	);
}
