import { defineRule } from "./rule.js";
import { judgeCapacity } from "./support/planning/capacity.js";
import { externalConnections } from "./support/planning/load.js";

export const rule = defineRule({
	code: "capacity-access-edge",
	title: "The Access Edges can carry the expected client connections",
	severity: "warning",
	category: "planning",
	evidence: "ocs2007-copy",
	sources: ["PLAN-CAP"],
	why: "The published limits are 15,000 client connections for an Access Edge alone on its computer, and 5,000 for one together with a Web Conferencing Edge.",
	howToFix: "Add computers to the array, or give the roles computers of their own.",
	needs:
		"The users with their external share, or the concurrent sessions of remote access; and the roles on each computer.",
	note: "The figure for a consolidated computer was not readable, so that one is not judged; see single-site-av-separate.",
	check: (context) =>
		judgeCapacity(context, {
			role: "access-edge",
			unit: "client connections from outside",
			load: externalConnections(context.deployment),
			missing: "the users and their external share (`users`)",
		}),
});
