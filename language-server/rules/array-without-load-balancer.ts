import { listed, someOf } from "../basics/sentences.js";
import type { EdgeRoleId, TopologyId } from "../catalog/types.js";
import type { AnyEdgeRole, Deployment, EdgeArray, EdgeServer } from "../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, type Outcome, type RuleFinding, undecided } from "./rule.js";
import { neighbourAmong } from "./support/completeness.js";
import { insertAt, insertElement, type Statement } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";
import { consolidatedMembers, isConsolidated, membersOf } from "./support/load-balancing/arrays.js";
import { addLoadBalancer, suitableBalancers } from "./support/load-balancing/load-balancers.js";
import { numberedName } from "./support/names.js";
import { isRemote, type Place, placeOf } from "./support/sites.js";

export const rule = defineRule({
	code: "array-without-load-balancer",
	title: "Edge servers with the same role at one site are load balanced",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["PLAN-LB", "R2TOPO", "SUP-LB", "R2-LBEDGE"],
	why: "In the scaled topologies a load balancer has to be used, for traffic from outside and from inside. Without one, outside users and internal servers reach one of the computers only.",
	howToFix: "Put the servers in an array behind a hardware load balancer, with a virtual address for each role.",
	needs: "The roles and the site of each edge server, the arrays and their load balancers.",
	note: "Sources disagree: the supportability page calls a load balancer recommended and not required, the Planning Guide says must for the scaled topologies, and OCS 2007 R2 always requires it. Where the file declares no array and the servers form no scaled topology, the finding is a warning. Several Web Conferencing Edges at a remote site are documented without a load balancer.",
	*check({ deployment, requirements }) {
		for (const array of deployment.edgeArrays) {
			yield* judgeArray(deployment, array);
		}
		const severity =
			deployment.edgeArrays.length > 0 || isScaled(requirements.topology) ? ("error" as const) : ("warning" as const);
		for (const group of unbalancedGroups(deployment)) {
			if ("missing" in group) {
				yield group;
			} else {
				yield { ...unbalanced(deployment, group), severity };
			}
		}
	},
});

function isScaled(topology: TopologyId | undefined): boolean {
	return topology === "scaled-single-site" || topology === "multiple-site";
}

function* judgeArray(deployment: Deployment, array: EdgeArray): Iterable<Outcome> {
	if (array.loadBalancer) {
		yield MET;
		return;
	}
	// Consolidated computers cannot be balanced at all; that is what is wrong with such an array.
	if (!array.block.complete || consolidatedMembers(deployment, array).length > 0) {
		return;
	}
	// There is nothing to balance yet. That an array names no member at all is reported as such.
	if (array.members.length < 2) {
		yield undecided(array, "a second member");
		return;
	}
	yield {
		message: `The array ${array.name} has no load balancer. Without one, outside users and internal servers reach one of its members only. Name the hardware load balancer in front of it.`,
		at: array.origin,
		fixes: addLoadBalancer(deployment, array),
	};
}

/** Edge servers of one site that share roles and are not all in one array. */
interface Group {
	readonly place: Place;
	readonly roles: readonly EdgeRoleId[];
	/** All that carry the roles there, balanced or not. */
	readonly edges: readonly EdgeServer[];
	/** Those that no array balances. */
	readonly single: readonly EdgeServer[];
}

function unbalancedGroups(deployment: Deployment): readonly (Group | ReturnType<typeof undecided>)[] {
	const byRole = new Map<string, { place: Place; role: EdgeRoleId; edges: EdgeServer[] }>();
	const homeless: EdgeServer[] = [];
	for (const edge of deployment.edgeServers) {
		const place = placeOf(deployment, edge);
		if (!place) {
			homeless.push(edge);
			continue;
		}
		for (const { role } of rolesOf(edge)) {
			if (isNoArray(place, role)) {
				continue;
			}
			const key = `${role} ${place.key}`;
			const group = byRole.get(key) ?? { place, role, edges: [] };
			group.edges.push(edge);
			byRole.set(key, group);
		}
	}
	const groups = new Map<string, Group>();
	const forgotten = forgottenMembers(deployment);
	for (const { place, role, edges } of byRole.values()) {
		const single = edges.filter((edge) => !deployment.index.arrayOf.has(edge.name) || forgotten.has(edge));
		if (single.length === 0 || edges.length < 2) {
			continue;
		}
		// Servers that share several roles make one mistake and not one for each role.
		const key = edges.map(({ name }) => name).join(" ");
		const group = groups.get(key);
		groups.set(key, { place, edges, single, roles: [...(group?.roles ?? []), role] });
	}
	return [...groups.values(), ...homeless.map((edge) => undecided(edge, "the site"))];
}

