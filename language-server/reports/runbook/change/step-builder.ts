import { groupBy } from "../../../basics/collections.js";
import type { Catalogue, TaskId, TrustTemplateId } from "../../../catalog/types.js";
import { BALANCED_MEMBER } from "../../../requirements/balancing.js";
import type { Altered, ListChanges, RequirementKind, RequirementOf } from "../../../requirements/changes.js";
import type {
	CertificateRequirement,
	SettingRequirement,
	TrustRequirement,
} from "../../../requirements/requirements.js";
import { teamOf } from "../../diff/teams.js";
import { describe, differences } from "../../diff/words.js";
import { firstTaskNeeding } from "../rows/task-needs.js";
import { type AddressMove, heldAddress } from "./address-moves.js";
import type { AssignStep, ChangeStep, Phase } from "./change-step.js";
import { type Likenesses, likeness } from "./likeness.js";
import { type Doing, itemOf, type Operation, operation } from "./operation.js";

/** Makes the steps of each list of requirements, one for each entry, and gathers what needs no step. */
export class StepBuilder {
	readonly silent: Operation[] = [];

	constructor(
		private readonly catalogue: Catalogue,
		private readonly leaving: ReadonlySet<string>,
		private readonly moves: readonly AddressMove[],
		private readonly before: Likenesses,
		private readonly after: Likenesses,
	) {}

	/** A firewall takes a new rule beside the old one, so a changed rule is a new one first and an old one later. */
	flows(changes: ListChanges<RequirementOf["flows"]>): readonly ChangeStep[] {
		const place = (flow: RequirementOf["flows"]) => ({ task: firstTaskNeeding.flow(flow), on: flow.server });
		// The members behind an array may swap addresses or get other names: the rule is typed the same, and nobody touches it.
		const isTyped = ({ before, after }: Altered<RequirementOf["flows"]>) => {
			const like = likeness({ kind: "flows", item: before });
			return like !== undefined && like === likeness({ kind: "flows", item: after });
		};
		for (const { id, before, after } of changes.altered.filter(isTyped)) {
			this.silent.push(operation("flows", { does: "alter", id, before, after }));
		}
		const others = { ...changes, altered: changes.altered.filter((one) => !isTyped(one)) };
		return this.#sideBySide("flows", others, place).map((step) => this.#compared(step));
	}

