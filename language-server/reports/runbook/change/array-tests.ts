import type { ScenarioId } from "../../../catalog/types.js";
import type { Deployment, EdgeArray } from "../../../model/deployment.js";
import type { PageBuilder, RunbookContext, StepGroup } from "../page/page.js";
import { testArray } from "../tasks/validate.js";
import type { ChangePlan } from "./change-plan.js";
import type { ChangeStep } from "./change-step.js";
import { itemOf, type Operation } from "./operation.js";

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
			const { server, balanced } = itemOf(operation);
			return [server, balanced?.array];
		}
		case "dns":
			return [itemOf(operation).host];
		case "certificates": {
			const { server, array } = itemOf(operation);
			return [server, array];
		}
		case "trust": {
			const { on, names } = itemOf(operation);
			return [on, names];
		}
		case "settings":
			return [itemOf(operation).on];
		case "tasks":
			return [];
	}
}
