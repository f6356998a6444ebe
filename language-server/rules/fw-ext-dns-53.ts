import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-dns-53",
	title: "The Access Edge can ask the DNS servers outside",
	severity: "warning",
	category: "firewall",
	evidence: "later",
	sources: ["SFB-ENV"],
	why: "Partners and IM providers are found through DNS.",
	howToFix: "Allow UDP and TCP 53 from the external address of the Access Edge to the DNS servers.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "The page is for Skype for Business Server. DNS servers within the perimeter are not asked through the firewall.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E5"],
			why: "Partners and IM providers are found through DNS.",
		}),
});
