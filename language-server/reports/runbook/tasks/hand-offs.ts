import { listed } from "../../../basics/sentences.js";
import type { DnsTemplateId, TaskFact, TaskId } from "../../../catalog/types.js";
import type { Deployment, Host, InternalServer } from "../../../model/deployment.js";
import { hostNamed, isInternalServer } from "../../../model/lookups.js";
import type { Reference } from "../../../model/origin.js";
import { askedNameServers, nearNameServersOf } from "../../../requirements/near-name-servers.js";
import { lookupsOfProxies } from "../../../requirements/proxy-lookups.js";
import type { Flow } from "../../../requirements/requirements.js";
import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { Box, PageBuilder, RunbookContext, TableRow } from "../page/page.js";
import { balancersPage, certificatesPage, dnsPage, firewallPage, serversPage, taskPage } from "../page/page-paths.js";
import { partnerArrangement } from "../partners.js";
import { publicImState } from "../public-im.js";
import { spanOf } from "../rows/row-ids.js";
import { existsInside, type NeededRows, needsByServer, rowsFor } from "../rows/task-needs.js";
import { listHostsToEnter } from "../sheets/edge-lookups.js";
import { internalLists } from "../sheets/revocation-lists.js";
import { balancersWithOpenWayBack } from "../way-back.js";
import { toTeams } from "./hand-over-words.js";

/*
 * Five people in three departments work from one runbook. Each task page says what it waits for and from whom, and who is
 * told what when it is done.
 */

/** What earlier tasks have done, server by server, and what the teams have delivered, by row number. */
export function neededBoxes(page: PageBuilder, context: RunbookContext, task: TaskFact): readonly Box[] {
	const needed = rowsFor(task.id, context.rows);
	const line = (id: string, words: string, ids: readonly string[], path: string, rest = ""): readonly Box[] =>
		ids.length === 0 ? [] : [{ id: `needs/${id}`, text: `${words} ${page.link(spanOf(ids), path)}${rest}.` }];
	return [
		...earlierResults(page, context, task),
		...(brings.has(task.id)
			? [...fromNetworkTeam(page, context, task.id), ...fromBuilders(page, context, task.id)]
			: []),
		...line("firewall", "From the firewall team:", needed.flows, firewallPage, ", in force"),
		...(task.id === "install-edge-servers" ? [...settledWaysBack(page, context), ...settledLists(page, context)] : []),
		...(task.id === "start-services" ? [...namesOutside(page, context), ...listsInside(page, context)] : []),
		...(task.id === "publish-web-components" ? namesForProxies(page, context) : []),
		...line("dns", "From the DNS team:", needed.dns, dnsPage),
		...line(
			"existing-dns",
			"Exists since the internal deployment, and answers:",
			existingFor(context, task.id),
			dnsPage,
		),
		...line("load-balancers", "From the load balancer team:", needed.balancers, balancersPage),
		...(task.id === "publish-web-components" ? balancersOfPools(page, context) : []),
		...line(
			"certificates",
			// The requests are made during the task, with the keys, so the team cannot have delivered before.
			"From the certificate team:",
			needed.certificates,
			certificatesPage,
			`, with authority and names agreed, so that the order goes out when the request is made. ${
				task.id === "publish-web-components"
					? "Request and order may begin now; the installation of the certificate goes on when it is issued"
					: "Requests and orders may begin now; *answers of the authorities* goes on when the certificates are issued"
			}`,
		),
		...(task.id === "validate" ? [...publicImProvisioned(page, context), ...partnersArranged(page, context)] : []),
	];
}

/** Gateway and routes of the members may depend on it, so whoever builds them has to know. */
function settledWaysBack(page: PageBuilder, { deployment }: RunbookContext): readonly Box[] {
	return balancersWithOpenWayBack(deployment).map((name) => {
		const members = deployment.edgeArrays
			.filter(({ loadBalancer }) => loadBalancer?.name === name)
			// An array of a plan at its beginning has no members yet.
			.flatMap((array) => (array.members.length === 0 ? [array] : array.members).map((one) => code(one.name)));
		return {
			id: `needs/way-back/${name}`,
			text: `From the network team, with the load balancer team: it is settled how the answers of ${listed(members)} go back through ${code(name)}, as the ${page.link("load balancer sheet", balancersPage)} asks, with default gateway and routes of these computers where they differ from the steps below: ${page.blank(blanks.wayBack(name))}.${page.mark(documented("derived", "PLAN-HLB"))}`,
			...originOfBalancer(deployment, name),
		};
	});
}

