import type { Deployment, PhaseId } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { insertAt, removeValues } from "./support/edits.js";

export const rule = defineRule({
	code: "staging-first",
	title: "A staging deployment comes before production",
	severity: "info",
	category: "planning",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-IMP", "R2BETA-GUIDE"],
	why: "The guidelines ask to try the deployment in a staging or lab environment before production.",
	howToFix: "Begin the phases with `staging`.",
	needs: "The phases of the deployment.",
	*check({ deployment }) {
		const { phases, name } = deployment;
		const [first] = phases.items;
		if (!first) {
			yield undecided(deployment, "the phases (`phases`)");
			return;
		}
		if (!phases.complete) {
			return;
		}
		const staging = phases.items.find(({ value }) => value === "staging");
		if (staging === first) {
			yield MET;
		} else {
			yield {
				message: staging
					? `The plan of ${name} has ${first.value} before staging. The guidelines ask for a test deployment before production. Put staging first.`
					: `The plan of ${name} has no staging phase. The guidelines ask for a test deployment before production. Begin the phases with staging.`,
				at: staging?.origin ?? first.origin,
				...(staging && { related: [{ message: "Comes before staging", origin: first.origin }] }),
				fixes: putFirst(deployment),
			};
		}
	},
});

function putFirst({ block, phases }: Deployment): readonly Fix[] {
	const [first] = phases.items;
	const isStaging = ({ value }: Stated<PhaseId>) => value === "staging";
	const isPlanned = phases.items.some(isStaging);
	return first
		? [
				{
					title: isPlanned ? "Put staging first" : "Begin with a staging phase",
					edits: [
						insertAt(first.origin.uri, first.origin.range.start, "staging, "),
						...removeValues(block, phases, isStaging),
					],
					safety: "unsafe",
					preferred: true,
				},
			]
		: [];
}
