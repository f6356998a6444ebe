import type { Host, InternalServer } from "../model/deployment.js";
import { defineRule, MET, undecided } from "./rule.js";
import { leadsToAccessEdge } from "./support/next-hop/federation-route.js";
import { directorsForOutside, nameDirector } from "./support/next-hop/next-hop.js";

export const rule = defineRule({
	code: "global-federation-route-skips-director",
	title: "Where there is a Director, the federation route goes through it",
	severity: "info",
	category: "next-hop",
	evidence: "r2",
	sources: ["SDK-GLOBALFED", "R2-HLP-FED"],
	why: "The default route of federated traffic names a Director, or the Access Edge where no Director is deployed.",
	howToFix: "Let the route name the Director, and let the Director route to the Access Edge.",
	needs: "The federation route of a pool or another internal server, and a Director.",
	note: "The help of OCS 2007 R2 allows the Access Edge or a virtual address as well, and recommends the Director.",
	*check({ deployment }) {
		const directors = directorsForOutside(deployment);
		if (directors.length === 0) {
			return;
		}
		for (const { kind, name, origin, federationRoute: route } of deployment.internalServers) {
			if (kind === "director" || !route) {
				continue;
			}
			const target = deployment.index.hosts.get(route.name);
			if (!target) {
				yield undecided({ name, origin }, "a server that its federation route leads to (`federation-route`)");
				continue;
			}
			if (!isEdge(target)) {
				yield MET;
				continue;
			}
			if (!leadsToAccessEdge(route, deployment)) {
				// Federated traffic does not get out at all then, and another rule says so.
				yield undecided({ name, origin }, "a Director or an Access Edge as its federation route (`federation-route`)");
				continue;
			}
			yield {
				message: `The federation route of ${name} leads to ${target.name} directly, although there is a Director. Federated traffic from inside would pass it by. Let the route name the Director.`,
				at: route.origin,
				related: directors.map(related),
				fixes: nameDirector(directors, route.origin, (director) => `Route federation through ${director}`),
			};
		}
	},
});

function isEdge({ kind }: Host): boolean {
	return kind === "edge-server" || kind === "edge-array";
}

function related({ name, origin }: InternalServer) {
	return { message: `${name} is a Director`, origin };
}
