import { append } from "../../../basics/collections.js";
import type { TaskFact } from "../../../catalog/types.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { taskPage } from "../page/page-paths.js";
import { rowsFor } from "./task-needs.js";

/** The tasks that wait for a row of a sheet, by the row's number, each in the order of the tasks. */
export function tasksByRow({
	catalogue,
	rows,
	requirements,
}: RunbookContext): ReadonlyMap<string, readonly TaskFact[]> {
	const tasks = new Map<string, TaskFact[]>();
	for (const task of catalogue.tasks) {
		const requirement = requirements.tasks.find((candidate) => candidate.id === task.id);
		if (requirement?.needed === false) {
			continue;
		}
		const { flows, dns, certificates, balancers } = rowsFor(task.id, rows);
		for (const id of [...flows, ...dns, ...certificates, ...balancers]) {
			append(tasks, id, task);
		}
	}
	return tasks;
}

/** As in "4, 7", each a link to the page of the task. */
export function taskLinks(page: PageBuilder, tasks: readonly TaskFact[] = []): string {
	return tasks.map((task) => page.link(String(task.number), taskPage(task))).join(", ");
}
