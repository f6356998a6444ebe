import type { EdgeRoleId } from "../catalog/types.js";
import type { AnyEdgeRole, AvEdge, Deployment, EdgeServer } from "../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import { defineRule, MET, type Outcome, type RuleContext, type RuleFinding, undecided } from "./rule.js";
import { isDeclared, withArticle } from "./support/edge-roles.js";
import { scenariosNeeding } from "./support/scenarios.js";
import { isRemote, placeOf } from "./support/sites.js";
import { moveAvEdge } from "./support/topology/move-role.js";

export const rule = defineRule({
	code: "undocumented-role-combination",
	title: "The roles on one edge computer are a documented combination",
	severity: "warning",
	category: "topology",
	evidence: "ocs2007-copy",
	sources: ["R2TOPO", "PLAN-CAP", "HMC-AV"],
	why: "The documented topologies have all three roles on one computer, or the Access Edge and the Web Conferencing Edge together, or one role alone. Other combinations are described nowhere.",
	howToFix: "Give the A/V Edge a computer of its own.",
	needs: "The roles of the edge server; for the Web Conferencing Edge with the A/V Edge, its site as well.",
	note: "An Access Edge alone and a Web Conferencing Edge alone have figures of their own in the capacity table and are accepted everywhere. A help text for hosted OCS 2007 says that the A/V Edge may share a computer with the Access Edge, but no topology that was read does so.",
	*check(context) {
		for (const edge of context.deployment.edgeServers) {
			// A brace that is missing within the server may hide a role.
			if (edge.block.complete) {
				yield* judge(context, edge);
			}
		}
	},
});

function* judge(context: RuleContext, edge: EdgeServer): Iterable<Outcome> {
	const { deployment } = context;
	const { accessEdge, webConferencingEdge, avEdge } = edge;
	if (avEdge && accessEdge && !webConferencingEdge) {
		if (!isMissed(context, "web-conferencing-edge")) {
			yield unusual(deployment, edge, accessEdge, avEdge);
		}
	} else if (avEdge && webConferencingEdge && !accessEdge) {
		if (isMissed(context, "access-edge")) {
			return;
		}
		// Behind a load balancer and at a remote site there are stricter rules on these two.
		if (deployment.index.arrayOf.has(edge.name)) {
			return;
		}
		const place = placeOf(deployment, edge);
		if (place === undefined) {
			yield undecided(edge, "the site");
		} else if (!isRemote(place)) {
			yield unusual(deployment, edge, webConferencingEdge, avEdge);
		}
	} else if (rolesOf(edge).length > 0) {
		yield MET;
	}
}

/** That scenarios need a role which no server has is the mistake then; on this computer it may be what is missing. */
function isMissed({ deployment, catalogue }: RuleContext, role: EdgeRoleId): boolean {
	return scenariosNeeding(deployment, catalogue, role).length > 0 && isDeclared(deployment, role) === false;
}

function unusual(deployment: Deployment, edge: EdgeServer, other: AnyEdgeRole, avEdge: AvEdge): RuleFinding {
	return {
		message: `${edge.name} carries ${withArticle(other.role)} and an A/V Edge. No documented topology has just these two on one computer, and there are no capacity figures for them. Give the A/V Edge a computer of its own.`,
		at: avEdge.origin,
		related: [{ message: `The ${ROLE_TITLES[other.role]} of ${edge.name}`, origin: other.origin }],
		// What leaves an array leaves its members unlike, which is more than one edit can mend.
		fixes: deployment.index.arrayOf.has(edge.name) ? [] : [moveAvEdge(deployment, edge, avEdge)],
	};
}
