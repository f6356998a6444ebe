import type { PoolRoleId } from "../../catalog/types.js";
import type { Deployment, InternalServer } from "../../model/deployment.js";
import { carries } from "../../requirements/pool-roles.js";
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

/** Whether any internal server carries the role; undefined where the file leaves it open. */
export function isCarried(deployment: Deployment, role: PoolRoleId): boolean | undefined {
	const answers = deployment.internalServers.map((server) => carries(server, role));
	if (answers.includes(true)) {
		return true;
	}
	return answers.includes(undefined) || !isWhole(deployment) ? undefined : false;
}

/** Every Director, a single server or an array. */
export function directorsOf({ internalServers }: Deployment): readonly InternalServer[] {
	return internalServers.filter(({ kind }) => kind === "director");
}
