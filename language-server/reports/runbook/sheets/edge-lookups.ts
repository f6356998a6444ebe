import { normalizeFqdn } from "../../../model/address.js";
import type { Deployment, EdgeServer, InternalServer } from "../../../model/deployment.js";
import { internalServerNamed } from "../../../model/lookups.js";
import { mayCarry, poolMembersWith } from "../../../requirements/pool-roles.js";
import { code } from "../../markdown.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder } from "../page/page.js";

/** One name that an edge server has to find. */
interface Lookup {
	/** As Markdown. */
	readonly name: string;
	readonly address: string;
	/** What the name is; empty where only the hosts file has it. */
	readonly what: readonly string[];
}

/**
 * What an edge server has to find by name inside, as rows of a table: what its hosts file states, and for an Access Edge or a
 * Web Conferencing Edge the next hop, the pools and the Web Conferencing Servers.
 */
export function lookupsOf(
	page: PageBuilder,
	deployment: Deployment,
	server: EdgeServer,
): readonly (readonly string[])[] {
	const found = new Map<string, Lookup>();
	const add = (key: string, lookup: Lookup) => {
		const same = found.get(key);
		found.set(key, same === undefined ? lookup : { ...same, what: [...new Set([...same.what, ...lookup.what])] });
	};
	const addServer = (host: InternalServer, what: string) => {
		const addresses = host.addresses.items.map((address) => code(address.value.text));
		add(normalizeFqdn(host.fqdn?.value ?? host.name), {
			name: page.value(host.fqdn?.value, blanks.fqdn(host)),
			address: addresses.length > 0 ? addresses.join(", ") : page.blank(blanks.address(host)),
			what: [what],
		});
	};
	const next = server.accessEdge?.nextHop && internalServerNamed(deployment, server.accessEdge.nextHop.name);
	if (next !== undefined) {
		addServer(next, "next hop");
	}
	if (server.accessEdge !== undefined || server.webConferencingEdge !== undefined) {
		for (const pool of deployment.internalServers.filter(({ kind }) => kind === "pool")) {
			addServer(pool, "pool");
			for (const { fqdn, address } of mayCarry(pool, "web-conferencing")
				? poolMembersWith(pool, "web-conferencing")
				: []) {
				add(normalizeFqdn(fqdn.value), {
					name: code(fqdn.value),
					address: page.value(address?.value.text, blanks.memberAddress(pool, fqdn.value)),
					what: ["Web Conferencing Server"],
				});
			}
		}
	}
	for (const { host, address } of server.hostsEntries) {
		add(normalizeFqdn(host.value), {
			name: code(host.value),
			address: page.value(address?.value.text, blanks.hostsEntry(server, host.value)),
			what: [],
		});
	}
	const places = new Map([
		...namesInPerimeter(deployment).map((name) => [name, "DNS of the perimeter"] as const),
		...server.hostsEntries.map(({ host }) => [normalizeFqdn(host.value), "hosts file"] as const),
	]);
	return [...found].map(([key, { name, address, what }]) => [
		code(server.name),
		name,
		address,
		what.join(", "),
		places.get(key) ?? "not stated in the file",
	]);
}

function namesInPerimeter({ dnsViews }: Deployment): readonly string[] {
	return dnsViews
		.filter(({ view }) => view.value === "perimeter")
		.flatMap(({ records }) =>
			records.flatMap((record) => (record.type === "A" ? [normalizeFqdn(record.host.value)] : [])),
		);
}
