import { listed } from "../../../basics/sentences.js";
import type { ScenarioFact, ScenarioId } from "../../../catalog/types.js";
import { imProviderValues, valueFact } from "../../../catalog/values.js";
import type { Scenario } from "../../../model/deployment.js";
import { scenarioOf } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { federationModeTitle } from "../federation-mode.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";

export function scenarios(page: PageBuilder, context: RunbookContext): void {
	const { catalogue, requirements } = context;
	page.heading(2, "Scenarios");
	if (requirements.scenarios.length === 0) {
		page.paragraph("The file asks for no scenario, so no role, flow, record or certificate follows.");
		return;
	}
	page.table(
		["Scenario", "What outside users can do", "Options", "Needs in the perimeter", "Basis"],
		requirements.scenarios.map((id) => {
			const scenario = catalogue.scenarios[id];
			return [
				text(scenario.title),
				text(descriptionOf(context, scenario)),
				options(context, id),
				listed(scenario.requires.map((role) => text(catalogue.roles[role].title))),
				page.mark(scenario.evidence).trim() || "reference architecture",
			];
		}),
	);
}

/** The description of public IM names all networks there are; a plan that has chosen is told of its own. */
function descriptionOf({ deployment }: RunbookContext, { id, description }: ScenarioFact): string {
	const providers = id === "public-im" ? providersOf(scenarioOf(deployment, id)) : [];
	return providers.length === 0 ? description : description.replace(listed(ALL_PROVIDERS), () => listed(providers));
}

/** The networks of public IM by their own names, in the order of the description. */
const ALL_PROVIDERS = imProviderValues.map(({ title }) => title);

/** The networks that a scenario names. */
function providersOf(scenario: Scenario | undefined): readonly string[] {
	return (scenario?.providers.items ?? []).map(({ value }) => valueFact(imProviderValues, value)?.title ?? value);
}

/** What the file states with a scenario, so that a reader sees what was decided. */
function options(context: RunbookContext, id: ScenarioId): string {
	const scenario = scenarioOf(context.deployment, id);
	if (scenario === undefined) {
		return "";
	}
	const mode = scenario.mode?.value;
	const named = (label: string, values: readonly string[]) =>
		values.length === 0 ? [] : [`${label} ${values.map(code).join(", ")}`];
	return [
		...(mode === undefined ? [] : [federationModeTitle(mode, scenario.partners)]),
		...named(
			"partners",
			scenario.partners.map((partner) => partner.domain.value),
		),
		...named(
			"blocked",
			scenario.blockedDomains.items.map((domain) => domain.value),
		),
		...(scenario.providers.items.length === 0 ? [] : [providersOf(scenario).map(text).join(", ")]),
		...(scenario.anonymousUsers === undefined ? [] : ["anonymous users"]),
	].join("; ");
}
