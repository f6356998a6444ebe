import type { PoolRoleId } from "../catalog/types.js";
import type { InternalServer } from "../model/deployment.js";

/**
 * Whether a server carries a role; undefined where the file does not say.
 *
 * A Standard Edition server and a consolidated pool include the conferencing servers and the Web Components, unless the
 * file lists the roles. An expanded pool has what it and its members state. A Director is there to authenticate and to
 * route, and a Mediation Server faces the telephone network, so both carry nothing else unless the file says so.
 */
export function carries(server: InternalServer, role: PoolRoleId): boolean | undefined {
	const lists = [server.roles, ...server.members.map((member) => member.roles)];
	if (lists.some((list) => list.items.some((item) => item.value === role))) {
		return true;
	}
	if (!server.block.complete || lists.some((list) => !list.complete)) {
		return undefined;
	}
	const { members } = server;
	const isListed =
		server.roles.items.length > 0 || (members.length > 0 && members.every(({ roles }) => roles.items.length > 0));
	if (isListed || server.kind !== "pool") {
		return false;
	}
	const edition = server.edition?.value;
	return edition === "standard" || edition === "enterprise-consolidated" ? true : undefined;
}

/** What the derivation assumes: a pool of which the file leaves it open carries the role. */
export function mayCarry(server: InternalServer, role: PoolRoleId): boolean {
	return server.kind === "pool" && carries(server, role) !== false;
}

/** The members of a pool on which a role runs; those that do not say carry what the pool carries. */
export function poolMembersWith(server: InternalServer, role: PoolRoleId): InternalServer["members"] {
	return server.members.filter(
		(member) => member.roles.statements.length === 0 || member.roles.items.some((item) => item.value === role),
	);
}
