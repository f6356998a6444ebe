import type { Catalogue } from "../../../catalog/types.js";
import { BALANCED_MEMBER } from "../../../requirements/balancing.js";
import type { SettingRequirement } from "../../../requirements/requirements.js";
import { teams } from "../../diff/teams.js";
import { type ChangeStep, type Phase, phases } from "./change-step.js";
import { itemOf } from "./operation.js";
import { isUnnumberedRule } from "./unnumbered-rules.js";

/**
 * Part by part; within a part in the order of the seven tasks, and what the teams have to have ready for a task before the
 * task itself. What is removed goes the other way: what was connected last is disconnected first. An address is given up
 * before it is taken, and both come before all else.
 */
export function inOrder(steps: readonly ChangeStep[], catalogue: Catalogue): readonly ChangeStep[] {
	const taskOf = new Map(catalogue.tasks.map(({ id, number }) => [id, number]));
	const isRow = (step: ChangeStep) =>
		isUnnumberedRule(step) || (step.does === "entry" && ["flows", "dns", "certificates"].includes(step.operation.kind));
	const keyOf = (step: ChangeStep): readonly number[] => [
		rankOf(step),
		// What the seven tasks are not about, they rest on.
		isOutsideTasks(step) ? 0 : (taskOf.get(step.task) ?? 0),
		// An array is set up on a balancer that is there.
		isRow(step) ? 0 : step.does === "element" && step.element === "load-balancer" ? 1 : 2,
		// A member is sent users when all else of its task is done, and no longer before all else is undone.
		step.does === "members" ? 2 : isMember(step) ? 1 : 0,
		teams.indexOf(step.team),
		// What an SRV record points at has its address before; who asked too early would go on with "no such name".
		isServiceRecord(step) ? 1 : 0,
	];
	const sorted = (phase: Phase) => {
		const own = steps.filter((step) => step.phase === phase);
		// Steps on one element stand together, in the order in which they came.
		const places = new Map([...new Set(own.map(({ on }) => on))].map((on, place) => [on, place]));
		const direction = phase === "remove" ? -1 : 1;
		return own
			.map((step, index) => ({
				step,
				key: [...keyOf(step).map((number) => number * direction), places.get(step.on) ?? 0, index],
			}))
			.sort((a, b) => compareKeys(a.key, b.key))
			.map(({ step }) => step);
	};
	return phases.flatMap(sorted);
}

/** Whether a step is on the way of users to one member of an array. */
function isMember(step: ChangeStep): boolean {
	if (step.does !== "entry" || step.operation.kind !== "settings" || step.operation.does === "alter") {
		return false;
	}
	const { element, field } = step.operation.item;
	return element === "edge-array" && (field === "member" || field === BALANCED_MEMBER);
}

function isServiceRecord(step: ChangeStep): boolean {
	if (step.does !== "entry" || step.operation.kind !== "dns") {
		return false;
	}
	const { operation } = step;
	return itemOf(operation).type === "SRV";
}

/** What is removed is taken up last of all. */
function rankOf(step: ChangeStep): number {
	switch (step.does) {
		case "entry":
			return step.gives !== undefined ? 0 : step.takes !== undefined ? 1 : 2;
		case "members":
			return step.what === "drain" ? -1 : 2;
		case "restart":
		case "restart-internal":
			return step.phase === "remove" ? 1 : 2;
		default:
			return 2;
	}
}

/** Decisions of the plan, networks and the internal servers themselves: none of the seven tasks sets them up. */
export function isOutsideTasks(step: ChangeStep): boolean {
	if (step.does === "ask") {
		return step.team === "project";
	}
	if (step.does === "element") {
		return OUTSIDE_TASKS.has(step.element);
	}
	if (step.does !== "entry" || step.operation.kind !== "settings") {
		return false;
	}
	const { operation } = step;
	const { element, field } = itemOf(operation);
	// A route of its own is set in task 6.
	return OUTSIDE_TASKS.has(element) && field !== "federation-route";
}

const OUTSIDE_TASKS: ReadonlySet<SettingRequirement["element"]> = new Set([
	"deployment",
	"site",
	"network",
	"firewall",
	"active-directory",
	"internal-server",
]);

function compareKeys(a: readonly number[], b: readonly number[]): number {
	const place = a.findIndex((number, i) => number !== b[i]);
	return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}
