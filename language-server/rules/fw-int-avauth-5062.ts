import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-int-avauth-5062",
	title: "Internal servers reach the A/V authentication of the A/V Edge",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["SDK-LISTEN", "NETMON", "SFB-ENV"],
	why: "Pools, A/V Conferencing Servers and Mediation Servers ask the A/V Edge for credentials, with SIP over mutual TLS on TCP 5062.",
	howToFix: "Allow TCP 5062 on the internal firewall from these servers to the A/V Edge.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	check: (context) =>
		missingFlows(context, {
			rows: ["I4"],
			why: "Without credentials from there no call passes the A/V Edge.",
		}),
});