function originOfBalancer({ index }: Deployment, name: string): Pick<Box, "origin"> {
	const balancer = index.loadBalancers.get(name);
	return balancer === undefined ? {} : { origin: balancer.origin };
}

/** Whoever builds an Access Edge enters the host of an internal list into its hosts file, or leaves it out. */
function settledLists(page: PageBuilder, context: RunbookContext): readonly Box[] {
	const servers = context.deployment.edgeServers.filter((server) => listHostsToEnter(context, server).length > 0);
	return servers.length === 0
		? []
		: [
				{
					id: "needs/revocation-lists",
					text: `From the certificate team: it is settled how ${listed(servers.map(({ name }) => code(name)))} ${servers.length === 1 ? "fetches" : "fetch"} the revocation list of the internal authority, as the ${page.link("certificate sheet", certificatesPage)} asks; with the address of its host, where that goes into the hosts file.${page.mark(documented("derived", "EXPLUC-CRL", "R2-DNSCFG"))}`,
				},
			];
}

/** The rows of the sheet lead to a DNS server beside the edge server, and none leads on from there. */
function namesOutside(page: PageBuilder, context: RunbookContext): readonly Box[] {
	return askedNameServers(context).map(({ id, addresses, askedBy, origin }) => {
		const ids = context.rows.firewalls.flatMap(({ rows }) =>
			rows.filter(({ flow }) => askedBy.includes(flow.server) && leadsNowhereElse(context, flow)).map((row) => row.id),
		);
		const [server, leads] = addresses.length === 1 ? ["server", "it"] : ["servers", "them"];
		const rows =
			ids.length === 0
				? ""
				: ` ${page.link(spanOf(ids), firewallPage)} ${ids.length === 1 ? "leads" : "lead"} to ${leads} within the network: no firewall is passed, and ${ids.length === 1 ? "it counts" : "they count"} as done.`;
		return {
			id: `needs/firewall/name-servers/${id}`,
			text: `From the firewall team, ${page.link("beyond the port table", firewallPage)}: the DNS ${server} ${listed(addresses.map(code))}, which ${listed(askedBy.map(code))} ${askedBy.length === 1 ? "asks" : "ask"}, may ask on the Internet through the external firewall, UDP and TCP port ${code("53")}.${rows}${page.mark(documented("derived", "SFB-ENV"))}`,
			origin,
		};
	});
}

/** Whether all that a rule leads to stands beside the server that asks. */
function leadsNowhereElse({ deployment }: RunbookContext, flow: Flow): boolean {
	const near = nearNameServersOf(deployment, flow).length;
	return near > 0 && near === flow.destination.addresses.length;
}

/** The port table has no row for the way to a list inside, so the rows of the sheet do not cover it. */
function listsInside(page: PageBuilder, context: RunbookContext): readonly Box[] {
	const servers = context.deployment.edgeServers.filter(({ accessEdge }) => accessEdge !== undefined);
	return servers.length === 0 || internalLists(context).length === 0
		? []
		: [
				{
					id: "needs/firewall/revocation-lists",
					text: `From the firewall team, ${page.link("beyond the port table", firewallPage)}, where so settled on the ${page.link("certificate sheet", certificatesPage)}: ${listed(servers.map(({ name }) => code(name)))} may fetch the revocation list of the internal authority through the internal firewall, TCP port ${code("80")}.${page.mark(documented("derived", "EXPLUC-CRL", "R2-DNSCFG"))}`,
				},
			];
}

/** The tests with a partner need the partner. */
function partnersArranged(page: PageBuilder, context: RunbookContext): readonly Box[] {
	const arrangement = partnerArrangement(page, context);
	return arrangement === undefined
		? []
		: [
				{
					id: "needs/partners",
					text: `From the project lead: federation is arranged with ${arrangement.names}. ${arrangement.words}. Test users: ${arrangement.testers().join("; ")}. Only the tests with a partner wait for it.`,
					origin: arrangement.origin,
				},
			];
}

/** Only the tests of public IM rest on it, so the others may go on without. */
function publicImProvisioned(page: PageBuilder, context: RunbookContext): readonly Box[] {
	const state = publicImState(page, context);
	return state === undefined
		? []
		: [
				{
					id: "needs/public-im",
					text: `From the project lead: public IM is licensed, and provisioned for ${state.values}. Only the tests of public IM wait for it.${page.mark(documented("community", "RK-PIC"))}`,
					origin: state.origin,
				},
			];
}

/** The tasks that set up computers, for which the networks of the perimeter have to be there. */
const brings: ReadonlySet<TaskId> = new Set(["publish-web-components", "install-edge-servers"]);

