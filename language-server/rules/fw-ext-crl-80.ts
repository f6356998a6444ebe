import { defineRule } from "./rule.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-crl-80",
	title: "The Access Edge can fetch certificate revocation lists",
	severity: "warning",
	category: "firewall",
	evidence: "later",
	sources: ["SFB-ENV", "EXPLUC-CRL"],
	why: "Certificates are checked against revocation lists that are fetched by HTTP. In a reported case the missing rule kept the Access Edge service from starting.",
	howToFix: "Allow TCP 80 from the external address of the Access Edge to any.",
	needs:
		"The firewall with its two networks and their zones, its rules, and the adapters or addresses of the servers. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "Reported for OCS 2007 R2. A rule for single addresses is taken to name the servers that publish the lists.",
	check: (context) =>
		missingFlows(context, {
			rows: ["E4"],
			why: "Certificates are checked against revocation lists that are fetched by HTTP.",
		}),
});
