import { isSame } from "../../basics/equality.js";
import type { Catalogue } from "../../catalog/types.js";
import type { Deployment } from "../../model/deployment.js";
import type { AcceptedFinding } from "../../model/suppression.js";
import {
	type ListChanges,
	type RequirementChanges,
	type RequirementKind,
	type RequirementOf,
	requirementKinds,
} from "../../requirements/changes.js";
import type { Flow, Requirements, SettingRequirement } from "../../requirements/requirements.js";
import {
	type PlannedCertificate,
	type PlannedFlow,
	type PlannedRecord,
	type PlannedTask,
	type PlannedTrust,
	plannedCertificate,
	plannedFlow,
	plannedRecord,
	plannedTask,
	plannedTrust,
} from "../plan/plan.js";
import { type Team, teamOf } from "./teams.js";
import { type Description, describe, differences, type ValueChange, valuesText } from "./words.js";

/*
 * What differs between two topologies, as a plain value: what `diff --format json` prints, and what its other formats are
 * made of. Its JSON Schema is docs/schemas/diff.schema.json. Keys are added, never renamed or removed.
 */

/** One of the two topologies. */
export interface ComparedTopology {
	/** As the user named it, such as "HEAD~1:contoso.ocsedge". */
	readonly source: string;
	readonly deployment: Deployment;
	readonly requirements: Requirements;
	/** What comments in its files accept, with the reasons. */
	readonly accepted: readonly AcceptedFinding[];
	/** How many errors it has. With errors, what it needs may be incomplete. */
	readonly errors: number;
}

export interface DiffInput {
	readonly old: ComparedTopology;
	readonly new: ComparedTopology;
	readonly changes: RequirementChanges;
	readonly catalogue: Catalogue;
}

export interface Diff {
	readonly version: 1;
	readonly old: DiffSide;
	readonly new: DiffSide;
	/** Whether nothing differs that anybody needs to know. */
	readonly same: boolean;
	readonly scenarios: { readonly added: readonly string[]; readonly removed: readonly string[] };
	/** Deviations that only one of the two accepts, or accepts for this reason. */
	readonly accepted: { readonly added: readonly AcceptedDeviation[]; readonly removed: readonly AcceptedDeviation[] };
	readonly flows: DiffSection<ComparedFlow>;
	readonly dns: DiffSection<PlannedRecord>;
	readonly certificates: DiffSection<PlannedCertificate>;
	readonly trust: DiffSection<PlannedTrust>;
	readonly settings: DiffSection<PlannedSetting>;
	readonly tasks: DiffSection<PlannedTask>;
	/** How many rows there are of each kind of change; `reasons` counts those that are merely needed for other scenarios. */
	readonly summary: {
		readonly added: number;
		readonly altered: number;
		readonly removed: number;
		readonly reasons: number;
	};
}

export interface DiffSide {
	readonly source: string;
	readonly deployment: string;
	/** The documented topology that the edge servers form; null when it is none of them. */
	readonly topology: string | null;
	readonly errors: number;
}

/** A finding that a comment accepts. */
export interface AcceptedDeviation {
	readonly code: string;
	readonly message: string;
	readonly reason: string;
}

export interface DiffSection<Row> {
	readonly added: readonly DiffRow<Row>[];
	readonly altered: readonly DiffAlteration<Row>[];
	readonly removed: readonly DiffRow<Row>[];
}

interface DiffEntry {
	/** What makes it the same requirement after a change. */
	readonly identity: string;
	/** Who has to act; null for a task. */
	readonly team: Team | null;
}

export interface DiffRow<Row> extends DiffEntry {
	readonly row: Row;
}

export interface DiffAlteration<Row> extends DiffEntry {
	readonly before: Row;
	readonly after: Row;
	/** The keys of the row whose values differ. */
	readonly fields: readonly string[];
	/** False where nothing is to be done: only the scenarios that need it, or the like, differ. */
	readonly work: boolean;
}

/** A row of the plan with the members of an array that the rule is for as well. */
export interface ComparedFlow extends PlannedFlow {
	readonly alsoFrom?: readonly { readonly server: string; readonly address: string | null }[];
}

export interface PlannedSetting {
	readonly task: string;
	readonly on: string;
	readonly element: SettingRequirement["element"];
	readonly part?: string;
	readonly field: string;
	readonly title: string;
	readonly entry?: string;
	readonly value: string | null;
	readonly takesEffect?: string;
}

/** What differs, as JSON has it. */
export function diffOf(input: DiffInput): Diff {
	const { changes, catalogue } = input;
	const [before, after] = [input.old.requirements.scenarios, input.new.requirements.scenarios];
	const scenarios = {
		added: after.filter((id) => !before.includes(id)),
		removed: before.filter((id) => !after.includes(id)),
	};
	const accepted = acceptedOnlyIn(input.old.accepted, input.new.accepted);
	const sections = {
		flows: section("flows", changes.flows, comparedFlow, catalogue),
		dns: section("dns", changes.dns, plannedRecord, catalogue),
		certificates: section("certificates", changes.certificates, plannedCertificate, catalogue),
		trust: section("trust", changes.trust, plannedTrust, catalogue),
		settings: section("settings", changes.settings, plannedSetting, catalogue),
		tasks: section("tasks", changes.tasks, plannedTask, catalogue),
	};
	const lists = requirementKinds.map((kind): DiffSection<unknown> => sections[kind]);
	const count = (count: (list: DiffSection<unknown>) => number) => lists.reduce((sum, list) => sum + count(list), 0);
	const sides = { old: sideOf(input.old), new: sideOf(input.new) };
	return {
		version: 1,
		...sides,
		same:
			sides.old.deployment === sides.new.deployment &&
			sides.old.topology === sides.new.topology &&
			scenarios.added.length + scenarios.removed.length === 0 &&
			accepted.added.length + accepted.removed.length === 0 &&
			lists.every((list) => list.added.length + list.altered.length + list.removed.length === 0),
		scenarios,
		accepted,
		...sections,
		summary: {
			added: count(({ added }) => added.length),
			altered: count(({ altered }) => altered.filter(({ work }) => work).length),
			removed: count(({ removed }) => removed.length),
			reasons: count(({ altered }) => altered.filter(({ work }) => !work).length),
		},
	};
}

