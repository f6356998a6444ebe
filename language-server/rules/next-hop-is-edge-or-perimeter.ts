import { groupBy } from "../basics/collections.js";
import type { Deployment, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { named } from "./support/completeness.js";
import { replace } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";
import { directorsForOutside, nextHopOf } from "./support/next-hop/next-hop.js";

export const rule = defineRule({
	code: "next-hop-is-edge-or-perimeter",
	title: "The next hop stands in the internal network",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["R2-ACCESS", "SDK-INTSRV"],
	why: "The Access Edge hands SIP traffic over to an internal server. One in the perimeter network would need Active Directory there, and the internal firewall would not stand before it.",
	howToFix: "Move the server to the internal network, or name one that stands there as the next hop.",
	needs: "The next hop of the Access Edge, and the network of that server with its zone.",
	note: "Written down for OCS 2007 R2. A Director in the perimeter and a server that shares the computer of an edge server have rules of their own; an edge server or a reverse proxy as the next hop is reported as a reference that names no pool and no Director.",
	*check({ deployment }) {
		const hops = accessEdgesOf(deployment).map(({ edge, accessEdge }) => ({
			edge,
			hop: nextHopOf(accessEdge, deployment),
		}));
		// Several Access Edges have one next hop as a rule, and where it stands is one mistake.
		for (const [server, users] of groupBy(hops, ({ hop }) => hop?.server)) {
			const [user] = users;
			if (!server || !user) {
				yield* users.map(({ edge }) => undecided(edge, "the next hop of its Access Edge (`next-hop`)"));
				continue;
			}
			const network = server.network && deployment.index.networks.get(server.network.name);
			if (!server.network || !network?.zone) {
				yield undecided(server, "its network with the zone");
				continue;
			}
			if (network.zone.value === "internal") {
				yield MET;
				continue;
			}
			const first = firstOf(server, deployment);
			if (first !== undefined) {
				yield undecided(server, first);
				continue;
			}
			yield {
				message: `${server.name} is the next hop of ${user.edge.name} and stands in the ${network.zone.value} network ${network.name}. The next hop has to be an internal server. Move it inside, or name another one.`,
				at: server.network.origin,
				related: [
					{ message: `The zone of ${network.name}`, origin: network.zone.origin },
					...users
						.slice(0, ENOUGH)
						.flatMap(({ edge, hop }) => (hop ? [{ message: `The next hop of ${edge.name}`, origin: hop.origin }] : [])),
				],
				fixes: moveInside(deployment, server, server.network),
			};
		}
	},
});

/** What has to be put right first, by other rules: after that this question has another answer. */
function firstOf({ kind, runsOn }: InternalServer, deployment: Deployment): string | undefined {
	if (runsOn) {
		return "a computer of its own";
	}
	if (kind === "director") {
		return "a Director in the internal network";
	}
	return directorsForOutside(deployment).length > 0 ? "a Director as the next hop" : undefined;
}

function moveInside(deployment: Deployment, { name }: InternalServer, { origin }: Reference): readonly Fix[] {
	const inside = named(deployment.networks).filter(({ zone }) => zone?.value === "internal");
	return inside.slice(0, ENOUGH).map((network) => ({
		title: `Move ${name} to the internal network ${network.name}`,
		edits: [replace(origin, network.name)],
		safety: "unsafe",
		preferred: inside.length === 1,
	}));
}
