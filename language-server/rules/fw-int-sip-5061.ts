import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-int-sip-5061",
	title: "SIP passes between the Access Edge and the internal servers",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["SDK-LISTEN", "PEDIA-PORTS", "SFB-ENV"],
	why: "The Access Edge and the Director or pool exchange SIP over mutual TLS on TCP 5061, and both sides open connections.",
	howToFix:
		"Allow TCP 5061 on the internal firewall, from the internal servers to the Access Edge and from it to its next hop.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "Where the next hop is a Director, pools send through it, so only those that have the edge as their federation route are asked for.",
	check: (context) =>
		missingFlows(context, {
			rows: ["I1", "I2"],
			why: "Both sides open connections for SIP over mutual TLS.",
		}),
});
