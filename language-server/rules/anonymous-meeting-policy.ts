import type { MeetingPolicy } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "anonymous-meeting-policy",
	title: "Where anonymous users are wanted, the meeting policy allows to invite them",
	severity: "warning",
	category: "federation",
	evidence: "ocs2007",
	sources: ["ADM-GLOBAL", "R2-ANON"],
	why: "By default nobody may invite anonymous participants. The edge server, the global policy and, where the policy says so, the account of the user each have a switch.",
	howToFix: "Allow it on the Meetings tab of the Global Properties, or for the users concerned.",
	needs: "A scenario with anonymous users, and its meeting policy.",
	note: "OCS 2007 names the policy for anonymous participants; the default and the three levels are written down for OCS 2007 R2.",
	*check({ deployment }) {
		for (const { kind, origin, anonymousUsers, meetingPolicy: policy } of deployment.scenarios) {
			if (!anonymousUsers) {
				continue;
			}
			if (!policy) {
				yield undecided({ name: kind, origin }, "its meeting policy (`meeting-policy`)");
			} else if (policy.value !== "deny-anonymous") {
				yield MET;
			} else {
				yield {
					message: `Anonymous users are wanted in the scenario ${kind}, and the meeting policy lets nobody invite them. The policy has a switch of its own, beside that of the Access Edge. Allow it for all or for the users concerned.`,
					at: policy.origin,
					related: [{ message: "Anonymous users are wanted here", origin: anonymousUsers }],
					fixes: [
						change(policy.origin, "per-user", "Let each user's account decide", true),
						change(policy.origin, "allow-anonymous", "Let all users invite anonymous participants", false),
					],
				};
			}
		}
	},
});

function change(origin: Origin, policy: MeetingPolicy, title: string, preferred: boolean): Fix {
	return { title, edits: [replace(origin, policy)], safety: "unsafe", preferred };
}
