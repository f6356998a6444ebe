import { listed } from "../../basics/sentences.js";
import type { Catalogue, Evidence, RoleId } from "../../catalog/types.js";
import type { Deployment, DeploymentElement } from "../../model/deployment.js";
import type { Origin } from "../../model/origin.js";
import type {
	CertificateRequirement,
	DnsRequirement,
	Flow,
	Party,
	Requirements,
} from "../../requirements/requirements.js";
import { code, link, table, text } from "../markdown.js";

/** What is known of the deployment that a file belongs to. */
export interface Facts {
	readonly deployment: Deployment;
	readonly requirements: Requirements;
}

/** What a hover can draw upon. A file that is in no deployment has the catalogue only. */
export interface HoverContext {
	readonly catalogue: Catalogue;
	readonly facts?: Facts;
}

/** A hover covers the text that one reads, so long tables are cut and say so. */
const MOST_ROWS = 16;
const MOST_NAMES = 8;

/** What each kind of element is called in a heading. */
export const KIND_TITLES: Readonly<Record<DeploymentElement["kind"], string>> = {
	site: "site",
	network: "network",
	firewall: "firewall",
	"active-directory": "Active Directory",
	pool: "OCS 2007 server or pool",
	director: "Director",
	"mediation-server": "Mediation Server",
	"communicator-web-access": "Communicator Web Access server",
	"edge-server": "edge server",
	"edge-array": "edge array",
	"load-balancer": "load balancer",
	"reverse-proxy": "reverse proxy",
	certificate: "certificate",
};

/** The paragraphs that there are, with an empty line between them. */
export function card(...paragraphs: readonly (string | undefined)[]): string {
	return paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== "").join("\n\n");
}

/** The first line of a hover text. */
export function heading(title: string, kind?: string): string {
	return kind === undefined ? `**${text(title)}**` : `**${text(title)}** · ${text(kind)}`;
}

/** A list of labelled lines; a line without content is left out. The content is Markdown already. */
export function lines(...items: readonly (readonly [label: string, content: string | undefined])[]): string {
	return items
		.filter(([, content]) => content !== undefined && content !== "")
		.map(([label, content]) => `- **${label}:** ${content}`)
		.join("\n");
}

/** Where a fact comes from, as links, with the remark that belongs to it. */
export function sources(catalogue: Catalogue, keys: readonly string[], remark?: string): string | undefined {
	const links = [...new Set(keys)].flatMap((key) => {
		const source = catalogue.sources[key];
		return source ? [link(text(source.title), source.url)] : [];
	});
	if (links.length === 0) {
		return remark === undefined ? undefined : `*${text(remark)}*`;
	}
	const list = `${links.length === 1 ? "Source" : "Sources"}: ${links.join(" · ")}`;
	return remark === undefined ? list : `*${text(remark)}* ${list}`;
}

/** On what a fact rests, with links to its sources. */
export function evidenceOf(catalogue: Catalogue, evidence: Evidence): string | undefined {
	return sources(catalogue, evidence.sources, evidence.note);
}

/** The file and line, as a link that opens them. */
export function place(origin: Origin): string {
	const file = decodeURIComponent(origin.uri.slice(origin.uri.lastIndexOf("/") + 1));
	const line = origin.range.start.line + 1;
	return link(text(`${file}, line ${line}`), `${origin.uri}#L${line}`);
}

/** A name that leads to where it is declared. */
export function nameLink(name: string, origin: Origin | undefined): string {
	return origin ? link(text(name), `${origin.uri}#L${origin.range.start.line + 1}`) : text(name);
}

/** The name of an element, with a link to its declaration where there is one. */
export function elementLink(facts: Facts | undefined, name: string): string {
	const element = facts?.deployment.index.hosts.get(name);
	return nameLink(name, element?.origin);
}

/** The first few of a list, and how many there are besides. The items are Markdown already. */
export function few(items: readonly string[], separator = ", "): string {
	const rest = items.length - MOST_NAMES;
	return rest > 0 ? `${items.slice(0, MOST_NAMES).join(separator)} and ${rest} more` : items.join(separator);
}

/** Values as they stand in a file, one behind the other. */
export function codes(values: readonly string[]): string | undefined {
	return values.length === 0 ? undefined : few(values.map(code));
}

/** What roles are called. */
export function titlesOf(catalogue: Catalogue, roles: readonly RoleId[]): readonly string[] {
	return roles.map((role) => catalogue.roles[role].title);
}

/** A table that is cut when it grows beyond what one reads in a hover. */
export function shortTable(
	headers: readonly string[],
	rows: readonly (readonly string[])[],
	rest: string,
): string | undefined {
	if (rows.length === 0) {
		return undefined;
	}
	const shown = table(headers, rows.slice(0, MOST_ROWS));
	return rows.length > MOST_ROWS
		? `${shown}\n\n*${rows.length - MOST_ROWS} more ${rest}; the runbook has all.*`
		: shown;
}

function partyText(party: Party): string {
	const label = few((party.parts ?? [party]).map((part) => text(part.label)));
	return party.addresses.length === 0 ? label : `${label} (${few(party.addresses.map(code))})`;
}

const DIRECTIONS: Readonly<Record<Flow["direction"], string>> = { inbound: "in", outbound: "out", both: "in and out" };

/** Flows as the firewall table shows them. */
export function flowTable(flows: readonly Flow[]): string | undefined {
	const rows = flows.map((flow) => [
		`${flow.firewall}, ${DIRECTIONS[flow.direction]}`,
		partyText(flow.source),
		partyText(flow.destination),
		`${flow.protocol.toUpperCase()} ${flow.ports}`,
		text(flow.purpose),
	]);
	return shortTable(["Firewall", "From", "To", "Port", "For"], rows, "flows");
}

/** A DNS record in one line. */
export function recordText(record: DnsRequirement): string {
	const name = code(record.name);
	if (record.type === "SRV") {
		const target = record.target === undefined ? "the Access Edge, whose name is not stated" : code(record.target);
		return `SRV ${name} → ${target}${record.port === undefined ? "" : `, port ${record.port}`}`;
	}
	return `A ${name} → ${record.address === undefined ? "an address that is not stated" : code(record.address)}`;
}

const USAGES = { server: "server", client: "client" } as const;

/** What a certificate must contain, in one line. */
export function certificateText(needed: CertificateRequirement): string {
	const subject =
		needed.anySubject === true
			? `any subject${needed.subject === undefined ? "" : `, usually ${code(needed.subject)}`}`
			: needed.subject === undefined
				? "subject not stated"
				: `subject ${code(needed.subject)}`;
	const sans = needed.sans.length === 0 ? "" : `, also ${needed.sans.map(code).join(", ")}`;
	const issuer = `${needed.issuer} issuer${needed.issuerRequired ? " (required)" : ""}`;
	return `${subject}${sans}; ${issuer}; usage ${listed(needed.eku.map((usage) => USAGES[usage]))}`;
}
