import { someOf } from "../basics/sentences.js";
import type { Deployment, EdgeServer, Site } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, type RuleContext, undecided } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { replace } from "./support/edits.js";
import { furtherPlaces } from "./support/related.js";
import { scenariosNeeding } from "./support/scenarios.js";
import { isRemote, placeOf } from "./support/sites.js";
import { addRole } from "./support/topology/missing-role.js";

export const rule = defineRule({
	code: "remote-site-roles-only",
	title: "A remote site extends a primary site with an Access Edge",
	severity: "error",
	category: "topology",
	evidence: "ocs2007-copy",
	sources: ["R2TOPO", "PLAN-LB"],
	why: "Edge servers at a remote site relay meetings and media only. The signalling of their users goes through the Access Edge of the primary site.",
	howToFix: "Declare an Access Edge in the primary site.",
	needs: "The sites, which of them are remote, and the site of every edge server.",
	note: "Several Web Conferencing Edges or A/V Edges at a remote site are no finding of this rule: the Planning Guide knows a scaled topology for remote sites.",
	*check(context) {
		const { deployment } = context;
		const remote = remoteSites(deployment);
		const [first, ...further] = remote;
		if (!first || !isWhole(deployment)) {
			return;
		}
		const accessEdges = deployment.edgeServers.filter((edge) => edge.accessEdge);
		const elsewhere = accessEdges.find((edge) => !isRemote(placeOf(deployment, edge)));
		if (elsewhere) {
			const verdict = placeOf(deployment, elsewhere) ? MET : undecided(elsewhere, "the site");
			yield* remote.map(() => verdict);
		} else if (accessEdges.length > 0 || !lacksAnyAccessEdge(context)) {
			yield {
				message: `${someOf(first.edges.map(({ name }) => name))} ${first.edges.length === 1 ? "stands" : "stand"} at the remote site ${first.site.name}, and no primary site of ${deployment.name} has an Access Edge. A remote site extends a primary one, whose Access Edge carries the signalling for both. Declare the Access Edge of the primary site.`,
				at: first.remote,
				related: [
					...accessEdges.map(({ name, origin }) => ({
						message: `${name} has an Access Edge at a remote site`,
						origin,
					})),
					...furtherPlaces(further, ({ site, remote: origin }) => ({ name: site.name, origin })),
				],
				fixes: fixes(deployment, accessEdges),
			};
		}
	},
});

interface RemoteSite {
	readonly site: Site;
	/** The word that says so. */
	readonly remote: Origin;
	readonly edges: readonly EdgeServer[];
}

/** The remote sites with edge servers, in the order of the servers. */
function remoteSites(deployment: Deployment): readonly RemoteSite[] {
	const sites = new Map<Site, EdgeServer[]>();
	for (const edge of deployment.edgeServers) {
		const place = rolesOf(edge).length > 0 ? placeOf(deployment, edge) : undefined;
		if (isRemote(place)) {
			const edges = sites.get(place.site) ?? [];
			edges.push(edge);
			sites.set(place.site, edges);
		}
	}
	return [...sites].flatMap(([site, edges]) => (site.role ? [{ site, remote: site.role.origin, edges }] : []));
}

/** Where scenarios cannot do without an Access Edge and there is none at all, that is said at the scenarios. */
function lacksAnyAccessEdge({ deployment, catalogue }: RuleContext): boolean {
	return scenariosNeeding(deployment, catalogue, "access-edge").length > 0;
}

function fixes(deployment: Deployment, accessEdges: readonly EdgeServer[]): readonly Fix[] {
	const [primary] = makePrimary(deployment, accessEdges);
	return primary
		? [primary, { ...addRole(deployment, "access-edge"), preferred: false }]
		: [addRole(deployment, "access-edge")];
}

/** Where the Access Edge is at a site that is called remote and no site is primary, that site most likely is. */
function makePrimary(deployment: Deployment, accessEdges: readonly EdgeServer[]): readonly Fix[] {
	if (deployment.sites.some((site) => site.role?.value === "primary")) {
		return [];
	}
	const sites = new Set(accessEdges.map((edge) => placeOf(deployment, edge)?.site));
	const [only, second] = sites;
	return only?.role && !second
		? [
				{
					title: `Make ${only.name} the primary site`,
					edits: [replace(only.role.origin, "primary")],
					safety: "unsafe",
					preferred: true,
				},
			]
		: [];
}
