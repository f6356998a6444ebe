import { listed } from "../../../../basics/sentences.js";
import { scenarioOf } from "../../../../model/lookups.js";
import { documented } from "../../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../../page/page.js";
import { type Entry, stepsOf, undone } from "./trust-entries.js";

/** The steps in the global properties: trusted edge servers, the route of federation and the policy for anonymous users. */
export function forest(page: PageBuilder, context: RunbookContext, entries: readonly Entry[]): StepGroup {
	const own = entries.filter(({ trust }) => trust.on === undefined);
	const meetings = anonymous(context);
	const tabs = [
		...(own.some(({ trust }) => trust.template === "federation-route") ? ["*Federation*"] : []),
		...(meetings.length > 0 ? ["*Meetings*"] : []),
	];
	return {
		id: "forest",
		title: "Global Properties of the forest",
		intro: [
			`Do this in the administrative snap-in. The Configure Pool/Server Wizard sets the same values when external access is configured, so some may be there already.${page.mark(documented("r2", "R2-TRUST"))} Note every earlier value before changing it: the way back needs it.`,
		],
		steps: [...own.flatMap((entry) => stepsOf(page, context, entry)), ...meetings],
		undo: `remove the names from *Edge Servers*, after the entries of the pools that refer to them${
			tabs.length === 0 ? "" : `; enter the earlier values on ${listed(tabs)} again`
		}.${page.mark(undone)}`,
	};
}

function anonymous({ deployment }: RunbookContext): readonly Step[] {
	const scenario = scenarioOf(deployment, "web-conferencing");
	if (scenario?.anonymousUsers === undefined) {
		return [];
	}
	return [
		{
			id: "anonymous-users",
			action:
				scenario.meetingPolicy?.value === "per-user"
					? "*Global Properties* > *Meetings*: set the policy for anonymous users so that each user's own setting decides. By default nobody may invite them."
					: "*Global Properties* > *Meetings*: set the policy for anonymous users so that meetings with them are allowed. By default nobody may invite them.",
			check: "the tab *Meetings* shows the policy.",
			evidence: documented("r2", "R2-ANON", "ADM-GLOBAL"),
			origin: scenario.meetingPolicy?.origin ?? scenario.anonymousUsers,
		},
	];
}
