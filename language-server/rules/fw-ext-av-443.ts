import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-av-443",
	title: "The external firewall lets media in to the A/V Edge by TCP",
	severity: "warning",
	category: "firewall",
	evidence: "r2",
	sources: ["TEKTIPS", "R2-MEDIA", "SFB-ENV"],
	why: "STUN over TCP 443 is what clients fall back to where UDP is blocked. With federation the A/V Edge sends to it at partners as well.",
	howToFix: "Allow TCP 443 from any to the external address of the A/V Edge, and with federation from it.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "The way out to partners is on a later page and a community list only: where nothing else is closed, it is information.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E8"],
			why: "It is the way for clients whose networks block UDP.",
			minor: { row: "E11 tcp", why: "With federation the A/V Edge sends media to the A/V Edges of partners." },
		}),
});
