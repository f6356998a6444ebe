import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-int-reverse-proxy-443",
	title: "The internal firewall lets the reverse proxy reach the web farm",
	severity: "error",
	category: "firewall",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-PORTS", "R2-RP"],
	why: "The reverse proxy passes all requests to the Web Components over HTTPS.",
	howToFix: "Allow TCP 443 from the internal address of the reverse proxy to the web farm.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "That the proxy forwards over HTTP is reported by rp-http-to-internal, where that is asked.",
	check: (context) =>
		missingFlows(context, {
			rows: ["I7"],
			why: "The reverse proxy passes the requests of outside clients on.",
			isOthers: (proxy) =>
				proxy.kind === "reverse-proxy" &&
				proxy.publishes.some(({ bridging }) => bridging?.value === "http") &&
				context.isAsked("rp-http-to-internal"),
		}),
});
