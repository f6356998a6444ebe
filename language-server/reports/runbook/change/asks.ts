import { normalizeFqdn } from "../../../model/address.js";
import type { RequirementChanges } from "../../../requirements/changes.js";
import type { Requirements, SettingRequirement } from "../../../requirements/requirements.js";
import type { AskStep } from "./change-step.js";

/**
 * Who is let in has to let us in as well, and shows a certificate that has to be trusted. So new partners and IM providers are asked
 * and told the same as in the runbook of a whole deployment; and all of them are told when the Access Edge gets another name outside
 * or a SIP domain is new.
 *
 * What counts is what is new in the deployment: a further server enters the partners that there are, and nothing is arranged with
 * them for that.
 *
 * @param arriving computers that are new: their own tasks import the roots
 */
export function asks(
	changes: RequirementChanges,
	before: Requirements,
	after: Requirements,
	arriving: ReadonlySet<string>,
): readonly AskStep[] {
	const newIn = (fields: ReadonlySet<string>) =>
		without(namesIn(after.settings, fields), namesIn(before.settings, fields));
	const [newPartners, newProviders] = [newIn(PARTNER_FIELDS), newIn(PROVIDER_FIELDS)];
	const isKnownOtherwise = without(namesOutside(after), namesOutside(before)).length > 0;
	const told = (fields: ReadonlySet<string>, others: readonly string[]) =>
		isKnownOtherwise ? without(namesIn(after.settings, fields), others) : [];
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
		...accessEdges.flatMap((on): readonly AskStep[] => {
			const entered = enteredOn(changes, before, on);
			const [partners, providers] = [namesIn(entered, PARTNER_FIELDS), namesIn(entered, PROVIDER_FIELDS)];
			return partners.length + providers.length === 0
				? []
				: [
						{
							...base,
							id: `add/ask/roots/${on}`,
							task: "configure-certificates",
							team: "edge",
							on,
							what: "roots",
							partners,
							providers,
						},
					];
		}),
	];
}

const PARTNER_FIELDS: ReadonlySet<string> = new Set(["partner", "discovered-partner"]);
const PROVIDER_FIELDS: ReadonlySet<string> = new Set(["provider"]);

/** What a server enters that it did not have, or has with another host, so that an authority may be new to it. */
function enteredOn(changes: RequirementChanges, before: Requirements, on: string): readonly SettingRequirement[] {
	const own = <T extends SettingRequirement>(setting: T) => setting.on === on;
	const had = before.settings.filter(own);
	const isNew = (setting: SettingRequirement) =>
		[PARTNER_FIELDS, PROVIDER_FIELDS].every(
			(fields) => without(namesIn([setting], fields), namesIn(had, fields)).length > 0 || !fields.has(setting.field),
		);
	return [
		...changes.settings.added.map(({ item }) => item).filter((setting) => own(setting) && isNew(setting)),
		...changes.settings.altered.map(({ after }) => after).filter(own),
	];
}

/** By what the outside knows a deployment: its SIP domains and the names of its Access Edges. */
function namesOutside({ trust, settings }: Requirements): readonly string[] {
	return [
		...trust.flatMap(({ template, value }) =>
			template === "internal-sip-domain" && value !== undefined ? [`domain ${normalizeFqdn(value)}`] : [],
		),
		...settings.flatMap(({ part, field, value }) =>
			part === "Access Edge" && field === "external-fqdn" && value !== undefined
				? [`access-edge ${normalizeFqdn(value)}`]
				: [],
		),
	];
}

/** What the entries of a list are about, each once: the same partner is entered on each Access Edge. */
function namesIn(settings: readonly SettingRequirement[], fields: ReadonlySet<string>): readonly string[] {
	return [
		...new Set(settings.flatMap(({ field, entry }) => (fields.has(field) && entry !== undefined ? [entry] : []))),
	];
}

/** The names that are not among the others, however they are written. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
	const known = new Set(others.map(normalizeFqdn));
	return names.filter((name) => !known.has(normalizeFqdn(name)));
}
