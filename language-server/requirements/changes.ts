import { compareTexts } from "../basics/collections.js";
import { isSame } from "../basics/equality.js";
import {
	type Identified,
	identifyCertificates,
	identifyFlows,
	identifyRecords,
	identifySettings,
	identifyTasks,
	identifyTrust,
} from "./identity.js";
import type {
	CertificateRequirement,
	DnsRequirement,
	Flow,
	Requirements,
	SettingRequirement,
	TaskRequirement,
	TrustRequirement,
} from "./requirements.js";

/** What the lists of requirements hold, by the name of the list. */
export interface RequirementOf {
	readonly flows: Flow;
	readonly dns: DnsRequirement;
	readonly certificates: CertificateRequirement;
	readonly trust: TrustRequirement;
	readonly settings: SettingRequirement;
	readonly tasks: TaskRequirement;
}

export type RequirementKind = keyof RequirementOf;

export const requirementKinds: readonly RequirementKind[] = [
	"flows",
	"dns",
	"certificates",
	"trust",
	"settings",
	"tasks",
];

/** The requirements of each list with what makes each the same one after a change. */
export const identifyAll: {
	readonly [K in RequirementKind]: (items: readonly RequirementOf[K][]) => readonly Identified<RequirementOf[K]>[];
} = {
	flows: identifyFlows,
	dns: identifyRecords,
	certificates: identifyCertificates,
	trust: identifyTrust,
	settings: identifySettings,
	tasks: identifyTasks,
};

/** A requirement with its place in its list: an added one in the new list, a removed one in the old list. */
export interface Placed<T> extends Identified<T> {
	readonly at: number;
}

/** The same requirement with other values. */
export interface Altered<T> {
	readonly id: string;
	readonly before: T;
	readonly after: T;
	/** The fields whose values differ, by their names in alphabetical order. */
	readonly fields: readonly (keyof T & string)[];
}

/** A value that is not a list of requirements. */
export interface Replaced<T> {
	readonly before: T;
	readonly after: T;
}

export interface ListChanges<T> {
	readonly added: readonly Placed<T>[];
	readonly altered: readonly Altered<T>[];
	readonly removed: readonly Placed<T>[];
	/**
	 * Set where those that stay stand in another order. Lists are ordered by the catalogue and then by the file, so that is no
	 * change of what is needed; it is kept so that the changes lead to exactly the new list.
	 */
	readonly order?: Replaced<readonly string[]>;
}

type ListsOfChanges = { readonly [K in RequirementKind]: ListChanges<RequirementOf[K]> };

/** What leads from the requirements of one topology to those of another. */
export interface RequirementChanges extends ListsOfChanges {
	readonly topology?: Replaced<Requirements["topology"]>;
	readonly layout?: Replaced<Requirements["layout"]>;
	readonly scenarios?: Replaced<Requirements["scenarios"]>;
	readonly neededRoles?: Replaced<Requirements["neededRoles"]>;
}

/** What leads from one set of requirements to another one derived with the same catalogue. */
export function changesBetween(before: Requirements, after: Requirements): RequirementChanges {
	return {
		...replaced("topology", before.topology, after.topology),
		...replaced("layout", before.layout, after.layout),
		...replaced("scenarios", before.scenarios, after.scenarios),
		...(isSame([...before.neededRoles], [...after.neededRoles])
			? {}
			: { neededRoles: { before: before.neededRoles, after: after.neededRoles } }),
		flows: listChanges(identifyFlows(before.flows), identifyFlows(after.flows)),
		dns: listChanges(identifyRecords(before.dns), identifyRecords(after.dns)),
		certificates: listChanges(identifyCertificates(before.certificates), identifyCertificates(after.certificates)),
		trust: listChanges(identifyTrust(before.trust), identifyTrust(after.trust)),
		settings: listChanges(identifySettings(before.settings), identifySettings(after.settings)),
		tasks: listChanges(identifyTasks(before.tasks), identifyTasks(after.tasks)),
	};
}

/** The requirements after the changes. Changes that do not start from the given requirements are an error. */
export function applyChanges(before: Requirements, changes: RequirementChanges): Requirements {
	return {
		...topologyOf(changes.topology === undefined ? before.topology : changes.topology.after),
		layout: (changes.layout ?? { after: before.layout }).after,
		scenarios: (changes.scenarios ?? { after: before.scenarios }).after,
		neededRoles: (changes.neededRoles ?? { after: before.neededRoles }).after,
		flows: changedList(identifyFlows(before.flows), changes.flows),
		dns: changedList(identifyRecords(before.dns), changes.dns),
		certificates: changedList(identifyCertificates(before.certificates), changes.certificates),
		trust: changedList(identifyTrust(before.trust), changes.trust),
		settings: changedList(identifySettings(before.settings), changes.settings),
		tasks: changedList(identifyTasks(before.tasks), changes.tasks),
	};
}

/** The changes that lead back. */
export function invert(changes: RequirementChanges): RequirementChanges {
	const { topology, layout, scenarios, neededRoles } = changes;
	return {
		...(topology && { topology: turned(topology) }),
		...(layout && { layout: turned(layout) }),
		...(scenarios && { scenarios: turned(scenarios) }),
		...(neededRoles && { neededRoles: turned(neededRoles) }),
		flows: invertList(changes.flows),
		dns: invertList(changes.dns),
		certificates: invertList(changes.certificates),
		trust: invertList(changes.trust),
		settings: invertList(changes.settings),
		tasks: invertList(changes.tasks),
	};
}

