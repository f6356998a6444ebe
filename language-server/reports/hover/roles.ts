import { listed } from "../../basics/sentences.js";
import type { CertificateSlotId, DnsTemplateId, EdgeRoleId, PoolRoleId, RoleId } from "../../catalog/types.js";
import type {
	AnyEdgeRole,
	Deployment,
	EdgeServer,
	Host,
	InternalServer,
	ReverseProxy,
} from "../../model/deployment.js";
import { rolesOf } from "../../model/edge-roles.js";
import { isInternalServer } from "../../model/lookups.js";
import { mayCarry } from "../../requirements/pool-roles.js";
import type { Flow } from "../../requirements/requirements.js";
import { externalAddressOfRole } from "../../requirements/resolve.js";
import { code, table, text } from "../markdown.js";
import {
	card,
	certificateText,
	elementLink,
	evidenceOf,
	type Facts,
	few,
	flowTable,
	type HoverContext,
	heading,
	lines,
	nameLink,
	recordText,
	titlesOf,
} from "./card.js";

const SLOTS: Readonly<Partial<Record<RoleId, readonly CertificateSlotId[]>>> = {
	"access-edge": ["access-edge-external", "edge-internal"],
	"web-conferencing-edge": ["web-conferencing-edge-external", "edge-internal"],
	"av-edge": ["edge-internal", "av-authentication"],
	"av-authentication": ["av-authentication"],
	"reverse-proxy": ["reverse-proxy-external"],
};

const RECORDS: Readonly<Partial<Record<RoleId, readonly DnsTemplateId[]>>> = {
	"access-edge": ["federation-srv", "sip-tls-srv", "sip-domain-a", "access-edge-a", "edge-internal-a"],
	"web-conferencing-edge": ["web-conferencing-edge-a", "edge-internal-a"],
	"av-edge": ["av-edge-a", "edge-internal-a"],
	"reverse-proxy": ["web-farm-external-a"],
	director: ["director-a"],
	pool: ["pool-a", "web-farm-internal-a"],
};

/** What a role is for and needs, then what follows for it in this deployment, on the named host where there is one. */
export function roleHover(context: HoverContext, role: RoleId, host?: string): string {
	const { catalogue, facts } = context;
	const fact = catalogue.roles[role];
	const slots = SLOTS[role] ?? [];
	return card(
		heading(fact.title, fact.zone === "perimeter" ? "role in the perimeter" : "internal role"),
		text(fact.purpose),
		lines(
			["Supports", text(fact.supports.map((id) => catalogue.scenarios[id].title).join(", "))],
			["Internal counterpart", text(fact.counterpartText)],
			["Edge counterpart", text(titlesOf(catalogue, edgeCounterparts(context, role)).join(", "))],
			["Protocol", protocolLine(context, role)],
			["Certificates", text(slots.map((slot) => catalogue.certificateSlots[slot].title).join("; "))],
			["Mind", text(fact.doesNot.join(" "))],
		),
		facts ? roleInDeployment(context, facts, role, host) : portTable(context, role),
		evidenceOf(catalogue, fact.evidence),
	);
}

function edgeCounterparts({ catalogue }: HoverContext, role: RoleId): readonly RoleId[] {
	const perimeter = ["access-edge", "web-conferencing-edge", "av-edge", "reverse-proxy"] as const;
	return perimeter.filter((edge) => catalogue.roles[edge].counterparts.includes(role));
}

/** "SIP; listens on TCP 443 and TCP 5061 outside, TCP 5061 inside", with the ports that hold unless the file says otherwise. */
function protocolLine({ catalogue }: HoverContext, role: RoleId): string {
	const ports = (end: "role-external" | "role-internal") => {
		const all = catalogue.flows
			.filter((flow) => flow.role === role && flow.destination === end)
			.flatMap((flow) => flow.ports)
			.map(({ protocol, setting }) => `${protocol.toUpperCase()} ${catalogue.portSettings[setting].default}`);
		return [...new Set(all)];
	};
	const sides = [
		[ports("role-external"), "outside"],
		[ports("role-internal"), "inside"],
	] as const;
	const listens = sides.filter(([all]) => all.length > 0).map(([all, side]) => `${listed(all)} ${side}`);
	const { protocol } = catalogue.roles[role];
	return text(listens.length === 0 ? protocol : `${protocol}; listens on ${listens.join(", ")} by default`);
}

