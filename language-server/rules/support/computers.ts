import type { Deployment, EdgeServer, InternalServer, ReverseProxy } from "../../model/deployment.js";
import type { Origin } from "../../model/origin.js";

/** An edge server whose computer another server shares, and the words that say so. */
export interface SharedComputer {
	readonly edge: EdgeServer;
	readonly at: Origin;
	/** Whether the file says it in so many words, or both state one FQDN. */
	readonly isStated: boolean;
}

/** The edge server with which a server shares its computer: the one that it names, or the one with the same FQDN. */
export function sharedEdgeComputer(
	{ index }: Deployment,
	{ runsOn, fqdn }: ReverseProxy | InternalServer,
): SharedComputer | undefined {
	const computer = runsOn && index.hosts.get(runsOn.name);
	if (runsOn && computer?.kind === "edge-server") {
		return { edge: computer, at: runsOn.origin, isStated: true };
	}
	const namesake = fqdn && index.hostsByFqdn.get(fqdn.value)?.host;
	return fqdn && namesake?.kind === "edge-server" ? { edge: namesake, at: fqdn.origin, isStated: false } : undefined;
}
