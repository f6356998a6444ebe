import { once } from "../basics/collections.js";
import { someOf } from "../basics/sentences.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf, besideRightMembers } from "./support/access-edges.js";
import { directorsForOutside, type NextHop, nameDirector, nextHopOf } from "./support/next-hop/next-hop.js";

export const rule = defineRule({
	code: "next-hop-skips-director",
	title: "Where there is a Director, it is the next hop",
	severity: "warning",
	category: "next-hop",
	evidence: "ocs2007",
	sources: ["SUP-DIR", "R2-ACCESS"],
	why: "The Director stands between the Access Edge and the pools and authenticates outside users first. Traffic that passes it by defeats its purpose.",
	howToFix: "Make the Director the next hop.",
	needs: "The next hop of the Access Edge, and a Director that is not for internal users alone.",
	*check({ deployment }) {
		const directors = directorsForOutside(deployment);
		if (directors.length === 0) {
			return;
		}
		const besideRight = once(() =>
			besideRightMembers(deployment, ({ accessEdge }) => nextHopOf(accessEdge, deployment)?.server.kind === "director"),
		);
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			const hop = nextHopOf(accessEdge, deployment);
			if (!hop) {
				yield undecided(edge, "the next hop of its Access Edge (`next-hop`)");
				continue;
			}
			if (hop.server.kind === "director") {
				yield MET;
				continue;
			}
			if (besideRight().has(edge)) {
				yield undecided(edge, "the same next hop as in its array");
				continue;
			}
			const noun = directors.length === 1 ? "the Director" : "the Directors";
			yield {
				message: `The next hop of ${edge.name} is ${named(hop)}, past ${noun} ${someOf(directors.map(({ name }) => name))}. Outside users would reach the pool without being authenticated by a Director first. Make the Director the next hop.`,
				at: hop.origin,
				related: directors.map(({ name, origin }) => ({ message: `${name} is a Director`, origin })),
				fixes: nameDirector(directors, hop.origin, (director) => `Make ${director} the next hop of ${edge.name}`),
			};
		}
	},
});

function named({ server, member }: NextHop): string {
	return member ? `${member.fqdn.value} of ${server.name}` : server.name;
}
