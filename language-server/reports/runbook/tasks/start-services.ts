import { listed, lowerFirst } from "../../../basics/sentences.js";
import type { WindowsServiceFact } from "../../../catalog/types.js";
import type { EdgeServer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Origin } from "../../../model/origin.js";
import { hasOnlyNearNameServers } from "../../../requirements/near-name-servers.js";
import { code, text } from "../../markdown.js";
import { documented, documentedTogether, edgeServersOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { certificatesPage, firewallPage, taskPage } from "../page/page-paths.js";
import { orderOf } from "../rows/certificate-orders.js";
import { spanOf } from "../rows/row-ids.js";
import { internalLists } from "../sheets/revocation-lists.js";
import { EVENT_LOG, eventSteps, eventsOfStart, startErrors } from "./event-steps.js";
import { siteLine } from "./sites.js";

/** Task 5: the services of each edge server, what depends on another one after it. */
export function startServices(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	return edgeServersOf(context.deployment, servers).map((server, index): StepGroup => {
		const services = servicesOf(context, server);
		// With one role the menu has no list of services to choose from, however many services the role has.
		const oneRole = rolesOf(server).length === 1;
		return {
			id: server.name,
			on: server.name,
			title: `Services of ${code(server.name)}`,
			intro: [
				...(index === 0
					? [
							`No order among the edge servers is documented, and among the services only one: what depends on another one starts after it.${page.mark(documented("community", "BWCA", "SCHERTZ-SVC"))}`,
						]
					: []),
				...siteLine(context.deployment, server),
				`Do this on the computer itself: the administrative snap-in on another computer cannot start the services of an edge server.${page.mark(documented("ocs2007", "ADM-SVC"))}`,
			],
			steps: [
				...revocationLists(page, context, server),
				{
					id: "open",
					action:
						"Open *Computer Management*, expand *Services and Applications* and right-click *Office Communications Server 2007*. *Step 5: Start Services* of the Deployment Wizard and the Services snap-in serve as well.",
					check: oneRole ? "the menu shows *Start*." : "the menu shows *Start* with the services of this computer.",
					evidence: documented("ocs2007", "ADM-SVC"),
					origin: server.origin,
				},
				...services.map(({ service, origin }, position) => ({
					...start(page, context, service, oneRole ? (position === 0 ? "all" : "as-well") : "single"),
					origin,
				})),
				{
					id: "event-log",
					action: `Open the event log ${EVENT_LOG} in Event Viewer and read the entries since the start.`,
					check: "there is no start error.",
					evidence: documented("r2", "MP-14428", "R2-EVENTS"),
					origin: server.origin,
				},
				...eventSteps(page, eventsOfStart(context, server)).map((step) => ({ ...step, origin: server.origin })),
			],
			undo: `${wayBack(
				page,
				services.map(({ service }) => service),
			)}`,
		};
	});
}

function servicesOf({ catalogue }: RunbookContext, server: EdgeServer) {
	return rolesOf(server).flatMap(({ role, origin }) =>
		catalogue.roles[role].services.map((service) => ({ service, origin })),
	);
}

/** How a service is started: chosen from the menu by itself, all at once, or together with the one before it. */
type Way = "single" | "all" | "as-well";

function start(page: PageBuilder, context: RunbookContext, service: WindowsServiceFact, way: Way): Step {
	const errors = context.catalogue.roles["access-edge"].services.includes(service) ? startErrors(context) : [];
	const name = `*${text(service.displayName)}*`;
	const needed = service.dependsOn.map((other) => `*${text(other)}*`);
	const after = needed.length === 0 ? "" : `, after ${listed(needed)}, on which it depends`;
	const action: Readonly<Record<Way, string>> = {
		single: `Point to *Start* and choose ${name}${after}.`,
		all: `Choose *Start*. The computer has one server role, so the menu offers no single service. The first to run is ${name}.`,
		"as-well": `Look in the Services snap-in whether ${name} runs as well. Where it does not, start it there${after}.`,
	};
	return {
		id: `start/${service.serviceName}`,
		action: action[way],
		check: [
			`the service (${code(service.serviceName)} in the Services snap-in) runs.`,
			...errors.map(
				(error) =>
					`If it stops with the error ${code(error.id)}: ${lowerFirst(text(error.meaning))} ${text(error.remedy)}${page.mark(error.evidence)}`,
			),
		].join(" "),
		evidence: service.evidence,
	};
}

/**
 * Documented are the two ends: the Access Edge stops first, and what depends on another service before that one. A
 * service that the order does not name has no place in it.
 */
function wayBack(page: PageBuilder, services: readonly WindowsServiceFact[]): string {
	const tools = `stop the services with the same tools.${page.mark(documented("ocs2007", "ADM-SVC"))}`;
	const dependants = services.filter((service) => service.dependsOn.length > 0);
	const needed = new Set(dependants.flatMap((service) => service.dependsOn));
	const placed = [
		...services.filter((service) => service.serviceName === ACCESS_EDGE),
		...dependants,
		...services.filter((service) => needed.has(service.displayName)),
	];
	const others = services.filter((service) => !placed.includes(service));
	const name = (service: WindowsServiceFact) => `*${text(service.displayName)}*`;
	return [
		tools,
		...(placed.length > 1
			? [
					`The order is: ${placed.map((service, at) => `${name(service)}${placeMark(page, placed, needed, at)}`).join(", ")}.`,
				]
			: placed.length === 1 && others.length > 0
				? [`${placed.map(name).join()} stops first.${page.mark(documented("community", "BWCA"))}`]
				: []),
		...(placed.length > 0 && others.length > 0
			? [`The place of ${listed(others.map(name))} in the order is not documented.`]
			: []),
	].join(" ");
}

/** The text names the services up to the one that depends on another; that the other one comes last follows from it. */
function placeMark(
	page: PageBuilder,
	placed: readonly WindowsServiceFact[],
	needed: ReadonlySet<string>,
	at: number,
): string {
	const isNeeded = (service: WindowsServiceFact | undefined) =>
		service !== undefined && needed.has(service.displayName);
	if (at === placed.length - 1) {
		return page.mark(documented(isNeeded(placed[at]) ? "derived" : "community", "BWCA"));
	}
	return at > 0 && !isNeeded(placed[at]) && isNeeded(placed[at + 1]) ? page.mark(documented("community", "BWCA")) : "";
}

/** The service of the Access Edge, as the catalogue names it. */
const ACCESS_EDGE = "RtcSrv";

/** The Access Edge may refuse to start where it cannot fetch a revocation list, so that is tried first. */
function revocationLists(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly Step[] {
	if (server.accessEdge === undefined) {
		return [];
	}
	const points = new Map<string, { readonly slot: string; readonly ids: string[]; readonly origin: Origin }>();
	const unstated: string[] = [];
	for (const { id, request } of context.rows.certificates) {
		if (request.server !== server.name) {
			continue;
		}
		const point = orderOf(context, request).declared?.crlDistributionPoint;
		if (point === undefined || point.value === "none") {
			unstated.push(id);
		} else {
			const known = points.get(point.value) ?? { slot: request.slot, ids: [], origin: point.origin };
			known.ids.push(id);
			points.set(point.value, known);
		}
	}
	const rules = (templates: readonly string[]) =>
		context.rows.firewalls
			.flatMap((firewall) => firewall.rows)
			.filter(({ flow }) => flow.server === server.name && templates.includes(flow.template))
			.map((row) => row.id);
	const ways = [
		...[rules([REVOCATION_FLOW])]
			.filter((ids) => ids.length > 0)
			.map((ids) => `the list ${page.link(spanOf(ids), firewallPage)}`),
		...(hasOnlyNearNameServers(context.deployment, server.name)
			? [`the name the one that lets its DNS server out, ${page.link("beyond the port table", firewallPage)}`]
			: [rules([NAME_FLOW])]
					.filter((ids) => ids.length > 0)
					.map((ids) => `the name ${page.link(spanOf(ids), firewallPage)}`)),
	];
	const way = ways.length === 0 ? "" : ` The firewall rules: for ${ways.join(", for ")}.`;
	const inside = new Set(internalLists(context));
	const evidence = documentedTogether(context.catalogue, ["PLAN-CERT", "EXPLUC-CRL"]);
	const certificates = (ids: readonly string[]) => page.link(spanOf(ids), certificatesPage);
	return [
		...[...points].map(
			([point, { slot, ids, origin }]): Step => ({
				id: `revocation-list/${slot}`,
				action: `From ${code(server.name)}, fetch the revocation list of ${certificates(ids)} at ${code(point)}.${way}`,
				...(inside.has(point) ? { values: [{ id: "inside", text: innerWay(page), origin }] } : {}),
				check: `${hostOf(point)} resolves from this computer, and the list can be opened.`,
				evidence,
				origin,
			}),
		),
		...(unstated.length === 0
			? []
			: [
					{
						id: "revocation-list/unstated",
						action: `From ${code(server.name)}, fetch the revocation ${unstated.length === 1 ? "list" : "lists"} of ${certificates(unstated)}, at the CRL distribution point that ${unstated.length === 1 ? "the" : "each"} certificate names.${way}`,
						check:
							unstated.length === 1
								? "its host resolves, and the list can be opened."
								: "each host resolves, and each list can be opened.",
						evidence,
						origin: server.accessEdge.origin,
					},
				]),
	];
}

/** What lets an edge server fetch a list inside, where that was settled instead of a host on the Internet. */
function innerWay(page: PageBuilder): string {
	return `Or, where the ${page.link("certificate sheet", certificatesPage)} is settled that way: by the hosts entry of ${page.link("task 2", taskPage({ number: 2, id: "install-edge-servers" }))} and the row for TCP port ${code("80")} under *Asked for beyond the port table* on the ${page.link("firewall sheet", firewallPage)}.${page.mark(documented("derived", "EXPLUC-CRL", "R2-DNSCFG"))}`;
}

/** The row of the port table by which an Access Edge fetches revocation lists. */
const REVOCATION_FLOW = "E4";

/** The row by which it asks public DNS servers; planned for partners, it serves the hosts of the lists as well. */
const NAME_FLOW = "E5";

/** The host of an address, as a value; of what is no address, words. */
function hostOf(point: string): string {
	const [, host] = /^[a-z]+:\/\/([^/:]+)/i.exec(point) ?? [];
	return host === undefined ? "its host" : code(host);
}
