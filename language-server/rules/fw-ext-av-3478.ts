import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-av-3478",
	title: "The external firewall lets media in to the A/V Edge by UDP",
	severity: "warning",
	category: "firewall",
	evidence: "r2",
	sources: ["TEKTIPS", "R2-MEDIA", "SFB-ENV"],
	why: "STUN over UDP 3478 is the preferred way to allocate media ports. With federation the A/V Edge sends to it at partners as well.",
	howToFix: "Allow UDP 3478 from any to the external address of the A/V Edge, and with federation from it.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "The way out to partners is on a later page and a community list only: where nothing else is closed, it is information.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E7"],
			why: "It is the preferred way to allocate media ports.",
			minor: { row: "E11 udp", why: "With federation the A/V Edge sends media to the A/V Edges of partners." },
		}),
});
