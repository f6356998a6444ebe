import type {
	CertificateRequirement,
	DnsRequirement,
	Flow,
	SettingRequirement,
	TaskRequirement,
	TrustRequirement,
} from "./requirements.js";

/*
 * What makes a requirement the same one after the topology has changed. An identity is made of what the requirement is for,
 * and not of the values it carries: an edge server that gets another address needs the same firewall rule, altered.
 * By identities rows keep their numbers, ticks stay with their steps, and two plans are compared.
 */

/** A requirement with its identity, which no other requirement of the same kind in the same deployment has. */
export interface Identified<T> {
	readonly id: string;
	readonly item: T;
}

/** As in "external/E1/edge1/tcp"; a reverse proxy has one such row for each server that it publishes. */
export function identifyFlows(flows: readonly Flow[]): readonly Identified<Flow>[] {
	return identify(flows, (flow) =>
		[flow.firewall, flow.template, flow.server, flow.protocol, ...published(flow)].join("/"),
	);
}

/** As in "external/SRV/_sip._tls.contoso.com". */
export function identifyRecords(records: readonly DnsRequirement[]): readonly Identified<DnsRequirement>[] {
	return identify(records, (record) => [record.view, record.type, record.name.toLowerCase()].join("/"));
}

/** As in "edge1/access-edge-external". */
export function identifyCertificates(
	certificates: readonly CertificateRequirement[],
): readonly Identified<CertificateRequirement>[] {
	return identify(certificates, ({ server, slot, publishes }) =>
		[server, slot, ...(publishes === undefined ? [] : [publishes])].join("/"),
	);
}

/** As in "edge/next-hop/edge1"; an entry of a list is told from the others by what it names. */
export function identifyTrust(entries: readonly TrustRequirement[]): readonly Identified<TrustRequirement>[] {
	return identify(entries, (entry) => [entry.side, entry.template, entry.on ?? "forest", ...named(entry)].join("/"));
}

/** As in "edge-server/edge1/Access Edge/external-address"; an entry of a list is told from the others by its key. */
export function identifySettings(settings: readonly SettingRequirement[]): readonly Identified<SettingRequirement>[] {
	return identify(settings, ({ on, element, part, field, entry }) =>
		[element, on, ...(part === undefined ? [] : [part]), field, ...(entry === undefined ? [] : [entry])].join("/"),
	);
}

/** As in "start-services". */
export function identifyTasks(tasks: readonly TaskRequirement[]): readonly Identified<TaskRequirement>[] {
	return identify(tasks, (task) => task.id);
}

function published({ role, destination, server }: Flow): readonly string[] {
	return role !== "reverse-proxy" || destination.host === undefined || destination.host === server
		? []
		: [destination.host];
}

function named({ template, names, value }: TrustRequirement): readonly string[] {
	switch (template) {
		// There is one of these on each server, so another value is a change and not another entry.
		case "next-hop":
		case "federation-route":
		case "external-web-farm":
			return [];
		case "internal-sip-domain":
		case "authorized-server":
			return [(value ?? names ?? "").toLowerCase()];
		default:
			return [names ?? value ?? ""];
	}
}

/** Requirements that are for the same thing are told apart by their order: "#2" is the second one. */
function identify<T>(items: readonly T[], identityOf: (item: T) => string): readonly Identified<T>[] {
	const seen = new Map<string, number>();
	return items.map((item) => {
		const identity = identityOf(item);
		const count = (seen.get(identity) ?? 0) + 1;
		seen.set(identity, count);
		return { id: count === 1 ? identity : `${identity}#${count}`, item };
	});
}
