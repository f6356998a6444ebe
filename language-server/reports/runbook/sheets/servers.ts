import { groupBy, remembered } from "../../../basics/collections.js";
import { listed } from "../../../basics/sentences.js";
import {
	loadBalancerKindValues,
	operatingSystemValues,
	poolEditionValues,
	reverseProxyProductValues,
	translationValues,
	valueFact,
} from "../../../catalog/values.js";
import { isInSubnet, type Subnet, subnetMask, subnetOf } from "../../../model/address.js";
import type {
	Adapter,
	EdgeArray,
	EdgeServer,
	InternalServer,
	LoadBalancer,
	ReverseProxy,
	Side,
} from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn, hostNamed, virtualAddressOf } from "../../../model/lookups.js";
import { internalNameOfArray, isBalancedInside } from "../../../requirements/resolve.js";
import { code, text } from "../../markdown.js";
import { serverAddressesFile } from "../artefacts/paths.js";
import { documented, documentedTogether, roleAddressOf, roleNameOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import {
	balancersPage,
	certificatesPage,
	dnsPage,
	firewallPage,
	overviewPage,
	serversPage,
} from "../page/page-paths.js";
import { type NumberedCertificate, type RowIds, spanOf } from "../rows/row-ids.js";
import { ANY_MEDIA_SERVER, forHost, forName, forTarget, rowsByHost } from "../rows/rows-by-host.js";
import { isMediaServer } from "../rows/task-needs.js";
import { nameOfComputer } from "../tasks/computers.js";
import { listHostsToEnter, unresolvedLookups } from "./edge-lookups.js";

type Computer = EdgeServer | ReverseProxy;
type Server = Computer | EdgeArray | InternalServer;

/** The sheet of whoever builds the servers: one section for each, with its names, addresses, certificates, rows and steps. */
export function serversSheet(context: RunbookContext): RunbookPage {
	const { deployment } = context;
	const page = new PageBuilder(context, serversPage, "Servers sheet");
	page.paragraph(
		`For whoever builds the servers. Each section is one server, array or pool: what it is called, what is entered on it, and what concerns it on the other sheets and in the tasks. The plan as a whole is in the ${page.link("overview", overviewPage)}.`,
	);
	page.paragraph(`All addresses and names as a file: ${page.link("addresses.csv", serverAddressesFile)}.`);
	const top = page.length;
	const listedServers: (readonly string[])[] = [];
	const section = (server: Server, what: string, write: () => void) => {
		const path = page.heading(2, `${code(server.name)}: ${what}`);
		listedServers.push([page.link(code(server.name), path), what, siteOf(context, server) ?? ""]);
		write();
		concerns(page, context, server);
	};
	for (const server of deployment.edgeServers) {
		section(server, edgeTitle(context, server), () => edgeServer(page, context, server));
	}
	for (const array of deployment.edgeArrays) {
		section(array, "edge array", () => edgeArray(page, context, array));
	}
	for (const proxy of deployment.reverseProxies) {
		section(proxy, "reverse proxy", () => reverseProxy(page, context, proxy));
	}
	for (const server of deployment.internalServers) {
		section(server, internalTitle(context, server), () => internalServer(page, context, server));
	}
	networks(page, context);
	if (listedServers.length === 0) {
		page.paragraph("The file names no server.");
	}
	const withSite = listedServers.some(([, , site]) => site !== "");
	page.insertBehind(top, () =>
		page.table(
			["Server", "What it is", ...(withSite ? ["Site"] : [])],
			listedServers.map((cells) => (withSite ? cells : cells.slice(0, 2))),
		),
	);
	page.sources();
	return page.finish();
}

/** What the network team provides before a computer is built. */
function networks(page: PageBuilder, { deployment }: RunbookContext): void {
	const inPerimeter = new Set(
		[...deployment.edgeServers, ...deployment.reverseProxies].flatMap(({ adapters: all }) =>
			all.flatMap((adapter) => adapter.network?.name ?? []),
		),
	);
	const shown = deployment.networks.filter(({ name }) => inPerimeter.has(name));
	if (shown.length === 0) {
		return;
	}
	const inside = deployment.edgeServers
		.flatMap((server) => adaptersOn(server, "internal"))
		.flatMap(({ network }) => (network === undefined ? [] : (deployment.index.networks.get(network.name) ?? [])));
	const routed = [...new Set(inside)].flatMap(({ subnets }) => subnets.items.map(({ value }) => code(value.text)));
	const ofArrays = new Set(deployment.edgeArrays.flatMap(({ loadBalancer }) => loadBalancer?.name ?? []));
	const balancers = deployment.loadBalancers.filter(
		({ name, translation }) => ofArrays.has(name) && translation?.value === "dnat",
	);
	page.heading(2, "Networks and routes");
	page.table(
		["Network", "Subnets"],
		shown.map(({ name, subnets }) => [code(name), subnets.items.map(({ value }) => code(value.text)).join(", ")]),
	);
	page.bullets([
		"The addresses of the sections above are reserved, and no other computer has them.",
		...(routed.length === 0
			? []
			: [
					`The internal networks have a route to ${listed(routed)}, without address translation to an A/V Edge.${page.mark(documented("derived", "EDG-2.3"))}`,
				]),
		...(balancers.length === 0
			? []
			: [
					`${listed(balancers.map(({ name }) => code(name)))} ${balancers.length === 1 ? "translates" : "translate"} destinations only: settle with the load balancer team how answers of the members pass ${balancers.length === 1 ? "it" : "them"}.${page.mark(documented("derived", "PLAN-HLB"))}`,
				]),
	]);
}

function edgeTitle({ catalogue }: RunbookContext, server: EdgeServer): string {
	const roles = rolesOf(server);
	return roles.length === 0
		? "edge server without a role"
		: listed(roles.map((role) => text(catalogue.roles[role.role].title)));
}

export function internalTitle({ catalogue }: RunbookContext, server: InternalServer): string {
	const edition = server.edition?.value;
	const title = edition === undefined ? "" : (valueFact(poolEditionValues, edition)?.title ?? edition);
	return text(
		server.kind === "pool"
			? title || catalogue.roles.pool.title
			: [catalogue.roles[server.kind].title, ...(title === "" ? [] : [title])].join(", "),
	);
}

function siteOf({ deployment }: RunbookContext, server: Server): string | undefined {
	const stated =
		server.kind === "edge-server"
			? (server.site ?? deployment.index.arrayOf.get(server.name)?.site)
			: server.kind === "edge-array" || server.kind === "reverse-proxy"
				? server.site
				: undefined;
	return stated === undefined ? undefined : code(stated.name);
}

type Rows = (readonly [string, string])[];

function edgeServer(page: PageBuilder, context: RunbookContext, server: EdgeServer): void {
	const { deployment } = context;
	const array = deployment.index.arrayOf.get(server.name);
	const rows = computerRows(page, context, server);
	if (array !== undefined) {
		rows.push(["Array", `${code(array.name)}: its virtual addresses are on the load balancer, not on this computer`]);
	}
	if (server.runs.items.length > 0) {
		rows.push(["Other software", server.runs.items.map((item) => code(item.value)).join(", ")]);
	}
	page.table(["", ""], rows);
	built(page, server);
	adapters(page, context, server);
	roles(page, context, server, array);
	hostsFile(page, context, server);
	certificates(page, context, server);
}

/** What the file states, and what the computer has to find besides, so that whoever builds it needs no other page. */
function hostsFile(page: PageBuilder, context: RunbookContext, server: EdgeServer): void {
	const missing = unresolvedLookups(page, context.deployment, server);
	const ofLists = listHostsToEnter(context, server);
	if (server.hostsEntries.length + missing.length + ofLists.length === 0) {
		return;
	}
	page.paragraph("Hosts file:");
	page.table(
		["Address", "Name", "Basis"],
		[
			...server.hostsEntries.map((entry) => [
				page.value(entry.address?.value.text, blanks.hostsEntry(server, entry.host.value)),
				code(entry.host.value),
				"topology file",
			]),
			...missing.map(({ address, name }) => [
				address,
				name,
				`asked for by task 2; nothing in the topology file resolves it${page.mark(documented("derived", "R2-DNSCFG"))}`,
			]),
			...ofLists.map(({ name }) => [
				page.blank(blanks.listHost(name)),
				code(name),
				`only where the ${page.link("certificate sheet", certificatesPage)} is settled that way: revocation list of the internal authority${page.mark(documented("derived", "EXPLUC-CRL", "R2-DNSCFG"))}`,
			]),
		],
	);
}

function reverseProxy(page: PageBuilder, context: RunbookContext, proxy: ReverseProxy): void {
	const product = proxy.product?.value;
	page.table(
		["", ""],
		[
			[
				"Product",
				product === undefined
					? page.blank(blanks.proxyProduct(proxy))
					: text(valueFact(reverseProxyProductValues, product)?.title ?? product),
			],
			...computerRows(page, context, proxy),
			...(proxy.runs.items.length === 0
				? []
				: [["Other software", proxy.runs.items.map((item) => code(item.value)).join(", ")] as const]),
		],
	);
	built(page, proxy);
	adapters(page, context, proxy);
	if (proxy.publishes.length > 0) {
		page.paragraph("What it publishes:");
		page.table(
			["Name for outside users", "Leads to", "Name inside"],
			proxy.publishes.map((publish) => {
				const host = hostNamed(context.deployment.index, publish.pool.name);
				const pool = host?.kind === "pool" ? host : undefined;
				return [
					page.value(
						publish.externalUrl?.value ?? pool?.webFarm?.external?.value,
						blanks.webFarmExternal(publish.pool.name),
					),
					code(publish.pool.name),
					pool === undefined
						? host === undefined || host.kind === "edge-array"
							? ""
							: page.value(host.fqdn?.value, blanks.fqdn(host))
						: page.value(pool.webFarm?.internal?.value, blanks.webFarmInternal(pool.name)),
				];
			}),
		);
	}
	certificates(page, context, proxy);
}

/** What every computer in the perimeter has, whatever it is for. */
function computerRows(page: PageBuilder, context: RunbookContext, computer: Computer): Rows {
	const rows: Rows = [];
	const site = siteOf(context, computer);
	if (site !== undefined) {
		rows.push(["Site", site]);
	}
	const isEdge = computer.kind === "edge-server";
	// Others know an edge server by its FQDN; of a reverse proxy it is a matter of taste.
	if (isEdge || computer.fqdn !== undefined) {
		const [name, ...labels] = computer.fqdn?.value.split(".") ?? [];
		const domain = computer.dnsSuffix?.value ?? (labels.length === 0 ? undefined : labels.join("."));
		rows.push(
			["FQDN", page.value(computer.fqdn?.value, blanks.fqdn(computer))],
			["Computer name", name === undefined ? "the FQDN up to its first dot" : code(name)],
			[
				"Primary DNS suffix",
				`${domain === undefined ? "the FQDN behind its first dot" : code(domain)}${page.mark(documented(isEdge ? "later" : "derived", "LYNC13-DNSEDGE"))}`,
			],
		);
	}
	const membership = computer.membership?.value;
	const system = computer.operatingSystem?.value;
	const systemFact = system === undefined ? undefined : valueFact(operatingSystemValues, system);
	const systemMark =
		systemFact?.sources === undefined ? "" : page.mark(documentedTogether(context.catalogue, systemFact.sources));
	rows.push([
		"Membership",
		membership === undefined
			? page.blank(blanks.membership(computer))
			: membership.kind === "workgroup"
				? `workgroup${isEdge ? "" : page.mark(documented("derived", "HMC-EDGE"))}`
				: `domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}`,
	]);
	rows.push([
		"Operating system",
		system !== undefined
			? `${text(systemFact?.title ?? system)}${systemMark}`
			: isEdge
				? page.blank(blanks.operatingSystem(computer))
				: "one that the guide of the product names",
	]);
	return rows;
}

/** Who built it and when: for people to fill in, computer by computer where a pool has several. */
function built(page: PageBuilder, server: Server): void {
	const members = server.kind === "pool" ? server.members : [];
	page.rows(
		["Server", "Owner", "Built on", "Checked by"],
		[
			{ id: `built/${server.name}`, cells: [code(server.name), "", "", ""], origin: server.origin },
			...members.map(({ fqdn }) => ({
				id: `built/${nameOfComputer(server, fqdn.value)}`,
				cells: [code(fqdn.value), "", "", ""],
				origin: fqdn.origin,
			})),
		],
	);
}

const sides: readonly Side[] = ["internal", "external"];

function adapters(page: PageBuilder, context: RunbookContext, computer: Computer): void {
	page.paragraph("Network adapters:");
	page.table(
		["Adapter", "Network", "Address", "Subnet mask", "Default gateway", "DNS servers"],
		sides.flatMap((side) => {
			const stated = adaptersOn(computer, side);
			return stated.length === 0
				? [[side, "", page.blank(blanks[`${side}Address`](computer)), "", gateway(page, computer, side, undefined), ""]]
				: stated.flatMap((adapter) => adapterRows(page, context, computer, side, adapter));
		}),
	);
	const routes = computer.adapters.flatMap((adapter) =>
		adapter.routes.map((route) => [
			adapter.side?.value ?? "",
			code(route.destination.value.text),
			page.value(
				route.gateway?.value.text,
				blanks.routeGateway(computer, route.destination.value.text, route.destination.value.text),
			),
		]),
	);
	if (routes.length > 0) {
		page.paragraph("Persistent static routes:");
		page.table(["Adapter", "Destination", "Via"], routes);
	}
}

function adapterRows(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	computer: Computer,
	side: Side,
	adapter: Adapter,
): readonly (readonly string[])[] {
	const named = adapter.network === undefined ? "" : code(adapter.network.name);
	const servers = adapter.dnsServers.items.map((server) => code(server.value.text)).join(", ");
	// With a hosts file instead of internal DNS the internal adapter has none, and that is a value.
	const isWithout =
		side === "internal" &&
		computer.kind === "edge-server" &&
		computer.adapters.some(({ dnsServers }) => dnsServers.items.length > 0);
	const none = isWithout ? `none${page.mark(documented("later", "LYNC13-NIC"))}` : "none stated";
	const rest = [gateway(page, computer, side, adapter), servers === "" ? none : servers];
	if (adapter.addresses.items.length === 0) {
		const address = adapter.dhcp === undefined ? page.blank(blanks[`${side}Address`](computer)) : "by DHCP";
		return [[side, named, address, "", ...rest]];
	}
	return adapter.addresses.items.map(({ value }, position) => {
		const network = adapter.network && deployment.index.networks.get(adapter.network.name);
		const around = network?.subnets.items.find((subnet) => isInSubnet(value.text, subnet.value))?.value;
		const subnet = subnetOf(value) ?? around;
		const shown = position === 0 ? [side, named] : ["", ""];
		return [...shown, code(value.text), maskText(subnet), ...(position === 0 ? rest : ["", ""])];
	});
}

/** As in "255.255.255.0 (/24)"; nothing where neither the address nor its network states a prefix. */
function maskText(subnet: Subnet | undefined): string {
	return subnet === undefined ? "not stated" : `${code(subnetMask(subnet))} (/${subnet.prefix})`;
}

/** There is one default gateway, on the external side; on the internal side its absence is a value. */
function gateway(page: PageBuilder, computer: Computer, side: Side, adapter: Adapter | undefined): string {
	const stated = adapter?.gateway?.value.text;
	if (stated !== undefined) {
		return code(stated);
	}
	return side === "internal" ? "none" : page.blank(blanks.gateway(computer));
}

function roles(page: PageBuilder, context: RunbookContext, server: EdgeServer, array: EdgeArray | undefined): void {
	const { catalogue, deployment } = context;
	const carried = rolesOf(server);
	if (carried.length === 0) {
		return;
	}
	page.paragraph(
		array === undefined
			? "Names and addresses of the roles:"
			: `Names and addresses of the roles. The names are those of the virtual addresses of ${code(array.name)}:`,
	);
	const inside =
		array !== undefined && isBalancedInside(deployment, server)
			? page.value(internalNameOfArray(array), blanks.virtualFqdn(array))
			: page.value(server.fqdn?.value, blanks.fqdn(server));
	page.table(
		["Role", "Side", "Name", "Address"],
		[
			...carried.map((role) => {
				const address = roleAddressOf(server, role);
				const name = roleNameOf(deployment, server, role);
				return [
					text(catalogue.roles[role.role].title),
					"external",
					page.value(
						name,
						array === undefined ? blanks.roleFqdn(server, role.role, address) : blanks.virtualFqdn(array, "external"),
					),
					page.value(address, blanks.roleAddress(server, role.role, name)),
				];
			}),
			[carried.length > 1 ? "all roles" : "the same role", "internal", inside, insideAddresses(page, server)],
		],
	);
}

function insideAddresses(page: PageBuilder, server: EdgeServer): string {
	const addresses = adaptersOn(server, "internal").flatMap((adapter) =>
		adapter.addresses.items.map((address) => code(address.value.text)),
	);
	return addresses.length === 0 ? page.blank(blanks.internalAddress(server)) : addresses.join(", ");
}

function edgeArray(page: PageBuilder, context: RunbookContext, array: EdgeArray): void {
	const { catalogue, deployment } = context;
	const balancer = array.loadBalancer && deployment.index.loadBalancers.get(array.loadBalancer.name);
	const site = siteOf(context, array);
	page.table(
		["", ""],
		[
			...(site === undefined ? [] : [["Site", site]]),
			["Members", array.members.map((member) => code(member.name)).join(", ")],
			[
				"Load balancer",
				array.loadBalancer === undefined
					? page.blank(blanks.loadBalancer(array))
					: `${code(array.loadBalancer.name)}${kindOf(balancer)}`,
			],
		],
	);
	if (array.virtualAddresses.length > 0) {
		page.paragraph("Virtual addresses, which are on the load balancer:");
		page.table(
			["Role", "Side", "Name", "Address"],
			[...array.virtualAddresses]
				.sort((a, b) => sides.indexOf(b.side.value) - sides.indexOf(a.side.value))
				.map((virtual) => [
					text(catalogue.roles[virtual.role].title),
					virtual.side.value,
					page.value(virtual.fqdn?.value, blanks.virtualFqdn(array, virtual.side.value)),
					page.value(virtual.address?.value.text, blanks.virtualAddress(array, virtual.side.value)),
				]),
		);
	}
	built(page, array);
}

function kindOf(balancer: LoadBalancer | undefined): string {
	const words = [
		balancer?.type && valueFact(loadBalancerKindValues, balancer.type.value)?.title,
		balancer?.translation && valueFact(translationValues, balancer.translation.value)?.title,
	].filter((word) => word !== undefined);
	return words.length === 0 ? "" : ` (${words.map(text).join(", ")})`;
}

function internalServer(page: PageBuilder, { deployment, catalogue }: RunbookContext, server: InternalServer): void {
	const network = server.network === undefined ? undefined : deployment.index.networks.get(server.network.name);
	const addresses = server.addresses.items.map((address) => code(address.value.text)).join(", ");
	const farm = server.webFarm;
	const membership = server.membership?.value;
	const rows: Rows = [
		["FQDN", page.value(server.fqdn?.value, blanks.fqdn(server))],
		[
			server.members.length > 1 ? "Virtual address" : "Address",
			addresses === "" && server.members.every((member) => member.address === undefined)
				? page.blank(blanks.address(server))
				: addresses,
		],
	];
	if (server.network !== undefined) {
		const subnets = network?.subnets.items.map((subnet) => code(subnet.value.text)).join(", ") ?? "";
		rows.push(["Network", `${code(server.network.name)}${subnets === "" ? "" : ` (${subnets})`}`]);
	}
	if (membership !== undefined) {
		rows.push([
			"Membership",
			membership.kind === "workgroup"
				? "workgroup"
				: `domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}`,
		]);
	}
	if (server.roles.items.length > 0) {
		rows.push(["Roles", server.roles.items.map((role) => code(role.value)).join(", ")]);
	}
	if (server.kind === "director" && server.roles.items.length === 0) {
		// The file does not say what runs on it, so nobody else asks.
		rows.push([
			"Address Book Server",
			`recommended to be deactivated on a Director, where no user is at home${page.mark(documented("ocs2007", "SUP-DIR"))}; state: ____`,
		]);
	}
	if (server.loadBalancer !== undefined) {
		rows.push(["Load balancer", code(server.loadBalancer.name)]);
	}
	if (farm?.internal !== undefined) {
		rows.push(["Web farm, internal name", code(farm.internal.value)]);
	}
	if (farm?.external !== undefined) {
		rows.push(["Web farm, external name", code(farm.external.value)]);
	}
	const senders = deployment.edgeServers.filter((edge) => edge.accessEdge?.nextHop?.name === server.name);
	if (senders.length > 0) {
		rows.push([
			"Next hop of",
			`${senders.map((edge) => code(edge.name)).join(", ")}, at port ${code(catalogue.portSettings["access-internal"].default)}`,
		]);
	}
	page.table(["", ""], rows);
	if (server.members.length > 0) {
		page.paragraph("Members:");
		page.table(
			["Name", "Address", "Roles"],
			server.members.map((member) => [
				code(member.fqdn.value),
				page.value(member.address?.value.text, blanks.memberAddress(server, member.fqdn.value)),
				member.roles.items.length === 0
					? server.kind === "pool"
						? "those of the pool"
						: "not stated"
					: member.roles.items.map((role) => code(role.value)).join(", "),
			]),
		);
	}
	built(page, server);
}

const certificatesByServer = remembered(
	(rows: RowIds): ReadonlyMap<string, readonly NumberedCertificate[]> =>
		groupBy(rows.certificates, ({ request }) => request.server),
);

function certificates(page: PageBuilder, { catalogue, rows }: RunbookContext, computer: Computer): void {
	const own = certificatesByServer(rows).get(computer.name);
	if (own === undefined) {
		return;
	}
	page.paragraph("Certificates:");
	page.table(
		["Row", "Place", "Name in the file", "How it comes here"],
		own.map(({ id, request, copyOf }) => [
			page.link(id, certificatesPage),
			text(catalogue.certificateSlots[request.slot].title),
			request.declared === undefined ? "none" : code(request.declared),
			copyOf === undefined
				? "requested on this computer"
				: `imported: the certificate ${copyOf.id} of ${code(copyOf.request.server)}`,
		]),
	);
}

/** The rows of the other sheets that concern a server, and the steps that are done on it. */
function concerns(page: PageBuilder, context: RunbookContext, server: Server): void {
	const { deployment, rows, steps } = context;
	const array = server.kind === "edge-server" ? deployment.index.arrayOf.get(server.name) : undefined;
	const own = [server.name, ...(array === undefined ? [] : [array.name])];
	const byHost = rowsByHost(rows);
	const names = namesOf(context, server);
	// A reverse proxy looks up the web farm by its name; who is led to that name by another record is not its concern.
	const targets = server.kind === "reverse-proxy" ? [] : names;
	const concernsMedia = isMediaServer(server);
	const span = (words: string, ids: readonly string[], path: string) =>
		ids.length === 0 ? [] : [`${words}: ${page.link(spanOf(ids), path)}`];
	const concerned = [
		...rows.firewalls.flatMap((firewall, index) =>
			span(
				firewall.name === undefined ? `${firewall.side} firewall` : `Firewall ${code(firewall.name)}`,
				byHost.firewalls[index]?.of(concernsMedia ? [...own, ANY_MEDIA_SERVER] : own) ?? [],
				firewallPage,
			),
		),
		...span("DNS", byHost.dns.of([...own.map(forHost), ...names.map(forName), ...targets.map(forTarget)]), dnsPage),
		...span("Load balancer", byHost.balancers.of(own), balancersPage),
	];
	if (concerned.length > 0) {
		page.paragraph("Rows of other sheets that concern it:");
		page.bullets(concerned);
	}
	const done = steps?.on(server.name) ?? [];
	if (done.length > 0) {
		page.paragraph("What is done on it:");
		page.bullets(
			done.map(({ task, path, title, first, last }) => {
				const numbers = first === last ? `step ${first}` : `steps ${first} to ${last}`;
				// Under the heading of the server its name says nothing new.
				return `Task ${task}, ${page.link(numbers, path)}: ${title.replace(`${code(server.name)}: `, "")}`;
			}),
		);
	}
}

/** The names by which others find a server, so that its records are found by name as well. */
function namesOf({ deployment }: RunbookContext, server: Server): readonly string[] {
	const names =
		server.kind === "edge-server"
			? [server.fqdn?.value, ...rolesOf(server).map((role) => roleNameOf(deployment, server, role))]
			: server.kind === "edge-array"
				? (["access-edge", "web-conferencing-edge", "av-edge"] as const).flatMap((role) =>
						sides.map((side) => virtualAddressOf(server, role, side)?.fqdn?.value),
					)
				: server.kind === "reverse-proxy"
					? server.publishes.flatMap(({ externalUrl, pool }) => {
							const host = hostNamed(deployment.index, pool.name);
							// It has to find what it publishes by that name, too.
							return [externalUrl?.value, host?.kind === "pool" ? host.webFarm?.internal?.value : undefined];
						})
					: [server.fqdn?.value, server.webFarm?.internal?.value];
	return names.filter((name) => name !== undefined);
}
