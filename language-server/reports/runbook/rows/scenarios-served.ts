import { groupBy, remembered } from "../../../basics/collections.js";
import type { ScenarioId } from "../../../catalog/types.js";
import type { Flow } from "../../../requirements/requirements.js";
import type { RunbookContext } from "../page/page.js";

/** What the tests of a scenario begin with belongs to another one: whoever looks something up has signed in before. */
const beginsWith: Readonly<Partial<Record<ScenarioId, ScenarioId>>> = {
	"address-book": "remote-access",
	"group-expansion": "remote-access",
	"meeting-content": "web-conferencing",
};

/** The row of the port table by which an Access Edge fetches revocation lists. */
export const REVOCATION_FLOW = "E4";

/** The row by which it asks public DNS: for partners, and for the hosts of the lists as well. */
export const NAME_FLOW = "E5";

/** The scenario with which the tests of this one begin, if it begins with another. */
export function scenarioBefore(id: ScenarioId): ScenarioId | undefined {
	return beginsWith[id];
}

/**
 * The wanted scenarios whose tests go through a rule, which are others than those that ask for it: a scenario that begins
 * with another one uses the rules of both; the names of the hosts of revocation lists are asked for wherever the lists are
 * fetched; and a rule that is only needed together with federation carries none of its messages.
 *
 * @returns in the order of the plan
 */
export function scenariosOfFlow(context: Context, flow: Flow): readonly ScenarioId[] {
	const template = context.catalogue.flows.find(({ id }) => id === flow.template);
	const conditions: readonly ScenarioId[] = template?.neededForAll ?? [];
	const carried = flow.requiredBy.filter((id) => !conditions.includes(id));
	const lists =
		flow.template === NAME_FLOW
			? (revocationFlows(context.requirements.flows).get(flow.server) ?? []).flatMap(({ requiredBy }) => requiredBy)
			: [];
	return inOrder(context, [...carried, ...lists]);
}

/** The wanted scenarios whose tests need a record or a certificate: those that ask for it, and those that begin with one of them. */
export function scenariosOf(context: Context, { requiredBy }: Pick<Flow, "requiredBy">): readonly ScenarioId[] {
	return inOrder(context, requiredBy);
}

type Context = Pick<RunbookContext, "catalogue" | "requirements">;

const revocationFlows = remembered((flows: readonly Flow[]) =>
	groupBy(
		flows.filter(({ template }) => template === REVOCATION_FLOW),
		({ server }) => server,
	),
);

function inOrder({ requirements }: Context, ids: readonly ScenarioId[]): readonly ScenarioId[] {
	return requirements.scenarios.filter((id) => {
		const first = beginsWith[id];
		return ids.includes(id) || (first !== undefined && ids.includes(first));
	});
}
