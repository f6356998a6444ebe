import { append } from "../../../basics/collections.js";
import type { Deployment, EdgeArray } from "../../../model/deployment.js";
import { firewallsOnPath, sideOfFirewall } from "../../../requirements/crossing.js";
import {
	type Identified,
	identifyCertificates,
	identifyFlows,
	identifyRecords,
} from "../../../requirements/identity.js";
import type { CertificateRequirement, DnsRequirement, Flow, Requirements } from "../../../requirements/requirements.js";
import { NO_NUMBERS, Numbering, type RowNumbers } from "./row-numbers.js";

/** What every row of a sheet has. */
interface NumberedRow {
	/** The number under which people speak of the row, as in "F-03". */
	readonly id: string;
	/** What makes it the same row when the plan changes, as in "external/E1/edge1/tcp". */
	readonly identity: string;
}

export interface FlowRow extends NumberedRow {
	readonly flow: Flow;
}

export interface RecordRow extends NumberedRow {
	readonly record: DnsRequirement;
}

export interface BalancerRow extends NumberedRow {
	/** The array that is balanced. */
	readonly array: EdgeArray;
	/** What comes to a virtual address of that array. */
	readonly flow: Flow;
}

/** One firewall of the sheet, with the rows that it has to let pass. */
export interface FirewallTable {
	/** The name in the topology; undefined for flows that pass no firewall which the file names. */
	readonly name?: string;
	readonly side: "external" | "internal";
	readonly rows: readonly FlowRow[];
}

/** The numbers under which the sheets list flows, DNS records and certificates, and under which task pages ask for them. */
export interface RowIds {
	readonly firewalls: readonly FirewallTable[];
	readonly dns: readonly RecordRow[];
	readonly certificates: readonly NumberedCertificate[];
	/** One for each load balancer, in the order of the arrays; empty where nothing is balanced. */
	readonly balancers: readonly BalancerTable[];
	/** All numbers given out so far, for the next generation. */
	readonly numbers: RowNumbers;
}

/** One load balancer of the sheet, with the ports for which it answers. */
export interface BalancerTable {
	/** The name in the topology; undefined for arrays of which the file does not name the balancer. */
	readonly name?: string;
	readonly rows: readonly BalancerRow[];
}

export interface NumberedCertificate extends NumberedRow {
	readonly request: CertificateRequirement;
	/** The certificate of another server that is imported here too, instead of requesting one. */
	readonly copyOf?: NumberedCertificate;
}

/**
 * Numbers all rows, in the order in which the sheets show them.
 *
 * @param remembered the numbers of earlier generations, which their rows keep
 */
export function numberRows(
	deployment: Deployment,
	requirements: Requirements,
	remembered: RowNumbers = NO_NUMBERS,
): RowIds {
	const numbering = {
		flows: new Numbering("F", remembered.flows),
		dns: new Numbering("D", remembered.dns),
		certificates: new Numbering("C", remembered.certificates),
		balancers: new Numbering("L", remembered.balancers),
	};
	const flows = identifyFlows(requirements.flows);
	const records = identifyRecords(requirements.dns);
	const views = ["external", "internal"] as const;
	const firewalls = (["external", "internal"] as const).flatMap((side) =>
		numberFlows(deployment, side, flows, numbering.flows),
	);
	const dns = views
		.flatMap((view) => records.filter(({ item }) => item.view === view))
		.map(({ id: identity, item: record }) => ({ id: numbering.dns.idOf(identity), identity, record }));
	const certificates = numberCertificates(deployment, requirements.certificates, numbering.certificates);
	const balancers = numberBalancers(deployment, flows, numbering.balancers);
	const numbers = {
		flows: numbering.flows.numbers,
		dns: numbering.dns.numbers,
		certificates: numbering.certificates.numbers,
		balancers: numbering.balancers.numbers,
	};
	return { firewalls, dns, certificates, balancers, numbers };
}

function numberFlows(
	deployment: Deployment,
	side: "external" | "internal",
	flows: readonly Identified<Flow>[],
	numbering: Numbering,
): readonly FirewallTable[] {
	const named = deployment.firewalls.filter((firewall) => sideOfFirewall(deployment, firewall) === side);
	const assigned = new Map<string | undefined, Omit<FlowRow, "id">[]>();
	for (const firewall of named) {
		assigned.set(firewall.name, []);
	}
	for (const { id, item: flow } of flows) {
		if (flow.firewall !== side) {
			continue;
		}
		const crossed = firewallsOnPath(deployment, flow, named);
		const names = crossed.length === 0 ? [undefined] : crossed.map((firewall) => firewall.name);
		for (const [index, name] of names.entries()) {
			// What passes several firewalls is a rule on each of them; the first one keeps the plain identity.
			append(assigned, name, { identity: index === 0 ? id : `${id}@${name}`, flow });
		}
	}
	return [...assigned].map(([name, passing]): FirewallTable => {
		const rows = passing.map((row) => ({ id: numbering.idOf(row.identity), ...row }));
		return name === undefined ? { side, rows } : { name, side, rows };
	});
}

/** A balancer answers for what is sent to a virtual address; what leaves from one is no port of its own. */
function numberBalancers(
	deployment: Deployment,
	flows: readonly Identified<Flow>[],
	numbering: Numbering,
): readonly BalancerTable[] {
	const tables = new Map<string | undefined, Omit<BalancerRow, "id">[]>();
	const arrays = new Map(deployment.edgeArrays.map((array) => [array.name, array]));
	for (const array of deployment.edgeArrays) {
		tables.set(array.loadBalancer?.name, []);
	}
	for (const { id: identity, item: flow } of flows) {
		const array = arrays.get(flow.destination.host ?? "");
		if (array !== undefined && flow.balanced?.end === "virtual-address") {
			tables.get(array.loadBalancer?.name)?.push({ identity, array, flow });
		}
	}
	return [...tables]
		.filter(([, rows]) => rows.length > 0)
		.map(([name, rows]) => ({
			...(name === undefined ? {} : { name }),
			rows: rows.map((row) => ({ id: numbering.idOf(row.identity), ...row })),
		}));
}

/**
 * The first server that needs a certificate requests it. The others import it: the further members of an array, and
 * the further servers to which the file assigns the certificate of one name.
 */
function numberCertificates(
	deployment: Deployment,
	requests: readonly CertificateRequirement[],
	numbering: Numbering,
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
	for (const { id: identity, item: request } of identifyCertificates(requests)) {
		const id = numbering.idOf(identity);
		const first = firstOf.get(request);
		const copyOf = first === undefined ? undefined : numbered.get(first);
		// Only an exportable key can be taken to another server.
		const marked = first !== undefined || shared.has(request) ? { ...request, exportable: true } : request;
		numbered.set(
			request,
			copyOf === undefined ? { id, identity, request: marked } : { id, identity, request: marked, copyOf },
		);
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
