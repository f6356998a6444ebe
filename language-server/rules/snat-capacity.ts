import { groupBy } from "../basics/collections.js";
import { grouped } from "../basics/sentences.js";
import type { Deployment, LoadBalancer } from "../model/deployment.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { externalConnections, type Load } from "./support/planning/load.js";

export const rule = defineRule({
	code: "snat-capacity",
	title: "A load balancer in SNAT mode has an address for every 65,000 users",
	severity: "warning",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["PLAN-HLB"],
	why: "Each address that a load balancer translates senders to can hold 65,000 connections at a time.",
	howToFix: "Add an SNAT address for every 65,000 users.",
	needs:
		"The translation mode of the load balancer, its `snat-addresses`, and the users: those outside for an array of edge servers, all of them for a pool or Director.",
	note: "The figure is documented for Enterprise pools.",
	*check({ deployment }) {
		const loads = loadsOf(deployment);
		for (const balancer of deployment.loadBalancers) {
			if (balancer.translation?.value === "snat") {
				yield judge(balancer, loads.get(balancer.name));
			}
		}
	},
});

/** What the source gives for one SNAT address. */
const CONNECTIONS_PER_ADDRESS = 65_000;

function judge(balancer: LoadBalancer, load: Load | undefined): Outcome {
	const { name, snatAddresses } = balancer;
	if (!snatAddresses) {
		return undecided(balancer, "the number of its SNAT addresses (`snat-addresses`)");
	}
	if (!load) {
		return undecided(balancer, "the number of users behind it");
	}
	const needed = Math.ceil(load.count / CONNECTIONS_PER_ADDRESS);
	if (needed <= snatAddresses.value) {
		return MET;
	}
	return {
		message: `${name} has ${snatAddresses.value === 1 ? "one SNAT address" : `${snatAddresses.value} SNAT addresses`} for up to ${grouped(load.count)} connections. Each address holds 65,000 at a time, so further users could not connect. Give it ${needed} addresses.`,
		at: snatAddresses.origin,
		related: load.places,
		fixes: [
			{
				title: `Plan ${needed} SNAT addresses`,
				edits: [replace(snatAddresses.origin, String(needed))],
				safety: "unsafe",
				preferred: true,
			},
		],
	};
}

/** The users behind each load balancer: those outside for edge servers, all of them for internal servers. */
function loadsOf(deployment: Deployment): ReadonlyMap<string, Load> {
	const { edgeArrays, internalServers, users } = deployment;
	const outside = externalConnections(deployment);
	const all: Load | undefined = users?.count && {
		count: users.count.value,
		places: [{ message: "The users of the deployment", origin: users.count.origin }],
	};
	const fronts = [
		...edgeArrays.flatMap(({ loadBalancer }) => (loadBalancer ? [{ name: loadBalancer.name, load: outside }] : [])),
		...internalServers.flatMap(({ loadBalancer }) => (loadBalancer ? [{ name: loadBalancer.name, load: all }] : [])),
	];
	return new Map(
		[...groupBy(fronts, ({ name }) => name)].flatMap(([name, group]) => {
			// The largest load behind a balancer is what it has to carry at least.
			const known = group.flatMap(({ load }) => load ?? []).sort((a, b) => b.count - a.count);
			return known[0] ? [[name, known[0]] as const] : [];
		}),
	);
}
