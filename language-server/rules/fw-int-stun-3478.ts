import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-int-stun-3478",
	title: "Internal clients and media servers reach the A/V Edge by UDP",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["SDK-LISTEN", "NETMON", "SFB-ENV"],
	why: "UDP 3478 is the preferred way of media between the internal network and outside users.",
	howToFix: "Allow UDP 3478 on the internal firewall from all internal clients and media servers to the A/V Edge.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	check: (context) =>
		missingFlows(context, {
			rows: ["I5"],
			why: "It is the preferred way of media to outside users.",
		}),
});
