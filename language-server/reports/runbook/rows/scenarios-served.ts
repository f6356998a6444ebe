import { groupBy, remembered } from "../../../basics/collections.js";
import type { DnsTemplateId, ScenarioId } from "../../../catalog/types.js";
import { NAME_FLOW, REVOCATION_FLOW } from "../../../requirements/near-name-servers.js";
import type { CertificateRequirement, DnsRequirement, Flow } from "../../../requirements/requirements.js";
import type { RunbookContext } from "../page/page.js";

/**
 * The scenarios of which the tests of another one make use as well: whoever looks something up has signed in before; content
 * is fetched in a meeting, and a meeting shows content.
 */
const uses: Readonly<Partial<Record<ScenarioId, readonly ScenarioId[]>>> = {
	"address-book": ["remote-access"],
	"group-expansion": ["remote-access"],
	"meeting-content": ["web-conferencing"],
	"web-conferencing": ["meeting-content"],
};

/** The record by which clients inside sign in automatically. */
const INSIDE_SIGN_IN: DnsTemplateId = "sip-internal-tls-srv";

/** The scenario, and those of which its tests make use. */
export function scenariosIn(id: ScenarioId): readonly ScenarioId[] {
	return [id, ...(uses[id] ?? [])];
}

/**
 * The wanted scenarios whose tests go through a rule, which are others than those that ask for it: a scenario that makes
 * use of another one goes through the rules of both; the names of the hosts of revocation lists are asked for wherever the lists are
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
	return served(context, [...carried, ...lists]);
}

/** The wanted scenarios whose tests look a record up. */
export function scenariosOfRecord(context: Context, { requiredBy, templates }: DnsRequirement): readonly ScenarioId[] {
	// Nobody inside takes part in what a test only makes use of.
	return templates.every((template) => template === INSIDE_SIGN_IN)
		? context.requirements.scenarios.filter((id) => requiredBy.includes(id))
		: served(context, requiredBy);
}

/** The wanted scenarios whose tests rest on a certificate. */
export function scenariosOfCertificate(
	context: Context,
	{ requiredBy }: CertificateRequirement,
): readonly ScenarioId[] {
	return served(context, requiredBy);
}

type Context = Pick<RunbookContext, "catalogue" | "requirements">;

const revocationFlows = remembered((flows: readonly Flow[]) =>
	groupBy(
		flows.filter(({ template }) => template === REVOCATION_FLOW),
		({ server }) => server,
	),
);

/** The wanted scenarios that ask for something, or make use of one that does. */
function served({ requirements }: Context, requiredBy: readonly ScenarioId[]): readonly ScenarioId[] {
	return requirements.scenarios.filter((id) => scenariosIn(id).some((one) => requiredBy.includes(one)));
}
