import { defineRule } from "./rule.js";
import { judgeCapacity } from "./support/planning/capacity.js";
import { sessionsOf } from "./support/planning/load.js";

export const rule = defineRule({
	code: "capacity-web-conf-edge",
	title: "The Web Conferencing Edges can carry the expected connections",
	severity: "warning",
	category: "planning",
	evidence: "ocs2007-copy",
	sources: ["PLAN-CAP"],
	why: "The published limits are 3,000 connections for a Web Conferencing Edge alone on its computer, and 1,500 for one together with an Access Edge.",
	howToFix: "Add computers with the role, or give the roles computers of their own.",
	needs: "The concurrent sessions of the scenario web-conferencing, and the roles on each computer.",
	note: "The figure for a consolidated computer was not readable, so that one is not judged; see single-site-av-separate.",
	check: (context) =>
		judgeCapacity(context, {
			role: "web-conferencing-edge",
			unit: "web conferencing connections from outside",
			load: sessionsOf(context.deployment, ["web-conferencing"]),
			missing: "the concurrent sessions of the scenario web-conferencing (`concurrent-sessions`)",
		}),
});
