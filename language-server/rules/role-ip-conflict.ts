import type { Catalogue } from "../catalog/types.js";
import type { AnyEdgeRole, EdgeServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule } from "./rule.js";
import { freeExternalAddresses } from "./support/addresses.js";
import { ROLE_TITLES, rolesOf } from "./support/edge-roles.js";
import { replace } from "./support/edits.js";
import { sharedPort } from "./support/listeners.js";

export const rule = defineRule({
	code: "role-ip-conflict",
	title: "Roles on one computer differ in external address or port",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SCHERTZ-NIC", "R2-AVEXT"],
	why: "Only one role can listen on an address and port, and all three roles listen on port 443 by default.",
	howToFix: "Give each role an external address of its own.",
	needs:
		"The external addresses of at least two roles of one edge server. Ports that are not stated have their defaults.",
	*check({ deployment, catalogue }) {
		for (const edge of deployment.edgeServers) {
			const roles = edge.block.complete ? rolesOf(edge).filter((role) => role.external?.address) : [];
			for (const [position, role] of roles.entries()) {
				const conflict = roles.slice(0, position).flatMap((other) => conflictOf(catalogue, other, role))[0];
				const address = role.external?.address;
				if (!conflict || !address) {
					continue;
				}
				yield {
					message: `On ${edge.name} the ${ROLE_TITLES[role.role]} and the ${ROLE_TITLES[conflict.other.role]} both listen on ${address.value.text}, TCP port ${conflict.port}. Only one of them can. Give the ${ROLE_TITLES[role.role]} an address of its own.`,
					at: address.origin,
					related: conflict.other.external?.address
						? [
								{
									message: `The address of the ${ROLE_TITLES[conflict.other.role]}`,
									origin: conflict.other.external.address.origin,
								},
							]
						: [],
					fixes: useFreeAddress(edge, role),
				};
			}
		}
	},
});

interface Conflict {
	readonly other: AnyEdgeRole;
	readonly port: string;
}

function conflictOf(catalogue: Catalogue, other: AnyEdgeRole, role: AnyEdgeRole): readonly Conflict[] {
	if (other.external?.address?.value.text !== role.external?.address?.value.text) {
		return [];
	}
	const port = sharedPort(catalogue, role, other);
	return port === undefined ? [] : [{ other, port }];
}

function useFreeAddress(edge: EdgeServer, role: AnyEdgeRole): readonly Fix[] {
	const address = role.external?.address;
	const free = freeExternalAddresses(edge);
	return address
		? free.map((one) => ({
				title: `Give the ${ROLE_TITLES[role.role]} the address ${one}`,
				edits: [replace(address.origin, one)],
				safety: "unsafe",
				preferred: free.length === 1,
			}))
		: [];
}
