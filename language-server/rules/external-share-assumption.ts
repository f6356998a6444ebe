import { defineRule, MET, undecided } from "./rule.js";

export const rule = defineRule({
	code: "external-share-assumption",
	title: "Not more users work outside than the capacity figures assume",
	severity: "info",
	category: "planning",
	evidence: "ocs2007-copy",
	sources: ["PLAN-CAP", "R2-CAP"],
	why: "The published capacity model assumes that 10 percent of all users are outside the intranet.",
	howToFix: "Plan extra capacity for the edge servers.",
	needs: "The users with their external share.",
	*check({ deployment, catalogue }) {
		const assumed = catalogue.capacities.externalShare;
		const share = deployment.users?.externalShare;
		if (!share) {
			yield undecided(deployment, "the share of users who work outside (`users`)");
		} else if (share.value <= assumed) {
			yield MET;
		} else {
			yield {
				message: `${deployment.name} expects ${share.value} percent of its users outside the intranet. The published capacity figures assume ${assumed} percent. Plan extra capacity for the edge servers.`,
				at: share.origin,
			};
		}
	},
});
