import { defineRule } from "./rule.js";
import { findSwitchedOff } from "./support/access-edges.js";

export const rule = defineRule({
	code: "federation-disabled-on-edge",
	title: "Federation is enabled on the Access Edge where partners are wanted",
	severity: "error",
	category: "federation",
	evidence: "ocs2007",
	sources: ["EDG-4.1", "SDK-EXTEDGE"],
	why: "The federation settings of the Access Edge control the access of partners, and without them no partner gets through.",
	howToFix: "Add federation to what the Access Edge enables, or remove the scenario.",
	needs: "The scenario federation, and what the Access Edge enables.",
	*check({ deployment }) {
		yield* findSwitchedOff(deployment, {
			option: "federation",
			what: "Federation",
			why: "No partner would get through.",
		});
	},
});
