import { grouped } from "../basics/sentences.js";
import type { Catalogue } from "../catalog/types.js";
import type { Deployment, EdgeServer } from "../model/deployment.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { consolidatedMembers, isConsolidated } from "./support/load-balancing/arrays.js";
import { AV_SCENARIOS, externalConnections, type Load, sessionsOf } from "./support/planning/load.js";
import { moveAvEdge } from "./support/topology/move-role.js";

export const rule = defineRule({
	code: "single-site-av-separate",
	title: "Under load the A/V Edge has a computer of its own",
	severity: "info",
	category: "topology",
	evidence: "ocs2007",
	sources: ["CHEAT-48", "ADM-EXT", "PLAN-CAP"],
	why: "For most organisations the recommended layout is the Access Edge and the Web Conferencing Edge together, and the A/V Edge apart, because it takes so much bandwidth.",
	howToFix: "Move the A/V Edge to a computer of its own.",
	needs:
		"The users with their external share, or the concurrent sessions of the scenarios; and a computer with all three roles.",
	note: "The capacity figure for a consolidated computer was not readable. What is expected is therefore measured by the figures for fewer roles on one computer, which it cannot exceed: 5,000 client connections, 1,500 connections for web conferencing, 1,500 audio and video sessions.",
	*check({ deployment, catalogue }) {
		const edges = deployment.edgeServers.filter(isConsolidated);
		const balanced = new Set(
			deployment.edgeArrays.flatMap((array) => consolidatedMembers(deployment, array).map(({ edge }) => edge)),
		);
		const loads = loadsOf(deployment, catalogue);
		for (const edge of edges) {
			// Consolidated members of an array are a mistake of their own.
			if (!balanced.has(edge)) {
				yield judge(deployment, edge, edges.length, loads);
			}
		}
	},
});

interface Expected {
	readonly what: string;
	readonly load: Load | undefined;
	readonly limit: number;
}

function loadsOf(deployment: Deployment, { capacities }: Catalogue): readonly Expected[] {
	return [
		{
			what: "audio and video sessions from outside",
			load: sessionsOf(deployment, AV_SCENARIOS),
			limit: capacities.avEdge.alone,
		},
		{
			what: "web conferencing connections from outside",
			load: sessionsOf(deployment, ["web-conferencing"]),
			limit: capacities.webConferencingEdge.withAccess,
		},
		{
			what: "client connections from outside",
			load: externalConnections(deployment),
			limit: capacities.accessEdge.withWebConferencing,
		},
	];
}

/** The load is shared by all consolidated computers. */
function judge(deployment: Deployment, edge: EdgeServer, sharers: number, loads: readonly Expected[]): Outcome {
	for (const { what, load, limit } of loads) {
		if (load && edge.avEdge && load.count > limit * sharers) {
			return {
				message: `${edge.name} carries all three edge roles, and ${deployment.name} expects ${grouped(load.count)} ${what}. With fewer roles one computer is published for ${grouped(limit)}, and the A/V Edge takes the most bandwidth. Give the A/V Edge a computer of its own.`,
				at: edge.avEdge.origin,
				related: load.places,
				fixes: [moveAvEdge(deployment, edge, edge.avEdge)],
			};
		}
	}
	return loads.some(({ load }) => load) ? MET : undecided(deployment, "the users and their external share (`users`)");
}
