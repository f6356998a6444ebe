import { listed } from "../../../basics/sentences.js";
import { isInDomain, normalizeFqdn } from "../../../model/address.js";
import type { DnsRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { dnsRecordsFile } from "../artefacts/paths.js";
import { zoneFragments } from "../artefacts/zones.js";
import { documented, scenarioTitles } from "../facts.js";
import { type Blank, blanks } from "../page/blanks.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import { certificatesPage, cutOverPage, dnsPage, overviewPage } from "../page/page-paths.js";
import { recordAddresses, recordTarget } from "../rows/record-values.js";
import { spanOf } from "../rows/row-ids.js";
import { originOfRecord } from "../rows/row-origins.js";
import { taskLinks, tasksByRow } from "../rows/row-tasks.js";
import { scenariosOfRecord } from "../rows/scenarios-served.js";
import { existsInside, recordsToTheEdge } from "../rows/task-needs.js";
import { lookupsOf } from "./edge-lookups.js";
import { revocationHosts } from "./revocation-lists.js";

/** The sheet of the DNS team: the records of each view, and what the edge servers themselves have to resolve. */
export function dnsSheet(context: RunbookContext): RunbookPage {
	const { deployment, rows } = context;
	const page = new PageBuilder(context, dnsPage, "DNS sheet");
	const tasks = tasksByRow(context);
	const fragments = zoneFragments(context);
	page.paragraph(
		`For the DNS team. Each row is one record. Those that the internal deployment has brought exist already and are only checked, as their purpose says; the others are created. The task pages ask for rows by their number. The plan as a whole is in the ${page.link("overview", overviewPage)}.`,
	);
	page.paragraph(
		`The same as files: ${page.link("records.csv", dnsRecordsFile)}, and below for each zone a fragment that BIND includes into the zone as it exists. *Owner* and *Done* are for you to fill in; a record is done when it answers. *Task* says which task pages wait for the row.`,
	);
	for (const view of ["external", "internal"] as const) {
		page.heading(2, view === "external" ? "External view (public DNS)" : "Internal view");
		const records = rows.dns.filter(({ record }) => record.view === view);
		if (records.length === 0) {
			page.paragraph("No scenario of the file needs a record here.");
			continue;
		}
		const files = fragments.filter((fragment) => fragment.view === view);
		page.paragraph(`Zones: ${files.map(({ zone, path }) => page.link(code(zone.name), path)).join(", ")}.`);
		const doubled = files.filter(({ hidesPublic }) => hidesPublic);
		if (doubled.length > 0) {
			page.paragraph(
				`The Internet has ${listed(doubled.map(({ zone }) => code(zone.name)))} as well. Internal clients see only the internal zone of such a name: where there is none yet, everything public that they use has to be in the new one, too.${page.mark(documented("unsourced"))}`,
			);
		}
		const late = records.filter(({ record }) => leadsToTheEdge(record)).map(({ id }) => id);
		if (late.length > 0) {
			const balancers = deployment.edgeArrays.length === 0 ? "lets" : "and the load balancers let";
			page.paragraph(
				`${spanOf(late)} ${late.length === 1 ? "leads" : "lead"} clients and partners to the edge. Enter ${late.length === 1 ? "it" : "them"} only when task 5 is done on the servers that answer and the firewall ${balancers} in who asks for them; in the ${page.link("cut-over plan", cutOverPage)} they come under DNS7. The zone files have them with the other records: leave them out until then.${page.mark(documented("derived"))}`,
			);
		}
		page.rows(
			["Row", "Type", "Name", "Value", "Purpose and basis", "Task", "Owner", "Done"],
			records.map(({ id, identity, record }) => ({
				id: identity,
				origin: originOfRecord(deployment, record),
				cells: [
					id,
					record.type,
					code(record.name),
					recordValue(page, context, record),
					[
						text(record.purpose),
						...(existsInside(record) ? ["**Exists** since the internal deployment: check it."] : []),
						`Scenarios: ${scenarioTitles(context, scenariosOfRecord(context, record))}`,
						`Basis: ${basis(page, record)}`,
					].join("<br>"),
					taskLinks(page, tasks.get(id)),
					"",
					"",
				],
			})),
		);
		if (records.some(({ record }) => record.type === "SRV")) {
			page.paragraph(
				"Priority and weight of an SRV record are documented nowhere. The zone files have 0 for both, which has no effect while a service has one record only.",
			);
		}
	}
	const lookups = deployment.edgeServers.flatMap((server) => lookupsOf(page, deployment, server));
	if (lookups.length > 0) {
		page.heading(2, "What the edge servers resolve themselves");
		const lists = revocationHosts(deployment);
		page.paragraph(
			`From a DNS server in the perimeter or from the hosts file, not from internal DNS.${page.mark(documented("r2", "R2-DNSCFG"))} The names of partners${lists.length === 0 ? "" : ` and of revocation lists (${listed(lists.map(({ name }) => code(name)))})`} they look up in public DNS.${page.mark(documented("derived", "R2-DNSCFG", "PLAN-CERT"))}`,
		);
		const ownLists = lists.filter(({ isInternal }) => isInternal).map(({ name }) => code(name));
		if (ownLists.length > 0) {
			page.paragraph(
				`${listed(ownLists)} ${ownLists.length === 1 ? "holds the list" : "hold lists"} of the internal authority and ${ownLists.length === 1 ? "has" : "have"} no row above. Settle with the certificate team whether public DNS gets the name; the ${page.link("certificate sheet", certificatesPage)} says what else it takes.`,
			);
		}
		page.table(["Edge server", "Name", "Address", "What it is", "Where"], lookups);
	}
	page.heading(2, "Check");
	page.bullets([
		`Look each name up with ${code("nslookup")} from the side of its view: external records from a computer outside, internal ones from the internal network.${page.mark(documented("later", "LYNC13-DNSEDGE"))}`,
		`The domain of an SRV record of the external view has to match the name of its target on the certificate.${page.mark(documented("ocs2007", "PLAN-DNS"))}`,
		...inOtherDomains(context),
	]);
	page.sources();
	return page.finish();
}

/** Whether a record leads whoever follows it to an edge server, which then has to answer. */
function leadsToTheEdge({ templates }: DnsRequirement): boolean {
	return templates.some((template) => recordsToTheEdge.includes(template));
}

/** Says why internal records that point into another domain are no mistake, and what to try. */
function inOtherDomains({ deployment, rows }: RunbookContext): readonly string[] {
	const rowsElsewhere = rows.dns.filter(({ record }) => {
		const target = record.type === "SRV" && record.view === "internal" ? recordTarget(deployment, record) : undefined;
		const domain = record.name.replace(/^(?:_[^.]*\.)+/, "");
		return target !== undefined && !isInDomain(normalizeFqdn(target), normalizeFqdn(domain));
	});
	return rowsElsewhere.length === 0
		? []
		: [
				`${listed(rowsElsewhere.map(({ id }) => id))} ${rowsElsewhere.length === 1 ? "points" : "point"} into another domain. The text with that rule is about edge servers, and none was found that demands the same inside: try the automatic sign-in of an internal client for each SIP domain.`,
			];
}

/** What the record says, or a blank for what the file leaves open. */
function recordValue(page: PageBuilder, context: RunbookContext, record: DnsRequirement): string {
	const { deployment } = context;
	if (record.type === "SRV") {
		const port =
			record.port === undefined ? page.blank(blanks.byHand(`port of ${record.name}`)) : code(`${record.port}`);
		return `${page.value(recordTarget(deployment, record), targetBlank(context, record))}, port ${port}`;
	}
	const addresses = recordAddresses(deployment, record);
	return addresses.length === 0 ? page.blank(addressBlank(context, record)) : addresses.map(code).join(", ");
}

function basis(page: PageBuilder, record: DnsRequirement): string {
	const mark = page.mark(record.evidence).trim();
	return mark === "" ? "OCS 2007" : mark;
}

function addressBlank(context: RunbookContext, record: DnsRequirement): Blank {
	const host = record.host === undefined ? undefined : context.deployment.index.hosts.get(record.host);
	if (host?.kind === "edge-server") {
		switch (record.template) {
			case "sip-domain-a":
			case "access-edge-a":
				return blanks.roleAddress(host, "access-edge", host.accessEdge?.external?.fqdn?.value);
			case "web-conferencing-edge-a":
				return blanks.roleAddress(host, "web-conferencing-edge", host.webConferencingEdge?.external?.fqdn?.value);
			case "av-edge-a":
				return blanks.roleAddress(host, "av-edge", host.avEdge?.external?.fqdn?.value);
			default:
				return blanks.internalAddress(host);
		}
	}
	if (host?.kind === "reverse-proxy") {
		return blanks.externalAddress(host);
	}
	if (host !== undefined && host.kind !== "edge-array") {
		return blanks.address(host);
	}
	return host === undefined ? blanks.hostAddress(record.name, record.view) : blanks.virtualAddress(host, record.view);
}

function targetBlank(context: RunbookContext, record: DnsRequirement): Blank {
	const host = record.host === undefined ? undefined : context.deployment.index.hosts.get(record.host);
	if (host?.kind === "edge-server") {
		return blanks.roleFqdn(host, "access-edge", host.accessEdge?.external?.address?.value.text);
	}
	return host !== undefined && host.kind !== "edge-array"
		? blanks.fqdn(host)
		: blanks.srvTarget(record.name, record.view);
}
