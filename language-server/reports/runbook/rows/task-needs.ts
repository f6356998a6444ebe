import { groupBy, remembered } from "../../../basics/collections.js";
import type { DnsTemplateId, TaskId } from "../../../catalog/types.js";
import type { Host } from "../../../model/deployment.js";
import { hostNamed, isInternalServer } from "../../../model/lookups.js";
import { TASKS } from "../../../model/words.js";
import { mayCarry } from "../../../requirements/pool-roles.js";
import type { CertificateRequirement, DnsRequirement, Flow, Requirements } from "../../../requirements/requirements.js";
import type { RunbookContext } from "../page/page.js";
import type { BalancerRow, FlowRow, NumberedCertificate, RecordRow, RowIds } from "./row-ids.js";
import { ANY_MEDIA_SERVER, forHost, rowsByHost } from "./rows-by-host.js";

/** The numbers of the rows that somebody waits for, sheet by sheet. */
export interface NeededRows {
	/** Rows of the firewall sheet, as in "F-03". */
	readonly flows: readonly string[];
	/** Rows of the DNS sheet. */
	readonly dns: readonly string[];
	/** Certificates to order. What is imported from another server is not ordered a second time. */
	readonly certificates: readonly string[];
	/** Rows of the load balancer sheet. */
	readonly balancers: readonly string[];
}

/** What one server waits for in a task. */
export interface ServerNeeds {
	/** The edge server, reverse proxy or internal server, by its name. */
	readonly server: string;
	readonly needed: NeededRows;
}

/** What tells whose a row is. */
type NeedsContext = Pick<RunbookContext, "deployment" | "requirements" | "rows">;

/** The row numbers that a task as a whole needs from each sheet. */
export function rowsFor(task: TaskId, rows: RowIds): NeededRows {
	return rowsOfTasks(rows).get(task) ?? { flows: [], dns: [], certificates: [], balancers: [] };
}

const rowsOfTasks = remembered((rows: RowIds): ReadonlyMap<TaskId, NeededRows> => {
	const all: Candidates = {
		flows: rows.firewalls.flatMap((firewall) => firewall.rows),
		dns: rows.dns,
		certificates: rows.certificates,
		balancers: rows.balancers.flatMap((balancer) => balancer.rows),
	};
	return new Map(TASKS.map((task) => [task, select(task, all)]));
});

/**
 * The row numbers that a task needs from each sheet for one server, as in "needs from the firewall team: F-03 to F-09"
 * above the steps on that server. A member of an array waits for the rows of its array as well, and for the certificate
 * that it imports from another member. An internal server waits for the rows between it and the edge servers, and for
 * the names of the edge servers that it is told of.
 *
 * @param server an edge server, a reverse proxy or an internal server, by its name
 */
export function rowsForServer(task: TaskId, context: NeedsContext, server: string): NeededRows {
	const { deployment, requirements, rows } = context;
	const byHost = rowsByHost(rows);
	const array = deployment.index.arrayOf.get(server)?.name;
	const own = [server, ...(array === undefined ? [] : [array])];
	const host = deployment.index.hosts.get(server);
	const flowsOf = (names: readonly string[]) => byHost.firewalls.flatMap((firewall) => firewall.rowsOf(names));
	const lookedUp = new Set([
		...own,
		...(trustOf(requirements).get(server) ?? []).flatMap((entry) => entry.names ?? []),
		// What it exchanges traffic with inside, it has to find by name.
		...flowsOf([server])
			.filter(({ flow }) => flow.firewall === "internal")
			.map(({ flow }) => flow.server),
		...(host?.kind === "reverse-proxy"
			? host.publishes.map(({ pool }) => hostNamed(deployment.index, pool.name)?.name ?? pool.name)
			: []),
	]);
	const crossed = flowsOf(isMediaServer(host) ? [...own, ANY_MEDIA_SERVER] : own);
	const records = byHost.dns.rowsOf([...lookedUp].map(forHost));
	return select(task, {
		flows: crossed,
		// Public names are asked for outside: an internal server has its own view.
		dns: isInternalServer(host) ? records.filter(({ record }) => record.view !== "external") : records,
		certificates: byHost.certificates.rowsOf([server]),
		balancers: isInternalServer(host)
			? balancersBehind(rows, crossed)
			: byHost.balancers.rowsOf(array === undefined ? [] : [array]),
	});
}

/** The ports of the balancers through which these rules lead. */
function balancersBehind(rows: RowIds, crossed: readonly FlowRow[]): readonly BalancerRow[] {
	const flows = new Set(crossed.map(({ flow }) => flow));
	return rows.balancers.flatMap((balancer) => balancer.rows).filter(({ flow }) => flows.has(flow));
}

/** The trust entries that are made on each element. */
const trustOf = remembered(({ trust }: Requirements) => groupBy(trust, (entry) => entry.on));

/** The same for several servers, in the order given; those that wait for nothing are left out. */
export function needsByServer(task: TaskId, context: NeedsContext, servers: readonly string[]): readonly ServerNeeds[] {
	return servers
		.map((server) => ({ server, needed: rowsForServer(task, context, server) }))
		.filter(({ needed }) => !isNothing(needed));
}

