import { defineRule } from "./rule.js";
import { missingFlows } from "./support/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-av-443",
	title: "The external firewall lets media in to the A/V Edge by TCP",
	severity: "warning",
	category: "firewall",
	evidence: "r2",
	sources: ["TEKTIPS", "R2-MEDIA"],
	why: "STUN over TCP 443 is what clients fall back to where UDP is blocked.",
	howToFix: "Allow TCP 443 from any to the external address of the A/V Edge.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Without any rule the plan derives them, and nothing is asked for.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E8"],
			why: "It is the way for clients whose networks block UDP.",
		}),
});
