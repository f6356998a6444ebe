import type { PoolRoleId } from "../../catalog/types.js";
import type { Deployment, InternalServer } from "../../model/deployment.js";
import { isWhole, named } from "./completeness.js";

/** The internal servers that take SIP from an Access Edge: pools, Standard Edition servers and Directors. */
export function sipServers(deployment: Deployment): readonly InternalServer[] {
	return deployment.internalServers.filter((server) => server.kind === "pool" || server.kind === "director");
}

/** The servers that may be the next hop: the Directors for outside users where there are any, else the pools. */
export function nextHopCandidates(deployment: Deployment): readonly InternalServer[] {
	const servers = named(sipServers(deployment)).filter((server) => !isForInsideAlone(server));
	const directors = servers.filter((server) => server.kind === "director");
	return directors.length > 0 ? directors : servers;
}

/** Whether the file gives a Director to internal users alone, so that no traffic from outside or to it goes through it. */
export function isForInsideAlone({ kind, serves }: InternalServer): boolean {
	return kind === "director" && serves.items.length > 0 && serves.items.every(({ value }) => value === "internal");
}

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
	if (server.roles.items.length > 0) {
		return false;
	}
	if (server.kind !== "pool") {
		return false;
	}
	switch (server.edition?.value) {
		case "standard":
		case "enterprise-consolidated":
			return true;
		case "enterprise-expanded": {
			const { members } = server;
			return members.length > 0 && members.every((member) => member.roles.items.length > 0) ? false : undefined;
		}
		default:
			return undefined;
	}
}

/** Whether any internal server carries the role; undefined where the file leaves it open. */
export function isCarried(deployment: Deployment, role: PoolRoleId): boolean | undefined {
	const answers = deployment.internalServers.map((server) => carries(server, role));
	if (answers.includes(true)) {
		return true;
	}
	return answers.includes(undefined) || !isWhole(deployment) ? undefined : false;
}

export function directorsOf({ internalServers }: Deployment): readonly InternalServer[] {
	return internalServers.filter(({ kind }) => kind === "director");
}
