import { defineRule } from "./rule.js";
import { findHostRecords, isAskedBy } from "./support/dns/host-records.js";
import { externalZone } from "./support/dns/zone.js";

export const rule = defineRule({
	code: "dns-external-a-missing",
	title: "Every external name of an edge role leads to its address",
	severity: "error",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SFB-ENV"],
	why: "Clients and partners connect to the external FQDN of a role, or to the name that an SRV record gives them. Without the right A record they reach nobody, or somebody else.",
	howToFix: "Add the A record to the external view, with the external address of the role or its virtual address.",
	needs:
		"An external DNS view, the scenarios, and the external FQDNs of the roles. For the address: the external address of the role, where it is a public one; behind address translation the file does not know what the Internet sees.",
	note: "The name sip.<SIP domain> is asked for where it is the name of the Access Edge, where an SRV record points at it, or where the view has a record for it.",
	check(context) {
		const zone = externalZone(context.deployment);
		const targets = new Set(zone.services.flatMap(({ record }) => record.target?.value.host ?? []));
		return findHostRecords(
			context,
			"external",
			(record) =>
				isAskedBy(record, ["access-edge-a", "web-conferencing-edge-a", "av-edge-a"]) ||
				(isAskedBy(record, ["sip-domain-a"]) && (targets.has(record.name) || record.is !== "missing")),
			() => "Outside users and partners connect to this name.",
		);
	},
});
