import type { Deployment, EdgeArray, Firewall, Zone } from "../../model/deployment.js";
import type { CertificateRequirement, DnsRequirement, Flow, Requirements } from "../../requirements/requirements.js";

/** One firewall of the sheet, with the rows that it has to let pass. */
export interface FirewallTable {
	/** The name in the topology; undefined for flows that pass no firewall which the file names. */
	readonly name?: string;
	readonly side: "external" | "internal";
	readonly rows: readonly { readonly id: string; readonly flow: Flow }[];
}

/** The numbers under which the sheets list flows, DNS records and certificates, and under which task pages ask for them. */
export interface RowIds {
	readonly firewalls: readonly FirewallTable[];
	readonly dns: readonly { readonly id: string; readonly record: DnsRequirement }[];
	readonly certificates: readonly NumberedCertificate[];
	/** One for each load balancer, in the order of the arrays; empty where nothing is balanced. */
	readonly balancers: readonly BalancerTable[];
}

/** One load balancer of the sheet, with the ports for which it answers. */
export interface BalancerTable {
	/** The name in the topology; undefined for arrays of which the file does not name the balancer. */
	readonly name?: string;
	/** The array that it balances, and what comes to a virtual address of that array. */
	readonly rows: readonly { readonly id: string; readonly array: EdgeArray; readonly flow: Flow }[];
}

export interface NumberedCertificate {
	readonly id: string;
	readonly request: CertificateRequirement;
	/** The certificate of another server that is imported here too, instead of requesting one. */
	readonly copyOf?: NumberedCertificate;
}

/** Numbers all rows, in the order in which the sheets show them. */
export function numberRows(deployment: Deployment, requirements: Requirements): RowIds {
	let flowNumber = 0;
	const firewalls = (["external", "internal"] as const).flatMap((side) => {
		const flows = requirements.flows.filter((flow) => flow.firewall === side);
		const named = deployment.firewalls.filter((firewall) => sideOf(deployment, firewall) === side);
		const assigned = new Map<string | undefined, Flow[]>();
		for (const firewall of named) {
			assigned.set(firewall.name, []);
		}
		for (const flow of flows) {
			const crossed = firewallsOf(deployment, flow, named);
			for (const name of crossed.length === 0 ? [undefined] : crossed.map((firewall) => firewall.name)) {
				const passing = assigned.get(name) ?? [];
				passing.push(flow);
				assigned.set(name, passing);
			}
		}
		return [...assigned].map(([name, passing]): FirewallTable => {
			const rows = passing.map((flow) => {
				flowNumber += 1;
				return { id: rowId("F", flowNumber), flow };
			});
			return name === undefined ? { side, rows } : { name, side, rows };
		});
	});
	const views = ["external", "internal"] as const;
	return {
		firewalls,
		dns: views
			.flatMap((view) => requirements.dns.filter((record) => record.view === view))
			.map((record, index) => ({ id: rowId("D", index + 1), record })),
		certificates: numberCertificates(deployment, requirements.certificates),
		balancers: numberBalancers(deployment, requirements.flows),
	};
}

/** A balancer answers for what is sent to a virtual address; what leaves from one is no port of its own. */
function numberBalancers(deployment: Deployment, flows: readonly Flow[]): readonly BalancerTable[] {
	const tables = new Map<string | undefined, { readonly array: EdgeArray; readonly flow: Flow }[]>();
	const arrays = new Map(deployment.edgeArrays.map((array) => [array.name, array]));
	for (const array of deployment.edgeArrays) {
		tables.set(array.loadBalancer?.name, []);
	}
	for (const flow of flows) {
		const array = arrays.get(flow.destination.host ?? "");
		if (array !== undefined && flow.balanced?.end === "virtual-address") {
			tables.get(array.loadBalancer?.name)?.push({ array, flow });
		}
	}
	let number = 0;
	return [...tables]
		.filter(([, rows]) => rows.length > 0)
		.map(([name, rows]) => ({
			...(name === undefined ? {} : { name }),
			rows: rows.map((row) => {
				number += 1;
				return { id: rowId("L", number), ...row };
			}),
		}));
}

/**
 * The first server that needs a certificate requests it. The others import it: the further members of an array, and
 * the further servers to which the file assigns the certificate of one name.
 */
