import type { ScenarioId } from "../../../catalog/types.js";
import type { Deployment, EdgeArray } from "../../../model/deployment.js";
import type { PageBuilder, RunbookContext, StepGroup } from "../page/page.js";
import { testArray } from "../tasks/validate.js";
import type { ChangePlan } from "./change-plan.js";
import type { ChangeStep } from "./change-step.js";
import type { Operation } from "./operation.js";

/** The tests of a change once more through each member of an array that the change concerns. */
export function arrayTests(
	page: PageBuilder,
	context: RunbookContext,
	plan: ChangePlan,
	ids: readonly ScenarioId[],
): readonly StepGroup[] {
	return testedArrays(plan, context.deployment)
		.map((array) => testArray(page, context, array, ids, "Do this in the agreed window"))
		.filter(({ steps }) => steps.length > 0)
		.map((group) => ({ ...group, intro: [...(group.intro ?? []), "Task 5 is that of the runbook of the new state."] }));
}

/** The arrays of several members of which something changes on a member, on their balancer, or in what others have for them. */
export function testedArrays({ steps }: ChangePlan, { edgeArrays }: Deployment): readonly EdgeArray[] {
	const concerned = new Set(steps.flatMap(elementsOf));
	return edgeArrays.filter(
		({ name, members, loadBalancer }) =>
			members.length > 1 &&
			[name, ...members.map((member) => member.name), ...(loadBalancer === undefined ? [] : [loadBalancer.name])].some(
				(one) => concerned.has(one),
			),
	);
}

/** The elements of the topology that a step is about, by their names. */
function elementsOf({ on, operations }: ChangeStep): readonly string[] {
	return [on, ...operations.flatMap(namesIn)].filter((name) => name !== undefined);
}

function namesIn(operation: Operation): readonly (string | undefined)[] {
	switch (operation.kind) {
		case "flows": {
			const { server, balanced } = operation.does === "alter" ? operation.after : operation.item;
			return [server, balanced?.array];
		}
		case "dns":
			return [(operation.does === "alter" ? operation.after : operation.item).host];
		case "certificates": {
			const { server, array } = operation.does === "alter" ? operation.after : operation.item;
			return [server, array];
		}
		case "trust": {
			const { on, names } = operation.does === "alter" ? operation.after : operation.item;
			return [on, names];
		}
		case "settings":
			return [(operation.does === "alter" ? operation.after : operation.item).on];
		case "tasks":
			return [];
	}
}
