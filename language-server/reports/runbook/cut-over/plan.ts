import { listed } from "../../../basics/sentences.js";
import type { TaskFact, TaskId } from "../../../catalog/types.js";
import type { GraphNode } from "../../../diagram/graph.js";
import type { Deployment } from "../../../model/deployment.js";
import type { Origin } from "../../../model/origin.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import {
	balancersPage,
	certificatesPage,
	dnsPage,
	firewallPage,
	overviewPage,
	serversPage,
	taskPage,
} from "../page/page-paths.js";
import type { GroupOfSteps } from "../page/step-register.js";
import { publicImState } from "../public-im.js";
import { spanOf } from "../rows/row-ids.js";
import { existingRecords, type NeededRows, rowsFor } from "../rows/task-needs.js";
import { internalLists } from "../sheets/revocation-lists.js";
import { asksForNames, balancedPools } from "../tasks/hand-offs.js";
import { publishedPools } from "../tasks/published.js";
import { USERS } from "../tasks/users.js";
import { type Part, partsOf } from "./parts.js";

/** One thing that somebody does or delivers on the way to the go-live. */
export interface PlanItem {
	/** As in "delivery/flows/validate@seattle": made of names, so that owner and date stay with it. */
	readonly id: string;
	/** What people call it, as in "T3" or "FW6"; with the number of the site behind it where there are several. */
	readonly code: string;
	readonly kind: Extract<GraphNode["kind"], "condition" | "delivery" | "task" | "milestone">;
	/** What it is, as Markdown and as the lines of a box in the picture. */
	readonly title: string;
	readonly label: readonly string[];
	readonly who: string;
	/** Other items, by their ids; they come before this one. */
	readonly waitsFor: readonly string[];
	/** How one sees that it is done, and how one goes back, as Markdown. */
	readonly done: string;
	readonly back: string;
	readonly origin?: Origin;
}

/** What is planned for one site. */
export interface PlanPart {
	/** A site; "all" for what comes once for several of them. */
	readonly part: Part | "all";
	readonly items: readonly PlanItem[];
}

type SheetId = keyof NeededRows;

interface Team {
	readonly sheet: SheetId;
	readonly code: string;
	readonly who: string;
	readonly path: string;
	readonly label: string;
	readonly done: string;
	readonly back: string;
}

const teams: readonly Team[] = [
	{
		sheet: "flows",
		code: "FW",
		who: "Firewall team",
		path: firewallPage,
		label: "Firewall rules",
		done: "Each row is in force, as the sheet says. Whether it lets through what it should shows when something listens: the hand-overs of tasks 1, 5, 6 and 7 say which rows can be tested.",
		back: "Take the rules of these rows away again.",
	},
	{
		sheet: "dns",
		code: "DNS",
		who: "DNS team",
		path: dnsPage,
		label: "DNS records",
		done: "Each name answers, asked from the side of its view.",
		back: "Delete the records of these rows, or set back what they said before.",
	},
	{
		sheet: "certificates",
		code: "CERT",
		who: "Certificate team",
		path: certificatesPage,
		label: "Certificates issued:",
		done: "The authority has issued each certificate, with the names and usages of its section of the sheet, and its revocation list is published where the sheet says.",
		back: "Nothing on a server changes before the task assigns a certificate.",
	},
	{
		sheet: "balancers",
		code: "LB",
		who: "Load balancer team",
		path: balancersPage,
		label: "Load balancer ports",
		done: "Each row is set up. It answers when the services behind it run (task 5), and task 7 tests it.",
		back: "Take the virtual servers of these rows away again.",
	},
];

const derived = documented("derived");

/** Tasks on the internal servers and on all sites at once: they come when the services of every site run. */
const closing: ReadonlySet<TaskId> = new Set(["connect-internal-servers", "validate"]);

