import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-reverse-proxy-443",
	title: "The external firewall lets clients in to the reverse proxy",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["EDG-2.1", "PEDIA-PORTS"],
	why: "Outside clients download the address book, distribution groups and meeting content over HTTPS.",
	howToFix: "Allow TCP 443 from any to the external address of the reverse proxy.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E12"],
			why: "Outside clients download web content through it.",
		}),
});
