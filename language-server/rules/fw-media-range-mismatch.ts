import { groupBy } from "../basics/collections.js";
import { formatPortRange } from "../model/address.js";
import type { EdgeServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, type RuleFinding } from "./rule.js";
import { insertStatement, replace } from "./support/edits.js";
import { type MediaPorts, type Mismatch, mediaPorts } from "./support/firewall/media-ports.js";

export const rule = defineRule({
	code: "fw-media-range-mismatch",
	title: "The firewall opens the media range that the A/V Edge is set to",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["SDK-LISTEN"],
	why: "The media range of the A/V Edge can be set, and media on ports that the firewall does not open is lost.",
	howToFix: "Make the range in the firewall's rules and the media range of the A/V Edge equal.",
	needs: "The rules of the external firewall for the A/V Edge. A media range that is not stated is 50000-59999.",
	note: "A range that holds the whole media range and more is a warning: media passes, and ports without a listener are open.",
	*check(context) {
		const reported = new Set<Mismatch["item"]>();
		for (const media of mediaPorts(context)) {
			const mismatches = media.mismatches.filter(({ item }) => !reported.has(item));
			// One range that is meant for media stands in several rules, by protocol and direction, and is wrong once.
			for (const same of groupBy(mismatches, ({ item }) => formatPortRange(item.value)).values()) {
				const [first] = same;
				if (first) {
					yield finding(media, first, same);
				}
				for (const { item } of same) {
					reported.add(item);
				}
			}
			if (media.mismatches.length === 0 && media.states.every(({ status }) => status === "open")) {
				yield MET;
			}
		}
	},
});

function finding({ edge, range, states }: MediaPorts, first: Mismatch, same: readonly Mismatch[]): RuleFinding {
	const stated = edge.avEdge?.mediaPorts;
	const firewall = states[0]?.gate.firewall.name;
	const [written, wanted] = [formatPortRange(first.item.value), formatPortRange(range)];
	const isRange = first.item.value.to > first.item.value.from;
	const isWider = same.every((one) => one.isWider);
	const effect = isWider ? "The ports beyond it are open and have no listener." : "Media on the other ports is lost.";
	return {
		message: `The firewall ${firewall} opens ${isRange ? "the ports" : "port"} ${written} for media, and the media range of the A/V Edge of ${edge.name} is ${wanted}. ${effect} Make the two ranges equal.`,
		at: first.item.origin,
		related: [
			stated
				? { message: `The media range of ${edge.name}`, origin: stated.origin }
				: { message: `${edge.name} has the default media range`, origin: edge.avEdge?.origin ?? edge.origin },
			...same.slice(1).map(({ item }) => ({ message: `${written} stands here too`, origin: item.origin })),
		],
		...(isWider && { severity: "warning" as const }),
		fixes: [
			{
				title: `Open ${wanted} instead`,
				edits: same.map(({ item }) => replace(item.origin, wanted)),
				safety: "unsafe",
				preferred: true,
			},
			...setRange(edge, written, isRange),
		],
	};
}

function setRange(edge: EdgeServer, written: string, isRange: boolean): readonly Fix[] {
	const { avEdge } = edge;
	if (!avEdge || !isRange) {
		return [];
	}
	const { mediaPorts: stated, block } = avEdge;
	return [
		{
			title: `Set the media range of ${edge.name} to ${written}`,
			edits: [stated ? replace(stated.origin, written) : insertStatement(block, `media-ports ${written}`)],
			safety: "unsafe",
			preferred: false,
		},
	];
}
