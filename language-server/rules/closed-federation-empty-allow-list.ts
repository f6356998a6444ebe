import type { FederationMode, Scenario } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { scenarioOf } from "../model/lookups.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "closed-federation-empty-allow-list",
	title: "Federation without discovery lists its partners",
	severity: "error",
	category: "federation",
	evidence: "ocs2007",
	sources: ["EDG-4.1"],
	why: "With the mode direct only the partners on the allow list may connect, so an empty list shuts everybody out.",
	howToFix: "Add the partners, or choose a mode with discovery.",
	needs: "The mode of the federation, and its partners.",
	*check({ deployment }) {
		const federation = scenarioOf(deployment, "federation");
		if (!federation) {
			return;
		}
		const { mode, block } = federation;
		if (mode?.value !== "direct") {
			return;
		}
		if (hasListedPartner(federation)) {
			yield MET;
		} else if (!block.complete) {
			yield undecided({ name: federation.kind, origin: federation.origin }, "its partners (`partner`)");
		} else {
			yield {
				message: `Federation of ${deployment.name} is direct, and no partner is listed. In this mode only listed partners may connect, so none can. Add the partners or enable discovery.`,
				at: mode.origin,
				fixes: [changeMode(mode.origin, "enhanced", true), changeMode(mode.origin, "open", false)],
			};
		}
	},
});

/** A partner that is found by discovery is not on the allow list; a provider of audio conferences is. */
function hasListedPartner({ partners, audioConferencingProviders }: Scenario): boolean {
	return partners.some(({ discovered }) => !discovered) || audioConferencingProviders.length > 0;
}

function changeMode(origin: Origin, mode: FederationMode, preferred: boolean): Fix {
	const what = mode === "enhanced" ? "discovery with an allow list" : "discovery";
	return {
		title: `Change the mode to ${mode}: ${what}`,
		edits: [replace(origin, mode)],
		safety: "unsafe",
		preferred,
	};
}