/** The rows of the port table, for a file that is in no deployment. */
function portTable({ catalogue }: HoverContext, role: RoleId): string | undefined {
	const rows = catalogue.flows
		.filter((flow) => flow.role === role)
		.flatMap((flow) =>
			flow.ports.map(({ protocol, setting }) => [
				`${flow.firewall}, ${flow.direction === "both" ? "in and out" : flow.direction === "inbound" ? "in" : "out"}`,
				`${protocol.toUpperCase()} ${catalogue.portSettings[setting].default}`,
				text(flow.purpose),
			]),
		);
	return rows.length === 0 ? undefined : table(["Firewall", "Port", "For"], rows);
}

function roleInDeployment(context: HoverContext, facts: Facts, role: RoleId, host: string | undefined): string {
	const { deployment, requirements } = facts;
	const element = host === undefined ? undefined : deployment.index.hosts.get(host);
	const names = namesOf(deployment, element);
	const of = (name: string | undefined) => names === undefined || (name !== undefined && names.has(name));
	// A pool is the end of many flows; of a role that it mayCarry, those of its counterpart at the edge are meant.
	const partners = role === "pool" || role === "director" ? [] : edgeCounterparts(context, role);
	const flows = requirements.flows.filter(
		(flow) => isAbout(flow, role, names) && (partners.length === 0 || partners.includes(flow.role)),
	);
	// Without a host in view the certificates of all of them would be meant; each host tells its own.
	const certificates = requirements.certificates.filter(
		(needed) => names !== undefined && SLOTS[role]?.includes(needed.slot) && of(needed.server),
	);
	const records = requirements.dns.filter(
		(record) => of(record.host) && record.templates.some((template) => RECORDS[role]?.includes(template)),
	);
	const where = element
		? `${nameLink(element.name, element.origin)} in ${text(deployment.name)}`
		: text(deployment.name);
	return card(
		`**In this deployment:** ${where}`,
		lines(
			...standing(context, facts, role, element),
			...certificates.map(
				(needed) =>
					[
						`Certificate (${context.catalogue.certificateSlots[needed.slot].title})`,
						`${certificateText(needed)}; ${needed.declared === undefined ? "none named in the file" : `here ${code(needed.declared)}`}`,
					] as const,
			),
			[
				"DNS, external",
				records
					.filter((record) => record.view === "external")
					.map(recordText)
					.join("; "),
			],
			[
				"DNS, internal",
				records
					.filter((record) => record.view === "internal")
					.map(recordText)
					.join("; "),
			],
		),
		flowTable(flows) ?? "No flow of a wanted scenario passes here.",
	);
}

/** The element and the array that it is a member of: rules for an array name the array. */
function namesOf(deployment: Deployment, element: Host | undefined): ReadonlySet<string> | undefined {
	if (!element) {
		return undefined;
	}
	const array = deployment.index.arrayOf.get(element.name);
	const members = element.kind === "edge-array" ? element.members.map((member) => member.name) : [];
	return new Set([element.name, ...(array ? [array.name] : []), ...members]);
}

/** Edge roles are what a flow is about; internal servers are one of its ends. */
function isAbout(flow: Flow, role: RoleId, names: ReadonlySet<string> | undefined): boolean {
	if (role === "access-edge" || role === "web-conferencing-edge" || role === "av-edge" || role === "reverse-proxy") {
		return flow.role === role && (names === undefined || names.has(flow.server));
	}
	return names !== undefined && flowHosts(flow).some((host) => names.has(host));
}

/** All elements that a flow names at its ends. */
export function flowHosts(flow: Flow): readonly string[] {
	return [flow.source, flow.destination]
		.flatMap((party) => [party, ...(party.parts ?? [])])
		.flatMap((party) => (party.host === undefined ? [] : [party.host]));
}

type Line = readonly [label: string, content: string | undefined];

/** What the file says of the role on this host, and of its counterparts inside. */
function standing(context: HoverContext, facts: Facts, role: RoleId, host: Host | undefined): readonly Line[] {
	const { requirements } = facts;
	const perimeter =
		role === "access-edge" || role === "web-conferencing-edge" || role === "av-edge" || role === "reverse-proxy";
	const askedBy = perimeter ? (requirements.neededRoles.get(role) ?? []) : [];
	const needed: Line = [
		"Needed for",
		perimeter
			? text(askedBy.map((id) => context.catalogue.scenarios[id].title).join(", ")) ||
				"no scenario that this deployment wants"
			: undefined,
	];
	switch (role) {
		case "access-edge":
		case "web-conferencing-edge":
		case "av-edge":
			return [needed, ...edgeRoleLines(facts, role, host?.kind === "edge-server" ? host : undefined)];
		case "reverse-proxy":
			return [
				needed,
				...(host?.kind === "reverse-proxy" ? proxyLines(facts, host) : [["Here", proxies(facts)] as const]),
			];
		case "director":
		case "pool":
		case "mediation-server":
		case "communicator-web-access":
			return isInternalServer(host) ? internalServerLines(facts, host) : [];
		case "front-end":
		case "web-conferencing":
		case "av-conferencing":
		case "web-components":
			return [["Carried by", poolsWith(facts, role) || "no pool of this deployment"]];
		default:
			return [];
	}
}

