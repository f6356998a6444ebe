import type { InternalServer, PoolRole } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Stated, StatedList } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeValues } from "./support/edits.js";
import { directorsOf } from "./support/internal-servers.js";

export const rule = defineRule({
	code: "director-address-book-off",
	title: "The Address Book Server is off on a Director",
	severity: "info",
	category: "topology",
	evidence: "ocs2007",
	sources: ["SUP-DIR"],
	why: "To deactivate the Address Book Server on a Front End that acts as Director is recommended: no user is at home there who would need it.",
	howToFix: "Deactivate the Address Book Server on the Director.",
	needs: "The roles of the Director.",
	note: "Recommended and not required.",
	*check({ deployment }) {
		for (const director of directorsOf(deployment)) {
			const lists = [
				{ list: director.roles, where: `the Director ${director.name}` },
				...director.members.map(({ fqdn, roles }) => ({
					list: roles,
					where: `${fqdn.value}, a member of the Director ${director.name}`,
				})),
			];
			const active = lists.flatMap(({ list, where }) =>
				list.items.filter(isAddressBook).map((role) => ({ list, where, role })),
			);
			for (const { list, where, role } of active) {
				yield {
					message: `The Address Book Server is active on ${where}. A Director is home to no user who would need it, and to deactivate it there is recommended. Remove the role.`,
					at: role.origin,
					fixes: removeRole(director, list, role),
				};
			}
			if (active.length === 0) {
				yield director.roles.items.length > 0 && director.roles.complete
					? MET
					: undecided(director, "the roles (`roles`)");
			}
		}
	},
});

function isAddressBook({ value }: Stated<PoolRole>): boolean {
	return value === "address-book";
}

/** The only role of a member is left to its author: the braces around it are not known here. */
function removeRole(director: InternalServer, list: StatedList<PoolRole>, role: Stated<PoolRole>): readonly Fix[] {
	return list !== director.roles && list.items.length < 2
		? []
		: [
				{
					title: `Remove address-book from ${director.name}`,
					edits: removeValues(director.block, list, (item) => item === role),
					safety: "unsafe",
					preferred: true,
				},
			];
}