/** Everything from the first condition to the go-live, site by site, each item behind those that it waits for. */
export function planOf(page: PageBuilder, context: RunbookContext): readonly PlanPart[] {
	const parts = partsOf(context);
	const conditions = conditionsOf(page, context);
	const partOfRow = partsOfRows(context, parts);
	const planned = parts.map((part, index) => ({
		part,
		...itemsOf(page, context, {
			part,
			index,
			isOnly: parts.length === 1,
			conditions,
			isOwn: (row) => partOfRow(row) === index,
		}),
	}));
	const [first, ...others] = planned;
	const ends = planned.flatMap(({ last }) => last ?? []);
	const atEnd = closingItems(page, context, conditions, planned);
	const done = atEnd.at(-1)?.id;
	const open = done === undefined ? [...(ends.length === 0 ? conditions.all.map(({ id }) => id) : ends)] : [done];
	const unused = [...conditions.beforeAccessEdges, ...conditions.beforeValidation].filter(
		(id) => !isAwaited(id, [...planned.flatMap(({ items }) => items), ...atEnd]),
	);
	const go = goLive(page, context, [...new Set([...open, ...unused])]);
	if (first === undefined) {
		return [];
	}
	const start = { part: first.part, items: [...conditions.all, ...first.items] };
	return others.length === 0
		? [{ ...start, items: [...start.items, go] }]
		: [start, ...others.map(({ part, items }) => ({ part, items })), { part: "all", items: [...atEnd, go] }];
}

function isAwaited(id: string, items: readonly PlanItem[]): boolean {
	return items.some((item) => item.waitsFor.includes(id));
}

interface Conditions {
	readonly all: readonly PlanItem[];
	/** What the first task waits for. */
	readonly beforeTasks: readonly string[];
	/** What the connection of the internal servers and the tests wait for besides. */
	readonly beforeInside: readonly string[];
	readonly beforeValidation: readonly string[];
	/** What is settled before an Access Edge is built, since its hosts file and the firewall rules rest on it. */
	readonly beforeAccessEdges: readonly string[];
}

const PLAN_IS_COMPLETE = "condition/plan";

function conditionsOf(page: PageBuilder, context: RunbookContext): Conditions {
	const { deployment, rows } = context;
	const existing = existingRecords(rows);
	const status = deployment.internalDeployment;
	const isMigration = status?.value === "migrating-from-lcs2005-sp1";
	const inside: PlanItem = {
		id: "condition/internal-deployment",
		code: "P1",
		kind: "condition",
		title: isMigration
			? `The internal OCS 2007 servers of the migration are there${page.mark(derived)}`
			: `The internal OCS 2007 deployment is complete${page.mark(documented("seed", "HMC-EDGE"))}`,
		label: [isMigration ? "Internal servers of the migration" : "Internal deployment complete"],
		who: "Administrator of the internal deployment",
		waitsFor: [],
		done: `Internal users can sign in, download the address book, expand groups and fetch meeting content.${page.mark(documented("community", "PEDIA-RP"))}${
			existing.length === 0 ? "" : `<br>Its DNS records ${page.link(spanOf(existing), dnsPage)} answer inside.`
		}`,
		back: "Not part of this plan.",
		...(status === undefined ? {} : { origin: status.origin }),
	};
	const staging: PlanItem = {
		id: "condition/staging",
		code: "P2",
		kind: "condition",
		title: `The deployment was tried in a staging or lab environment${page.mark(documented("ocs2007-copy", "PEDIA-IMP", "R2BETA-GUIDE"))}`,
		label: ["Tried in staging"],
		who: "Edge administrator",
		waitsFor: [],
		done: `The validation passed there.${page.mark(derived)}`,
		back: "Nothing to take back: it changes no production server.",
	};
	const plan: PlanItem = {
		id: PLAN_IS_COMPLETE,
		code: "P3",
		kind: "condition",
		title: "DNS records, firewall rules and certificates are planned",
		label: ["Plan complete"],
		who: "Project lead",
		waitsFor: [],
		done: `The ${page.link("overview", overviewPage)} lists no error and no blank that the topology file could fill, and the authority of each certificate has agreed to its names.`,
		back: "Nothing to take back: nothing is changed yet.",
	};
	const publicIm = publicImOf(page, context);
	const lists = revocationListsOf(page, context);
	return {
		all: [inside, staging, plan, ...publicIm, ...lists],
		beforeTasks: [...(isMigration ? [] : [inside.id]), staging.id, plan.id],
		beforeInside: isMigration ? [inside.id] : [],
		beforeValidation: publicIm.map(({ id }) => id),
		beforeAccessEdges: lists.map(({ id }) => id),
	};
}

