import { type Address, isInSubnet } from "../../../model/address.js";
import type { Adapter, Deployment, EdgeServer, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { virtualAddressOf } from "../../../model/lookups.js";
import { type CsvColumn, csvOf } from "../../csv.js";
import { roleAddressOf, roleNameOf } from "../facts.js";
import type { RunbookContext } from "../page/page.js";
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
	/** The roles of the computer or of the pool, or the one that the virtual address is for. */
	readonly roles: readonly string[];
	readonly side?: "internal" | "external";
	readonly network?: string;
	readonly address?: string;
	readonly prefix?: number;
	/** The names by which others find this address. */
	readonly names: readonly string[];
	/** What the adapter has once, as the rest of the settings: with several addresses, it is in the row of the first one. */
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
					...(virtual.address === undefined ? {} : placeOf(deployment, virtual.address.value)),
					names: virtual.fqdn === undefined ? [] : [virtual.fqdn.value],
					routes: [],
					dnsServers: [],
				}),
			),
		),
		...deployment.reverseProxies.flatMap((proxy) => computerRows(context, proxy)),
		...deployment.internalServers.flatMap((server) => internalRows(deployment, server)),
	];
}

/**
 * The address with the network that it lies in. The subnets of the networks tell what the file states with few addresses:
 * the prefix length, and the network of a virtual address. Where several networks have the address, neither is told.
 *
 * @param network the network that the file states for the address, by its name
 */
function placeOf({ networks }: Deployment, { text, prefix }: Address, network?: string) {
	const found = networks
		.filter(({ name }) => network === undefined || name === network)
		.flatMap(({ name, subnets }) =>
			subnets.items
				.filter(({ value }) => isInSubnet(text, value))
				.map(({ value }) => ({ network: name, prefix: value.prefix })),
		);
	const only = found.length === 1 ? found[0] : undefined;
	return { address: text, network: network ?? only?.network, prefix: prefix ?? only?.prefix };
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
		const place = { side: adapter.side?.value, network: adapter.network?.name };
		return addresses.length === 0
			? [{ ...computer, ...place, ...settingsOf(adapter) }]
			: addresses.map((address, index) => ({
					...computer,
					...place,
					...(index === 0 ? settingsOf(adapter) : {}),
					...placeOf(context.deployment, address, adapter.network?.name),
					names: namesAt(context, server, adapter, address.text),
				}));
	});
	return rows.length === 0 ? [computer] : rows;
}

function settingsOf(adapter: Adapter) {
	return {
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

function internalRows(deployment: Deployment, server: InternalServer): readonly AddressRow[] {
	const network = server.network?.name;
	const own: AddressRow = {
		server: server.name,
		kind: server.kind.replaceAll("-", " "),
		fqdn: server.fqdn?.value,
		roles: server.roles.items.map(({ value }) => value),
		network,
		names: server.fqdn === undefined ? [] : [server.fqdn.value],
		routes: [],
		dnsServers: [],
	};
	const addresses = server.addresses.items.map(({ value }) => ({ ...own, ...placeOf(deployment, value, network) }));
	const members = server.members.map(({ fqdn, address, roles }) => ({
		...own,
		member: fqdn.value,
		fqdn: fqdn.value,
		// A member of which the file says nothing carries the roles of the whole.
		roles: roles.items.length === 0 ? own.roles : roles.items.map(({ value }) => value),
		names: [fqdn.value],
		...(address === undefined ? {} : placeOf(deployment, address.value, network)),
	}));
	return [...(addresses.length === 0 ? [own] : addresses), ...members];
}
