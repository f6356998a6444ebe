import type { AccessEdge, Deployment, InternalServer, PoolMember } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import { hostNamed } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import { named } from "../completeness.js";
import { replace } from "../edits.js";
import { directorsOf, isForInsideAlone } from "../internal-servers.js";
import { CHOICES } from "../limits.js";

/** What an Access Edge has as its next hop. */
export interface NextHop {
	readonly server: InternalServer;
	/** Set where the next hop is the FQDN of one member of the server. */
	readonly member?: PoolMember;
	/** The word that names it. */
	readonly origin: Origin;
}

/** The next hop of an Access Edge; undefined where it has none or names no pool and no Director. */
export function nextHopOf({ nextHop }: AccessEdge, { index }: Deployment): NextHop | undefined {
	const host = nextHop && hostNamed(index, nextHop.name);
	if (!nextHop || (host?.kind !== "pool" && host?.kind !== "director")) {
		return undefined;
	}
	const member = index.hosts.has(nextHop.name) ? undefined : index.hostsByFqdn.get(nextHop.name.toLowerCase())?.member;
	return { server: host, ...(member && { member }), origin: nextHop.origin };
}

/** Whether a server is several computers behind one virtual address. */
export function isBalanced({ members, loadBalancer }: InternalServer): boolean {
	return members.length > 1 || loadBalancer !== undefined;
}

/** The Directors that outside users go through: all but those that the file gives to internal users alone. */
export function directorsForOutside(deployment: Deployment): readonly InternalServer[] {
	return named(directorsOf(deployment)).filter((director) => !isForInsideAlone(director));
}

/** One fix for each Director that may stand in the place of a name. */
export function nameDirector(
	directors: readonly InternalServer[],
	origin: Origin,
	title: (director: string) => string,
): readonly Fix[] {
	return directors.slice(0, CHOICES).map((director) => ({
		title: title(director.name),
		edits: [replace(origin, director.name)],
		safety: "unsafe",
		preferred: directors.length === 1,
	}));
}
