import { ROLE_TITLES } from "../model/edge-roles.js";
import { defineRule, MET, undecided } from "./rule.js";
import { relatedAddress, roleAddressesOf, useFreeAddress } from "./support/addresses/role-addresses.js";

export const rule = defineRule({
	code: "role-separate-ip",
	title: "Each role on a computer has an external address of its own",
	severity: "warning",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SCHERTZ-NIC"],
	why: "The Planning Guide calls for a separate external address for each role. The Supportability Guide, as a community page quotes it, even says that each role must have its own.",
	howToFix: "Assign one address to each role, and use the default ports.",
	needs:
		"The external addresses of at least two roles of one edge server, and their ports where they are not the defaults.",
	note: "Roles on one address and one port are reported by role-ip-conflict.",
	*check({ deployment, catalogue }) {
		for (const edge of deployment.edgeServers) {
			const { hasSeveral, isKnown, shared } = roleAddressesOf(edge, catalogue);
			if (!hasSeveral) {
				continue;
			}
			for (const one of shared.filter(({ port }) => port === undefined)) {
				const { role, other, address } = one;
				yield {
					message: `On ${edge.name} the ${ROLE_TITLES[role.role]} has the external address of the ${ROLE_TITLES[other.role]}, ${address.value.text}, and other ports. Each role should have an address of its own, with the default ports. Assign another address.`,
					at: address.origin,
					related: relatedAddress(one),
					fixes: useFreeAddress(edge, one),
				};
			}
			if (shared.length === 0) {
				yield isKnown ? MET : undecided(edge, "the external addresses of all its roles (`external`)");
			}
		}
	},
});