/** The networks that the computers of a task are connected to, with their addresses. */
function fromNetworkTeam(page: PageBuilder, context: RunbookContext, id: TaskId): readonly Box[] {
	const { index } = context.deployment;
	const networks = serversOf(context, id).flatMap((name) => {
		const host = index.hosts.get(name);
		return host?.kind === "edge-server" || host?.kind === "reverse-proxy"
			? host.adapters.flatMap((adapter) => adapter.network?.name ?? [])
			: [];
	});
	return [...new Set(networks)].flatMap((name) => {
		const network = index.networks.get(name);
		const subnets = network?.subnets.items.map((subnet) => code(subnet.value.text)) ?? [];
		return network === undefined
			? []
			: [
					{
						id: `needs/network/${name}`,
						text: `From the network team: the network ${code(name)}${subnets.length === 0 ? "" : `, ${listed(subnets)}`}, with the addresses of the ${page.link("servers", serversPage)} reserved.${page.mark(documented("derived", "HMC-EDGE"))}`,
						origin: network.origin,
					},
				];
	});
}

/** The computers themselves: the first steps of the page are those of whoever builds them. */
function fromBuilders(page: PageBuilder, context: RunbookContext, id: TaskId): readonly Box[] {
	const origins = context.deployment.index.hosts;
	return serversOf(context, id).map((server) => ({
		id: `needs/built/${server}`,
		text: `From whoever builds the servers: ${code(server)} is built, as its section of the ${page.link("servers sheet", serversPage)} and the steps below on ${id === "install-edge-servers" ? "computer, adapters and name resolution" : "computer and adapters"} say.`,
		...originOf(origins.get(server)),
	}));
}

function originOf(host: Host | undefined): Pick<Box, "origin"> {
	return host === undefined ? {} : { origin: host.origin };
}

/** Records of the internal deployment that a task rests on. */
function existingFor({ rows }: RunbookContext, id: TaskId): readonly string[] {
	const templates: Partial<Readonly<Record<TaskId, readonly DnsTemplateId[]>>> = {
		"publish-web-components": ["web-farm-internal-a"],
		"connect-internal-servers": ["director-a", "pool-a"],
	};
	return rows.dns
		.filter(
			({ record }) => existsInside(record) && record.templates.some((one) => templates[id]?.includes(one) === true),
		)
		.map((row) => row.id);
}

function namesForProxies(page: PageBuilder, { deployment }: RunbookContext): readonly Box[] {
	return lookupsOfProxies(deployment).map(({ proxy, side, from, to, origin }) => {
		const instead =
			side === "internal" ? "; or enter no DNS server there, and the internal web farm into the hosts file" : "";
		return {
			id: `needs/firewall/names/${proxy}/${side}`,
			text: `From the firewall team, ${page.link("beyond the port table", firewallPage)}: ${code(proxy)} at ${code(from)} may ask ${listed(
				to.map(code),
			)} for names through the ${side} firewall, UDP and TCP port ${code("53")}. The port table has no row for it${instead}.${page.mark(documented("derived", "PEDIA-RP"))}`,
			origin,
		};
	});
}

/** One box for each server: work on one can begin while another is not ready yet. */
function earlierResults(page: PageBuilder, context: RunbookContext, task: TaskFact): readonly Box[] {
	return task.after.flatMap(({ task: id, result, evidence }) => {
		const earlier = context.catalogue.tasks.find((candidate) => candidate.id === id);
		return earlier === undefined
			? []
			: serversOf(context, id).map((server) => ({
					id: `after/${id}/${server}`,
					text: `From ${page.link(`task ${earlier.number}`, taskPage(earlier))}: ${result} on ${code(server)}.${page.mark(evidence)}`,
				}));
	});
}

/** The servers of a task; none where it is not needed. */
function serversOf({ requirements }: RunbookContext, id: TaskId): readonly string[] {
	const requirement = requirements.tasks.find((candidate) => candidate.id === id);
	return requirement?.needed === true ? requirement.servers : [];
}

/** Pools that are published and answer at a load balancer of their own. */
export function balancedPools(
	deployment: Deployment,
	proxies: readonly string[] = deployment.reverseProxies.map(({ name }) => name),
): readonly (InternalServer & { readonly loadBalancer: Reference })[] {
	const published = deployment.reverseProxies
		.filter(({ name }) => proxies.includes(name))
		.flatMap((proxy) => proxy.publishes.map(({ pool }) => hostNamed(deployment.index, pool.name)));
	return [...new Set(published)]
		.filter((host) => isInternalServer(host))
		.flatMap((pool) => {
			const { loadBalancer } = pool;
			return pool.kind !== "pool" || loadBalancer === undefined ? [] : [{ ...pool, loadBalancer }];
		});
}

