import { someOf } from "../basics/sentences.js";
import type { Deployment } from "../model/deployment.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { authorizationOf, authorize } from "./support/authorized-servers.js";
import { named } from "./support/completeness.js";
import { isForInsideAlone, sipServers } from "./support/internal-servers.js";
import { nextHopOf } from "./support/next-hop.js";
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
	note: "The list is described for OCS 2007 R2, its effect on A/V conferencing for an edge server of that release beside Lync Server 2013. That the next hop is missing is the finding of another rule.",
	*check({ deployment }) {
		const servers = named(sipServers(deployment)).filter((server) => !isForInsideAlone(server));
		if (servers.length === 0) {
			return;
		}
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			const { authorizedServers: entries, block } = accessEdge;
			const [first] = entries ?? [];
			if (!entries || !first || !block.complete || hasUnknown(entries, deployment)) {
				yield undecided(edge, "the authorised servers");
				continue;
			}
			const hop = nextHopOf(accessEdge, deployment)?.server;
			const others = servers.filter((server) => server !== hop);
			const answers = others.map((server) => ({ server, answer: authorizationOf(entries, server, deployment) }));
			const missing = answers.filter(({ answer }) => answer === "missing").map(({ server }) => server);
			const open = answers.filter(({ answer }) => answer === "open").map(({ server }) => server.name);
			if (missing.length > 0) {
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

/** A name that means nothing may be that of a missing server; it is reported as such. */
function hasUnknown(entries: readonly { readonly name: string }[], { index }: Deployment): boolean {
	return entries.some(({ name }) => !name.includes(".") && name !== "*" && !index.hosts.has(name));
}