/** Whether nobody is waited for. */
function isNothing({ flows, dns, certificates, balancers }: NeededRows): boolean {
	return [flows, dns, certificates, balancers].every((ids) => ids.length === 0);
}

/** The rows that may be needed. */
interface Candidates {
	readonly flows: readonly FlowRow[];
	readonly dns: readonly RecordRow[];
	readonly certificates: readonly NumberedCertificate[];
	readonly balancers: readonly BalancerRow[];
}

/** The numbers of those that a task needs. */
function select(task: TaskId, { flows, dns, certificates, balancers }: Candidates): NeededRows {
	const wanted = needs[task];
	return {
		flows: flows.filter(({ flow }) => wanted.flow(flow)).map((row) => row.id),
		// One record often serves several purposes.
		dns: dns
			.filter(({ record }) => record.templates.some((template) => wanted.dns.includes(template)))
			.map((row) => row.id),
		certificates: [
			...new Set(
				certificates
					.filter(({ request }) => wanted.certificate(request.slot))
					.map((certificate) => (certificate.copyOf ?? certificate).id),
			),
		],
		balancers: balancers.filter(({ flow }) => wanted.balancer(flow)).map((row) => row.id),
	};
}

/** Whether a server sends media to outside users through the A/V Edges. */
export function isMediaServer(host: Host | undefined): boolean {
	return isInternalServer(host) && (host.kind === "mediation-server" || mayCarry(host, "av-conferencing"));
}

/** Rows of the port table: revocation lists, and the names of their hosts. */
const fetchesLists: ReadonlySet<string> = new Set(["E4", "E5"]);

/** Whether services need a rule in order to start; all others are used when somebody connects. */
export function isUsedAtStart(flow: Flow): boolean {
	return fetchesLists.has(flow.template);
}

/** The names that the internal deployment has by itself: without them internal users could not sign in. */
const ofInternalDeployment: ReadonlySet<DnsTemplateId> = new Set([
	"director-a",
	"pool-a",
	"web-farm-internal-a",
	"sip-internal-tls-srv",
]);

/**
 * Whether a record belongs to the internal deployment and thus exists before the first task: it is checked and never created
 * for the edge, and going back does not delete it.
 */
export function existsInside({ templates }: DnsRequirement): boolean {
	return templates.every((template) => ofInternalDeployment.has(template));
}

/** The rows of records that the internal deployment has brought. */
export function existingRecords(rows: RowIds): readonly string[] {
	return rows.dns.filter(({ record }) => existsInside(record)).map((row) => row.id);
}

/** The records that lead clients and partners to the edge servers. */
export const recordsToTheEdge: readonly DnsTemplateId[] = [
	"federation-srv",
	"sip-tls-srv",
	"sip-domain-a",
	"access-edge-a",
	"web-conferencing-edge-a",
	"av-edge-a",
];

/** What a task waits for from the teams. */
interface Needs {
	readonly flow: (flow: Flow) => boolean;
	readonly dns: readonly DnsTemplateId[];
	readonly certificate: (slot: string) => boolean;
	/** What a load balancer has to answer for. */
	readonly balancer: (flow: Flow) => boolean;
}

const nothing: Needs = { flow: () => false, dns: [], certificate: () => false, balancer: () => false };

const needs: Readonly<Record<TaskId, Needs>> = {
	"publish-web-components": {
		...nothing,
		flow: (flow) => flow.role === "reverse-proxy",
		dns: ["web-farm-external-a", "cwa-a"],
		certificate: (slot) => slot === "reverse-proxy-external",
	},
	"install-edge-servers": nothing,
	// Edge servers ask no internal DNS servers: what they have to find inside, they find by their hosts files.
	"configure-edge-servers": nothing,
	"configure-certificates": { ...nothing, certificate: (slot) => slot !== "reverse-proxy-external" },
	// The services fetch revocation lists as they start, and ask public DNS where these are. Partners come with the tests.
	"start-services": { ...nothing, flow: isUsedAtStart },
	"connect-internal-servers": {
		...nothing,
		flow: (flow) => flow.firewall === "internal" && flow.role !== "reverse-proxy",
		dns: ["edge-internal-a"],
		balancer: (flow) => flow.firewall === "internal",
	},
	validate: {
		flow: () => true,
		dns: [...recordsToTheEdge, "web-farm-external-a", "cwa-a"],
		certificate: () => false,
		balancer: () => true,
	},
};

/** The first task that needs such a row: by it, changes of single rows are put in order. */
export const firstTaskNeeding = {
	flow: (flow: Flow): TaskId => TASKS.find((task) => needs[task].flow(flow)) ?? "validate",
	record: (record: DnsRequirement): TaskId =>
		TASKS.find((task) => record.templates.some((template) => needs[task].dns.includes(template))) ??
		(existsInside(record) ? taskUsing(record) : "validate"),
	certificate: ({ slot }: CertificateRequirement): TaskId =>
		TASKS.find((task) => needs[task].certificate(slot)) ?? "configure-certificates",
} as const;

/** Before which task a changed record of the internal deployment has to be there, which no task waits for in a new one. */
function taskUsing({ templates }: DnsRequirement): TaskId {
	return templates.includes("web-farm-internal-a")
		? "publish-web-components"
		: templates.includes("sip-internal-tls-srv")
			? "validate"
			: "configure-edge-servers";
}
