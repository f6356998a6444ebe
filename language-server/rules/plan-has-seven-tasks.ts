import { listed } from "../basics/sentences.js";
import type { TaskId } from "../catalog/types.js";
import type { Deployment, PhaseId } from "../model/deployment.js";
import type { Fix, TextEdit } from "../model/finding.js";
import type { Origin, Stated } from "../model/origin.js";
import { defineRule, MET, type RuleContext, undecided } from "./rule.js";
import { isWhole } from "./support/completeness.js";
import { insertAt, replace } from "./support/edits.js";

export const rule = defineRule({
	code: "plan-has-seven-tasks",
	title: "A plan has the seven tasks in their order",
	severity: "info",
	category: "planning",
	evidence: "seed",
	sources: ["HMC-EDGE"],
	why: "The reference architecture lists seven tasks in this order: publish the Web Components, install, configure, certificates, start the services, connect the internal servers, validate.",
	howToFix: "Insert the missing tasks at their places, and put the others in order.",
	needs: "The phases of the deployment. A task that has nothing to do in this deployment may be left out.",
	*check(context) {
		const { deployment } = context;
		const { phases } = deployment;
		const [first] = phases.items;
		if (!first) {
			yield undecided(deployment, "the phases (`phases`)");
			return;
		}
		if (!phases.complete || !isWhole(deployment)) {
			return;
		}
		const missing = missingTasks(context);
		if (missing.length > 0) {
			yield {
				message: `The plan of ${deployment.name} leaves out ${listed(missing)}. The reference architecture has seven tasks. Insert ${missing.length === 1 ? "the task at its place" : "the tasks at their places"}.`,
				at: first.origin,
				fixes: [insertTasks(context, missing)],
			};
		}
		const order = context.catalogue.tasks.map((task) => task.id);
		const misplaced = firstMisplaced(phases.items, order);
		if (misplaced) {
			yield {
				message: `The plan of ${deployment.name} has ${misplaced.task.value} after ${misplaced.after.value}. The reference architecture has it before. Put the tasks in their order.`,
				at: misplaced.task.origin,
				related: [{ message: `${misplaced.after.value} comes before`, origin: misplaced.after.origin }],
				fixes: reorder(deployment, order),
			};
		}
		if (missing.length === 0 && !misplaced) {
			yield MET;
		}
	},
});

function missingTasks({ deployment, requirements, catalogue }: RuleContext): readonly TaskId[] {
	const planned = new Set<PhaseId>(deployment.phases.items.map((phase) => phase.value));
	const idle = new Set(requirements.tasks.filter((task) => !task.needed).map((task) => task.id));
	return catalogue.tasks.map((task) => task.id).filter((id) => !planned.has(id) && !idle.has(id));
}

/** Writes each missing task before the first planned one that comes later, or at the end. */
function insertTasks({ deployment, catalogue }: RuleContext, missing: readonly TaskId[]): Fix {
	const order: readonly PhaseId[] = ["staging", "internal-deployment", ...catalogue.tasks.map((task) => task.id)];
	const { items } = deployment.phases;
	// Several tasks may belong to the same place; they are written there by one edit, in their order.
	const places = new Map<Stated<PhaseId> | undefined, TaskId[]>();
	for (const task of missing) {
		const next = items.find((phase) => order.indexOf(phase.value) > order.indexOf(task));
		places.set(next, [...(places.get(next) ?? []), task]);
	}
	const edits: TextEdit[] = [...places].flatMap(([next, tasks]) => {
		if (next) {
			return [insertAt(next.origin.uri, next.origin.range.start, tasks.map((task) => `${task}, `).join(""))];
		}
		const last = items.at(-1);
		return last ? [insertAt(last.origin.uri, last.origin.range.end, tasks.map((task) => `, ${task}`).join(""))] : [];
	});
	return {
		title: missing.length === 1 ? `Insert ${missing[0]}` : `Insert the ${missing.length} missing tasks`,
		edits,
		safety: "safe",
		preferred: true,
	};
}

interface Misplaced {
	readonly task: Stated<TaskId>;
	readonly after: Stated<TaskId>;
}

function isTask(phase: Stated<PhaseId>): phase is Stated<TaskId> {
	return phase.value !== "internal-deployment" && phase.value !== "staging";
}

/** The first task that stands behind one which should follow it. */
function firstMisplaced(phases: readonly Stated<PhaseId>[], order: readonly TaskId[]): Misplaced | undefined {
	const tasks = phases.filter(isTask);
	for (const [position, task] of tasks.entries()) {
		const after = tasks.slice(0, position).find((other) => order.indexOf(other.value) > order.indexOf(task.value));
		if (after) {
			return { task, after };
		}
	}
	return undefined;
}

/** Puts the tasks, sorted, at the places that tasks have now; other phases stay where they are. */
function reorder({ phases }: Deployment, order: readonly TaskId[]): readonly Fix[] {
	const places: readonly { readonly origin: Origin; readonly value: TaskId }[] = phases.items.filter(isTask);
	const sorted = places.map((place) => place.value).sort((a, b) => order.indexOf(a) - order.indexOf(b));
	const edits = places.flatMap((place, position) => {
		const task = sorted[position];
		return task === undefined || task === place.value ? [] : [replace(place.origin, task)];
	});
	return [{ title: "Put the tasks in their order", edits, safety: "unsafe", preferred: true }];
}