/**
 * Whether nothing differs. Another order of the same requirements is no difference, nor is that of the sites; what stands
 * where is told by the settings, and the needed roles follow from the scenarios.
 */
export function isEmpty(changes: RequirementChanges): boolean {
	return (
		changes.topology === undefined &&
		changes.scenarios === undefined &&
		requirementKinds.every((kind) => isEmptyList(changes[kind]))
	);
}

/** Whether nothing differs in one list. */
function isEmptyList({
	added,
	altered,
	removed,
}: Readonly<Record<"added" | "altered" | "removed", readonly unknown[]>>): boolean {
	return added.length === 0 && altered.length === 0 && removed.length === 0;
}

function topologyOf(topology: Requirements["topology"]): Pick<Requirements, "topology"> {
	return topology === undefined ? {} : { topology };
}

function replaced<K extends string, T>(key: K, before: T, after: T): { readonly [P in K]?: Replaced<T> } {
	const values: { [P in K]?: Replaced<T> } = {};
	if (!isSame(before, after)) {
		values[key] = { before, after };
	}
	return values;
}

function turned<T>({ before, after }: Replaced<T>): Replaced<T> {
	return { before: after, after: before };
}

function listChanges<T extends object>(
	before: readonly Identified<T>[],
	after: readonly Identified<T>[],
): ListChanges<T> {
	const old = new Map(before.map(({ id, item }) => [id, item]));
	const ids = new Set(after.map(({ id }) => id));
	const added: Placed<T>[] = [];
	const altered: Altered<T>[] = [];
	for (const [at, { id, item }] of after.entries()) {
		const was = old.get(id);
		if (was === undefined) {
			added.push({ id, item, at });
			continue;
		}
		const fields = differingFields(was, item);
		if (fields.length > 0) {
			altered.push({ id, before: was, after: item, fields });
		}
	}
	const removed = before.flatMap(({ id, item }, at) => (ids.has(id) ? [] : [{ id, item, at }]));
	const changes = { added, altered, removed };
	const orderAfter = after.map(({ id }) => id);
	// Those that stay keep their order as a rule, and then the places of the added ones are enough.
	return isSame(
		rebuilt(before, changes).map(({ id }) => id),
		orderAfter,
	)
		? changes
		: { ...changes, order: { before: before.map(({ id }) => id), after: orderAfter } };
}

function differingFields<T extends object>(before: T, after: T): readonly (keyof T & string)[] {
	return keysOf(before, after).filter((key) => !isSame(before[key], after[key]));
}

function keysOf<T extends object>(...items: readonly T[]): readonly (keyof T & string)[] {
	const keys = new Set<keyof T & string>();
	for (const item of items) {
		for (const key in item) {
			keys.add(key);
		}
	}
	return [...keys].sort(compareTexts);
}

function changedList<T>(before: readonly Identified<T>[], changes: ListChanges<T>): readonly T[] {
	const ids = new Set(before.map(({ id }) => id));
	for (const { id } of [...changes.altered, ...changes.removed]) {
		if (!ids.has(id)) {
			throw new Error(`The changes concern ${id}, which is not there.`);
		}
	}
	for (const { id } of changes.added) {
		if (ids.has(id)) {
			throw new Error(`The changes add ${id}, which is there already.`);
		}
	}
	const items = rebuilt(before, changes);
	if (changes.order === undefined) {
		return items.map(({ item }) => item);
	}
	return inOrderOf(items, changes.order.after).map(({ item }) => item);
}

/** Sorts by a list of identities. */
function inOrderOf<T>(items: readonly Identified<T>[], order: readonly string[]): readonly Identified<T>[] {
	const places = new Map(order.map((id, place) => [id, place]));
	return [...items].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
}

/** The old list without what is removed, with the altered values, and with each added requirement at its place. */
function rebuilt<T>(
	before: readonly Identified<T>[],
	{ added, altered, removed }: Omit<ListChanges<T>, "order">,
): readonly Identified<T>[] {
	const gone = new Set(removed.map(({ id }) => id));
	const values = new Map(altered.map(({ id, after }) => [id, after]));
	const staying = before
		.filter(({ id }) => !gone.has(id))
		.map(({ id, item }) => ({ id, item: values.get(id) ?? item }));
	const items: Identified<T>[] = [];
	const arriving = [...added].sort((a, b) => a.at - b.at);
	let next = 0;
	for (const one of staying) {
		for (let place = arriving[next]; place?.at === items.length; place = arriving[next]) {
			items.push({ id: place.id, item: place.item });
			next += 1;
		}
		items.push(one);
	}
	return [...items, ...arriving.slice(next).map(({ id, item }) => ({ id, item }))];
}

function invertList<T>({ added, altered, removed, order }: ListChanges<T>): ListChanges<T> {
	return {
		added: removed,
		altered: altered.map(({ id, before, after, fields }) => ({ id, before: after, after: before, fields })),
		removed: added,
		...(order && { order: turned(order) }),
	};
}
