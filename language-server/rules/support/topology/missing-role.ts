import { counted, upperFirst } from "../../../basics/sentences.js";
import { edgeRoleIds } from "../../../catalog/catalogue.js";
import type { EdgeRoleId } from "../../../catalog/types.js";
import type { Deployment, EdgeServer } from "../../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../../model/edge-roles.js";
import type { Fix } from "../../../model/finding.js";
import { MET, type Outcome, type RuleContext } from "../../rule.js";
import { neighbourAmong } from "../completeness.js";
import { isDeclared, withArticle } from "../edge-roles.js";
import { insertElement, insertStatement, type Statement } from "../edits.js";
import { nextHopCandidates } from "../internal-servers.js";
import { numberedName } from "../names.js";
import { alsoNeededBy, kindsOf, removeScenarios, scenariosNeeding } from "../scenarios.js";

/**
 * One finding for an edge role that scenarios cannot do without and that no server carries: at the first of these
 * scenarios, with the others as related places, because it is one mistake however many scenarios it breaks.
 */
export function findMissingRole(
	{ deployment, catalogue }: RuleContext,
	role: EdgeRoleId,
	why: string,
): readonly Outcome[] {
	const scenarios = scenariosNeeding(deployment, catalogue, role);
	const [first] = scenarios;
	const declared = first && isDeclared(deployment, role);
	if (!first || declared !== false) {
		return declared ? [MET] : [];
	}
	const need = scenarios.length === 1 ? "needs" : "need";
	return [
		{
			message: `${upperFirst(counted("the scenario", kindsOf(scenarios)))} ${need} ${withArticle(role)}, and no edge server of ${deployment.name} has that role. ${why} Add the role to an edge server.`,
			at: first.origin,
			related: alsoNeededBy(scenarios),
			fixes: [addRole(deployment, role), removeScenarios(deployment, scenarios)],
		},
	];
}

/** Adds the role to the edge server where it makes a documented combination, or to a new edge server. */
export function addRole(deployment: Deployment, role: EdgeRoleId): Fix {
	const statement = roleStatement(deployment, role);
	const server = serverFor(deployment, role);
	if (server) {
		return {
			title: `Add the ${ROLE_TITLES[role]} role to ${server.name}`,
			edits: [insertStatement(server.block, statement)],
			safety: "unsafe",
			preferred: true,
		};
	}
	const name = numberedName(deployment, "edge");
	const neighbour = neighbourAmong(deployment, deployment.edgeServers, deployment.internalServers);
	const site = primarySite(deployment);
	const head = site === undefined ? `edge-server ${name}` : `edge-server ${name} in ${site}`;
	return {
		title: `Add an edge server ${name} with the ${ROLE_TITLES[role]} role`,
		edits: [insertElement(neighbour.block, { head, body: [statement] })],
		safety: "unsafe",
		preferred: true,
	};
}

/** The declaration of a new role; that of an Access Edge names the next hop where there is only one. */
export function roleStatement(deployment: Deployment, role: EdgeRoleId): Statement {
	const candidates = nextHopCandidates(deployment);
	const [nextHop] = candidates;
	// With several candidates the choice is the author's, and the rule on the missing next hop offers them.
	return role === "access-edge" && nextHop && candidates.length === 1
		? { head: role, body: [`next-hop ${nextHop.name}`] }
		: role;
}

/** The combinations of roles that a documented topology has on one computer. */
const DOCUMENTED: ReadonlySet<string> = new Set([
	"access-edge",
	"web-conferencing-edge",
	"av-edge",
	"access-edge+web-conferencing-edge",
	"access-edge+web-conferencing-edge+av-edge",
]);

function serverFor(deployment: Deployment, role: EdgeRoleId): EdgeServer | undefined {
	const fitting = deployment.edgeServers.filter((edge) => fits(deployment, edge, role));
	// The A/V Edge goes first to a computer of its own, the other two to where their usual companion is.
	const companions = (edge: EdgeServer) => rolesOf(edge).length * (role === "av-edge" ? -1 : 1);
	return fitting.reduce<EdgeServer | undefined>(
		(best, edge) => (best === undefined || companions(edge) > companions(best) ? edge : best),
		undefined,
	);
}

function fits(deployment: Deployment, edge: EdgeServer, role: EdgeRoleId): boolean {
	const roles = [...rolesOf(edge).map((one) => one.role), role];
	const combination = edgeRoleIds.filter((one) => roles.includes(one));
	const site = edge.site && deployment.index.sites.get(edge.site.name);
	return (
		DOCUMENTED.has(combination.join("+")) &&
		// The members of an array are alike; a role added to one of them alone would break that.
		!deployment.index.arrayOf.has(edge.name) &&
		!(role === "access-edge" && site?.role?.value === "remote")
	);
}

/** Where the first edge server would stand: in the primary site, or in the only one. */
function primarySite({ sites }: Deployment): string | undefined {
	const primary = sites.find((site) => site.role?.value === "primary");
	return (primary ?? (sites.length === 1 ? sites[0] : undefined))?.name;
}
