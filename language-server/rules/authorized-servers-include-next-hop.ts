import { once } from "../basics/collections.js";
import { someOf } from "../basics/sentences.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf, besideRightMembers } from "./support/access-edges.js";
import {
	areReadable,
	authorizationsIn,
	authorize,
	authorizesAll,
	sendersOf,
} from "./support/next-hop/authorized-servers.js";
import { nextHopOf } from "./support/next-hop/next-hop.js";
import { keywordOf } from "./support/places.js";

export const rule = defineRule({
	code: "authorized-servers-include-next-hop",
	title: "The next hop is one of the authorised servers",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["SDK-INTSRV"],
	why: "The Access Edge takes messages from authorised internal servers only, and the next hop has to be one of them.",
	howToFix: "Add the next hop to the authorised servers.",
	needs: "The next hop and the authorised servers of the Access Edge.",
	note: "The list is described for OCS 2007 R2.",
	*check({ deployment }) {
		const besideRight = once(() =>
			besideRightMembers(deployment, ({ accessEdge }) => authorizesAll(accessEdge, deployment)),
		);
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			const { authorizedServers: entries, block } = accessEdge;
			const [first] = entries ?? [];
			const hop = nextHopOf(accessEdge, deployment);
			if (!entries || !first || !block.complete || !areReadable(entries, deployment)) {
				yield undecided(edge, "the authorised servers (`authorized-servers`)");
				continue;
			}
			if (!hop) {
				yield undecided(edge, "the next hop of its Access Edge (`next-hop`)");
				continue;
			}
			const authorizationOf = authorizationsIn(entries, deployment);
			const authorization = authorizationOf(hop.server);
			if (authorization !== "missing") {
				yield authorization === "listed" ? MET : undecided(edge, `the FQDN of ${hop.server.name}`);
				continue;
			}
			if (besideRight().has(edge)) {
				yield undecided(edge, "the same authorised servers as in its array");
				continue;
			}
			const others = sendersOf(deployment).filter(
				(server) => server !== hop.server && authorizationOf(server) === "missing",
			);
			const names = others.map(({ name }) => name);
			yield {
				message: `The authorised servers of ${edge.name} lack ${hop.server.name}, its next hop${others.length > 0 ? `, and ${someOf(names)}` : ""}. The Access Edge takes messages from authorised servers only. Add ${others.length > 0 ? "them" : "the next hop"} to the list.`,
				at: keywordOf(block.uri, first.statement, "authorized-servers"),
				related: [
					{ message: `${hop.server.name} is the next hop`, origin: hop.origin },
					...others.map(({ name, origin }) => ({ message: `${name} is declared here`, origin })),
				],
				fixes: authorize(accessEdge, [hop.server, ...others], others.length > 0 ? "unsafe" : "safe"),
			};
		}
	},
});
