import type { EdgeRoleId, PoolRoleId } from "../../../catalog/types.js";
import type { Deployment, InternalServer } from "../../../model/deployment.js";
import type { Fix, RelatedPlace } from "../../../model/finding.js";
import type { Origin } from "../../../model/origin.js";
import { carries } from "../../../requirements/pool-roles.js";
import { MET, type Outcome, undecided } from "../../rule.js";
import { named } from "../completeness.js";
import { declarationsOf } from "../edge-roles.js";
import { appendToList, insertStatement } from "../edits.js";
import { isCarried, sipServers } from "../internal-servers.js";
import { CHOICES } from "../limits.js";
import { furtherPlaces } from "../related.js";

/** What a rule says of perimeter servers whose internal half may be missing. */
export interface Counterpart {
	readonly role: PoolRoleId;
	/** What the pools lack: "A/V Conferencing Server". */
	readonly title: string;
	/** The message without what to do. */
	readonly message: string;
}

/** A server at the perimeter that has an internal half. */
export interface OuterHalf {
	readonly name: string;
	readonly origin: Origin;
}

/** One finding, at the first of the perimeter servers, where no internal server carries what they need. */
export function* findCounterpart(
	deployment: Deployment,
	[first, ...further]: readonly OuterHalf[],
	describe: (first: OuterHalf) => Counterpart,
): Iterable<Outcome> {
	if (!first) {
		return;
	}
	const { role, title, message } = describe(first);
	if (!isMissing(deployment, role)) {
		yield* answer(deployment, role);
		return;
	}
	const pools = poolsWithout(deployment, role);
	yield {
		message: `${message} Add the role ${role} to a pool.`,
		at: first.origin,
		related: [
			...pools.map((pool): RelatedPlace => ({ message: `${pool.name} has no ${title}`, origin: pool.origin })),
			...furtherPlaces(further, (one) => one),
		],
		fixes: addPoolRole(pools, role),
	};
}

/** Every declaration of an edge role, as an outer half. */
export function outerHalves(deployment: Deployment, role: EdgeRoleId): readonly OuterHalf[] {
	return declarationsOf(deployment, role).map(({ edge, role: { origin } }) => ({ name: edge.name, origin }));
}

/**
 * Whether the internal half of a perimeter role is missing, and missing by itself: where an Access Edge stands before
 * no internal server at all, that is one mistake and has a rule of its own.
 */
function isMissing(deployment: Deployment, role: PoolRoleId): boolean {
	const hasNothingInside = sipServers(deployment).length === 0;
	if (hasNothingInside && declarationsOf(deployment, "access-edge").length > 0) {
		return false;
	}
	return isCarried(deployment, role) === false;
}

/** What there is to say of a role that does not lack its internal half: that it has one, or what would have to be stated. */
function* answer(deployment: Deployment, role: PoolRoleId): Iterable<Outcome> {
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

/** The pools that could carry the role, as the other end of the conflict. */
function poolsWithout(deployment: Deployment, role: PoolRoleId): readonly InternalServer[] {
	return named(deployment.internalServers)
		.filter((server) => server.kind === "pool" && carries(server, role) === false)
		.slice(0, CHOICES);
}

/** One fix for each pool; the choice is the author's unless there is only one. */
function addPoolRole(pools: readonly InternalServer[], role: PoolRoleId): readonly Fix[] {
	return pools.map((pool) => ({
		title: `Add the role ${role} to ${pool.name}`,
		edits: [appendToList(pool.roles, role) ?? insertStatement(pool.block, `roles ${role}`)],
		safety: "unsafe",
		preferred: pools.length === 1,
	}));
}
