import { listed } from "../../../basics/sentences.js";
import type { TaskFact, TaskId } from "../../../catalog/types.js";
import { askedNameServers } from "../../../requirements/near-name-servers.js";
import { asksForNames } from "../../../requirements/proxy-lookups.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { serversPage, taskPage } from "../page/page-paths.js";
import { spanOf } from "../rows/row-ids.js";
import { rowsFor } from "../rows/task-needs.js";
import { publishedPools } from "../tasks/published.js";
import { orderOfCertificates } from "./certificate-orders.js";
import { type Conditions, conditionsFor, conditionsOf, hasAccessEdge, listsInReach } from "./conditions.js";
import { balancedFarms, namesLast, teams } from "./deliveries.js";
import { goLive, goLiveIn } from "./go-live.js";
import { type Part, partsOf } from "./parts.js";
import { builtBy, networksOf, wayBack } from "./perimeter.js";
import { derived, PLAN_IS_COMPLETE, type Place, type PlanItem, type PlanPart } from "./plan-item.js";

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
	const networking = idOf("delivery/networks");
	const settled = hasAccessEdge(context, part.edgeServers) ? conditions.beforeAccessEdges : [];
	if (computers.length > 0) {
		const networks = networksOf(context, computers);
		if (networks.length > 0) {
			const back = wayBack(page, context, part);
			items.push({
				id: networking,
				code: codeOf("NET"),
				kind: "delivery",
				title: `Networks ${listed(networks.map(code))}, with the addresses of the ${page.link("servers", serversPage)}${part.edgeArrays.length === 0 ? "" : ` and the virtual ones of ${listed(part.edgeArrays.map(code))}`} reserved${page.mark(derived)}`,
				label: ["Networks and addresses"],
				who: back === undefined ? "Network team" : "Network team, with the load balancer team",
				waitsFor: [PLAN_IS_COMPLETE],
				done: `Each network is there, no address of the sheet is in use, and the internal networks have a route to the internal side of the perimeter, without address translation to an A/V Edge.${page.mark(documented("derived", "EDG-2.3"))}${back === undefined ? "" : ` ${back}`}`,
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
			const isAskedForNames =
				team.sheet === "flows" &&
				task.id === "start-services" &&
				askedNameServers(context, part.edgeServers).length > 0;
			const asked = [
				...(isAskedMore ? ["so that the reverse proxy finds names"] : []),
				...(isAskedForNames ? ["so that DNS servers beside the edge servers find names"] : []),
				...(isAskedForLists ? ["for the internal revocation list, where it is settled so"] : []),
			];
			const beyond = asked.length === 0 ? "" : `, and what the sheet asks for beyond the port table ${listed(asked)}`;
			const delivery: PlanItem = {
				id: idOf(`delivery/${team.sheet}/${task.id}`),
				code: codeOf(`${team.code}${task.number}`),
				kind: "delivery",
				title: `${team.label} ${page.link(spanOf(ids), team.path)} for task ${task.number}${beyond}${isLate || beyond !== "" ? page.mark(derived) : ""}`,
				label: [team.label.replace(/:$/, ""), spanOf(ids)],
				who: team.who,
				waitsFor: isLate
					? [running.id]
					: [
							PLAN_IS_COMPLETE,
							...(isAskedForLists ? settled : []),
							// Virtual addresses lie in these networks, and how answers pass the balancer is settled with them.
							...(team.sheet === "balancers" ? items.filter(({ id }) => id === networking).map(({ id }) => id) : []),
						],
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