/** An edge server does not find the list of the own authority by itself, and there are two ways to see to it. */
function revocationListsOf(page: PageBuilder, context: RunbookContext): readonly PlanItem[] {
	const lists = internalLists(context);
	return lists.length === 0
		? []
		: [
				{
					id: "condition/revocation-lists",
					code: "CRL",
					kind: "condition",
					title: `Settled how the edge servers fetch the revocation ${lists.length === 1 ? "list" : "lists"} of the internal authority, ${listed(lists.map(code))}: one of the two ways of the ${page.link("certificate sheet", certificatesPage)}${page.mark(listEvidence)}`,
					label: ["Internal revocation list settled"],
					who: "Certificate team, with the firewall team and the DNS team",
					waitsFor: [PLAN_IS_COMPLETE],
					done: "Whoever builds the servers, the firewall team and the DNS team know which way it is; where it is that of the hosts file, with the address of the host.",
					back: "Nothing to take back: nothing is changed yet.",
				},
			];
}

const listEvidence = documented("derived", "EXPLUC-CRL", "R2-DNSCFG");

/** What was settled is there: the host on the Internet, or the entries on the built computers and the rule inside. */
function listsInReach(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	servers: readonly string[],
	place: Place,
): PlanItem {
	const senders = deployment.edgeServers.filter(
		({ name, accessEdge }) => accessEdge !== undefined && servers.includes(name),
	);
	return {
		...place,
		kind: "delivery",
		title: `The revocation list of the internal authority within reach of ${listed(senders.map(({ name }) => code(name)))}, in the way that was settled${page.mark(listEvidence)}`,
		label: ["Internal revocation list", "within reach"],
		who: "Certificate team, with the firewall team and the DNS team",
		done: `The host of the list answers on the Internet under its name; or the hosts file of each edge server with an Access Edge names it, and the rule for it is in force on the internal firewall.${page.mark(listEvidence)}`,
		back: `Take the entries and the rule away again, or the record that was made for the host.${page.mark(derived)}`,
	};
}

/** Public IM rests on a contract and on what the providers have been told, which nobody on the edge can bring about. */
function publicImOf(page: PageBuilder, context: RunbookContext): readonly PlanItem[] {
	const state = publicImState(page, context);
	return state === undefined
		? []
		: [
				{
					id: "condition/public-im",
					code: "P4",
					kind: "condition",
					title: `Public IM connectivity is licensed, and provisioned for ${state.values}${page.mark(documented("community", "RK-PIC"))}`,
					label: ["Public IM provisioned"],
					who: "Project lead",
					waitsFor: [PLAN_IS_COMPLETE],
					done: `The licences are purchased, and the providers have confirmed the provisioning. ${state.stated} Of task 7, only the tests of public IM wait for it.`,
					back: "End the contract with the providers; not part of this plan.",
					origin: state.origin,
				},
			];
}

/** What the items of one part are made from. */
interface PartContext {
	readonly part: Part;
	readonly index: number;
	readonly isOnly: boolean;
	readonly conditions: Conditions;
	/** Whether a row of a sheet belongs to this part. */
	readonly isOwn: (row: string) => boolean;
}

