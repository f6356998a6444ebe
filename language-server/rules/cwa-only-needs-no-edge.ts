import type { EdgeRoleId, ScenarioId } from "../catalog/types.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { withArticle } from "./support/edge-roles.js";
import { insertStatement } from "./support/edits.js";

export const rule = defineRule({
	code: "cwa-only-needs-no-edge",
	title: "Communicator Web Access alone has no edge servers",
	severity: "info",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["SUP-PERIM"],
	why: "Communicator Web Access needs no edge role. A reverse proxy is all that is recommended for it.",
	howToFix: "Remove the edge roles, or add the scenario that they serve.",
	needs: "The scenarios of the deployment, of which communicator-web-access is the only one, and its edge servers.",
	*check({ deployment }) {
		const [scenario, another] = deployment.scenarios;
		if (scenario?.kind !== "communicator-web-access" || another) {
			return;
		}
		if (!isWhole(deployment)) {
			yield undecided(deployment, "its other scenarios");
			return;
		}
		const declared = deployment.edgeServers.flatMap((edge) => rolesOf(edge).map((role) => ({ edge, role })));
		const [first, ...others] = declared;
		if (!first) {
			yield MET;
			return;
		}
		yield {
			message: `${first.edge.name} has ${withArticle(first.role.role)}, and Communicator Web Access is the only scenario of ${deployment.name}. It needs no edge role. Remove the edge roles, or add the scenario that they serve.`,
			at: first.role.origin,
			related: [
				...others.map(({ edge, role }) => ({
					message: `The ${ROLE_TITLES[role.role]} of ${edge.name}`,
					origin: role.origin,
				})),
				{ message: "The only scenario", origin: scenario.origin },
			],
			fixes: [...new Set(declared.map(({ role }) => SERVED[role.role]))].map((served) => ({
				title: `Add the scenario ${served}`,
				edits: [insertStatement(deployment.block, `scenario ${served}`)],
				safety: "unsafe",
				preferred: false,
			})),
		};
	},
});

/** The scenario that a role is first of all there for. */
const SERVED: Readonly<Record<EdgeRoleId, ScenarioId>> = {
	"access-edge": "remote-access",
	"web-conferencing-edge": "web-conferencing",
	"av-edge": "av-conferencing",
};
