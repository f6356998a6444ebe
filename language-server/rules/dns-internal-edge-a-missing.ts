import { defineRule } from "./rule.js";
import { findHostRecords, isAskedBy } from "./support/dns/host-records.js";

export const rule = defineRule({
	code: "dns-internal-edge-a-missing",
	title: "Internal DNS leads the internal name of an edge server to its internal address",
	severity: "error",
	category: "dns",
	evidence: "ocs2007",
	sources: ["MIG-4", "PLAN-DNS"],
	why: "Internal servers connect to edge servers by their internal FQDN, and to arrays by that of the internal virtual address.",
	howToFix:
		"Add the A record to the internal view, with the internal address of the edge server or the virtual address.",
	needs:
		"An internal DNS view, the scenarios, and the internal FQDN of the edge server or virtual address. For the address: that of the internal adapter, unless a firewall on the way translates it.",
	note: "Web Conferencing Servers look up every Web Conferencing Edge by its own name, so each computer needs its record even in an array.",
	check: (context) =>
		findHostRecords(
			context,
			"internal",
			(record) => isAskedBy(record, ["edge-internal-a"]),
			() => "Internal servers connect to the edge by this name.",
		),
});
