import type { Adapter, EdgeServer, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { virtualAddressOf } from "../../../model/lookups.js";
import { type CsvColumn, csvOf } from "../../csv.js";
import { roleAddressOf, roleNameOf } from "../facts.js";
import type { RunbookContext } from "../page.js";
import { type Artefact, list } from "./artefact.js";
import { serverAddressesFile } from "./paths.js";

/** One address of a computer, of a virtual address or of an internal server; the address is open where the file is silent. */
export interface AddressRow {
	/** The element of the topology, by its name. */
	readonly server: string;
	readonly kind: string;
	readonly site?: string;
	/** The member of a pool or Director that has the address, by its FQDN. */
	readonly member?: string;
	/** The computer's own name, or that of the virtual address. */
	readonly fqdn?: string;
	/** The perimeter roles of the computer, or the one that the virtual address is for. */
	readonly roles: readonly string[];
	readonly side?: "internal" | "external";
	readonly network?: string;
	readonly address?: string;
	readonly prefix?: number;
	/** The names by which others find this address. */
	readonly names: readonly string[];
	readonly gateway?: string;
	/** As in "192.168.30.0/24 via 10.30.16.1". */
	readonly routes: readonly string[];
	readonly dnsServers: readonly string[];
}

/** Every address that the topology states or misses: edge servers, reverse proxies, virtual addresses, internal servers. */
export function addressRows(context: RunbookContext): readonly AddressRow[] {
	const { deployment } = context;
	return [
		...deployment.edgeServers.flatMap((server) => computerRows(context, server)),
		...deployment.edgeArrays.flatMap((array) =>
			array.virtualAddresses.map(
				(virtual): AddressRow => ({
					server: array.name,
					kind: "virtual address",
					site: array.site?.name,
					fqdn: virtual.fqdn?.value,
					roles: [virtual.role],
					side: virtual.side.value,
					address: virtual.address?.value.text,
					prefix: virtual.address?.value.prefix,
					names: virtual.fqdn === undefined ? [] : [virtual.fqdn.value],
					routes: [],
					dnsServers: [],
				}),
			),
		),
		...deployment.reverseProxies.flatMap((proxy) => computerRows(context, proxy)),
		...deployment.internalServers.flatMap(internalRows),
	];
}

export function serverAddresses(context: RunbookContext): Artefact {
	return {
		path: serverAddressesFile,
		title: "Addresses and names of the servers",
		content: csvOf(columns, addressRows(context)),
	};
}

const columns: readonly CsvColumn<AddressRow>[] = [
	{ title: "Server", value: ({ server }) => server },
	{ title: "Kind", value: ({ kind }) => kind },
	{ title: "Site", value: ({ site }) => site },
	{ title: "Member", value: ({ member }) => member },
	{ title: "FQDN", value: ({ fqdn }) => fqdn },
	{ title: "Roles", value: ({ roles }) => list(roles) },
	{ title: "Adapter", value: ({ side }) => side },
	{ title: "Network", value: ({ network }) => network },
	{ title: "Address", value: ({ address }) => address },
	{ title: "Prefix length", value: ({ prefix }) => prefix },
	{ title: "Names at the address", value: ({ names }) => list(names) },
	{ title: "Default gateway", value: ({ gateway }) => gateway },
	{ title: "Routes", value: ({ routes }) => list(routes) },
	{ title: "DNS servers", value: ({ dnsServers }) => list(dnsServers) },
];

function computerRows(context: RunbookContext, server: EdgeServer | ReverseProxy): readonly AddressRow[] {
	const computer: AddressRow = {
		server: server.name,
		kind: server.kind === "edge-server" ? "edge server" : "reverse proxy",
		site: server.site?.name,
		fqdn: server.fqdn?.value,
		roles: server.kind === "edge-server" ? rolesOf(server).map((role) => role.role) : [],
		names: [],
		routes: [],
		dnsServers: [],
	};
	const rows = server.adapters.flatMap((adapter): readonly AddressRow[] => {
		const addresses = adapter.addresses.items.map(({ value }) => value);
		const settings = settingsOf(adapter);
		return addresses.length === 0
			? [{ ...computer, ...settings }]
			: addresses.map(({ text, prefix }) => ({
					...computer,
					...settings,
					address: text,
					prefix,
					names: namesAt(context, server, adapter, text),
				}));
	});
	return rows.length === 0 ? [computer] : rows;
}

function settingsOf(adapter: Adapter) {
	return {
		side: adapter.side?.value,
		network: adapter.network?.name,
		gateway: adapter.gateway?.value.text,
		routes: adapter.routes.flatMap(({ destination, gateway }) =>
			gateway === undefined ? [] : [`${destination.value.text} via ${gateway.value.text}`],
		),
		dnsServers: adapter.dnsServers.items.map(({ value }) => value.text),
	};
}

/** In an array the world finds the virtual address and not the member, so the member's address has no name outside. */
function namesAt(
	{ deployment }: RunbookContext,
	server: EdgeServer | ReverseProxy,
	adapter: Adapter,
	address: string,
): readonly string[] {
	if (adapter.side?.value === "internal") {
		return server.fqdn === undefined ? [] : [server.fqdn.value];
	}
	if (server.kind === "reverse-proxy") {
		return adapter.addresses.items.length === 1
			? [...new Set(server.publishes.flatMap((publish) => publish.externalUrl?.value ?? []))]
			: [];
	}
	const array = deployment.index.arrayOf.get(server.name);
	const own = rolesOf(server).filter(
		(role) =>
			roleAddressOf(server, role) === address &&
			(array === undefined || virtualAddressOf(array, role.role, "external") === undefined),
	);
	return [...new Set(own.flatMap((role) => roleNameOf(deployment, server, role) ?? []))];
}

function internalRows(server: InternalServer): readonly AddressRow[] {
	const own: AddressRow = {
		server: server.name,
		kind: server.kind.replaceAll("-", " "),
		fqdn: server.fqdn?.value,
		roles: [],
		network: server.network?.name,
		names: server.fqdn === undefined ? [] : [server.fqdn.value],
		routes: [],
		dnsServers: [],
	};
	const addresses = server.addresses.items.map(({ value }) => ({
		...own,
		address: value.text,
		prefix: value.prefix,
	}));
	const members = server.members.map(({ fqdn, address }) => ({
		...own,
		member: fqdn.value,
		fqdn: fqdn.value,
		names: [fqdn.value],
		address: address?.value.text,
		prefix: address?.value.prefix,
	}));
	return [...(addresses.length === 0 ? [own] : addresses), ...members];
}
