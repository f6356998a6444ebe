import type { Deployment } from "../model/deployment.js";
import type { RuleContext } from "./rule.js";
import { defineRule } from "./rule.js";
import { addPoolRole, hasCounterpart, lacksCounterpart, poolsWithout, relatedPools } from "./support/counterpart.js";
import { furtherPlaces } from "./support/related.js";

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
		const [first, ...further] = deployment.reverseProxies;
		if (!first || servesWebAccessOnly(context)) {
			return;
		}
		if (!lacksCounterpart(deployment, "web-components")) {
			yield* hasCounterpart(deployment, "web-components");
			return;
		}
		const pools = poolsWithout(deployment, "web-components");
		yield {
			message: `${first.name} is a reverse proxy, and no internal server of ${deployment.name} has the Web Components. They are what it publishes to outside users. Add the role web-components to a pool.`,
			at: first.origin,
			related: [...relatedPools(pools, "Web Components"), ...furtherPlaces(further, (proxy) => proxy)],
			fixes: addPoolRole(pools, "web-components"),
		};
	},
});

/** A proxy in front of Communicator Web Access alone needs no Web Components. */
function servesWebAccessOnly({ deployment, catalogue }: RuleContext): boolean {
	return (
		hasScenario(deployment, "communicator-web-access") &&
		!deployment.scenarios.some(({ kind }) => catalogue.scenarios[kind].internalRoles.includes("web-components")) &&
		deployment.reverseProxies.every((proxy) =>
			proxy.publishes.every(({ pool }) => deployment.index.hosts.get(pool.name)?.kind === "communicator-web-access"),
		)
	);
}

function hasScenario(deployment: Deployment, wanted: string): boolean {
	return deployment.scenarios.some((scenario) => scenario.kind === wanted);
}
