import type { WindowsServiceFact } from "../../../catalog/types.js";
import type { EdgeServer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Origin } from "../../../model/origin.js";
import { code, text } from "../../markdown.js";
import { orderOf } from "../certificate-orders.js";
import { EVENT_LOG, eventSteps, eventsOn, startErrors } from "../event-steps.js";
import { documented, documentedTogether, edgeServersOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";
import { certificatesPage, firewallPage } from "../page-paths.js";
import { spanOf } from "../row-ids.js";
import { siteLine } from "./sites.js";

/** Task 5: the services of each edge server, what depends on another one after it. */
export function startServices(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	return edgeServersOf(context.deployment, servers).map((server, index): StepGroup => {
		const services = servicesOf(context, server);
		return {
			id: server.name,
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
					check:
						services.length === 1
							? "the menu shows *Start*."
							: "the menu shows *Start* with the services of this computer.",
					evidence: documented("ocs2007", "ADM-SVC"),
					origin: server.origin,
				},
				...services.map(({ service, origin }) => ({
					...start(page, context, service, services.length === 1),
					origin,
				})),
				{
					id: "event-log",
					action: `Open the event log ${EVENT_LOG} in Event Viewer and read the entries since the start.`,
					check: "there is no start error.",
					evidence: documented("r2", "MP-14428", "R2-EVENTS"),
					origin: server.origin,
				},
				...eventSteps(page, eventsOn(context, server)).map((step) => ({ ...step, origin: server.origin })),
			],
			undo: `stop the services with the same tools${
				services.length > 1 ? `, in this order: ${stopOrder(services.map(({ service }) => service)).join(", ")}` : ""
			}.${page.mark(documented("ocs2007", "ADM-SVC"))}${services.length > 1 ? page.mark(documented("community", "BWCA")) : ""}`,
		};
	});
}

function servicesOf({ catalogue }: RunbookContext, server: EdgeServer) {
	return rolesOf(server).flatMap(({ role, origin }) =>
		catalogue.roles[role].services.map((service) => ({ service, origin })),
	);
}

function start(page: PageBuilder, context: RunbookContext, service: WindowsServiceFact, isOnly: boolean): Step {
	const errors = context.catalogue.roles["access-edge"].services.includes(service) ? startErrors(context) : [];
	const after =
		service.dependsOn.length === 0 ? "" : `, after *${service.dependsOn.map(text).join("*, *")}*, on which it depends`;
	return {
		id: `start/${service.serviceName}`,
		action: `${isOnly ? "Choose *Start* for" : "Point to *Start* and choose"} *${text(service.displayName)}*${after}.`,
		check: [
			`the service (${code(service.serviceName)} in the Services snap-in) runs.`,
			...errors.map(
				(error) =>
					`If it stops with the error ${code(error.id)}: ${text(error.meaning)} ${text(error.remedy)}${page.mark(error.evidence)}`,
			),
		].join(" "),
		evidence: service.evidence,
	};
}

/** What depends on another service stops before it; the others in the order of their start. */
function stopOrder(services: readonly WindowsServiceFact[]): readonly string[] {
	const dependants = services.filter((service) => service.dependsOn.length > 0);
	const needed = new Set(dependants.flatMap((service) => service.dependsOn));
	return [
		...services.filter((service) => service.dependsOn.length === 0 && !needed.has(service.displayName)),
		...dependants,
		...services.filter((service) => needed.has(service.displayName)),
	].map((service) => `*${text(service.displayName)}*`);
}

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
	const rules = context.rows.firewalls
		.flatMap((firewall) => firewall.rows)
		.filter(({ flow }) => flow.server === server.name && flow.template === REVOCATION_FLOW)
		.map((row) => row.id);
	const way = rules.length === 0 ? "" : ` The firewall rule for it is ${page.link(spanOf(rules), firewallPage)}.`;
	const evidence = documentedTogether(context.catalogue, ["PLAN-CERT", "EXPLUC-CRL"]);
	const certificates = (ids: readonly string[]) => page.link(spanOf(ids), certificatesPage);
	return [
		...[...points].map(
			([point, { slot, ids, origin }]): Step => ({
				id: `revocation-list/${slot}`,
				action: `From ${code(server.name)}, fetch the revocation list of ${certificates(ids)} at ${code(point)}.${way}`,
				check: "the list arrives.",
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
						check: unstated.length === 1 ? "the list arrives." : "each list arrives.",
						evidence,
						origin: server.accessEdge.origin,
					},
				]),
	];
}

/** The row of the port table by which an Access Edge fetches revocation lists. */
const REVOCATION_FLOW = "E4";
