import { someOf } from "../basics/sentences.js";
import type { Deployment, EdgeArray } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, type Outcome } from "./rule.js";
import { insertStatement } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";
import { type Member, membersWith } from "./support/load-balancing/arrays.js";
import { isRemote, placeOf } from "./support/sites.js";
import { roleStatement } from "./support/topology/missing-role.js";

export const rule = defineRule({
	code: "lb-web-conf-without-access-edge",
	title: "A load-balanced Web Conferencing Edge shares its computer with an Access Edge",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["PLAN-LB"],
	why: "To load balance Web Conferencing Edges, each of them has to be on a computer with an Access Edge.",
	howToFix:
		"Add the Access Edge role to the members of the array, or take the Web Conferencing Edges out of the array. The Web Conferencing Servers inside connect to each of them anyway.",
	needs: "The members of the array and their roles.",
	note: "The same page knows a scaled topology for remote sites, which have no Access Edge; there the finding is a warning. Several Web Conferencing Edges at a remote site need no load balancer.",
	*check({ deployment }) {
		for (const array of deployment.edgeArrays) {
			yield* judge(deployment, array);
		}
	},
});

function* judge(deployment: Deployment, array: EdgeArray): Iterable<Outcome> {
	const members = membersWith(deployment, array, "web-conferencing-edge");
	// A brace that is missing within a server may hide its Access Edge.
	const lacking = members.filter(({ edge }) => !edge.accessEdge && edge.block.complete);
	const [first] = lacking;
	if (!first) {
		if (members.length > 0 && members.every(({ edge }) => edge.accessEdge)) {
			yield MET;
		}
		return;
	}
	const names = lacking.map(({ edge }) => edge.name);
	const remote = isRemote(placeOf(deployment, array));
	const servers = names.length === 1 ? "server" : "servers";
	const remedy = remote
		? `Take the ${servers} of the remote site out of the array.`
		: `Add the Access Edge there, or take the ${servers} out of the array.`;
	const subject = names.length === 1 ? "has a Web Conferencing Edge" : "have Web Conferencing Edges";
	yield {
		message: `In the array ${array.name}, ${someOf(names)} ${subject} and no Access Edge. A Web Conferencing Edge can only be load balanced on a computer that is an Access Edge too. ${remedy}`,
		at: first.reference.origin,
		fixes: remote ? [] : addAccessEdges(deployment, lacking),
		related: lacking.slice(0, ENOUGH).flatMap(places),
		...(remote && { severity: "warning" }),
	};
}

function places({ edge }: Member) {
	return edge.webConferencingEdge
		? [{ message: `The Web Conferencing Edge of ${edge.name}`, origin: edge.webConferencingEdge.origin }]
		: [];
}

/** With an A/V Edge on the same computer the role would not help: such a computer cannot be balanced either. */
function addAccessEdges(deployment: Deployment, lacking: readonly Member[]): readonly Fix[] {
	return lacking.some(({ edge }) => edge.avEdge)
		? []
		: [
				{
					title: `Add the Access Edge role to ${someOf(lacking.map(({ edge }) => edge.name))}`,
					edits: lacking.map(({ edge }) => insertStatement(edge.block, roleStatement(deployment, "access-edge"))),
					safety: "unsafe",
					preferred: true,
				},
			];
}