/** In another line of the file it is the same deviation. */
function acceptedOnlyIn(before: readonly AcceptedFinding[], after: readonly AcceptedFinding[]): Diff["accepted"] {
	const [old, next] = [before, after].map(
		(accepted) =>
			new Map(
				accepted.map(({ finding: { code, message }, reason }) => [
					JSON.stringify([code, message, reason]),
					{ code, message, reason },
				]),
			),
	);
	const without = (some: typeof old, others: typeof old) =>
		[...(some ?? [])].flatMap(([key, deviation]) => (others?.has(key) ? [] : [deviation]));
	return { added: without(next, old), removed: without(old, next) };
}

function sideOf({ source, deployment, requirements, errors }: ComparedTopology): DiffSide {
	return { source, deployment: deployment.name, topology: requirements.topology ?? null, errors };
}

function section<K extends RequirementKind, Row extends object>(
	kind: K,
	changes: ListChanges<RequirementOf[K]>,
	planned: (item: RequirementOf[K]) => Row,
	catalogue: Catalogue,
): DiffSection<Row> {
	const rowOf = ({ id, item }: { readonly id: string; readonly item: RequirementOf[K] }): DiffRow<Row> => ({
		identity: id,
		team: whose(kind, item),
		row: planned(item),
	});
	return {
		added: changes.added.map(rowOf),
		altered: changes.altered.flatMap(({ id, before, after }) => {
			const rows = { before: planned(before), after: planned(after) };
			const fields = differing(rows.before, rows.after);
			const work = differences(describe[kind](before, catalogue), describe[kind](after, catalogue)).length > 0;
			// What a plan does not show cannot differ for whoever reads it; the order of a list is such a thing.
			return fields.length === 0 || (kind === "tasks" && !work)
				? []
				: [{ identity: id, team: whose(kind, after), ...rows, fields, work }];
		}),
		removed: changes.removed.map(rowOf),
	};
}

function whose<K extends RequirementKind>(kind: K, item: RequirementOf[K]): Team | null {
	const of: { readonly [P in RequirementKind]: (one: RequirementOf[P]) => Team | null } = {
		...teamOf,
		tasks: () => null,
	};
	return of[kind](item);
}

function differing(before: object, after: object): readonly string[] {
	const [left, right] = [new Map<string, unknown>(Object.entries(before)), new Map(Object.entries(after))];
	return [...new Set([...left.keys(), ...right.keys()])].filter((key) => !isSame(left.get(key), right.get(key)));
}

function comparedFlow(flow: Flow): ComparedFlow {
	const { alsoFrom } = flow;
	return {
		...plannedFlow(flow),
		...(alsoFrom && { alsoFrom: alsoFrom.map(({ server, address }) => ({ server, address: address ?? null })) }),
	};
}

function plannedSetting(setting: SettingRequirement): PlannedSetting {
	const { task, on, element, part, field, title, entry, value, takesEffect } = setting;
	return {
		task,
		on,
		element,
		...(part === undefined ? {} : { part }),
		field,
		title,
		...(entry === undefined ? {} : { entry }),
		value: value ?? null,
		...(takesEffect === undefined ? {} : { takesEffect }),
	};
}

/** One change in words, for people. */
export interface ChangeLine {
	readonly kind: RequirementKind;
	readonly identity: string;
	readonly team: Team | null;
	readonly change: "added" | "altered" | "removed";
	readonly what: string;
	/** What is entered: of an added thing the new values, of a removed one the old ones. */
	readonly values: string;
	/** Of an altered thing: what differs. */
	readonly differences: readonly ValueChange[];
}

/** Every change on which somebody has to act, in words, kind by kind and in the order of the lists. */
export function changeLines(changes: RequirementChanges, catalogue: Catalogue): readonly ChangeLine[] {
	return [
		...linesOf("flows", changes.flows, catalogue),
		...linesOf("dns", changes.dns, catalogue),
		...linesOf("certificates", changes.certificates, catalogue),
		...linesOf("trust", changes.trust, catalogue),
		...linesOf("settings", changes.settings, catalogue),
		...linesOf("tasks", changes.tasks, catalogue),
	];
}

function linesOf<K extends RequirementKind>(
	kind: K,
	changes: ListChanges<RequirementOf[K]>,
	catalogue: Catalogue,
): readonly ChangeLine[] {
	const line = (
		change: ChangeLine["change"],
		identity: string,
		item: RequirementOf[K],
		description: Description,
		differences: readonly ValueChange[] = [],
	): ChangeLine => ({
		kind,
		identity,
		team: whose(kind, item),
		change,
		what: description.what,
		values: valuesText(kind, description),
		differences,
	});
	const words = (item: RequirementOf[K]) => describe[kind](item, catalogue);
	return [
		...changes.added.map(({ id, item }) => line("added", id, item, words(item))),
		...changes.altered.flatMap(({ id, before, after }) => {
			const values = differences(words(before), words(after));
			return values.length === 0 ? [] : [line("altered", id, after, words(after), values)];
		}),
		...changes.removed.map(({ id, item }) => line("removed", id, item, words(item))),
	];
}
