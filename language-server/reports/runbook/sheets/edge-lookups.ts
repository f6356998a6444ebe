import { normalizeFqdn } from "../../../model/address.js";
import type { Deployment, EdgeServer, InternalServer } from "../../../model/deployment.js";
import { internalServerNamed } from "../../../model/lookups.js";
import { mayCarry, poolMembersWith } from "../../../requirements/pool-roles.js";
import type { InternalListHost } from "../../../requirements/unnumbered-rules.js";
import { code } from "../../markdown.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { internalListHosts } from "./revocation-lists.js";

/** One name that an edge server has to find. */
interface Lookup {
	/** As Markdown. */
	readonly name: string;
	readonly address: string;
	/** What the name is; empty where only the hosts file has it. */
	readonly what: readonly string[];
	/** What in the topology resolves it; undefined where nothing does. */
	readonly place?: "DNS of the perimeter" | "hosts file";
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
	return allLookups(page, deployment, server).map(({ name, address, what, place }) => [
		code(server.name),
		name,
		address,
		what.join(", "),
		place ?? "not stated in the file",
	]);
}

/** The names that nothing in the topology resolves, so that somebody has to enter them into the hosts file. */
export function unresolvedLookups(
	page: PageBuilder,
	deployment: Deployment,
	server: EdgeServer,
): readonly Pick<Lookup, "address" | "name">[] {
	return allLookups(page, deployment, server).filter(({ place }) => place === undefined);
}

/**
 * Hosts of the internal authority's revocation lists that an Access Edge finds by its hosts file, where it is settled that
 * public DNS does not get their names. What resolves them in the topology already needs no such entry.
 */
export function listHostsToEnter(context: RunbookContext, server: EdgeServer): readonly InternalListHost[] {
	const resolved = new Set([
		...namesInPerimeter(context.deployment),
		...server.hostsEntries.map(({ host }) => normalizeFqdn(host.value)),
	]);
	return server.accessEdge === undefined
		? []
		: internalListHosts(context).filter(({ name }) => !resolved.has(normalizeFqdn(name)));
}

function allLookups(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Lookup[] {
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
	const places = new Map<string, Lookup["place"]>([
		...namesInPerimeter(deployment).map((name) => [name, "DNS of the perimeter"] as const),
		...server.hostsEntries.map(({ host }) => [normalizeFqdn(host.value), "hosts file"] as const),
	]);
	return [...found].map(([key, lookup]) => {
		const place = places.get(key);
		return place === undefined ? lookup : { ...lookup, place };
	});
}

function namesInPerimeter({ dnsViews }: Deployment): readonly string[] {
	return dnsViews
		.filter(({ view }) => view.value === "perimeter")
		.flatMap(({ records }) =>
			records.flatMap((record) => (record.type === "A" ? [normalizeFqdn(record.host.value)] : [])),
		);
}
