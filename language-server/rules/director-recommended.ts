import type { Deployment, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { hostNamed } from "../model/lookups.js";
import { defineRule, MET, type RuleContext } from "./rule.js";
import { isWhole, named } from "./support/completeness.js";
import { insertAt, insertElement, insertStatement, replace } from "./support/edits.js";
import { directorsOf } from "./support/internal-servers.js";
import { ENOUGH } from "./support/limits.js";
import { numberedName } from "./support/names.js";
import { alsoNeededBy } from "./support/scenarios.js";

export const rule = defineRule({
	code: "director-recommended",
	title: "Outside users are authenticated by a Director",
	severity: "info",
	category: "topology",
	evidence: "ocs2007",
	sources: ["HMC-EDGE", "HMC-DIR", "SUP-DIR", "PEDIA-IMP"],
	why: "A Director is optional and recommended: it authenticates outside users, so that invalid traffic from outside never reaches their home pools.",
	howToFix: "Add a Director, and make it the next hop of the Access Edge.",
	needs: "The scenarios of the deployment, and its internal servers.",
	*check(context) {
		const { deployment } = context;
		const scenarios = outsideScenarios(context);
		const [first] = scenarios;
		if (!first) {
			return;
		}
		if (directorsOf(deployment).length > 0) {
			yield MET;
			return;
		}
		// Without any pool there is nothing that a Director could spare.
		const [pool] = named(deployment.internalServers).filter(({ kind }) => kind === "pool");
		if (!pool || !isWhole(deployment) || namesUnknownNextHop(deployment)) {
			return;
		}
		yield {
			message: `${deployment.name} opens ${pool.name} to outside users without a Director. A Director authenticates them, so that invalid traffic from outside never reaches the pools. Consider a Director as the next hop of the Access Edge.`,
			at: first.origin,
			related: [...alsoNeededBy(scenarios.slice(0, ENOUGH)), ...nextHopPlaces(deployment)],
			fixes: [addDirector(deployment, pool)],
		};
	},
});

/** The scenarios whose users sign in through the Access Edge. */
function outsideScenarios({ deployment, catalogue }: RuleContext) {
	return deployment.scenarios.filter(({ kind }) => {
		const { requires, recommends } = catalogue.scenarios[kind];
		return requires.includes("access-edge") && recommends.includes("director");
	});
}

/** A next hop that nothing declares is reported as such, and may be the Director. */
function namesUnknownNextHop({ edgeServers, index }: Deployment): boolean {
	return edgeServers.some(({ accessEdge }) => accessEdge?.nextHop && !hostNamed(index, accessEdge.nextHop.name));
}

function nextHopPlaces({ edgeServers }: Deployment) {
	return edgeServers
		.slice(0, ENOUGH)
		.flatMap(({ name, accessEdge }) =>
			accessEdge?.nextHop ? [{ message: `The next hop of ${name}`, origin: accessEdge.nextHop.origin }] : [],
		);
}

/** The network of the pool, unless that is no place for a Director. */
function homeOf({ index }: Deployment, { network }: InternalServer): string | undefined {
	const zone = network && index.networks.get(network.name)?.zone?.value;
	return zone === undefined || zone === "internal" ? network?.name : undefined;
}

function addDirector(deployment: Deployment, pool: InternalServer): Fix {
	const name = numberedName(deployment, "dir");
	const network = homeOf(deployment, pool);
	const head = network === undefined ? `director ${name}` : `director ${name} in ${network}`;
	const edits = deployment.edgeServers.flatMap(({ accessEdge }) => {
		if (!accessEdge) {
			return [];
		}
		const last = accessEdge.authorizedServers?.at(-1);
		return [
			accessEdge.nextHop
				? replace(accessEdge.nextHop.origin, name)
				: insertStatement(accessEdge.block, `next-hop ${name}`),
			...(last ? [insertAt(last.origin.uri, last.origin.range.end, `, ${name}`)] : []),
		];
	});
	// What federated traffic from inside takes to the edge goes through the Director then, and the Director takes that.
	const routes = deployment.internalServers
		.flatMap(({ federationRoute }) => federationRoute ?? [])
		.filter((route) => {
			const end = deployment.index.hosts.get(route.name);
			return end?.kind === "edge-server" || end?.kind === "edge-array";
		});
	const body = routes.slice(0, 1).map((route) => `federation-route ${route.name}`);
	return {
		title: `Add a Director ${name} and make it the next hop`,
		edits: [insertElement(pool.block, { head, body }), ...edits, ...routes.map((route) => replace(route.origin, name))],
		safety: "unsafe",
		preferred: true,
	};
}
