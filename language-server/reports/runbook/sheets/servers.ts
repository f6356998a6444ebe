import { listed } from "../../../basics/sentences.js";
import { reverseProxyProductValues, valueFact } from "../../../catalog/values.js";
import type { EdgeServer, ReverseProxy } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn, hostNamed } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { serverAddressesFile } from "../artefacts/paths.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import { certificatesPage, overviewPage, serversPage } from "../page/page-paths.js";
import { listHostsToEnter, unresolvedLookups } from "./edge-lookups.js";
import { adapters, built, computerRows } from "./servers/adapters.js";
import { type Server, siteOf } from "./servers/computer.js";
import { certificates, concerns } from "./servers/concerns.js";
import { edgeArray, roles } from "./servers/edge-roles.js";
import { internalServer, internalTitle } from "./servers/internal-server.js";

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
