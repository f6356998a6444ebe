import { lowerFirst } from "../../../basics/sentences.js";
import type { EventFact } from "../../../catalog/types.js";
import type { EdgeServer } from "../../../model/deployment.js";
import { scenarioOf } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import type { PageBuilder, RunbookContext, Step } from "../page/page.js";

/** The event log of all OCS servers, as Event Viewer names it. */
export const EVENT_LOG = "*Office Communications Server*";

/** The documented events that can stand in the log of an edge server. A start error is told where the service starts. */
export function eventsOn(context: RunbookContext, server: EdgeServer): readonly EventFact[] {
	const isAccessEdge = server.accessEdge !== undefined;
	const isInArray = isAccessEdge && context.deployment.index.arrayOf.has(server.name);
	return context.catalogue.events.filter(
		(event) =>
			isEvent(event) &&
			((event.where === "access-edge" && isAccessEdge && (event.id !== DOUBLE_ENTRY || hasEntries(context))) ||
				(event.where === "access-edge-array" && isInArray)),
	);
}

/** The events that tell why a service did not start. What connections and sessions bring up can show only later. */
export function eventsOfStart(context: RunbookContext, server: EdgeServer): readonly EventFact[] {
	return eventsOn(context, server).filter((event) => event.id === DOUBLE_ENTRY);
}

/** The error with which a service of the Access Edge stops at once, where one is documented. */
export function startErrors(context: RunbookContext): readonly EventFact[] {
	return context.catalogue.events.filter((event) => event.where === "access-edge" && !isEvent(event));
}

/** One step for each event: where and what to look for, what it means, and what to do when it is there. */
export function eventSteps(page: PageBuilder, events: readonly EventFact[], on?: string): readonly Step[] {
	return events.map((event) => ({
		id: `event/${event.id}`,
		action: `${on === undefined ? "In" : `On ${on}, in`} Event Viewer, in the log ${EVENT_LOG}, look for event ${code(event.id)} of the source *${text(event.source)}*. ${text(event.meaning)}`,
		check: `it is not there. Where it is: ${lowerFirst(text(event.remedy))}${page.mark(event.evidence)}`,
		evidence: event.evidence,
	}));
}

/** The event about a name that is both a partner server and a provider; it needs entries of both kinds. */
const DOUBLE_ENTRY = "14517";

function hasEntries({ deployment }: RunbookContext): boolean {
	return (
		scenarioOf(deployment, "public-im") !== undefined &&
		(scenarioOf(deployment, "federation")?.partners.length ?? 0) > 0
	);
}

/** Events have numbers; an error code such as 0xC3E93C62 is what a service reports. */
function isEvent({ id }: EventFact): boolean {
	return /^\d+$/.test(id);
}
