import { groupBy } from "../basics/collections.js";
import type { AccessEdge, Deployment, EdgeArray, EdgeServer } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, type Outcome } from "./rule.js";
import { removeStatement } from "./support/edits.js";
import { isRemote, type Place, placeOf } from "./support/sites.js";

export const rule = defineRule({
	code: "single-access-edge-entry-point",
	title: "There is one Access Edge, or one array of them",
	severity: "error",
	category: "topology",
	evidence: "ocs2007-copy",
	sources: ["R2TOPO", "R2-ADMEXT"],
	why: "Remote sites have Web Conferencing Edges and A/V Edges only; the Access Edge stays in the primary site. All federation and sign-in from outside passes this one entry.",
	howToFix: "Remove the further Access Edge, or make it a member of the one array.",
	needs: "The site of every Access Edge, and the arrays.",
	note: "That an organisation has one array of Access Edges follows from the table of topologies and was not found as a sentence. Outside a remote site the finding is therefore a warning. Several Access Edges of one site without a load balancer are reported by array-without-load-balancer.",
	*check({ deployment }) {
		const entries = entriesOf(deployment);
		const main =
			entries.find(({ place }) => place?.site?.role?.value === "primary") ??
			entries.find(({ place }) => !isRemote(place));
		// Where all of them are at remote sites, the primary site has none, and that is the mistake.
		if (!main) {
			return;
		}
		const others = entries.filter((entry) => entry !== main);
		if (others.length === 0) {
			yield MET;
		}
		for (const entry of others) {
			yield further(entry, main);
		}
	},
});

/** What outside parties see as one Access Edge. */
interface Entry {
	readonly edge: EdgeServer;
	readonly accessEdge: AccessEdge;
	readonly array?: EdgeArray;
	readonly place?: Place;
}

/**
 * The arrays with Access Edges, and the Access Edges in no array. Those of one site that are not balanced count as one:
 * that they lack a load balancer is another mistake.
 */
function entriesOf(deployment: Deployment): readonly Entry[] {
	const all = deployment.edgeServers.flatMap((edge): readonly Entry[] =>
		edge.accessEdge ? [entryOf(deployment, edge, edge.accessEdge)] : [],
	);
	const groups = groupBy(all, ({ array, edge }) => array ?? edge);
	const fronts = [...groups.values()].flatMap(([first]) => first ?? []);
	const unbalanced = new Set(fronts.flatMap(({ array, place }) => (array || !place ? [] : place.key)));
	const seen = new Set<string>();
	return fronts.filter(({ place }) => {
		const isCounted = place !== undefined && unbalanced.has(place.key) && seen.has(place.key);
		if (place) {
			seen.add(place.key);
		}
		return !isCounted;
	});
}

function entryOf(deployment: Deployment, edge: EdgeServer, accessEdge: AccessEdge): Entry {
	const array = deployment.index.arrayOf.get(edge.name);
	const place = placeOf(deployment, edge);
	return { edge, accessEdge, ...(array && { array }), ...(place && { place }) };
}

function further(entry: Entry, main: Entry): Outcome {
	const { edge, accessEdge, place } = entry;
	const remedy = main.array ? `make ${edge.name} a member of ${main.array.name}` : "keep the two in one balanced array";
	const message = isRemote(place)
		? `${edge.name} has an Access Edge at the remote site ${place.site.name}, besides that of ${main.edge.name}. SIP from outside enters at one place, and a remote site has Web Conferencing Edges and A/V Edges only. Remove this Access Edge.`
		: `${edge.name} has an Access Edge besides that of ${main.edge.name}, and the two are not in one array. SIP from outside enters at one Access Edge, or at one array of them. Remove this one, or ${remedy}.`;
	return {
		message,
		at: accessEdge.origin,
		related: [{ message: `The Access Edge of ${main.edge.name}`, origin: main.accessEdge.origin }],
		fixes: entry.array ? [] : removeRole(edge, accessEdge),
		...(!isRemote(place) && { severity: "warning" }),
	};
}

/** Only where the server keeps another role: what to do with a server without any is the author's to say. */
function removeRole(edge: EdgeServer, accessEdge: AccessEdge): readonly Fix[] {
	return rolesOf(edge).length < 2
		? []
		: [
				{
					title: `Remove the Access Edge from ${edge.name}`,
					edits: [removeStatement(edge.block, accessEdge.block.range)],
					safety: "unsafe",
					preferred: true,
				},
			];
}
