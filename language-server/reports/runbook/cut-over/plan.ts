import type { TaskFact, TaskId } from "../../../catalog/types.js";
import type { GraphNode } from "../../../diagram/graph.js";
import type { Origin } from "../../../model/origin.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, RunbookContext } from "../page.js";
import {
	balancersPage,
	certificatesPage,
	dnsPage,
	firewallPage,
	overviewPage,
	serversPage,
	taskPage,
} from "../page-paths.js";
import { spanOf } from "../row-ids.js";
import { type NeededRows, rowsFor } from "../task-needs.js";
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
	readonly part: Part;
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
		done: "Each row is in force and tested.",
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
		label: "Certificates",
		done: "The authority and the names of each request are settled, and the order can be placed. The answers are imported during the task.",
		back: "Nothing on a server changes before the task assigns a certificate.",
	},
	{
		sheet: "balancers",
		code: "LB",
		who: "Load balancer team",
		path: balancersPage,
		label: "Load balancer ports",
		done: "Each row is set up and answers.",
		back: "Take the virtual servers of these rows away again.",
	},
];

const derived = documented("derived");

/** Everything from the first condition to the go-live, site by site, each item behind those that it waits for. */
export function planOf(page: PageBuilder, context: RunbookContext): readonly PlanPart[] {
	const parts = partsOf(context);
	const planned: PlanPart[] = [];
	let previous: string | undefined;
	const conditions = conditionsOf(page, context);
	const partOfRow = partsOfRows(context, parts);
	for (const [index, part] of parts.entries()) {
		const items = itemsOf(page, context, {
			part,
			index,
			isOnly: parts.length === 1,
			conditions,
			previous,
			isOwn: (row) => partOfRow(row) === index,
		});
		previous = items.findLast((item) => item.kind === "task")?.id ?? previous;
		const isLast = index === parts.length - 1;
		planned.push({
			part,
			items: [
				...(index === 0 ? conditions.all : []),
				...items,
				...(isLast ? [goLive(context, previous === undefined ? conditions.all.map(({ id }) => id) : [previous])] : []),
			],
		});
	}
	return planned;
}

interface Conditions {
	readonly all: readonly PlanItem[];
	/** What the first task waits for. */
	readonly beforeTasks: readonly string[];
	/** What the connection of the internal servers waits for besides. */
	readonly beforeInside: readonly string[];
}

const PLAN_IS_COMPLETE = "condition/plan";

function conditionsOf(page: PageBuilder, { deployment }: RunbookContext): Conditions {
	const status = deployment.internalDeployment;
	const isMigration = status?.value === "migrating-from-lcs2005-sp1";
	const inside: PlanItem = {
		id: "condition/internal-deployment",
		code: "P1",
		kind: "condition",
		title: isMigration
			? `The internal OCS 2007 servers of the migration stand${page.mark(derived)}`
			: `The internal OCS 2007 deployment is complete${page.mark(documented("seed", "HMC-EDGE"))}`,
		label: [isMigration ? "Internal servers of the migration" : "Internal deployment complete"],
		who: "Administrator of the internal deployment",
		waitsFor: [],
		done: `Internal users can sign in, download the address book, expand groups and fetch meeting content.${page.mark(documented("community", "PEDIA-RP"))}`,
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
		done: `The ${page.link("overview", overviewPage)} lists no error and no blank that the topology file could fill.`,
		back: "Nothing to take back: nothing is changed yet.",
	};
	return {
		all: [inside, staging, plan],
		beforeTasks: [...(isMigration ? [] : [inside.id]), staging.id, plan.id],
		beforeInside: isMigration ? [inside.id] : [],
	};
}

/** What the items of one part are made from. */
interface PartContext {
	readonly part: Part;
	readonly index: number;
	readonly isOnly: boolean;
	readonly conditions: Conditions;
	/** The last task of the part before this one, by its id. */
	readonly previous: string | undefined;
	/** Whether a row of a sheet belongs to this part. */
	readonly isOwn: (row: string) => boolean;
}

