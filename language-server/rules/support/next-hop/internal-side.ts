import { groupBy } from "../../../basics/collections.js";
import type { TrustTemplateId } from "../../../catalog/types.js";
import type { Deployment, Host, InternalServer } from "../../../model/deployment.js";
import type { Reference } from "../../../model/origin.js";
import type { Requirements, TrustRequirement } from "../../../requirements/requirements.js";
import { serversBehind } from "../load-balancing/arrays.js";

/*
 * The internal side of the trust: trusted edge servers, Web Conferencing Edges, the A/V Authentication service and the
 * federation route. While a file states none of a kind it is derived and not demanded; from the first statement on,
 * what is left out has been forgotten.
 */

/** The derived settings of a kind, by the element on which they are set; those of the forest under undefined. */
export function settingsByServer(
	{ trust }: Requirements,
	template: TrustTemplateId,
): ReadonlyMap<string | undefined, readonly TrustRequirement[]> {
	return groupBy(
		trust.filter((requirement) => requirement.template === template),
		({ on }) => on,
	);
}

/** Whether some internal server says which A/V Authentication service it uses. */
export function statesAvAuthentication({ internalServers }: Deployment): boolean {
	return internalServers.some(({ avAuthentication }) => avAuthentication);
}

/** Whether some pool says which Web Conferencing Edges it knows. */
export function statesWebConferencingEdges({ internalServers }: Deployment): boolean {
	return internalServers.some(({ webConferencingEdges }) => webConferencingEdges);
}

/** Whether a server states any setting by which the inside knows the edge. */
export function statesInternalSide({ trusts, webConferencingEdges, avAuthentication }: InternalServer): boolean {
	return trusts !== undefined || webConferencingEdges !== undefined || avAuthentication !== undefined;
}

/** The edge servers that a reference means: one, or the members of an array; undefined where it names neither. */
export function edgesBehind({ name }: Reference, deployment: Deployment): readonly string[] | undefined {
	const host: Host | undefined = deployment.index.hosts.get(name);
	switch (host?.kind) {
		case "edge-server":
			return [host.name];
		case "edge-array":
			return serversBehind(deployment, host).map((server) => server.name);
		default:
			return undefined;
	}
}
