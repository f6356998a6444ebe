import { append } from "../../../basics/collections.js";

/** The steps of one group on a task page, and where they stand. */
export interface GroupOfSteps {
	readonly task: number;
	/** The page with the heading of the group, as a link takes it. */
	readonly path: string;
	/** As in "edge1/access-edge". */
	readonly id: string;
	/** The heading, as Markdown. */
	readonly title: string;
	/** The numbers of its first and its last step, as in "3.4" and "3.9". */
	readonly first: string;
	readonly last: string;
}

/** All steps of a runbook by the element on which they are done, for pages that say what happens on a server. */
export class StepRegister {
	readonly #groups = new Map<string, GroupOfSteps[]>();
	readonly #others: GroupOfSteps[] = [];

	/** @param element the element of the topology, by its name; undefined for steps that are done on no single one */
	add(element: string | undefined, group: GroupOfSteps): void {
		if (element === undefined) {
			this.#others.push(group);
		} else {
			append(this.#groups, element, group);
		}
	}

	/** The groups of steps that are done on an element, by its name, in the order of the tasks. */
	on(name: string): readonly GroupOfSteps[] {
		return this.#groups.get(name) ?? [];
	}

	/** A group of a task that is done on no single element, by its identity. */
	ofTask(task: number, id: string): GroupOfSteps | undefined {
		return this.#others.find((group) => group.task === task && group.id === id);
	}
}