	/**
	 * A name leads to the old address or to the new one; which of them users get cannot be chosen, so it is altered. A record
	 * by which users find what is new is added when that answers, and not while it is being set up.
	 */
	records(changes: ListChanges<RequirementOf["dns"]>): readonly ChangeStep[] {
		const place = (record: RequirementOf["dns"]) => ({ task: firstTaskNeeding.record(record), on: record.view });
		return this.#inPlace("dns", changes, place).map((step) =>
			step.phase === "add" && step.task === "validate" ? { ...step, phase: "switch" } : step,
		);
	}

	/** A new certificate lies in the store beside the old one until it is assigned. */
	certificates(changes: ListChanges<CertificateRequirement>): readonly ChangeStep[] {
		const place = (certificate: CertificateRequirement) => ({
			task: firstTaskNeeding.certificate(certificate),
			on: certificate.server,
		});
		const entries = this.#sideBySide("certificates", changes, place);
		const assigned = changes.altered
			.filter((altered) => this.#needsWork("certificates", altered))
			.map(
				(certificate): AssignStep => ({
					...place(certificate.after),
					does: "assign",
					id: `switch/certificates/${certificate.id}`,
					phase: "switch",
					team: certificate.after.slot === "reverse-proxy-external" ? "reverse-proxy" : "edge",
					operations: [],
					certificate,
				}),
			);
		return [...entries, ...assigned];
	}

	/** A list takes a new entry beside the old one. A field that has one value is altered, or its value replaced. */
	trust(changes: ListChanges<TrustRequirement>): readonly ChangeStep[] {
		const place = ({ side, on }: TrustRequirement): { readonly task: TaskId; readonly on: string } => ({
			task: side === "edge" ? "configure-edge-servers" : "connect-internal-servers",
			on: on ?? "forest",
		});
		const isSingle = ({ template }: TrustRequirement) => SINGLE_VALUES.has(template);
		const [fields, lists] = [pick(changes, isSingle), pick(changes, (entry) => !isSingle(entry))];
		// The one A/V Edge of a pool may be another element than before, and then has another identity.
		const fieldOf = ({ template, on }: TrustRequirement) => JSON.stringify([template, on]);
		const olds = groupBy(fields.removed, ({ item }) => fieldOf(item));
		const replaced = new Set<string>();
		const replacements = fields.added.flatMap(({ id, item }): readonly ChangeStep[] => {
			const old = olds.get(fieldOf(item))?.shift();
			if (old === undefined) {
				return [];
			}
			replaced.add(id).add(old.id);
			const operation: Operation = { kind: "trust", does: "add", id, item };
			const instead: Operation = { kind: "trust", does: "remove", id: old.id, item: old.item };
			return [
				{
					...place(item),
					does: "entry",
					id: `switch/trust/${id}`,
					phase: "switch",
					team: teamOf.trust(item),
					operation,
					instead,
					operations: [operation, instead],
				},
			];
		});
		const others: ListChanges<TrustRequirement> = {
			...fields,
			added: fields.added.filter(({ id }) => !replaced.has(id)),
			removed: fields.removed.filter(({ id }) => !replaced.has(id)),
		};
		return [
			...replacements,
			...this.#inPlace("trust", others, place),
			...this.#sideBySide("trust", lists, place).map((step) => this.#compared(step)),
		];
	}

	/** Looks for the same rule or entry under another identity. */
	#compared(step: ChangeStep): ChangeStep {
		if (step.does !== "entry" || step.operation.does === "alter") {
			return step;
		}
		const { operation } = step;
		const like = operation.kind === "flows" || operation.kind === "trust" ? likeness(operation) : undefined;
		const same = like === undefined ? undefined : (operation.does === "add" ? this.before : this.after).get(like);
		return same === undefined ? step : { ...step, same };
	}

	settings(changes: ListChanges<SettingRequirement>): readonly ChangeStep[] {
		const place = ({ task, on }: SettingRequirement) => ({ task, on });
		// What is stated of a certificate that is new or goes is part of its order, and no work of its own.
		const whole = new Set(
			[...changes.added, ...changes.removed].flatMap(({ item }) =>
				item.element === "certificate" && item.field === "subject" ? [item.on] : [],
			),
		);
		const isOrdered = ({ item }: { readonly item: SettingRequirement }) =>
			item.element === "certificate" && whole.has(item.on);
		this.silent.push(
			...changes.added.filter(isOrdered).map(({ id, item }) => operation("settings", { does: "add", id, item })),
			...changes.removed.filter(isOrdered).map(({ id, item }) => operation("settings", { does: "remove", id, item })),
		);
		const others = {
			...changes,
			added: changes.added.filter((one) => !isOrdered(one)),
			removed: changes.removed.filter((one) => !isOrdered(one)),
		};
		const isMember = ({ field }: SettingRequirement) => field === BALANCED_MEMBER;
		const steps = [
			...this.#inPlace(
				"settings",
				pick(others, (one) => !isMember(one)),
				place,
			),
			...this.#members(pick(others, isMember), place),
		].map((step) => this.#moved(step));
		return [
			...steps.filter(({ on }) => this.leaving.has(on)),
			...withoutRoles(steps.filter(({ on }) => !this.leaving.has(on))),
		];
	}

	/** When a member answers at its new address, the balancer gets that beside the old one, which stays for the way back. */
	#members(changes: ListChanges<SettingRequirement>, place: PlaceOf<SettingRequirement>): readonly ChangeStep[] {
		return this.#entrySteps("settings", changes, place, ({ id, before, after }) =>
			before.value === undefined || after.value === undefined
				? [entryStep("settings", "switch", { does: "alter", id, before, after }, place(after))]
				: [
						entryStep("settings", "switch", { does: "add", id, item: after }, place(after), true),
						entryStep("settings", "remove", { does: "remove", id, item: before }, place(before), true),
					],
		);
	}

	/** An address that another element gives up is taken while the services are down anyway, and not before. */
	#moved(step: ChangeStep): ChangeStep {
		if (step.does !== "entry" || step.operation.kind !== "settings") {
			return step;
		}
		const { operation } = step;
		const [old, next] = [
			operation.does === "alter" ? operation.before : operation.does === "remove" ? operation.item : undefined,
			operation.does === "alter" ? operation.after : operation.does === "add" ? operation.item : undefined,
		];
		const moveOf = (setting: SettingRequirement | undefined, end: "from" | "to") =>
			setting && this.moves.find((move) => move[end] === setting.on && move.address === heldAddress(setting));
		const [gives, takes] = [moveOf(old, "from"), moveOf(next, "to")];
		if (gives !== undefined || takes !== undefined) {
			return { ...step, phase: "switch", ...(gives && { gives }), ...(takes && { takes }) };
		}
		// A role cannot listen on an address that its computer does not have yet.
		const waits =
			next?.field === "external-address" &&
			this.moves.some(({ address, to }) => address === next.value && to === next.on);
		return waits && step.phase === "add" ? { ...step, phase: "switch" } : step;
	}

	#needsWork<K extends RequirementKind>(kind: K, { before, after }: Altered<RequirementOf[K]>): boolean {
		const words = (item: RequirementOf[K]) => describe[kind](item, this.catalogue);
		return differences(words(before), words(after)).length > 0;
	}

	#sideBySide<K extends Exclude<RequirementKind, "tasks">>(
		kind: K,
		changes: ListChanges<RequirementOf[K]>,
		place: PlaceOf<RequirementOf[K]>,
	): readonly ChangeStep[] {
		return this.#entrySteps(kind, changes, place, ({ id, before, after }) => [
			entryStep(kind, "add", { does: "add", id, item: after }, place(after), true),
			entryStep(kind, "remove", { does: "remove", id, item: before }, place(before), true),
		]);
	}

	#inPlace<K extends Exclude<RequirementKind, "tasks">>(
		kind: K,
		changes: ListChanges<RequirementOf[K]>,
		place: PlaceOf<RequirementOf[K]>,
	): readonly ChangeStep[] {
		return this.#entrySteps(kind, changes, place, ({ id, before, after }) => [
			entryStep(kind, "switch", { does: "alter", id, before, after }, place(after)),
		]);
	}

	/** What is added and removed is so in one way; `alter` says how an entry comes to its new values. */
	#entrySteps<K extends Exclude<RequirementKind, "tasks">>(
		kind: K,
		changes: ListChanges<RequirementOf[K]>,
		place: PlaceOf<RequirementOf[K]>,
		alter: (altered: Altered<RequirementOf[K]>) => readonly ChangeStep[],
	): readonly ChangeStep[] {
		const altered = changes.altered.filter((one) => this.#needsWork(kind, one));
		this.#keepSilent(kind, changes, altered);
		return [
			...changes.added.map(({ id, item }) => entryStep(kind, "add", { does: "add", id, item }, place(item))),
			...altered.flatMap(alter),
			...changes.removed.map(({ id, item }) => entryStep(kind, "remove", { does: "remove", id, item }, place(item))),
		];
	}

	#keepSilent<K extends RequirementKind>(
		kind: K,
		changes: ListChanges<RequirementOf[K]>,
		worked: readonly Altered<RequirementOf[K]>[],
	): void {
		const isWorked = new Set(worked);
		for (const altered of changes.altered) {
			if (!isWorked.has(altered)) {
				const { id, before, after } = altered;
				this.silent.push(operation(kind, { does: "alter", id, before, after }));
			}
		}
	}
}

