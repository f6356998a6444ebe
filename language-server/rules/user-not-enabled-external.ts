import { defineRule, MET, undecided } from "./rule.js";

export const rule = defineRule({
	code: "user-not-enabled-external",
	title: "Users are enabled for a scenario that is wanted",
	severity: "warning",
	category: "federation",
	evidence: "ocs2007",
	sources: ["SUP-EXT"],
	why: "By default users have no access from outside. It is enabled user by user.",
	howToFix: "Enable the users for the scenario.",
	needs: "The number of users that are enabled for the scenario.",
	*check({ deployment }) {
		for (const { kind, origin, enabledUsers } of deployment.scenarios) {
			if (!enabledUsers) {
				yield undecided({ name: kind, origin }, "how many users are enabled for it (`enabled-users`)");
			} else if (enabledUsers.value > 0) {
				yield MET;
			} else {
				yield {
					message: `The scenario ${kind} is wanted, and no user is enabled for it. By default users have no access from outside. Enable the users.`,
					at: enabledUsers.origin,
				};
			}
		}
	},
});
