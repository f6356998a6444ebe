import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-webconf-443",
	title: "The external firewall lets participants in to the Web Conferencing Edge",
	severity: "warning",
	category: "firewall",
	evidence: "later",
	sources: ["SFB-ENV", "LYNC13-AV"],
	why: "Live Meeting clients outside reach the Web Conferencing Edge with PSOM over TLS on TCP 443.",
	howToFix: "Allow TCP 443 from any to the external address of the Web Conferencing Edge.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "The pages say that conferencing ports are the same in all releases.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E6"],
			why: "Live Meeting clients outside reach it with PSOM over TLS.",
		}),
});
