import type { Deployment, InternalServer, Scenario } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { carries } from "../../../requirements/pool-roles.js";
import type { RuleContext } from "../../rule.js";
import { usualNetwork } from "../addresses/addresses.js";
import { named, neighbourAmong } from "../completeness.js";
import { isDeclared } from "../edge-roles.js";
import { insertElement, type Statement } from "../edits.js";
import { numberedName } from "../names.js";
import { scenariosNeeding } from "../scenarios.js";

/** Updates of telephones need a reverse proxy too, but no text for OCS 2007 says so; that is no error of this rule. */
export function webContentScenarios({ deployment, catalogue }: RuleContext): readonly Scenario[] {
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

/**
 * The scenarios of outside users for whom a reverse proxy belongs to the minimum. Updates of telephones alone have a rule
 * of their own; beside other scenarios they are one more reason.
 */
export function scenariosOfOutsideUsers({ deployment, catalogue }: RuleContext): readonly Scenario[] {
	const { scenarios } = deployment;
	return scenarios.filter(
		({ kind }) =>
			kind !== "communicator-web-access" &&
			(catalogue.scenarios[kind].recommends.includes("reverse-proxy") ||
				(kind === "device-updates" && scenarios.length > 1)),
	);
}

/**
 * Whether a stricter rule says that there is no reverse proxy: for content that cannot do without one, or for outside
 * users whose Access Edge is there and whose proxy comes next.
 */
export function isProxyMissed(context: RuleContext): boolean {
	return (
		webContentScenarios(context).length > 0 ||
		(isDeclared(context.deployment, "access-edge") === true && scenariosOfOutsideUsers(context).length > 0)
	);
}

/** One fix for each pool that may have the Web Components; without any pool, a proxy that is to be completed. */
export function addProxies(deployment: Deployment): readonly Fix[] {
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
		const { edgeArrays, edgeServers, internalServers } = deployment;
		const neighbour = neighbourAmong(deployment, edgeArrays, edgeServers, internalServers);
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
function adapters(deployment: Deployment): readonly Statement[] {
	return (["internal", "external"] as const).flatMap((side) => {
		const network = usualNetwork(deployment, side);
		return network === undefined ? [] : [`adapter ${side} on ${network}`];
	});
}