function numberCertificates(
	deployment: Deployment,
	requests: readonly CertificateRequirement[],
): readonly NumberedCertificate[] {
	const firsts = new Map<string, CertificateRequirement>();
	const firstOf = new Map<CertificateRequirement, CertificateRequirement>();
	for (const request of requests) {
		const keys = sharingKeys(deployment, request);
		const first = keys
			.map((key) => firsts.get(key))
			.find((found) => found !== undefined && found.server !== request.server);
		if (first !== undefined) {
			firstOf.set(request, first);
			continue;
		}
		for (const key of keys) {
			firsts.set(key, firsts.get(key) ?? request);
		}
	}
	const shared = new Set(firstOf.values());
	const numbered = new Map<CertificateRequirement, NumberedCertificate>();
	for (const [index, request] of requests.entries()) {
		const id = rowId("C", index + 1);
		const first = firstOf.get(request);
		const copyOf = first === undefined ? undefined : numbered.get(first);
		// Only an exportable key can be taken to another server.
		const marked = first !== undefined || shared.has(request) ? { ...request, exportable: true } : request;
		numbered.set(request, copyOf === undefined ? { id, request: marked } : { id, request: marked, copyOf });
	}
	return [...numbered.values()];
}

/** What two requests have in common when one certificate serves both. */
function sharingKeys(deployment: Deployment, request: CertificateRequirement): readonly string[] {
	const { array, slot, subject, anySubject, declared, exportable, issuer } = request;
	const stated = declared === undefined ? undefined : deployment.index.certificates.get(declared)?.subject?.value;
	return [
		...(array !== undefined && exportable ? [JSON.stringify(["array", array, slot, subject])] : []),
		// Where the servers need different subjects, one certificate cannot serve both, whatever the file says.
		...(declared === undefined
			? []
			: [JSON.stringify(["name", declared, slot, anySubject ? (stated ?? subject) : (subject ?? stated), issuer])]),
	];
}

/** Row numbers in words, runs drawn together: "F-03 to F-09 and F-12". */
export function spanOf(ids: readonly string[]): string {
	const spans: { readonly first: string; last: string; length: number }[] = [];
	let previous: number | undefined;
	for (const id of ids) {
		const number = Number(id.slice(2));
		const current = spans.at(-1);
		if (current !== undefined && previous !== undefined && number === previous + 1) {
			current.last = id;
			current.length += 1;
		} else {
			spans.push({ first: id, last: id, length: 1 });
		}
		previous = number;
	}
	return spans
		.flatMap((span) => {
			if (span.length === 1) {
				return [span.first];
			}
			return span.length === 2 ? [span.first, span.last] : [`${span.first} to ${span.last}`];
		})
		.join(", ");
}

function rowId(letter: string, number: number): string {
	return `${letter}-${String(number).padStart(2, "0")}`;
}

/** Which firewall of the reference architecture a firewall of the file is, by the zones of its two networks. */
function sideOf(deployment: Deployment, firewall: Firewall): "external" | "internal" | undefined {
	const zones = firewall.sides.map((side) => deployment.index.networks.get(side.name)?.zone?.value);
	const has = (zone: Zone) => zones.includes(zone);
	if (has("external")) {
		return "external";
	}
	return has("internal") ? "internal" : undefined;
}

/** The firewalls that a flow passes: those at the network of the perimeter computer; all of that side where this does not tell. */
function firewallsOf(deployment: Deployment, flow: Flow, candidates: readonly Firewall[]): readonly Firewall[] {
	const host = deployment.index.hosts.get(flow.server);
	const servers =
		host?.kind === "edge-array" ? host.members.map((member) => deployment.index.hosts.get(member.name)) : [host];
	const networks = new Set(
		servers
			.flatMap((server) => (server?.kind === "edge-server" || server?.kind === "reverse-proxy" ? server.adapters : []))
			.filter((adapter) => adapter.side?.value === flow.firewall)
			.flatMap((adapter) => adapter.network?.name ?? []),
	);
	const atNetwork = candidates.filter((firewall) => firewall.sides.some((side) => networks.has(side.name)));
	return atNetwork.length > 0 ? atNetwork : candidates;
}
