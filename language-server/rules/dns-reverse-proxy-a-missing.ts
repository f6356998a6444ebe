import { defineRule, type RuleContext } from "./rule.js";
import { findHostRecords, type HostRecord, isAskedBy } from "./support/dns/host-records.js";

export const rule = defineRule({
	code: "dns-reverse-proxy-a-missing",
	title: "The external web farm FQDN leads to the reverse proxy",
	severity: "error",
	category: "dns",
	evidence: "ocs2007",
	sources: ["EDG-2.1", "PEDIA-RP2"],
	why: "Outside users fetch address books, expanded groups and meeting content under this name. To create its record is a step of publishing the Web Components.",
	howToFix: "Add the A record to the external view, with the external address of the reverse proxy.",
	needs:
		"An external DNS view, a scenario that the web farm serves, and what a reverse proxy publishes. For the address: that of its external adapter, where it is a public one.",
	note: "Where no reverse proxy publishes the web farm, that is what is reported.",
	check: (context) =>
		findHostRecords(
			context,
			"external",
			(record) => isPublished(context, record),
			(record) =>
				isAskedBy(record, ["web-farm-external-a"])
					? "Outside users fetch address books, groups and meeting content under this name."
					: "Outside users reach Communicator Web Access under this name.",
		),
});

function isPublished({ deployment }: RuleContext, record: HostRecord): boolean {
	return (
		isAskedBy(record, ["web-farm-external-a", "cwa-a"]) &&
		record.wanted.some(({ host }) => deployment.index.hosts.get(host ?? "")?.kind === "reverse-proxy")
	);
}
