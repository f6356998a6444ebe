import type { RequirementChanges } from "../../../requirements/changes.js";
import type { Requirements, SettingRequirement } from "../../../requirements/requirements.js";
import type { AskStep } from "./change-step.js";

/**
 * Who is let in has to let us in as well, and shows a certificate that has to be trusted. So new partners and IM providers are asked
 * and told the same as in the runbook of a whole deployment; and all of them are told when the Access Edge gets another name outside
 * or a SIP domain is new.
 *
 * @param arriving computers that are new: their own tasks import the roots
 */
export function asks(
	changes: RequirementChanges,
	after: Requirements,
	arriving: ReadonlySet<string>,
): readonly AskStep[] {
	const { added, altered } = changes.settings;
	const fresh = [...added.map(({ item }) => item), ...altered.map(({ after: item }) => item)];
	const [newPartners, newProviders] = [namesIn(fresh, PARTNER_FIELDS), namesIn(fresh, PROVIDER_FIELDS)];
	const isKnownOtherwise =
		changes.trust.added.some(({ item }) => item.template === "internal-sip-domain" && !arriving.has(item.on ?? "")) ||
		altered.some(({ after: { part, field } }) => part === "Access Edge" && field === "external-fqdn");
	const told = (fields: ReadonlySet<string>, others: readonly string[]) =>
		isKnownOtherwise ? namesIn(after.settings, fields).filter((name) => !others.includes(name)) : [];
	const [toldPartners, toldProviders] = [told(PARTNER_FIELDS, newPartners), told(PROVIDER_FIELDS, newProviders)];
	const accessEdges = after.settings.flatMap(({ field, entry, on }) =>
		field === "role" && entry === "access-edge" && !arriving.has(on) ? [on] : [],
	);
	const base = { does: "ask", phase: "add", operations: [] } as const;
	const ofProject = { ...base, task: "validate", team: "project", on: "forest" } as const;
	const step = (
		id: string,
		names: Partial<Pick<AskStep, "partners" | "providers" | "told">> & Pick<AskStep, "what">,
	): readonly AskStep[] => {
		const { partners = [], providers = [] } = names;
		return partners.length + providers.length === 0
			? []
			: [{ ...ofProject, ...names, id: `add/ask/${id}`, partners, providers }];
	};
	return [
		...step("partners", { what: "partners", partners: newPartners }),
		...step("partners/told", { what: "partners", partners: toldPartners, told: true }),
		...step("providers", { what: "providers", providers: newProviders }),
		...step("providers/told", { what: "providers", providers: toldProviders, told: true }),
		...(newPartners.length + newProviders.length === 0
			? []
			: accessEdges.map(
					(on): AskStep => ({
						...base,
						id: `add/ask/roots/${on}`,
						task: "configure-certificates",
						team: "edge",
						on,
						what: "roots",
						partners: newPartners,
						providers: newProviders,
					}),
				)),
	];
}

const PARTNER_FIELDS: ReadonlySet<string> = new Set(["partner", "discovered-partner"]);
const PROVIDER_FIELDS: ReadonlySet<string> = new Set(["provider"]);

/** What the entries of a list are about, each once: the same partner is entered on each Access Edge. */
function namesIn(settings: readonly SettingRequirement[], fields: ReadonlySet<string>): readonly string[] {
	return [
		...new Set(settings.flatMap(({ field, entry }) => (fields.has(field) && entry !== undefined ? [entry] : []))),
	];
}
