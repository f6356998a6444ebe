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
	code: "authorized-servers-complete",
	title: "Every server that sends to the Access Edge is authorised",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["SDK-INTSRV", "LYNC13-AUTH"],
	why: "Every internal server that can send messages to the Access Edge has to be on its list. A missing one also breaks external A/V conferencing for users who join through that edge server.",
	howToFix: "Add the pool, Standard Edition server or Director to the authorised servers.",
	needs: "The authorised servers of the Access Edge, and the pools and Directors of the deployment.",
	note: "The list is described for OCS 2007 R2, its effect on A/V conferencing for an edge server of that release beside Lync Server 2013. Where the next hop is missing, the rule on that names all that are.",
	*check({ deployment }) {
		const servers = sendersOf(deployment);
		if (servers.length === 0) {
			return;
		}
		const besideRight = once(() =>
			besideRightMembers(deployment, ({ accessEdge }) => authorizesAll(accessEdge, deployment)),
		);
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			const { authorizedServers: entries, block } = accessEdge;
			const [first] = entries ?? [];
			if (!entries || !first || !block.complete || !areReadable(entries, deployment)) {
				yield undecided(edge, "the authorised servers (`authorized-servers`)");
				continue;
			}
			const hop = nextHopOf(accessEdge, deployment)?.server;
			const authorizationOf = authorizationsIn(entries, deployment);
			if (hop && authorizationOf(hop) === "missing") {
				// The rule on the next hop names the others that are missing as well.
				yield undecided(edge, "its next hop among the authorised servers (`authorized-servers`)");
				continue;
			}
			const answers = servers.map((server) => ({ server, answer: authorizationOf(server) }));
			const missing = answers.filter(({ answer }) => answer === "missing").map(({ server }) => server);
			const open = answers.filter(({ answer }) => answer === "open").map(({ server }) => server.name);
			if (missing.length > 0 && besideRight().has(edge)) {
				yield undecided(edge, "the same authorised servers as in its array");
			} else if (missing.length > 0) {
				const names = someOf(missing.map(({ name }) => name));
				yield {
					message: `The authorised servers of ${edge.name} lack ${names}. The Access Edge takes messages from authorised servers only, so it would refuse those of ${names}. Add ${missing.length === 1 ? "it" : "them"} to the list.`,
					at: keywordOf(block.uri, first.statement, "authorized-servers"),
					related: missing.map(({ name, origin }) => ({ message: `${name} is declared here`, origin })),
					fixes: authorize(accessEdge, missing, "unsafe"),
				};
			} else {
				yield open.length === 0 ? MET : undecided(edge, `the FQDN of ${someOf(open)}`);
			}
		}
	},
});
