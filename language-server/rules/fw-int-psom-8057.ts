import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-int-psom-8057",
	title: "Every Web Conferencing Server reaches every Web Conferencing Edge",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["PLAN-LB", "PEDIA-PORTS", "R2-WEBINT", "SFB-ENV"],
	why: "Each internal Web Conferencing Server opens connections for PSOM over mutual TLS to each Web Conferencing Edge, on TCP 8057.",
	howToFix:
		"Allow TCP 8057 on the internal firewall from every Web Conferencing Server to every Web Conferencing Edge.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "The Planning Guide documents the connections from each server to each edge; the number 8057 comes from the port lists.",
	check: (context) =>
		missingFlows(context, {
			rows: ["I3"],
			why: "Web Conferencing Servers open the connections that carry meetings.",
		}),
});
