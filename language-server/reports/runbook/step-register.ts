import { append } from "../../basics/collections.js";

/** The steps of one group on a task page: where they stand, and on which element of the topology they are done. */
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

/** Prefixes of groups that are named for what is done and then for the element on which it is done. */
const PREFIXES: ReadonlySet<string> = new Set([
	"trusted-roots",
	"request",
	"answers",
	"exports",
	"shared",
	"keys",
	"edge",
	"internal",
	"on",
	"ready",
	"route",
	"array",
]);

/** All steps of a runbook by group, for pages that say what happens on a server. */
export class StepRegister {
	readonly #groups = new Map<string, GroupOfSteps[]>();

	add(group: GroupOfSteps): void {
		append(this.#groups, elementOf(group.id), group);
	}

	/** The groups of steps that are done on an element, by its name, in the order of the tasks. */
	on(name: string): readonly GroupOfSteps[] {
		return this.#groups.get(name) ?? [];
	}
}

/** As in "edge1" of "edge1/access-edge" and of "answers/edge1"; "pool1" of "isa1/web-components/pool1", whose steps are done there. */
function elementOf(id: string): string {
	const [first = "", second, third] = id.split("/");
	if (second === "web-components" && third !== undefined) {
		return third;
	}
	return second !== undefined && PREFIXES.has(first) ? second : first;
}
