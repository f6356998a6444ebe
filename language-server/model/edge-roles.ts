import type { EdgeRoleId } from "../catalog/types.js";
import type { AnyEdgeRole, EdgeServer } from "./deployment.js";

/** The roles that an edge server carries, in the order in which the roles are usually named. */
export function rolesOf(server: EdgeServer): readonly AnyEdgeRole[] {
	return [server.accessEdge, server.webConferencingEdge, server.avEdge].filter((role) => role !== undefined);
}

/** The declaration of a role on an edge server. */
export function roleOf(server: EdgeServer, role: EdgeRoleId): AnyEdgeRole | undefined {
	return rolesOf(server).find((one) => one.role === role);
}

/** What a role is called in a sentence. */
export const ROLE_TITLES: Readonly<Record<EdgeRoleId, string>> = {
	"access-edge": "Access Edge",
	"web-conferencing-edge": "Web Conferencing Edge",
	"av-edge": "A/V Edge",
};
