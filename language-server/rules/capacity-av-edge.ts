import { defineRule } from "./rule.js";
import { judgeCapacity } from "./support/planning/capacity.js";

import { AV_SCENARIOS, sessionsOf } from "./support/planning/load.js";

export const rule = defineRule({
	code: "capacity-av-edge",
	title: "The A/V Edges can carry the expected sessions",
	severity: "warning",
	category: "planning",
	evidence: "ocs2007-copy",
	sources: ["PLAN-CAP"],
	why: "The published limit is 1,500 audio and video sessions at a time for an A/V Edge alone on its computer.",
	howToFix: "Add A/V Edges.",
	needs: "The concurrent sessions of the scenarios with audio and video, and the roles on each computer.",
	note: "There is no figure for an A/V Edge together with other roles, so such a computer is not judged; see single-site-av-separate.",
	check: (context) =>
		judgeCapacity(context, {
			role: "av-edge",
			unit: "audio and video sessions from outside",
			load: sessionsOf(context.deployment, AV_SCENARIOS),
			missing: "the concurrent sessions of the scenarios with audio and video (`concurrent-sessions`)",
		}),
});
