import type { EdgeArray, Host } from "../../../../model/deployment.js";
import { scenarioOf, virtualAddressOf } from "../../../../model/lookups.js";
import type { Origin } from "../../../../model/origin.js";
import type { TrustRequirement } from "../../../../requirements/requirements.js";
import type { RunbookContext } from "../../page/page.js";

/** The statement of the internal side that a setting comes from, or else the name that it holds. */
export function originOf(
	{ deployment }: RunbookContext,
	entry: TrustRequirement,
	named: Host | undefined,
	pool: Host | undefined,
): Origin | undefined {
	const server = pool?.kind === "pool" || pool?.kind === "mediation-server" ? pool : undefined;
	const name = nameOrigin(named);
	switch (entry.template) {
		case "trusted-edge":
			return name;
		case "federation-route":
			return (
				deployment.internalServers.find((one) => one.federationRoute?.name === entry.names)?.federationRoute?.origin ??
				name ??
				scenarioOf(deployment, "federation")?.origin
			);
		case "web-conferencing-edge-entry":
			return server?.webConferencingEdges?.find((edge) => edge.name === entry.names)?.origin ?? name;
		case "av-authentication-service":
		case "mediation-av-edge":
			return server?.avAuthentication?.origin ?? name ?? server?.origin;
		case "external-web-farm":
			return server?.webFarm?.external?.origin ?? server?.origin;
		default:
			return name;
	}
}

/** Where the internal name of an element stands. */
function nameOrigin(host: Host | undefined): Origin | undefined {
	if (host === undefined) {
		return undefined;
	}
	return host.kind === "edge-array" ? internalNameOrigin(host) : (host.fqdn?.origin ?? host.origin);
}

function internalNameOrigin(array: EdgeArray): Origin {
	const virtual = virtualAddressOf(array, "access-edge", "internal") ?? virtualAddressOf(array, "av-edge", "internal");
	return virtual?.fqdn?.origin ?? array.origin;
}
