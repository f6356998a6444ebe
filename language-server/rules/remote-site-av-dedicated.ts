import type { AvEdge, Deployment, EdgeServer, Site, WebConferencingEdge } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { isRemote, placeOf } from "./support/sites.js";
import { moveAvEdge } from "./support/topology/move-role.js";

export const rule = defineRule({
	code: "remote-site-av-dedicated",
	title: "At a remote site the A/V Edge and the Web Conferencing Edge have computers of their own",
	severity: "warning",
	category: "topology",
	evidence: "ocs2007-copy",
	sources: ["R2TOPO"],
	why: "The topology with remote sites puts each of the two roles on a dedicated computer.",
	howToFix: "Give the A/V Edge of the remote site a computer of its own.",
	needs: "The site of the edge server, whether that site is remote, and the roles of the server.",
	*check({ deployment }) {
		const hasPrimary = deployment.edgeServers.some((edge) => edge.accessEdge && !isRemote(placeOf(deployment, edge)));
		for (const edge of deployment.edgeServers) {
			const { webConferencingEdge, avEdge } = edge;
			// What a load balancer asks of its members is stricter and has rules of its own.
			if (rolesOf(edge).length === 0 || deployment.index.arrayOf.has(edge.name)) {
				continue;
			}
			// Where the only Access Edge is at a remote site, that site most likely is the primary one, and that is said.
			if (edge.accessEdge && !hasPrimary) {
				continue;
			}
			const isShared = webConferencingEdge !== undefined && avEdge !== undefined;
			const place = placeOf(deployment, edge);
			if (isRemote(place)) {
				yield isShared ? shared(deployment, edge, webConferencingEdge, avEdge, place.site) : MET;
			} else if (isShared && place === undefined) {
				yield undecided(edge, "the site");
			} else if (isShared && place?.site && !place.site.role && deployment.sites.length > 1) {
				yield undecided(place.site, "whether the site is primary or remote (`primary` or `remote`)");
			}
		}
	},
});

function shared(
	deployment: Deployment,
	edge: EdgeServer,
	{ origin }: WebConferencingEdge,
	avEdge: AvEdge,
	site: Site,
): RuleFinding {
	return {
		message: `${edge.name} carries the Web Conferencing Edge and the A/V Edge of the remote site ${site.name}. The documented topology has a dedicated computer for each of them there. Give the A/V Edge a computer of its own.`,
		at: avEdge.origin,
		related: [{ message: `The Web Conferencing Edge of ${edge.name}`, origin }],
		fixes: [moveAvEdge(deployment, edge, avEdge)],
	};
}
