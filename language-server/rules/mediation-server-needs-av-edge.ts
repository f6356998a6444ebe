import { defineRule } from "./rule.js";
import { findWithoutAvEdge } from "./support/next-hop/av-authentication.js";

export const rule = defineRule({
	code: "mediation-server-needs-av-edge",
	title: "A Mediation Server has an A/V Edge where voice users are outside",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["R2-TRUST"],
	why: "The A/V Edge that outside voice users go through has to be set on the Mediation Server too, not only on the pool.",
	howToFix: "Set the A/V Edge on the Mediation Server: the statement av-authentication.",
	needs: "The scenario enterprise-voice, a Mediation Server, and a pool or Mediation Server that names its A/V Edge.",
	note: "The setting is described for OCS 2007 R2.",
	*check(context) {
		yield* findWithoutAvEdge(context, {
			template: "mediation-av-edge",
			isExpectedOf: () => false,
			why: "The A/V Edge that outside voice users go through has to be set there too.",
		});
	},
});
