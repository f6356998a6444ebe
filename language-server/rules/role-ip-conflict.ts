import { ROLE_TITLES } from "../model/edge-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { relatedAddress, roleAddressesOf, useFreeAddress } from "./support/addresses/role-addresses.js";

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
			const { hasSeveral, isKnown, shared } = roleAddressesOf(edge, catalogue);
			if (!hasSeveral) {
				continue;
			}
			const conflicts = shared.filter(({ port }) => port !== undefined);
			for (const conflict of conflicts) {
				const { role, other, address, port } = conflict;
				yield {
					message: `On ${edge.name} the ${ROLE_TITLES[role.role]} and the ${ROLE_TITLES[other.role]} both listen on ${address.value.text}, TCP port ${port}. Only one of them can. Give the ${ROLE_TITLES[role.role]} an address of its own.`,
					at: address.origin,
					related: relatedAddress(conflict),
					fixes: useFreeAddress(edge, conflict),
				};
			}
			if (conflicts.length === 0) {
				yield isKnown ? MET : undecided(edge, "the external addresses of all its roles (`external`)");
			}
		}
	},
});