type PlaceOf<T> = (item: T) => { readonly task: TaskId; readonly on: string };

/**
 * The settings of a role that leaves a computer go with it. The role is stopped and deactivated before its certificate is
 * removed, so that is done where services are stopped.
 */
function withoutRoles(steps: readonly ChangeStep[]): readonly ChangeStep[] {
	const settingOf = (step: ChangeStep) =>
		step.does === "entry" &&
		step.phase === "remove" &&
		step.operation.kind === "settings" &&
		step.operation.does === "remove"
			? step.operation.item
			: undefined;
	const keyOf = (on: string, part: string | undefined) => JSON.stringify([on, part]);
	const leaving = new Map<string, Operation[]>();
	for (const step of steps) {
		const setting = settingOf(step);
		if (setting?.field === "role") {
			leaving.set(keyOf(setting.on, setting.value), []);
		}
	}
	const kept = steps.filter((step) => {
		const setting = settingOf(step);
		const operations = setting === undefined ? undefined : leaving.get(keyOf(setting.on, setting.part));
		operations?.push(...step.operations);
		return operations === undefined;
	});
	return kept.map((step) => {
		const setting = settingOf(step);
		const operations = setting?.field === "role" ? leaving.get(keyOf(setting.on, setting.value)) : undefined;
		return operations === undefined
			? step
			: { ...step, task: "start-services", operations: [...step.operations, ...operations] };
	});
}

/** Fields in which there is room for one value. */
const SINGLE_VALUES: ReadonlySet<TrustTemplateId> = new Set([
	"next-hop",
	"federation-route",
	"external-web-farm",
	"av-authentication-service",
	"mediation-av-edge",
]);

function entryStep<K extends Exclude<RequirementKind, "tasks">>(
	kind: K,
	phase: Phase,
	doing: Doing<RequirementOf[K]>,
	place: { readonly task: TaskId; readonly on: string },
	besides?: true,
): ChangeStep {
	const item = itemOf(doing);
	const made = operation(kind, doing);
	return {
		...place,
		does: "entry",
		id: `${phase}/${kind}/${doing.id}`,
		phase,
		team: teamOf[kind](item),
		operation: made,
		operations: [made],
		...(besides && { besides }),
	};
}

function pick<T>(changes: ListChanges<T>, isWanted: (item: T) => boolean): ListChanges<T> {
	return {
		added: changes.added.filter(({ item }) => isWanted(item)),
		altered: changes.altered.filter(({ after }) => isWanted(after)),
		removed: changes.removed.filter(({ item }) => isWanted(item)),
	};
}
