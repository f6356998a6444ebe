import { groupBy } from "../../../basics/collections.js";
import type { Placed, RequirementChanges } from "../../../requirements/changes.js";
import { identifyRecords } from "../../../requirements/identity.js";
import type { DnsRequirement, Requirements } from "../../../requirements/requirements.js";
import type { ChangeStep } from "./change-step.js";

/** What the plan enters as the public name of a publishing rule. Every rule has it. */
export const PUBLIC_NAME = "public-name";

/**
 * The changes with the end of what a reverse proxy published. Such a proxy, and a web farm that keeps its name outside, ask in the
 * plan for what is to be published instead: a certificate without a name, a rule to no server, a record without an address. Of a
 * change these are the end of the old ones, and nothing that could be ordered, opened or entered.
 */
export function withEndedPublications(
	changes: RequirementChanges,
	before: Requirements,
	after: Requirements,
): RequirementChanges {
	const ended = changes.settings.removed.flatMap(({ item }) =>
		item.element === "reverse-proxy" && item.field === PUBLIC_NAME ? [item] : [],
	);
	if (ended.length === 0) {
		return changes;
	}
	const publishing = new Set(
		after.settings.flatMap(({ element, field, on }) =>
			element === "reverse-proxy" && field === PUBLIC_NAME ? [on] : [],
		),
	);
	const idle = new Set(ended.flatMap(({ on }) => (publishing.has(on) ? [] : [on])));
	const names = new Set(ended.map(({ value }) => value));
	const isWithoutAddress = ({ before: old, after: next }: { before: DnsRequirement; after: DnsRequirement }) =>
		next.templates.includes("web-farm-external-a") &&
		names.has(old.name) &&
		old.address !== undefined &&
		next.address === undefined;
	const places = new Map(identifyRecords(before.dns).map(({ id }, at) => [id, at]));
	const gone = changes.dns.altered
		.filter(isWithoutAddress)
		.map(({ id, before: item }): Placed<DnsRequirement> => ({ id, item, at: places.get(id) ?? 0 }));
	return {
		...changes,
		flows: {
			...changes.flows,
			added: changes.flows.added.filter(
				({ item }) => !(item.role === "reverse-proxy" && idle.has(item.server) && item.destination.host === undefined),
			),
		},
		dns: {
			...changes.dns,
			altered: changes.dns.altered.filter((one) => !isWithoutAddress(one)),
			removed: [...changes.dns.removed, ...gone],
		},
		certificates: {
			...changes.certificates,
			added: changes.certificates.added.filter(
				({ item }) =>
					!(item.slot === "reverse-proxy-external" && idle.has(item.server) && item.publishes === undefined),
			),
			// One certificate may serve several rules, and stays while one of them does.
			removed: changes.certificates.removed.filter(
				({ item }) =>
					item.slot !== "reverse-proxy-external" ||
					item.declared === undefined ||
					!after.certificates.some(({ server, declared }) => server === item.server && declared === item.declared),
			),
		},
	};
}

/** A publishing rule that goes is deleted as one thing, with all that is set in it; the step is that of its public name. */
export function joinRuleSteps(steps: readonly ChangeStep[]): readonly ChangeStep[] {
	const settingOf = (step: ChangeStep) =>
		step.does === "entry" &&
		step.phase === "remove" &&
		step.operation.kind === "settings" &&
		step.operation.does === "remove" &&
		step.operation.item.element === "reverse-proxy"
			? step.operation.item
			: undefined;
	const keyOf = (step: ChangeStep) => {
		const setting = settingOf(step);
		return setting === undefined ? undefined : JSON.stringify([setting.on, setting.part]);
	};
	const isRule = (step: ChangeStep) => settingOf(step)?.field === PUBLIC_NAME;
	const rules = new Set(steps.filter(isRule).map(keyOf));
	const joined = groupBy(
		steps.filter((step) => rules.has(keyOf(step))),
		keyOf,
	);
	return steps.flatMap((step): readonly ChangeStep[] => {
		const same = joined.get(keyOf(step));
		return same === undefined
			? [step]
			: isRule(step)
				? [{ ...step, operations: same.flatMap(({ operations }) => operations) }]
				: [];
	});
}
