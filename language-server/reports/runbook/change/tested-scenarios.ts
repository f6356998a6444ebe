import type { Catalogue, EdgeRoleId, ScenarioId } from "../../../catalog/types.js";
import { ROLE_TITLES } from "../../../model/edge-roles.js";
import { EDGE_ROLES } from "../../../model/words.js";
import type { RequirementKind, RequirementOf } from "../../../requirements/changes.js";
import type { Requirements, SettingRequirement } from "../../../requirements/requirements.js";
import type { ChangeContext } from "./change-context.js";
import type { ChangePlan } from "./change-plan.js";
import type { ChangeStep } from "./change-step.js";
import { itemOf, type Operation } from "./operation.js";

type Sources = Pick<ChangeContext["input"], "catalogue" | "requirements">;

/** The wanted scenarios that a change concerns, in the catalogue's order: what has to be tested again. */
export function testedScenarios({ steps }: ChangePlan, sources: Sources): readonly ScenarioId[] {
	const { requirements, catalogue } = sources;
	const concerned = new Set(steps.flatMap((step) => concernedBy(step, sources)));
	return requirements.scenarios.filter((id) => concerned.has(id) && catalogue.scenarios[id] !== undefined);
}

function concernedBy(step: ChangeStep, sources: Sources): readonly ScenarioId[] {
	const own = step.operations.flatMap((operation) => scenariosOf(operation, sources));
	switch (step.does) {
		case "assign":
			return [...own, ...step.certificate.after.requiredBy];
		case "ask":
			return [
				...own,
				...(step.partners.length === 0 ? [] : (["federation"] as const)),
				...(step.providers.length === 0 ? [] : (["public-im"] as const)),
			];
		default:
			return own;
	}
}

function scenariosOf(operation: Operation, sources: Sources): readonly ScenarioId[] {
	const { requirements, catalogue } = sources;
	const item = itemOf<RequirementOf[RequirementKind]>(operation);
	if ("requiredBy" in item) {
		return item.requiredBy;
	}
	return operation.kind === "settings"
		? scenariosOfSetting(itemOf(operation), requirements, catalogue)
		: requirements.scenarios;
}

function scenariosOfSetting(
	{ element, on, part, field }: SettingRequirement,
	requirements: Requirements,
	catalogue: Catalogue,
): readonly ScenarioId[] {
	const { scenarios, settings, certificates } = requirements;
	const ofRoles = (roles: ReadonlySet<EdgeRoleId | "reverse-proxy">) =>
		scenarios.filter((id) => catalogue.scenarios[id].requires.some((role) => roles.has(role)));
	switch (element) {
		case "deployment":
		case "site":
			// A decision of the plan, such as the day of the go-live, alters nothing that could be tested.
			return [];
		case "certificate":
			return certificates.filter(({ declared }) => declared === on).flatMap(({ requiredBy }) => requiredBy);
		case "reverse-proxy":
			return ofRoles(new Set(["reverse-proxy"] as const));
		case "unnumbered-rule":
			return ofRoles(new Set([field === "names" ? "reverse-proxy" : "access-edge"] as const));
		case "edge-server": {
			const list = SCENARIO_OF_LIST[field];
			if (list !== undefined) {
				return [list];
			}
			const role = EDGE_ROLES.find((one) => ROLE_TITLES[one] === part);
			return ofRoles(
				new Set(
					role !== undefined
						? [role]
						: EDGE_ROLES.filter((one) =>
								settings.some((other) => other.on === on && other.field === "role" && other.entry === one),
							),
				),
			);
		}
		default:
			return scenarios;
	}
}

/** Lists of the Access Edge that let in the people of one scenario. */
const SCENARIO_OF_LIST: Readonly<Partial<Record<string, ScenarioId>>> = {
	partner: "federation",
	"blocked-domain": "federation",
	discovery: "federation",
	federation: "federation",
	provider: "public-im",
};
