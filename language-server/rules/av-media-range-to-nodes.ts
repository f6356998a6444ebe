import { groupBy } from "../basics/collections.js";
import { listed } from "../basics/sentences.js";
import type { EdgeArray } from "../model/deployment.js";
import { defineRule, MET, type RuleFinding } from "./rule.js";
import type { CompiledRule } from "./support/firewall/compiled-rules.js";
import { auditFirewalls, type ClosedConnection } from "./support/firewall/flows.js";
import { arrayWithMedia, type MediaPorts, mediaPorts } from "./support/firewall/media-ports.js";
import { insertRules, textsOf } from "./support/firewall/rule-edits.js";
import { ENOUGH } from "./support/limits.js";

export const rule = defineRule({
	code: "av-media-range-to-nodes",
	title: "The media range is open to every A/V Edge of an array",
	severity: "warning",
	category: "firewall",
	evidence: "later",
	sources: ["PEDIA-PUBIP", "SFB-ENV", "LYNC13-HLB"],
	why: "Media goes to each server's own address, not to the virtual address.",
	howToFix: "Open the media range to the external address of every member of the array.",
	needs: "The rules of the external firewall, and the members of the edge array.",
	*check(context) {
		const audit = auditFirewalls(context);
		const arrays = groupBy(
			mediaPorts(context).filter(({ edge }) => context.deployment.index.arrayOf.has(edge.name)),
			({ edge }) => context.deployment.index.arrayOf.get(edge.name),
		);
		for (const [array, members] of arrays) {
			const closed = members.filter(({ states }) => states.some(({ status }) => status === "closed"));
			const [first] = closed;
			const found = first && arrayWithMedia(context, audit, first);
			if (array && found) {
				yield finding(array, closed, found.rules);
			} else if (members.every(({ states }) => states.every(({ status }) => status === "open"))) {
				yield MET;
			}
		}
	},
});

function finding(array: EdgeArray, members: readonly MediaPorts[], rules: readonly CompiledRule[]): RuleFinding {
	const [rule] = rules;
	const states = members.flatMap((member) => member.states);
	const firewall = states[0]?.gate.firewall;
	const closed = states.flatMap((state): readonly ClosedConnection[] =>
		state.status === "closed" ? state.closed : [],
	);
	const names = members.map(({ edge }) => edge.name);
	return {
		message: `The firewall ${firewall?.name} opens the media range to the virtual address of ${array.name}, and not to ${listed(names)}. Media goes to each server's own address. Open the range to every member.`,
		at: rule?.rule.destination.origin ?? array.origin,
		related: members.slice(0, ENOUGH).map(({ edge }) => ({
			message: `The A/V Edge of ${edge.name}, a member of ${array.name}`,
			origin: edge.avEdge?.origin ?? edge.origin,
		})),
		fixes: firewall
			? [
					{
						title: `Open the media range to ${listed(names)}`,
						edits: [...groupBy(closed, ({ deniedBy }) => deniedBy)].map(([before, list]) =>
							insertRules(firewall, textsOf(firewall, list), before?.rule),
						),
						safety: "safe",
						preferred: true,
					},
				]
			: [],
	};
}
