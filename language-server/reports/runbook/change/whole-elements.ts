import type { Requirements, SettingRequirement } from "../../../requirements/requirements.js";
import type { AddressMove } from "./address-moves.js";
import { type ChangeStep, type ElementStep, type ServerStep, type WholeElement, wholeElements } from "./change-step.js";
import { joinRuleSteps } from "./ended-publications.js";
import { joinMemberSteps } from "./member-steps.js";
import { itemOf } from "./operation.js";

/*
 * A computer, an array, a network or the like that comes or goes is set up or taken away as a whole, and not value by value.
 */

/** On a computer that comes or goes, a task is done as a whole and not value by value. */
export function joinServerSteps(
	steps: readonly ChangeStep[],
	arriving: ReadonlySet<string>,
	leaving: ReadonlySet<string>,
	moves: readonly AddressMove[],
): readonly ChangeStep[] {
	const joined = new Map<string, ServerStep>();
	const others: ChangeStep[] = [];
	for (const step of steps) {
		const isWhole =
			step.does === "entry" &&
			step.takes === undefined &&
			step.gives === undefined &&
			(step.team === "edge" || step.team === "reverse-proxy" || step.team === "certificates") &&
			((step.phase !== "remove" && arriving.has(step.on)) || (step.phase === "remove" && leaving.has(step.on)));
		if (!isWhole) {
			others.push(step);
			continue;
		}
		const arrives = step.phase !== "remove";
		const phase = arrives ? "add" : "remove";
		// How the computer is to be run is part of what it is.
		const task = step.task === "validate" ? "install-edge-servers" : step.task;
		const id = `${phase}/server/${step.on}/${task}`;
		const known = joined.get(id);
		joined.set(id, {
			does: "server",
			id,
			arrives,
			phase,
			task,
			team: task === "publish-web-components" ? "reverse-proxy" : "edge",
			on: step.on,
			operations: [...(known?.operations ?? []), ...step.operations],
		});
	}
	return [...others, ...joined.values(), ...starts(joined.values(), moves)];
}

/** The services of a new edge server are started, those of one that goes are stopped. */
function starts(steps: Iterable<ServerStep>, moves: readonly AddressMove[]): readonly ServerStep[] {
	return [...steps]
		.filter(({ task, team }) => task === "install-edge-servers" && team === "edge")
		.map((step) => {
			// Without its addresses a service does not start.
			const phase = step.arrives && moves.some(({ to }) => to === step.on) ? "switch" : step.phase;
			return {
				...step,
				id: `${phase}/server/${step.on}/start-services`,
				phase,
				task: "start-services",
				operations: [],
			};
		});
}

/** An array that comes or goes is one thing to whoever sets up load balancers; so is a network, a firewall, an internal server. */
export function joinWholeSteps(
	steps: readonly ChangeStep[],
	before: Requirements,
	after: Requirements,
	moves: readonly AddressMove[],
): readonly ChangeStep[] {
	const namesIn = ({ settings }: Requirements) =>
		new Set(settings.filter(({ element }) => isWhole(element)).map(({ element, on }) => `${element}/${on}`));
	const [old, next] = [namesIn(before), namesIn(after)];
	const joined = new Map<string, ElementStep>();
	const others = joinMemberSteps(joinRuleSteps(steps), before, after, moves).filter((step) => {
		if (step.does !== "entry" || step.operation.kind !== "settings" || step.phase === "switch") {
			return true;
		}
		const item = itemOf(step.operation);
		const { element, on } = item;
		const arrives = step.phase === "add";
		if (!isWhole(element) || (arrives ? old : next).has(`${element}/${on}`)) {
			return true;
		}
		const id = `${step.phase}/element/${element}/${on}`;
		joined.set(id, {
			does: "element",
			id,
			phase: step.phase,
			task: step.task,
			team: step.team,
			on,
			element,
			arrives,
			operations: [...(joined.get(id)?.operations ?? []), ...step.operations],
			later: arrives ? moves.filter(({ to }) => to === on) : [],
		});
		return false;
	});
	return [...others, ...joined.values()];
}

function isWhole(element: SettingRequirement["element"]): element is WholeElement {
	return wholeElements.some((one) => one === element);
}
