import type { Deployment, InternalServer, Scenario } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, type RuleContext } from "./rule.js";
import { isWhole, named } from "./support/completeness.js";
import { insertElement, type Statement } from "./support/edits.js";
import { carries } from "./support/internal-servers.js";
import { numberedName } from "./support/names.js";
import { alsoNeededBy, kindsOf, removeScenarios, scenariosNeeding } from "./support/scenarios.js";
import { counted } from "./support/words.js";

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
		if (!first || deployment.reverseProxies.length > 0 || !isWhole(deployment)) {
			return;
		}
		const need = scenarios.length === 1 ? "needs" : "need";
		yield {
			message: `${counted("The scenario", kindsOf(scenarios))} ${need} a reverse proxy, and ${deployment.name} has none. Outside clients fetch this content over HTTPS, which no edge server passes. Add a reverse proxy that publishes the Web Components.`,
			at: first.origin,
			related: alsoNeededBy(scenarios),
			fixes: [...addProxy(deployment), removeScenarios(deployment, scenarios)],
		};
	},
});

/** Updates of telephones need a reverse proxy too, but no text for OCS 2007 says so; that is no error of this rule. */
function webContentScenarios({ deployment, catalogue }: RuleContext): readonly Scenario[] {
	const contents = new Set<string>(catalogue.publishedPaths.map((path) => path.scenario));
	const scenarios = scenariosNeeding(deployment, catalogue, "reverse-proxy").filter(
		({ kind }) => kind !== "device-updates",
	);
	// The content itself comes first: a conference needs the proxy because of its content only.
	return [
		...scenarios.filter(({ kind }) => contents.has(kind)),
		...scenarios.filter(({ kind }) => !contents.has(kind)),
	];
}

/** One fix for each pool that may have the Web Components; without any pool, a proxy that is to be completed. */
function addProxy(deployment: Deployment): readonly Fix[] {
	const name = numberedName(deployment, "proxy");
	const declared = named(deployment.internalServers).filter((server) => server.kind === "pool");
	const suitable = declared.filter((pool) => carries(pool, "web-components") !== false);
	// That no pool has the Web Components is another mistake, to be mended in the pool.
	const pools = suitable.length > 0 ? suitable : declared;
	const edits = (published: readonly Statement[]) => {
		const site = deployment.edgeServers.find((edge) => edge.site)?.site?.name;
		const head =
			site === undefined || !deployment.index.sites.has(site)
				? `reverse-proxy ${name}`
				: `reverse-proxy ${name} in ${site}`;
		const neighbour =
			deployment.edgeArrays.at(-1) ?? deployment.edgeServers.at(-1) ?? deployment.internalServers.at(-1) ?? deployment;
		return [insertElement(neighbour.block, { head, body: [...adapters(deployment), ...published] })];
	};
	if (pools.length === 0) {
		return [{ title: `Add a reverse proxy ${name}`, edits: edits([]), safety: "unsafe", preferred: true }];
	}
	return pools.map((pool) => ({
		title: `Add a reverse proxy ${name} that publishes ${pool.name}`,
		edits: edits([publish(pool)]),
		safety: "unsafe",
		preferred: pools.length === 1,
	}));
}

/** All three directories, as the deployment guide recommends, whichever of them a scenario asks for today. */
function publish(pool: InternalServer): Statement {
	const url = pool.webFarm?.external?.value;
	return {
		head: `publish ${pool.name}`,
		body: [
			...(url === undefined ? [] : [`external-url ${url}`]),
			"paths address-book, group-expansion, meeting-content",
		],
	};
}

/** The proxy stands in the same networks as the edge servers; its addresses are for the author to give. */
function adapters({ edgeServers, index }: Deployment): readonly Statement[] {
	const all = edgeServers.flatMap((edge) => edge.adapters);
	return (["internal", "external"] as const).flatMap((side) => {
		const network = all.find((adapter) => adapter.side?.value === side)?.network;
		return network && index.networks.has(network.name) ? [`adapter ${side} on ${network.name}`] : [];
	});
}
