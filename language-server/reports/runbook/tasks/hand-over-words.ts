import type { DnsTemplateId, TaskId } from "../../../catalog/types.js";
import type { Flow } from "../../../requirements/requirements.js";
import type { Box, PageBuilder, RunbookContext } from "../page/page.js";
import { balancersPage, certificatesPage, dnsPage, firewallPage } from "../page/page-paths.js";
import { spanOf } from "../rows/row-ids.js";
import { isUsedAtStart, recordsToTheEdge } from "../rows/task-needs.js";

/** What a task tells each team, of which rows of its sheet. */
interface Told {
	readonly firewall?: readonly ToldOfFlows[];
	readonly dns?: {
		readonly what: string;
		/** What is said instead where there are edge arrays. */
		readonly inArrays?: string;
		readonly templates: readonly DnsTemplateId[];
		/** Whether records of virtual addresses are not among them. */
		readonly isOfComputers?: true;
	};
	readonly certificates?: {
		readonly what: string;
		/** What is said instead of a single one. */
		readonly ofOne?: string;
		/** Whose certificates are meant: those of the reverse proxies, and not those of the edge servers. */
		readonly isOfProxies?: true;
	};
	readonly balancers?: string;
}

interface ToldOfFlows {
	/** Tells several lines to the team apart. */
	readonly id?: string;
	readonly what: string;
	/** What is said instead where there are edge arrays. */
	readonly inArrays?: string;
	readonly flow: (flow: Flow) => boolean;
}

const inUse = {
	what: "these certificates are in use; note when they expire, and who renews them",
	ofOne: "this certificate is in use; note when it expires, and who renews it",
};

const ofEdge = (flow: Flow) => flow.role !== "reverse-proxy";

const told: Readonly<Partial<Record<TaskId, Told>>> = {
	"publish-web-components": {
		firewall: [
			{
				what: "the reverse proxy answers, so that these rules can be tested",
				flow: (flow) => flow.role === "reverse-proxy",
			},
		],
		certificates: { ...inUse, isOfProxies: true },
	},
	"install-edge-servers": {
		dns: {
			what: "the computers have the names and addresses of these records",
			templates: ["edge-internal-a"],
			isOfComputers: true,
		},
	},
	"configure-edge-servers": {
		firewall: [
			{
				what: "addresses and ports are entered as in these rules",
				inArrays:
					"addresses and ports are entered as in these rules; of a virtual address the ports are, and it is on the load balancer itself",
				flow: ofEdge,
			},
		],
		dns: {
			what: "names and addresses are entered as in these records",
			inArrays:
				"names and addresses are entered as in these records; of a virtual address the name is, and it is on the load balancer itself",
			templates: ["access-edge-a", "web-conferencing-edge-a", "av-edge-a", "sip-domain-a", "edge-internal-a"],
		},
		certificates: {
			what: "the names are entered on the servers as on these certificates; the requests come next, from task 4",
		},
		balancers: "the members have the addresses and ports of these rows",
	},
	"configure-certificates": {
		certificates: inUse,
	},
	"start-services": {
		firewall: [
			{ what: "the checks before the start have used these rules", flow: isUsedAtStart },
			{
				id: "listening",
				what: "the services run, so that these rules can be tested",
				flow: (flow) => ofEdge(flow) && flow.firewall === "external" && !isUsedAtStart(flow),
			},
		],
		dns: {
			what: "the services run, so that these records can lead clients and partners to them when the firewall lets these in",
			inArrays:
				"the services run, so that these records can lead clients and partners to them when firewall and load balancers let these in",
			templates: recordsToTheEdge,
		},
		balancers: "the members answer, and can be put into service behind these rows",
	},
	"connect-internal-servers": {
		firewall: [
			{
				what: "the internal servers turn to the edge servers, so that these rules can be tested",
				flow: (flow) => ofEdge(flow) && flow.firewall === "internal",
			},
		],
	},
	validate: {
		firewall: [
			{
				what: "the tests have used these rules",
				flow: (flow) => ofEdge(flow) && !isUsedAtStart(flow),
			},
		],
	},
};

/** What each team is told when a task is done: rows of its sheet that can be tested or are entered now. */
export function toTeams(page: PageBuilder, { rows, deployment }: RunbookContext, task: TaskId): readonly Box[] {
	const { firewall, dns, certificates, balancers } = told[task] ?? {};
	const hasArrays = deployment.edgeArrays.length > 0;
	const isVirtual = (host: string | undefined) =>
		host !== undefined && deployment.index.hosts.get(host)?.kind === "edge-array";
	const ofCertificates = rows.certificates
		.filter(
			({ request, copyOf }) =>
				copyOf === undefined && (request.slot === "reverse-proxy-external") === (certificates?.isOfProxies === true),
		)
		.map((row) => row.id);
	const line = (
		team: string,
		what: string | undefined,
		path: string,
		ids: readonly string[],
		id?: string,
	): readonly Box[] =>
		what === undefined || ids.length === 0
			? []
			: [
					{
						id: `hand-over/${team}${id === undefined ? "" : `/${id}`}`,
						text: `To the ${team} team: ${what}: ${page.link(spanOf(ids), path)}.`,
					},
				];
	return [
		...(firewall ?? []).flatMap(({ id, what, inArrays, flow: isTold }) =>
			line(
				"firewall",
				(hasArrays ? inArrays : undefined) ?? what,
				firewallPage,
				rows.firewalls
					.flatMap((table) => table.rows)
					.filter(({ flow }) => isTold(flow))
					.map((row) => row.id),
				id,
			),
		),
		...line(
			"DNS",
			(hasArrays ? dns?.inArrays : undefined) ?? dns?.what,
			dnsPage,
			rows.dns
				.filter(({ record }) => dns?.isOfComputers !== true || !isVirtual(record.host))
				.filter(({ record }) => record.templates.some((template) => dns?.templates.includes(template) === true))
				.map((row) => row.id),
		),
		...line(
			"certificate",
			(ofCertificates.length === 1 ? certificates?.ofOne : undefined) ?? certificates?.what,
			certificatesPage,
			ofCertificates,
		),
		...line(
			"load balancer",
			balancers,
			balancersPage,
			rows.balancers.flatMap((balancer) => balancer.rows).map((row) => row.id),
		),
	];
}
