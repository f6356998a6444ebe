import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-access-5061",
	title: "With federation or public IM, TCP 5061 is open in both directions",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["SDK-LISTEN", "PEDIA-PORTS", "SFB-ENV"],
	why: "Partners and IM providers exchange SIP over mutual TLS with the Access Edge on TCP 5061, and both sides open connections.",
	howToFix: "Allow TCP 5061 on the external firewall to and from the external address of the Access Edge.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "Without discovery of partners, a rule for single addresses outside is taken to name the partners.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E2", "E3"],
			why: "Partners and IM providers exchange SIP with the Access Edge in both directions.",
		}),
});