/** What is planned for one site, and what is left for the tasks that come once for all of them. */
interface PlannedPart {
	readonly items: readonly PlanItem[];
	/** The last task, by its id. */
	readonly last?: string;
	/** What the tasks of `closing` wait for here, by task. */
	readonly deferred: ReadonlyMap<TaskId, readonly string[]>;
}

function itemsOf(
	page: PageBuilder,
	context: RunbookContext,
	{ part, index, isOnly, conditions, isOwn }: PartContext,
): PlannedPart {
	const { catalogue, requirements } = context;
	const idOf = (id: string) => (part.site === undefined ? id : `${id}@${part.site}`);
	const codeOf = (words: string) => (isOnly ? words : `${words}.${index + 1}`);
	const items: PlanItem[] = [];
	const deferred = new Map<TaskId, readonly string[]>();
	// What one task waited for is there for the next one.
	const delivered = new Set<string>();
	const computers = [...part.edgeServers, ...part.reverseProxies];
	const build = idOf("delivery/servers");
	const settled = hasAccessEdge(context, part.edgeServers) ? conditions.beforeAccessEdges : [];
	if (computers.length > 0) {
		const networks = networksOf(context, computers);
		if (networks.length > 0) {
			items.push({
				id: idOf("delivery/networks"),
				code: codeOf("NET"),
				kind: "delivery",
				title: `Networks ${listed(networks.map(code))}, with the addresses of the ${page.link("servers", serversPage)} reserved${page.mark(derived)}`,
				label: ["Networks and addresses"],
				who: "Network team",
				waitsFor: [PLAN_IS_COMPLETE],
				done: `Each network is there, no address of the sheet is in use, and the internal networks have a route to the internal side of the perimeter, without address translation to an A/V Edge.${page.mark(documented("derived", "EDG-2.3"))}${wayBack(page, context, part)}`,
				back: `Release the addresses.${page.mark(derived)}`,
			});
		}
		items.push({
			id: build,
			code: codeOf("SRV"),
			kind: "delivery",
			title: `${page.link("Perimeter computers", serversPage)} built: ${computers.map((name) => builtBy(page, context, name)).join(", ")}`,
			label: ["Perimeter computers", `${computers.length} to build`],
			who: "Whoever builds the servers",
			waitsFor: [PLAN_IS_COMPLETE, ...settled, ...items.map(({ id }) => id)],
			done: "The checks of these steps hold on each computer.",
			back: "Nothing to take back: no role is installed yet.",
		});
	}
	let before: string | undefined;
	for (const task of catalogue.tasks) {
		const requirement = requirements.tasks.find((one) => one.id === task.id);
		const servers = serversOf(context, part, task);
		if (requirement === undefined || !requirement.needed || (servers.length === 0 && index > 0)) {
			continue;
		}
		const needed = rowsFor(task.id, context.rows);
		// Names of the edge lead clients and partners to it, so they come when it answers.
		const running = task.id === "validate" ? items.find((item) => item.id === idOf("task/start-services")) : undefined;
		const made = teams.flatMap((team): readonly PlanItem[] => {
			const ids = needed[team.sheet].filter((row) => isOwn(row) && !delivered.has(row));
			for (const row of ids) {
				delivered.add(row);
			}
			if (ids.length === 0) {
				return [];
			}
			const isLate = running !== undefined && team.sheet === "dns";
			const isAskedMore =
				team.sheet === "flows" &&
				task.id === "publish-web-components" &&
				asksForNames(context.deployment, part.reverseProxies);
			const isAskedForLists = team.sheet === "flows" && task.id === "start-services" && settled.length > 0;
			const beyond = isAskedMore
				? ", and what the sheet asks for beyond the port table so that the reverse proxy finds names"
				: isAskedForLists
					? ", and where it is settled so, what the sheet asks for beyond the port table for the internal revocation list"
					: "";
			const delivery: PlanItem = {
				id: idOf(`delivery/${team.sheet}/${task.id}`),
				code: codeOf(`${team.code}${task.number}`),
				kind: "delivery",
				title: `${team.label} ${page.link(spanOf(ids), team.path)} for task ${task.number}${beyond}${isLate || beyond !== "" ? page.mark(derived) : ""}`,
				label: [team.label.replace(/:$/, ""), spanOf(ids)],
				who: team.who,
				waitsFor: isLate ? [running.id] : [PLAN_IS_COMPLETE, ...(isAskedForLists ? settled : [])],
				done: team.done,
				back: `${team.back}${team.sheet === "certificates" ? "" : page.mark(derived)}`,
			};
			if (team.sheet !== "certificates") {
				return [delivery];
			}
			const order = orderOfCertificates(page, context, task, ids, {
				...(task.id === "publish-web-components" || before === undefined || computers.length === 0
					? {}
					: { withFiles: codeOf("SRV") }),
				id: idOf(`order/certificates/${task.id}`),
				code: codeOf(`ORD${task.number}`),
				waitsFor: [
					(task.id === "publish-web-components" ? undefined : before) ??
						(computers.length > 0 ? build : PLAN_IS_COMPLETE),
				],
			});
			return [order, { ...delivery, waitsFor: [order.id] }];
		});
		const deliveries = running === undefined ? made : namesLast(made, idOf(`delivery/dns/${task.id}`));
		const balanced = task.id === "publish-web-components" ? balancedFarms(page, context, part.reverseProxies) : [];
		const more = balanced.map((item) => ({ ...item, id: idOf(item.id), code: codeOf(item.code) }));
		const reach =
			task.id === "start-services" && hasAccessEdge(context, servers) && settled.length > 0
				? [
						listsInReach(page, context, servers, {
							id: idOf("delivery/revocation-lists"),
							code: codeOf(`CRL${task.number}`),
							waitsFor: [...settled, build, ...deliveries.map(({ id }) => id)],
						}),
					]
				: [];
		items.push(...deliveries, ...more, ...reach);
		const awaited = [...deliveries, ...more, ...reach].map((delivery) => delivery.id);
		if (closing.has(task.id) && !isOnly) {
			deferred.set(task.id, awaited);
			continue;
		}
		const hasBuilt = task.id === "publish-web-components" || task.id === "install-edge-servers";
		const item = taskItem(page, task, servers, {
			on: task.id === "publish-web-components" ? publishedPools(context.deployment, servers) : [],
			without: [
				...deliveries.filter(({ id }) => id.startsWith("order/")).map((order) => order.code),
				...goLiveIn(context, task),
			],
			id: idOf(`task/${task.id}`),
			code: codeOf(`T${task.number}`),
			waitsFor: [
				...(before === undefined ? conditions.beforeTasks : [before]),
				...conditionsFor(conditions, task.id),
				...(hasBuilt && computers.length > 0 ? [build] : []),
				...awaited.filter((id) => !id.startsWith("order/")),
			],
		});
		items.push(item);
		before = item.id;
	}
	return { items, deferred, ...(before === undefined ? {} : { last: before }) };
}

