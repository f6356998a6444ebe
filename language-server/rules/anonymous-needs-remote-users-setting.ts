import { defineRule } from "./rule.js";
import { findSwitchedOff } from "./support/access-edges.js";

export const rule = defineRule({
	code: "anonymous-needs-remote-users-setting",
	title: "Anonymous users are enabled on the Access Edge where web conferences invite them",
	severity: "error",
	category: "federation",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-TYPES", "SDK-EXTEDGE", "R2-ANON"],
	why: "The Access Edge has a switch of its own for anonymous users, apart from that for remote users.",
	howToFix: "Add anonymous-users to what the Access Edge enables, or take anonymous users out of the scenario.",
	needs: "A scenario with anonymous users, and what the Access Edge enables.",
	note: "The name of the switch, SupportAnonymousUser, is written down for OCS 2007 R2.",
	*check({ deployment }) {
		yield* findSwitchedOff(deployment, {
			option: "anonymous-users",
			what: "Access for anonymous users",
			why: "The Access Edge has a switch of its own for them, apart from that for remote users.",
		});
	},
});
