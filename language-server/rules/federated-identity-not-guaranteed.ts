import { scenarioOf } from "../model/lookups.js";
import { defineRule, MET, undecided } from "./rule.js";

export const rule = defineRule({
	code: "federated-identity-not-guaranteed",
	title: "The identity of federated participants is taken on trust",
	severity: "info",
	category: "federation",
	evidence: "ocs2007",
	sources: ["EDG-1.1"],
	why: "The edge verifies the server of the partner and relies on the partner for the SIP URI of the participant, so the identity of the person is not guaranteed.",
	howToFix:
		"Nothing in the file mends it. Tell the organisers of conferences, and accept the hint with a comment that gives the reason.",
	needs: "The scenarios federation and web-conferencing, or conferencing among the features of the federation.",
	note: "Where the features of the federation are stated and conferencing is not one of them, federated users take no part.",
	*check({ deployment }) {
		const federation = scenarioOf(deployment, "federation");
		const conferencing = scenarioOf(deployment, "web-conferencing");
		const feature = federation?.features.items.find(({ value }) => value === "conferencing");
		if (!federation || !(feature ?? conferencing)) {
			return;
		}
		if (!feature && federation.features.items.length > 0) {
			yield federation.features.complete
				? MET
				: undecided({ name: federation.kind, origin: federation.origin }, "its features (`features`)");
			return;
		}
		yield {
			message: `Federated users can take part in conferences of ${deployment.name}. The edge verifies the partner's server and not the person: it relies on the partner for the participant's SIP URI. Tell the organisers that the identity is not guaranteed.`,
			at: federation.origin,
			related: [
				...(conferencing ? [{ message: "The scenario web-conferencing", origin: conferencing.origin }] : []),
				...(feature ? [{ message: "Conferencing is expected of the federation", origin: feature.origin }] : []),
			],
		};
	},
});