/**
 * The servers that an array must mean without naming them. An array without members, or with a name that means nothing,
 * is reported as such.
 */
function forgottenMembers(deployment: Deployment): ReadonlySet<EdgeServer> {
	const arrays = [...deployment.index.meantMembers].filter(([array]) => {
		const { length } = membersOf(deployment, array);
		return length > 0 && length === array.members.length;
	});
	return new Set(arrays.flatMap(([, servers]) => servers));
}

/**
 * At a remote site an Access Edge is a mistake of its own, and Web Conferencing Edges need no balancing: each internal
 * Web Conferencing Server connects to all of them.
 */
function isNoArray(place: Place, role: EdgeRoleId): boolean {
	return isRemote(place) && role !== "av-edge";
}

function unbalanced(deployment: Deployment, group: Group): RuleFinding {
	const { roles, edges, single } = group;
	const at = single.at(-1);
	const others = edges.filter((edge) => edge !== at).slice(0, ENOUGH);
	const isTooMuch = edges.some(isConsolidated);
	return {
		message: `${whatIsWrong(group)} ${remedy(group)}`,
		at: declarationOf(at, roles)?.origin ?? deployment.origin,
		related: others.flatMap((edge) => {
			const role = declarationOf(edge, roles);
			return role ? [{ message: `The ${ROLE_TITLES[role.role]} of ${edge.name}`, origin: role.origin }] : [];
		}),
		fixes: isTooMuch ? [] : joinArray(deployment, group),
	};
}

function whatIsWrong({ place, roles, edges, single }: Group): string {
	const titles = listed(roles.map((role) => ROLE_TITLES[role]));
	const where = place.site ? ` at ${place.site.name}` : "";
	const outside = someOf(single.map(({ name }) => name));
	if (single.length < edges.length) {
		const unbalanced = new Set(single);
		const balanced = someOf(edges.filter((edge) => !unbalanced.has(edge)).map(({ name }) => name));
		return `${outside} ${single.length === 1 ? "has" : "have"} the same role as ${balanced}${where}, ${titles}, and no place in an array. What comes through the load balancer never reaches ${outside}.`;
	}
	return `${outside} have the same ${roles.length === 1 ? "role" : "roles"}${where}, ${titles}, and no load balancer. Outside users and internal servers would reach one of them only.`;
}

function remedy({ edges, single }: Group): string {
	if (edges.some(isConsolidated)) {
		return "Separate the A/V Edges from the other roles, and put each kind in an array behind a hardware load balancer.";
	}
	if (single.length === edges.length) {
		return "Put them in an array behind a hardware load balancer.";
	}
	return single.length === 1 ? "Add it to the array." : "Add them to the array.";
}

function declarationOf(edge: EdgeServer | undefined, roles: readonly EdgeRoleId[]): AnyEdgeRole | undefined {
	return edge && rolesOf(edge).find(({ role }) => roles.includes(role));
}

/** Adds the servers to the array that balances the others, or declares an array of all of them. */
function joinArray(deployment: Deployment, { place, edges, single }: Group): readonly Fix[] {
	const arrays = new Set(edges.flatMap(({ name }) => deployment.index.arrayOf.get(name) ?? []));
	const [array, second] = arrays;
	if (second) {
		return [];
	}
	const names = single.map(({ name }) => name);
	const last = array?.members.at(-1);
	if (last && array) {
		const { uri, range } = last.origin;
		return [
			{
				title: `Add ${someOf(names)} to ${array.name}`,
				edits: [insertAt(uri, range.end, `, ${names.join(", ")}`)],
				safety: "unsafe",
				preferred: true,
			},
		];
	}
	const neighbour = neighbourAmong(deployment, deployment.edgeArrays, deployment.edgeServers);
	const [existing] = suitableBalancers(deployment, { site: place.key });
	const balancer = existing?.name ?? numberedName(deployment, "hlb");
	const name = numberedName(deployment, "array");
	const head = place.site ? `edge-array ${name} in ${place.site.name}` : `edge-array ${name}`;
	const added: Statement = { head, body: [`members ${names.join(", ")}`, `load-balancer ${balancer}`] };
	const declared: readonly Statement[] = existing
		? [added]
		: [added, { head: `load-balancer ${balancer}`, body: ["kind hardware"] }];
	return [
		{
			title: `Declare an array ${name} of ${someOf(names)} behind ${existing ? balancer : `a hardware load balancer ${balancer}`}`,
			edits: declared.map((element) => insertElement(neighbour.block, element)),
			safety: "unsafe",
			preferred: true,
		},
	];
}