/** The web farm of a pool with several computers answers at the virtual address of the pool's own load balancer. */
function balancersOfPools(page: PageBuilder, { deployment }: RunbookContext): readonly Box[] {
	return balancedPools(deployment).map((pool) => ({
		id: `needs/load-balancers/${pool.name}`,
		text: `From the load balancer team: ${code(pool.loadBalancer.name)} answers for the Web Components of ${code(pool.name)} at ${page.value(
			pool.webFarm?.internal?.value,
			blanks.webFarmInternal(pool.name),
		)}, port ${code("443")}.${page.mark(documented("ocs2007", "EE-DNS"))}`,
		origin: pool.loadBalancer.origin,
	}));
}

/** Which server waits for which rows, where several wait for something. */
export function needsOfServers(page: PageBuilder, context: RunbookContext, task: TaskFact): void {
	const servers = serversOf(context, task.id);
	const needs = needsByServer(task.id, context, servers);
	if (needs.length < 2) {
		return;
	}
	const teams = [
		["Firewall team", firewallPage, (needed: NeededRows) => needed.flows],
		["DNS team", dnsPage, (needed: NeededRows) => needed.dns],
		["Certificate team", certificatesPage, (needed: NeededRows) => needed.certificates],
		["Load balancer team", balancersPage, (needed: NeededRows) => needed.balancers],
	] as const;
	const asked = teams.filter(([, , idsOf]) => needs.some(({ needed }) => idsOf(needed).length > 0));
	const rows = needs.map(({ server, needed }): TableRow => {
		const cells = asked.map(([, path, idsOf]) => {
			const ids = idsOf(needed);
			return ids.length === 0 ? "" : page.link(spanOf(ids), path);
		});
		return { id: `needs/server/${server}`, cells: [code(server), ...cells, ""] };
	});
	page.paragraph(
		`What each server waits for; work on one can begin when its own row is ready${
			needs.length < servers.length
				? ". Servers of this task that are not named here wait for nothing on the sheets"
				: ""
		}:`,
	);
	page.rows(["Server", ...asked.map(([team]) => team), "Ready"], rows);
}

/** When the load balancers of the edge arrays have to answer, on the pages of tasks that do without them. */
export function balancerReadiness(page: PageBuilder, context: RunbookContext, task: TaskFact): readonly string[] {
	const { catalogue, deployment, rows } = context;
	const settling = task.id === "install-edge-servers" ? balancersWithOpenWayBack(deployment) : [];
	if (rows.balancers.length === 0 || !withoutBalancers.has(task.id)) {
		return [];
	}
	const before = (["connect-internal-servers", "validate"] as const).flatMap((id) => {
		const later = catalogue.tasks.find((candidate) => candidate.id === id);
		const ids = rowsFor(id, rows).balancers;
		return later === undefined || ids.length === 0
			? []
			: [`${page.link(spanOf(ids), balancersPage)} before ${page.link(`task ${later.number}`, taskPage(later))}`];
	});
	return before.length === 0
		? []
		: [
				`Load balancers: this task does not wait for their rows${
					settling.length === 0
						? ""
						: `, only for the way back of answers through ${listed(settling.map(code))} to be settled, as said above`
				}. They have to be set up for ${listed(before)}; a member can answer behind them when its services run (task 5).${page.mark(documented("derived", "PLAN-LB"))}`,
			];
}

const withoutBalancers: ReadonlySet<TaskId> = new Set([
	"install-edge-servers",
	"configure-edge-servers",
	"configure-certificates",
	"start-services",
]);

/** Who is told what when the task is done. */
export function handOverBoxes(page: PageBuilder, context: RunbookContext, task: TaskFact): readonly Box[] {
	return [...toTeams(page, context, task.id), ...toLaterTasks(page, context, task)];
}

function toLaterTasks(page: PageBuilder, context: RunbookContext, task: TaskFact): readonly Box[] {
	const servers = serversOf(context, task.id);
	return servers.length === 0
		? []
		: context.catalogue.tasks.flatMap((later) =>
				later.after
					.filter((result) => result.task === task.id)
					.map(({ result }) => ({
						id: `hand-over/${later.id}`,
						text: `To whoever does ${page.link(`task ${later.number}`, taskPage(later))}: ${result} on ${listed(servers.map(code))}${
							servers.length > 1 ? "; say so server by server" : ""
						}.`,
					})),
			);
}
