import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-access-443",
	title: "The external firewall lets clients in to the Access Edge",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-PORTS", "CLOUDSERVUS", "SFB-ENV"],
	why: "Outside clients sign in with SIP over TLS on TCP 443 of the Access Edge.",
	howToFix: "Allow TCP 443 from any to the external address of the Access Edge.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E1"],
			why: "Outside clients sign in there with SIP over TLS.",
		}),
});