/** Names that lead to the edge come when firewall and load balancers let in whoever follows them. */
function namesLast(deliveries: readonly PlanItem[], names: string): readonly PlanItem[] {
	const others = deliveries.filter(({ id }) => id !== names);
	return [
		...others,
		...deliveries
			.filter(({ id }) => id === names)
			.map((item) => ({ ...item, waitsFor: [...item.waitsFor, ...others.map(({ id }) => id)] })),
	];
}

type Place = Pick<PlanItem, "id" | "code" | "waitsFor">;

interface TaskPlace extends Place {
	/** Where some of its steps are done besides: the web farm belongs to a published pool. */
	readonly on?: readonly string[];
	/** Items of their own that some of its steps are, by their codes. */
	readonly without?: readonly string[];
}

function taskItem(
	page: PageBuilder,
	task: TaskFact,
	servers: readonly string[],
	{ on = [], without = [], ...place }: TaskPlace,
): PlanItem {
	const all = [...new Set([...servers, ...on])];
	return {
		...place,
		kind: "task",
		title: `${page.link(`Task ${task.number}: ${text(task.title)}`, taskPage(task))}${all.length === 0 ? "" : ` on ${all.map(code).join(", ")}`}${without.length === 0 ? "" : `, without the steps of ${listed(without)}`}`,
		label: [shortTitles[task.id]],
		who: text(task.who.replace(/\.$/, "")),
		done: task.verify.map((fact) => page.fact(fact)).join("<br>"),
		back: task.undo.map((fact) => page.fact(fact)).join("<br>"),
	};
}

