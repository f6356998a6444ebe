import type { TaskFact } from "../../../catalog/types.js";
import { code } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import type { GroupOfSteps } from "../page/step-register.js";
import { USERS } from "../tasks/users.js";
import { derived, type PlanItem } from "./plan-item.js";

const GO = "GO";

/** The steps with which users are enabled: they are the go-live, and not what comes before it. */
export function goLiveSteps({ catalogue, steps }: RunbookContext): GroupOfSteps | undefined {
	const task = catalogue.tasks.find(({ id }) => id === "validate");
	return task === undefined ? undefined : steps?.ofTask(task.number, USERS);
}

/** The go-live, where steps of the task belong to it. */
export function goLiveIn(context: RunbookContext, task: TaskFact): readonly string[] {
	return task.id === "validate" && goLiveSteps(context) !== undefined ? [GO] : [];
}

/**
 * The last item of the plan.
 *
 * @param waitsFor the ids of whatever nothing else waits for
 */
export function goLive(page: PageBuilder, context: RunbookContext, waitsFor: readonly string[]): PlanItem {
	const { deployment } = context;
	const day = deployment.goLive;
	const users = goLiveSteps(context);
	const enabling =
		users === undefined
			? ""
			: `: the users are enabled (${page.link(users.first === users.last ? `step ${users.first}` : `steps ${users.first} to ${users.last}`, users.path)})${page.mark(derived)}`;
	return {
		id: "milestone/go-live",
		code: GO,
		kind: "milestone",
		title: `Go-live${day === undefined ? "" : ` on ${code(day.value)}`}${enabling}`,
		label: ["Go-live", ...(day === undefined ? [] : [day.value])],
		who: users === undefined ? "Project lead" : "Project lead, with the administrator of the internal deployment",
		waitsFor,
		done: "Outside users work with what task 7 has tested.",
		back: "Tell the users, disable again what was enabled for them, then go back item by item, the last one first.",
		...(day === undefined ? {} : { origin: day.origin }),
	};
}
