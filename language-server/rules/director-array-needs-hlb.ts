import { someOf } from "../basics/sentences.js";
import type { Deployment, EdgeServer, InternalServer } from "../model/deployment.js";
import { hostNamed } from "../model/lookups.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET, type Outcome } from "./rule.js";
import { directorsOf, isForInsideAlone } from "./support/internal-servers.js";
import { addLoadBalancer } from "./support/load-balancing/load-balancers.js";

export const rule = defineRule({
	code: "director-array-needs-hlb",
	title: "Several Directors stand behind a hardware load balancer",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["SUP-DIR", "SUP-LB"],
	why: "An array of Directors, of Standard Edition servers or as an Enterprise pool, is described behind a hardware load balancer only.",
	howToFix: "Put the Directors behind a hardware load balancer, or use one Director.",
	needs: "The members of the Director and its load balancer, or the Directors that an Access Edge knows.",
	note: "Sources disagree: another page for OCS 2007 says that a load balancer is recommended and not required for arrays of Directors. Several Directors that one Access Edge knows are a warning, because they may serve different users; `serves` says so.",
	*check({ deployment }) {
		for (const director of directorsOf(deployment)) {
			yield* judgeArray(deployment, director);
		}
		yield* judgeGroups(deployment);
	},
});

function* judgeArray(deployment: Deployment, director: InternalServer): Iterable<Outcome> {
	const { name, members, loadBalancer, block, origin } = director;
	if (members.length < 2) {
		return;
	}
	if (loadBalancer) {
		yield MET;
	} else if (block.complete) {
		yield {
			message: `The Director ${name} has ${members.length} members and no load balancer. Director arrays are described behind a hardware load balancer only. Name the load balancer in front of it, or keep one member.`,
			at: origin,
			related: members.slice(0, 5).map(({ fqdn }) => ({ message: `${fqdn.value} is a member`, origin: fqdn.origin })),
			fixes: addLoadBalancer(deployment, director),
		};
	}
}

interface Known {
	readonly director: InternalServer;
	readonly reference: Reference;
}

/** Each group of Directors is spoken of once, at the first Access Edge that knows them. */
function* judgeGroups(deployment: Deployment): Iterable<Outcome> {
	const spokenOf = new Set<string>();
	for (const edge of deployment.edgeServers) {
		const group = knownDirectors(deployment, edge);
		const [first, second] = group;
		const key = group.map(({ director }) => director.name).join(" ");
		if (!first || !second || spokenOf.has(key)) {
			continue;
		}
		spokenOf.add(key);
		const names = group.map(({ director }) => director.name);
		yield {
			message: `The Access Edge of ${edge.name} knows several Directors without a load balancer: ${someOf(names)}. Several Directors for the same users are described behind a hardware load balancer only. Put them behind one, or state whom each of them serves.`,
			at: second.reference.origin,
			related: group.map(({ director }) => ({ message: `The Director ${director.name}`, origin: director.origin })),
			severity: "warning",
		};
	}
}

/** The single Directors that an Access Edge sends to or takes traffic from, without those for internal users alone. */
function knownDirectors({ index }: Deployment, { accessEdge }: EdgeServer): readonly Known[] {
	const references = [...(accessEdge?.nextHop ? [accessEdge.nextHop] : []), ...(accessEdge?.authorizedServers ?? [])];
	const known = new Map<string, Known>();
	for (const reference of references) {
		const host = hostNamed(index, reference.name);
		if (host?.kind === "director" && !known.has(host.name) && isOneOfMany(host)) {
			known.set(host.name, { director: host, reference });
		}
	}
	return [...known.values()];
}

function isOneOfMany(director: InternalServer): boolean {
	return !director.loadBalancer && director.members.length < 2 && !isForInsideAlone(director);
}