interface OrderPlace extends Place {
	/** The item behind which the requests can be made from the request files, where the wizard comes later. */
	readonly withFiles?: string;
}

/** The key is made with the request, on the server, so that a certificate can be ordered only when its server is there. */
function orderOfCertificates(
	page: PageBuilder,
	context: RunbookContext,
	task: TaskFact,
	ids: readonly string[],
	{ withFiles, ...place }: OrderPlace,
): PlanItem {
	const steps = requestSteps(page, context, task, ids);
	const isEarly = task.id === "publish-web-components" && steps.length > 0;
	return {
		...place,
		kind: "task",
		title: `The requests of ${page.link(spanOf(ids), certificatesPage)} made on their servers, as ${page.link(`task ${task.number}`, taskPage(task))} says${steps.length === 0 ? "" : ` (${steps.join("; ")})`}, and ordered${isEarly ? "; these steps may be done before the ones above them" : ""}${withFiles === undefined ? "" : `; with the request files instead of the wizard, from ${withFiles} on`}${page.mark(derived)}`,
		label: ["Certificates requested and ordered", spanOf(ids)],
		who: `${task.id === "publish-web-components" ? "The administrator of the reverse proxy" : "A local administrator of the edge server"}, with the certificate team`,
		done: "Each request names what its section of the sheet says, or the order names what the request cannot; and the authority has confirmed the order.",
		back: `Withdraw the orders; no server uses the requests yet.${page.mark(derived)}`,
	};
}

/** Whether there is an Access Edge among them, which fetches revocation lists as it starts. */
function hasAccessEdge({ deployment }: RunbookContext, servers: readonly string[]): boolean {
	return deployment.edgeServers.some(({ name, accessEdge }) => accessEdge !== undefined && servers.includes(name));
}

/** As in "`edge1`: steps 4.4 to 4.9": where requests are made and ordered, server by server. */
function requestSteps(
	page: PageBuilder,
	{ rows, steps }: RunbookContext,
	task: TaskFact,
	ids: readonly string[],
): readonly string[] {
	const servers = new Set(rows.certificates.filter(({ id }) => ids.includes(id)).map(({ request }) => request.server));
	return [...servers].flatMap((server) => {
		const groups = (steps?.on(server) ?? []).filter((group) => group.task === task.number);
		const spans = groups.flatMap(({ id, first, last, path }) =>
			id.startsWith("request/")
				? [{ path, first, last }]
				: // On a reverse proxy the installation stands in the same group, behind request and order; a copy has neither.
					id.includes("/certificate/") && last === followingStep(followingStep(first))
					? [{ path, first, last: followingStep(first) }]
					: [],
		);
		const joined: { path: string; first: string; last: string }[] = [];
		for (const span of spans) {
			const before = joined.at(-1);
			if (before !== undefined && followingStep(before.last) === span.first) {
				before.last = span.last;
			} else {
				joined.push({ ...span });
			}
		}
		return joined.length === 0
			? []
			: [
					`${code(server)}: ${listed(joined.map(({ path, first, last }) => page.link(first === last ? `step ${first}` : `steps ${first} to ${last}`, path)))}`,
				];
	});
}

/** The number of the step behind another one, as in "1.15" behind "1.14". */
function followingStep(number: string): string {
	const [task = "", step = ""] = number.split(".");
	return `${task}.${Number(step) + 1}`;
}

