import { defineRule } from "./rule.js";
import { findSwitchedOff } from "./support/access-edges.js";

export const rule = defineRule({
	code: "remote-access-disabled-on-edge",
	title: "Remote users are enabled on the Access Edge where remote access is wanted",
	severity: "warning",
	category: "federation",
	evidence: "r2",
	sources: ["SDK-EXTEDGE"],
	why: "The Access Edge has a switch for own users who are outside, and without it none of them signs in.",
	howToFix: "Add remote-users to what the Access Edge enables, or remove the scenario.",
	needs: "The scenario remote-access, and what the Access Edge enables.",
	note: "The switch, AllowOutsideUsers, is written down for OCS 2007 R2.",
	*check({ deployment }) {
		yield* findSwitchedOff(deployment, {
			option: "remote-users",
			what: "Remote user access",
			why: "No own user could sign in from outside.",
		});
	},
});
