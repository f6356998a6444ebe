import { normalizeFqdn } from "../../../model/address.js";
import type { Deployment } from "../../../model/deployment.js";
import type { DnsRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { type Blank, blanks } from "../blanks.js";
import { documented, fqdnOf, scenarioTitles } from "../facts.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page.js";
import { dnsPage, overviewPage } from "../page-paths.js";

/** The sheet of the DNS team: the records of each view, and what the edge servers themselves have to resolve. */
export function dnsSheet(context: RunbookContext): RunbookPage {
	const { deployment, rows } = context;
	const page = new PageBuilder(context, dnsPage, "DNS sheet");
	page.paragraph(
		`For the DNS team. Each row is one record to create; the task pages ask for rows by their number. The plan as a whole is in the ${page.link("overview", overviewPage)}.`,
	);
	for (const view of ["external", "internal"] as const) {
		page.heading(2, view === "external" ? "External view (public DNS)" : "Internal view");
		const records = rows.dns.filter(({ record }) => record.view === view);
		if (records.length === 0) {
			page.paragraph("No scenario of the file needs a record here.");
			continue;
		}
		page.table(
			["Row", "Type", "Name", "Value", "Port", "Purpose", "Required by", "Basis"],
			records.map(({ id, record }) => [
				id,
				record.type,
				code(record.name),
				record.type === "SRV"
					? page.value(record.target ?? statedValue(deployment, record), targetBlank(context, record))
					: page.value(record.address ?? statedValue(deployment, record), addressBlank(context, record)),
				record.port === undefined ? "" : code(String(record.port)),
				text(record.purpose),
				scenarioTitles(context, record.requiredBy),
				basis(page, record),
			]),
		);
	}
	const lookups = deployment.edgeServers.flatMap((server) => {
		const next = server.accessEdge?.nextHop;
		const host = next === undefined ? undefined : deployment.index.hosts.get(next.name);
		if (host === undefined || (host.kind !== "pool" && host.kind !== "director" && host.kind !== "mediation-server")) {
			return [];
		}
		const addresses = host.addresses.items.map((address) => code(address.value.text));
		return [
			[
				code(server.name),
				page.value(fqdnOf(host), blanks.fqdn(host)),
				addresses.length > 0 ? addresses.join(", ") : page.blank(blanks.address(host)),
				"next hop",
			],
		];
	});
	if (lookups.length > 0) {
		page.heading(2, "What the edge servers resolve themselves");
		page.paragraph(
			`From a DNS server in the perimeter or from the hosts file, not from internal DNS.${page.mark(documented("r2", "R2-DNSCFG"))}`,
		);
		page.table(["Edge server", "Name", "Address", "What it is"], lookups);
	}
	page.heading(2, "Check");
	page.bullets([
		`Look each name up with ${code("nslookup")} from the side of its view: external records from a computer outside, internal ones from the internal network.${page.mark(documented("later", "LYNC13-DNSEDGE"))}`,
		`The domain of an SRV record has to match the name of its target on the certificate.${page.mark(documented("ocs2007", "PLAN-DNS"))}`,
	]);
	page.heading(2, "Done");
	page.boxes(rows.dns.map(({ id, record }) => `${id} ${code(record.name)} answers.`));
	page.sources();
	return page.finish();
}

/** What the file's own record of that name says, where what is derived leaves the value open. */
function statedValue(deployment: Deployment, wanted: DnsRequirement): string | undefined {
	const values = deployment.dnsViews
		.filter((view) => view.view.value === wanted.view)
		.flatMap((view) => view.records)
		.flatMap((record): readonly string[] => {
			if (record.type === "A" && wanted.type === "A" && sameName(record.host.value, wanted.name)) {
				return record.addresses.items.map((address) => address.value.text);
			}
			if (record.type === "SRV" && wanted.type === "SRV" && sameName(record.service.value, wanted.name)) {
				return record.target === undefined ? [] : [record.target.value.host];
			}
			return [];
		});
	return values.length === 1 ? values[0] : undefined;
}

function sameName(a: string, b: string): boolean {
	return normalizeFqdn(a) === normalizeFqdn(b);
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