function conditionsFor(conditions: Conditions, task: TaskId): readonly string[] {
	return task === "connect-internal-servers"
		? conditions.beforeInside
		: task === "validate"
			? conditions.beforeValidation
			: [];
}

/** With several sites: the tasks that come once, when every site has done its own. */
function closingItems(
	page: PageBuilder,
	context: RunbookContext,
	conditions: Conditions,
	planned: readonly PlannedPart[],
): readonly PlanItem[] {
	const items: PlanItem[] = [];
	for (const task of planned.length > 1 ? context.catalogue.tasks : []) {
		const requirement = context.requirements.tasks.find((one) => one.id === task.id);
		if (!closing.has(task.id) || requirement?.needed !== true) {
			continue;
		}
		const before = items.at(-1);
		items.push(
			taskItem(page, task, requirement.servers, {
				without: goLiveIn(context, task),
				id: `task/${task.id}`,
				code: `T${task.number}`,
				waitsFor: [
					...(before === undefined ? planned.flatMap(({ last }) => last ?? []) : [before.id]),
					...conditionsFor(conditions, task.id),
					...planned.flatMap(({ deferred }) => deferred.get(task.id) ?? []),
				],
			}),
		);
	}
	return items;
}

/** Where a balancer leaves a member the sender's address, the answer has to find its way through the balancer. */
export function balancersWithOpenWayBack(
	deployment: Deployment,
	edgeArrays: readonly string[] = deployment.edgeArrays.map(({ name }) => name),
): readonly string[] {
	const names = deployment.edgeArrays
		.filter(({ name }) => edgeArrays.includes(name))
		.flatMap(({ loadBalancer }) => loadBalancer?.name ?? []);
	return [...new Set(names)].filter((name) => deployment.index.loadBalancers.get(name)?.translation?.value === "dnat");
}

function wayBack(page: PageBuilder, { deployment }: RunbookContext, { edgeArrays }: Part): string {
	return balancersWithOpenWayBack(deployment, edgeArrays).length > 0
		? ` The way back of answers through a load balancer that translates destinations only is settled, as the ${page.link("load balancer sheet", balancersPage)} asks.${page.mark(documented("derived", "PLAN-HLB"))}`
		: "";
}

/** The networks that computers are connected to, each once. */
function networksOf({ deployment }: RunbookContext, computers: readonly string[]): readonly string[] {
	const names = computers.flatMap((name) => {
		const host = deployment.index.hosts.get(name);
		return host?.kind === "edge-server" || host?.kind === "reverse-proxy"
			? host.adapters.flatMap((adapter) => adapter.network?.name ?? [])
			: [];
	});
	return [...new Set(names)];
}

/** As in "edge1 (steps 2.1 to 2.19)": the steps with which a computer is set up before anything is installed on it. */
function builtBy(page: PageBuilder, { steps }: RunbookContext, name: string): string {
	const groups = (steps?.on(name) ?? []).filter(({ id }) => /\/(?:computer|adapters|name-resolution)$/.test(id));
	const [first] = groups;
	const last = groups.at(-1);
	return first === undefined || last === undefined
		? code(name)
		: `${code(name)} (${page.link(`steps ${first.first} to ${last.last}`, first.path)})`;
}

/** The web farms of pools with several computers answer at the load balancer of the pool. */
function balancedFarms(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	proxies: readonly string[],
): readonly PlanItem[] {
	const pools = balancedPools(deployment, proxies);
	return pools.length === 0
		? []
		: [
				{
					id: "delivery/pool-balancers",
					code: "LB1",
					kind: "delivery",
					title: `Load balancers of published web farms: ${pools.map((pool) => `${code(pool.loadBalancer.name)} for ${code(pool.name)}`).join(", ")}`,
					label: ["Load balancers of web farms"],
					who: "Load balancer team",
					waitsFor: [PLAN_IS_COMPLETE],
					done: `From inside, each web farm answers over HTTPS at the virtual address of its pool.${page.mark(documented("ocs2007", "EE-DNS"))}`,
					back: "Nothing to take back: the internal deployment has them.",
				},
			];
}