function proxies(facts: Facts): string {
	const all = facts.deployment.reverseProxies;
	return all.length === 0
		? "no reverse proxy is declared"
		: few(all.map((proxy) => nameLink(proxy.name, proxy.origin)));
}

function roleOn(server: EdgeServer, id: EdgeRoleId): AnyEdgeRole | undefined {
	return rolesOf(server).find((role) => role.role === id);
}

function edgeRoleLines(facts: Facts, id: EdgeRoleId, server: EdgeServer | undefined): readonly Line[] {
	if (!server) {
		const carriers = facts.deployment.edgeServers.filter((candidate) => roleOn(candidate, id));
		const names = few(carriers.map((candidate) => nameLink(candidate.name, candidate.origin)));
		return [["Carried by", names || "no edge server of this deployment"]];
	}
	const role = roleOn(server, id);
	if (!role) {
		return [["Here", `${text(server.name)} does not carry this role`]];
	}
	const address = externalAddressOfRole({ server, role });
	return [
		["Outside", nameAndAddress(role.external?.fqdn?.value, address) ?? "name and address are not stated"],
		...(role.role === "access-edge" ? [["Next hop", nextHop(facts, role.nextHop?.name)] as const] : []),
		...(role.role === "web-conferencing-edge"
			? [
					[
						"Connected by",
						poolsWith(facts, "web-conferencing") || "no pool here has a Web Conferencing Server",
					] as const,
				]
			: []),
		...(role.role === "av-edge"
			? [["Used by", poolsWith(facts, "av-conferencing") || "no pool here has an A/V Conferencing Server"] as const]
			: []),
	];
}

/** The next hop of an Access Edge, and what it is. */
export function nextHop(facts: Facts, name: string | undefined): string {
	if (name === undefined) {
		return "not stated";
	}
	const host = facts.deployment.index.hosts.get(name);
	if (!isInternalServer(host)) {
		return `${elementLink(facts, name)}, which is not a server of the internal network`;
	}
	const what = nameAndAddress(host.fqdn?.value, host.addresses.items[0]?.value.text);
	return what === undefined ? nameLink(name, host.origin) : `${nameLink(name, host.origin)} (${what})`;
}

function nameAndAddress(fqdn: string | undefined, address: string | undefined): string | undefined {
	const parts = [fqdn, address].filter((part) => part !== undefined).map(code);
	return parts.length === 0 ? undefined : parts.join(" at ");
}

function poolsWith(facts: Facts, role: PoolRoleId): string {
	const carriers = facts.deployment.internalServers.filter((server) => mayCarry(server, role));
	return few(carriers.map((server) => nextHop(facts, server.name)));
}

function proxyLines(facts: Facts, proxy: ReverseProxy): readonly Line[] {
	const published = proxy.publishes.map((publish) => {
		const url = publish.externalUrl?.value;
		return `${elementLink(facts, publish.pool.name)}${url === undefined ? "" : ` as ${code(url)}`}`;
	});
	return [["Publishes", few(published) || "nothing yet"]];
}

function internalServerLines(facts: Facts, server: InternalServer): readonly Line[] {
	const edges = facts.deployment.edgeServers;
	const name = server.name;
	const hopOf = edges.filter((edge) => edge.accessEdge?.nextHop?.name === name);
	const authorised = edges.filter((edge) => edge.accessEdge?.authorizedServers?.some((one) => one.name === name));
	const publishers = facts.deployment.reverseProxies.filter((proxy) =>
		proxy.publishes.some((publish) => publish.pool.name === name),
	);
	const links = (all: readonly Host[]) => few(all.map((one) => nameLink(one.name, one.origin)));
	return [
		["Name and address", nameAndAddress(server.fqdn?.value, server.addresses.items[0]?.value.text)],
		["Roles", text(server.roles.items.map((role) => role.value).join(", "))],
		["Next hop of", links(hopOf)],
		["Authorised on", links(authorised)],
		["Trusts", few((server.trusts ?? []).map((edge) => elementLink(facts, edge.name)))],
		["Published by", links(publishers)],
	];
}
