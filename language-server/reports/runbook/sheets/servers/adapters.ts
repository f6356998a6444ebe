import { operatingSystemValues, valueFact } from "../../../../catalog/values.js";
import { isInSubnet, type Subnet, subnetMask, subnetOf } from "../../../../model/address.js";
import type { Adapter, Side } from "../../../../model/deployment.js";
import { adaptersOn } from "../../../../model/lookups.js";
import { code, text } from "../../../markdown.js";
import { documented, documentedTogether } from "../../facts.js";
import { blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../../page/page.js";
import { taskPage } from "../../page/page-paths.js";
import { nameOfComputer } from "../../tasks/computers.js";
import { balancersWithOpenWayBack } from "../../way-back.js";
import { type Computer, type Rows, type Server, siteOf } from "./computer.js";

/** What every computer in the perimeter has, whatever it is for. */
export function computerRows(page: PageBuilder, context: RunbookContext, computer: Computer): Rows {
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
export function built(page: PageBuilder, server: Server): void {
	const members = server.kind === "pool" || server.kind === "director" ? server.members : [];
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

/** In the order in which the sheet shows the adapters. */
export const sides: readonly Side[] = ["internal", "external"];

/** The adapters of a computer, side by side: network, addresses, mask, gateway and DNS servers. */
export function adapters(page: PageBuilder, context: RunbookContext, computer: Computer): void {
	const { deployment } = context;
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
	const array = deployment.index.arrayOf.get(computer.name);
	for (const balancer of array === undefined ? [] : balancersWithOpenWayBack(deployment, [array.name])) {
		page.paragraph(
			`Gateway and routes hold unless the way back of answers through ${code(balancer)} is settled otherwise (${page.link("task 2", taskPage({ number: 2, id: "install-edge-servers" }))}, *What must be ready*).${page.mark(documented("derived", "PLAN-HLB"))}`,
		);
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