/** The titles of the reference architecture, short enough for a box. */
const shortTitles: Readonly<Record<TaskId, string>> = {
	"publish-web-components": "Publish the web components",
	"install-edge-servers": "Install the edge roles",
	"configure-edge-servers": "Configure the edge roles",
	"configure-certificates": "Configure certificates",
	"start-services": "Start services",
	"connect-internal-servers": "Connect the internal servers",
	validate: "Validate",
};

/** The servers of a part on which a task is done; those of the tasks that come once belong to no part. */
function serversOf({ requirements }: RunbookContext, part: Part, task: TaskFact): readonly string[] {
	const servers = requirements.tasks.find((one) => one.id === task.id)?.servers ?? [];
	if (closing.has(task.id)) {
		return servers;
	}
	const own = task.id === "publish-web-components" ? part.reverseProxies : part.edgeServers;
	return servers.filter((name) => own.includes(name));
}

/** Which part each row of the sheets belongs to, by its number. What belongs to no single site is wanted for the first one. */
function partsOfRows({ deployment, rows }: RunbookContext, parts: readonly Part[]): (row: string) => number {
	const ofHost = new Map(
		parts.flatMap((part, index) =>
			[...part.edgeServers, ...part.edgeArrays, ...part.reverseProxies].map((name) => [name, index] as const),
		),
	);
	const partOf = (host: string | undefined) =>
		ofHost.get(host ?? "") ?? ofHost.get(deployment.index.arrayOf.get(host ?? "")?.name ?? "") ?? 0;
	const ofRow = new Map<string, number>([
		...rows.firewalls.flatMap((firewall) => firewall.rows).map(({ id, flow }) => [id, partOf(flow.server)] as const),
		...rows.dns.map(({ id, record }) => [id, partOf(record.host)] as const),
		...rows.certificates.map(({ id, request }) => [id, partOf(request.server)] as const),
		...rows.balancers.flatMap((balancer) => balancer.rows).map(({ id, array }) => [id, partOf(array.name)] as const),
	]);
	return (row) => ofRow.get(row) ?? 0;
}

const GO = "GO";

/** The steps with which users are enabled: they are the go-live, and not what comes before it. */
export function goLiveSteps({ catalogue, steps }: RunbookContext): GroupOfSteps | undefined {
	const task = catalogue.tasks.find(({ id }) => id === "validate");
	return task === undefined ? undefined : steps?.ofTask(task.number, USERS);
}

/** The go-live, where steps of the task belong to it. */
function goLiveIn(context: RunbookContext, task: TaskFact): readonly string[] {
	return task.id === "validate" && goLiveSteps(context) !== undefined ? [GO] : [];
}

function goLive(page: PageBuilder, context: RunbookContext, waitsFor: readonly string[]): PlanItem {
	const { deployment } = context;
	const day = deployment.goLive;
	const users = goLiveSteps(context);
	const enabling =
		users === undefined
			? ""
			: `: the users are enabled (${page.link(users.first === users.last ? `step ${users.first}` : `steps ${users.first} to ${users.last}`, users.path)})${page.mark(derived)}`;
	return {
		id: "milestone/go-live",
		code: GO,
		kind: "milestone",
		title: `Go-live${day === undefined ? "" : ` on ${code(day.value)}`}${enabling}`,
		label: ["Go-live", ...(day === undefined ? [] : [day.value])],
		who: users === undefined ? "Project lead" : "Project lead, with the administrator of the internal deployment",
		waitsFor,
		done: "Outside users work with what task 7 has tested.",
		back: "Tell the users, disable again what was enabled for them, then go back item by item, the last one first.",
		...(day === undefined ? {} : { origin: day.origin }),
	};
}