function itemsOf(
	page: PageBuilder,
	context: RunbookContext,
	{ part, index, isOnly, conditions, previous, isOwn }: PartContext,
): readonly PlanItem[] {
	const { catalogue, requirements } = context;
	const idOf = (id: string) => (part.site === undefined ? id : `${id}@${part.site}`);
	const codeOf = (words: string) => (isOnly ? words : `${words}.${index + 1}`);
	const items: PlanItem[] = [];
	// What one task waited for is there for the next one.
	const delivered = new Set<string>();
	const computers = [...part.edgeServers, ...part.reverseProxies];
	const build = idOf("delivery/servers");
	if (computers.length > 0) {
		items.push({
			id: build,
			code: codeOf("SRV"),
			kind: "delivery",
			title: `${page.link("Perimeter computers", serversPage)}: ${computers.map(code).join(", ")}`,
			label: ["Perimeter computers", `${computers.length} to build`],
			who: "Whoever builds the servers",
			waitsFor: [PLAN_IS_COMPLETE],
			done: "Each stands in its networks with its operating system, as its section of the sheet says.",
			back: "Nothing to take back: no role is installed yet.",
		});
	}
	let before = previous;
	for (const task of catalogue.tasks) {
		const requirement = requirements.tasks.find((one) => one.id === task.id);
		const servers = serversOf(context, part, index, task);
		if (requirement === undefined || !requirement.needed || (servers.length === 0 && index > 0)) {
			continue;
		}
		const needed = rowsFor(task.id, context.rows);
		const deliveries = teams.flatMap((team): readonly PlanItem[] => {
			const ids = needed[team.sheet].filter((row) => isOwn(row) && !delivered.has(row));
			for (const row of ids) {
				delivered.add(row);
			}
			if (ids.length === 0) {
				return [];
			}
			// Names of the edge lead clients and partners to it, so they come when it answers.
			const running = items.find((item) => item.id === idOf("task/start-services"));
			const isLate = running !== undefined && team.sheet === "dns" && task.id === "validate";
			return [
				{
					id: idOf(`delivery/${team.sheet}/${task.id}`),
					code: codeOf(`${team.code}${task.number}`),
					kind: "delivery",
					title: `${team.label} ${page.link(spanOf(ids), team.path)} for task ${task.number}${isLate ? page.mark(derived) : ""}`,
					label: [team.label, spanOf(ids)],
					who: team.who,
					waitsFor: [isLate ? running.id : PLAN_IS_COMPLETE],
					done: team.done,
					back: `${team.back}${team.sheet === "certificates" ? "" : page.mark(derived)}`,
				},
			];
		});
		items.push(...deliveries);
		const id = idOf(`task/${task.id}`);
		const first = before === undefined || before === previous;
		const hasBuilt = task.id === "publish-web-components" || task.id === "install-edge-servers";
		items.push({
			id,
			code: codeOf(`T${task.number}`),
			kind: "task",
			title: `${page.link(`Task ${task.number}: ${text(task.title)}`, taskPage(task))}${servers.length === 0 ? "" : ` on ${servers.map(code).join(", ")}`}`,
			label: [shortTitles[task.id]],
			who: text(task.who),
			waitsFor: [
				...(first && index === 0 ? conditions.beforeTasks : []),
				...(before === undefined ? [] : [before]),
				...(task.id === "connect-internal-servers" ? conditions.beforeInside : []),
				...(hasBuilt && computers.length > 0 ? [build] : []),
				...deliveries.map((delivery) => delivery.id),
			],
			done: task.verify.map((fact) => page.fact(fact)).join("<br>"),
			back: task.undo.map((fact) => page.fact(fact)).join("<br>"),
		});
		before = id;
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

/** The servers of a part on which a task is done; the internal ones with the first part, which is where they are met first. */
function serversOf({ requirements }: RunbookContext, part: Part, index: number, task: TaskFact): readonly string[] {
	const servers = requirements.tasks.find((one) => one.id === task.id)?.servers ?? [];
	switch (task.id) {
		case "publish-web-components":
			return servers.filter((name) => part.reverseProxies.includes(name));
		case "connect-internal-servers":
			// Each internal server is told of the edge servers of each site.
			return part.edgeServers.length === 0 && index > 0 ? [] : servers;
		case "validate":
			return servers.filter(
				(name) =>
					part.edgeServers.includes(name) || (index === 0 && !requirements.layout.some((site) => holds(site, name))),
			);
		default:
			return servers.filter((name) => part.edgeServers.includes(name));
	}
}

function holds(site: RunbookContext["requirements"]["layout"][number], name: string): boolean {
	return site.groups.some((group) => group.servers.includes(name));
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

function goLive({ deployment }: RunbookContext, waitsFor: readonly string[]): PlanItem {
	const day = deployment.goLive;
	return {
		id: "milestone/go-live",
		code: "GO",
		kind: "milestone",
		title: `Go-live${day === undefined ? "" : ` on ${code(day.value)}`}`,
		label: ["Go-live", ...(day === undefined ? [] : [day.value])],
		who: "Project lead",
		waitsFor,
		done: "Outside users work with what task 7 has tested.",
		back: "Tell the users, then go back item by item, the last one first.",
		...(day === undefined ? {} : { origin: day.origin }),
	};
}
