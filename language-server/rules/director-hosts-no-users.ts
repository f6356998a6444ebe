import { grouped } from "../basics/sentences.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { directorsOf } from "./support/internal-servers.js";

export const rule = defineRule({
	code: "director-hosts-no-users",
	title: "A Director is home to no users",
	severity: "error",
	category: "topology",
	evidence: "ocs2007",
	sources: ["HMC-DIR"],
	why: "A Director is by definition a server or pool that hosts no users: it only authenticates them and routes to their pools.",
	howToFix: "Move the users to another pool.",
	needs: "The users whose home the Director is (`homed-users`).",
	*check({ deployment }) {
		for (const director of directorsOf(deployment)) {
			const { name, homedUsers } = director;
			if (!homedUsers) {
				yield undecided(director, "the number of users whose home it is (`homed-users`)");
			} else if (homedUsers.value === 0) {
				yield MET;
			} else {
				yield {
					message: `The Director ${name} is home to ${homedUsers.value === 1 ? "a user" : `${grouped(homedUsers.value)} users`}. A Director hosts none: it authenticates users and routes to their pools. Move them to another pool.`,
					at: homedUsers.origin,
					fixes: [
						{
							title: `State that ${name} is home to no users`,
							edits: [replace(homedUsers.origin, "0")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
