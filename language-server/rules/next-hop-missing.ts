import type { AccessEdge, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { insertStatement } from "./support/edits.js";
import { nextHopCandidates, sipServers } from "./support/internal-servers.js";
import { CHOICES } from "./support/limits.js";

export const rule = defineRule({
	code: "next-hop-missing",
	title: "An Access Edge names its next hop",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["SDK-NEXTHOP", "R2-ACCESS"],
	why: "The next hop is a required setting of the internal side: it is where the Access Edge sends all SIP traffic from outside.",
	howToFix: "Name the Director as the next hop, or the pool where there is no Director.",
	needs: "The Access Edge, and at least one pool or Director.",
	note: "The setting is described in texts for OCS 2007 R2.",
	*check({ deployment }) {
		const candidates = nextHopCandidates(deployment).slice(0, CHOICES);
		const kind = candidates[0]?.kind === "director" ? "the Director" : "the pool";
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			if (accessEdge.nextHop) {
				yield MET;
				continue;
			}
			// A brace that is missing within the server may have cut the role short. Without any internal server there is
			// nothing to name; that is another rule's finding.
			if (!edge.block.complete || sipServers(deployment).length === 0) {
				yield undecided(edge, "a server that could be the next hop");
				continue;
			}
			yield {
				message: `The Access Edge of ${edge.name} has no next hop. It would not know where to send SIP traffic from outside. Name ${kind} as its next hop.`,
				at: accessEdge.origin,
				related: candidates.map((server) => ({
					message: `${server.name} could be the next hop`,
					origin: server.origin,
				})),
				fixes: setNextHop(candidates, accessEdge),
			};
		}
	},
});

function setNextHop(candidates: readonly InternalServer[], accessEdge: AccessEdge): readonly Fix[] {
	return candidates.map((server) => ({
		title: `Make ${server.name} the next hop`,
		edits: [insertStatement(accessEdge.block, `next-hop ${server.name}`)],
		safety: candidates.length === 1 ? "safe" : "unsafe",
		preferred: candidates.length === 1,
	}));
}
