import { defineRule, MET } from "./rule.js";
import { findMissingRole } from "./support/topology/missing-role.js";

export const rule = defineRule({
	code: "av-needs-av-edge",
	title: "Audio and video with outside users has an A/V Edge",
	severity: "error",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE", "EDG-1.1", "R2-TRUST"],
	why: "Audio and video of outside users are relayed by the A/V Edge only, in conferences as well as between two people.",
	howToFix: "Add the A/V Edge role to a server in the perimeter network, or remove the scenario.",
	needs: "The scenarios of the deployment, and the roles of its edge servers.",
	note: "That Enterprise Voice for outside users needs an A/V Edge is written down for OCS 2007 R2; where it is the only such scenario, the finding is a warning.",
	*check(context) {
		const isConferencing = context.deployment.scenarios.some(
			(scenario) => scenario.kind === "av-conferencing" || scenario.kind === "point-to-point-av",
		);
		for (const outcome of findMissingRole(context, "av-edge", "It alone relays audio and video from outside.")) {
			yield isConferencing || outcome === MET ? outcome : { ...outcome, severity: "warning" };
		}
	},
});
