import { defineRule } from "./rule.js";
import { findWithoutAvEdge } from "./support/next-hop/av-authentication.js";

export const rule = defineRule({
	code: "av-authentication-not-set-on-pool",
	title: "A pool with external A/V has an A/V Authentication service",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["R2-AVAUTH", "R2-TRUST", "R2-POOL", "SDK-POOL"],
	why: "The A/V Conferencing Server needs the A/V Authentication service so that users outside can be authenticated for audio and video.",
	howToFix: "Select the A/V Edge on the pool: the statement av-authentication, in the product the Media tab.",
	needs:
		"A scenario with external A/V, and a server that names its A/V Edge; or a pool that lists its Web Conferencing Edges and no A/V Edge.",
	note: "The setting is described for OCS 2007 R2.",
	*check(context) {
		yield* findWithoutAvEdge(context, {
			template: "av-authentication-service",
			isExpectedOf: ({ webConferencingEdges }) => webConferencingEdges !== undefined,
			why: "Its users could not be authenticated for audio and video outside.",
		});
	},
});
