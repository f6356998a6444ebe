import type { EdgeRoleId, PoolRoleId } from "../../catalog/types.js";
import type { Deployment, InternalServer } from "../../model/deployment.js";
import type { Fix, RelatedPlace } from "../../model/finding.js";
import { MET, type Outcome, undecided } from "../rule.js";
import { named } from "./completeness.js";
import { declarationsOf } from "./edge-roles.js";
import { appendToList, insertStatement } from "./edits.js";
import { carries, isCarried, sipServers } from "./internal-servers.js";
import { furtherPlaces } from "./related.js";

/**
 * Whether the internal half of a perimeter role is missing, and missing by itself: where an Access Edge stands before
 * no internal server at all, that is one mistake and has a rule of its own.
 */
export function lacksCounterpart(deployment: Deployment, role: PoolRoleId): boolean {
	const hasNothingInside = sipServers(deployment).length === 0;
	if (hasNothingInside && declarationsOf(deployment, "access-edge").length > 0) {
		return false;
	}
	return isCarried(deployment, role) === false;
}

/** What there is to say of a role that does not lack its internal half: that it has one, or what would have to be stated. */
export function* hasCounterpart(deployment: Deployment, role: PoolRoleId): Iterable<Outcome> {
	if (isCarried(deployment, role)) {
		yield MET;
		return;
	}
	const open = named(deployment.internalServers).find(
		(server) => server.block.complete && carries(server, role) === undefined,
	);
	if (open) {
		yield undecided(open, "the edition or the roles (`edition`, `roles`)");
	}
}

/** With more pools to choose from, the author knows the name better than a menu does. */
const CHOICES = 5;

/** The pools that could carry the role, as the other end of the conflict. */
export function poolsWithout(deployment: Deployment, role: PoolRoleId): readonly InternalServer[] {
	return named(deployment.internalServers)
		.filter((server) => server.kind === "pool" && carries(server, role) === false)
		.slice(0, CHOICES);
}

export function relatedPools(pools: readonly InternalServer[], what: string): readonly RelatedPlace[] {
	return pools.map((pool) => ({ message: `${pool.name} has no ${what}`, origin: pool.origin }));
}

/** One fix for each pool; the choice is the author's unless there is only one. */
export function addPoolRole(pools: readonly InternalServer[], role: PoolRoleId): readonly Fix[] {
	return pools.map((pool) => ({
		title: `Add the role ${role} to ${pool.name}`,
		edits: [appendToList(pool.roles, role) ?? insertStatement(pool.block, `roles ${role}`)],
		safety: "unsafe",
		preferred: pools.length === 1,
	}));
}

/** The first declaration of an edge role, and the further ones that suffer from the same mistake. */
export function alsoDeclared(deployment: Deployment, role: EdgeRoleId): readonly RelatedPlace[] {
	return furtherPlaces(declarationsOf(deployment, role).slice(1), ({ edge, role: { origin } }) => ({
		name: edge.name,
		origin,
	}));
}
