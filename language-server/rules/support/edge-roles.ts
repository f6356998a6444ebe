import type { EdgeRoleId } from "../../catalog/types.js";
import type { AnyEdgeRole, Deployment, EdgeServer } from "../../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../../model/edge-roles.js";
import { isWhole } from "./completeness.js";

/** "an Access Edge", "a Web Conferencing Edge". */
export function withArticle(role: EdgeRoleId): string {
	return `${role === "web-conferencing-edge" ? "a" : "an"} ${ROLE_TITLES[role]}`;
}

/** An edge server together with one of its roles. */
export interface RoleDeclaration {
	readonly edge: EdgeServer;
	readonly role: AnyEdgeRole;
}

/** Every declaration of a role, in the order of the files. */
export function declarationsOf(deployment: Deployment, role: EdgeRoleId): readonly RoleDeclaration[] {
	return deployment.edgeServers.flatMap((edge) => {
		const declared = roleOf(edge, role);
		return declared ? [{ edge, role: declared }] : [];
	});
}

/** Whether an edge server carries the role; undefined where a file could not be read to the end. */
export function isDeclared(deployment: Deployment, role: EdgeRoleId): boolean | undefined {
	if (declarationsOf(deployment, role).length > 0) {
		return true;
	}
	return isWhole(deployment) ? false : undefined;
}
