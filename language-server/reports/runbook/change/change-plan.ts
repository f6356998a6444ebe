import { groupBy } from "../../../basics/collections.js";
import { isSame } from "../../../basics/equality.js";
import type { Catalogue, EdgeRoleId, TaskId, TrustTemplateId } from "../../../catalog/types.js";
import type {
	Altered,
	ListChanges,
	RequirementChanges,
	RequirementKind,
	RequirementOf,
} from "../../../requirements/changes.js";
import { identifyFlows, identifyTrust } from "../../../requirements/identity.js";
import type {
	CertificateRequirement,
	Requirements,
	SettingRequirement,
	TrustRequirement,
} from "../../../requirements/requirements.js";
import { type Team, teamOf, teams } from "../../diff/teams.js";
import { describe, differences } from "../../diff/words.js";
import { firstTaskNeeding } from "../task-needs.js";

/*
 * In which order a running deployment is led from one plan to another: first everything that is added stands beside what is
 * there, then what is there is switched over, and at the end what nobody uses any more is removed. Up to the end of
 * each part there is a way back.
 */

/** The three parts of a change, in their order. */
export const phases = ["add", "switch", "remove"] as const;
export type Phase = (typeof phases)[number];

/** What happens to one requirement. While its replacement is added and not yet removed itself, both stand side by side. */
export type Operation = { readonly [K in RequirementKind]: OperationOf<K> }[RequirementKind];

export type OperationOf<K extends RequirementKind> = { readonly kind: K; readonly id: string } & (
	| { readonly does: "add"; readonly item: RequirementOf[K] }
	| { readonly does: "alter"; readonly before: RequirementOf[K]; readonly after: RequirementOf[K] }
	| { readonly does: "remove"; readonly item: RequirementOf[K] }
);

/** What somebody does at once. */
export type ChangeStep = EntryStep | AssignStep | RestartStep | ServerStep | BalancerStep;

interface StepBase {
	/** Unique in the plan and made of names. */
	readonly id: string;
	readonly phase: Phase;
	readonly task: TaskId;
	readonly team: Team;
	/** The element on which it is done, by its name; "forest" for a setting of the forest. */
	readonly on: string;
	readonly operations: readonly Operation[];
}

/** A rule, record, certificate, trust entry or setting is added, altered or removed. */
export interface EntryStep extends StepBase {
	readonly does: "entry";
	readonly operation: Operation;
	/** What is removed beside: the only value of a field that the added one takes the place of. */
	readonly instead?: Operation;
	/** Set where the old one stays in force beside the new one until it is removed. */
	readonly besides?: true;
	/**
	 * The identity under which the very same rule or entry is needed in the other state: what is added is there already under
	 * that one, or what would be removed is still needed under it, and must stay.
	 */
	readonly same?: string;
	/** Where an address comes from that another element has until now. It can be on one of the two only. */
	readonly takes?: AddressMove;
	/** Set where an address is given up so that another element can take it. */
	readonly gives?: AddressMove;
}

/** A certificate that was requested before comes into force. */
export interface AssignStep extends StepBase {
	readonly does: "assign";
	readonly certificate: Altered<CertificateRequirement>;
}

/** The services of a server take up their new settings or certificates. */
export interface RestartStep extends StepBase {
	readonly does: "restart";
	readonly roles: readonly EdgeRoleId[];
	/** Set where the roles are new on the computer and run for the first time. */
	readonly first?: true;
}

/** A computer that is new, or that goes: one task on it as a whole. */
export interface ServerStep extends StepBase {
	readonly does: "server";
	readonly arrives: boolean;
}

/** An array, or a load balancer, that is set up or taken away as a whole. */
export interface BalancerStep extends StepBase {
	readonly does: "balancer";
	readonly element: "edge-array" | "load-balancer";
	readonly arrives: boolean;
	/** What of it waits until another element gives it up. */
	readonly later: readonly AddressMove[];
}

/** An address that leaves one element for another. */
export interface AddressMove {
	readonly address: string;
	readonly from: string;
	readonly to: string;
}

export interface ChangePlan {
	/** In the order in which they are done. */
	readonly steps: readonly ChangeStep[];
	/** What differs in the plan and needs nobody's work: for what scenarios something is needed, say. */
	readonly silent: readonly Operation[];
	readonly newServers: readonly string[];
	readonly goneServers: readonly string[];
	readonly moves: readonly AddressMove[];
}

/** What leads from the old state to the new one, in a safe order. */
export function changePlan(
	before: Requirements,
	after: Requirements,
	changes: RequirementChanges,
	catalogue: Catalogue,
): ChangePlan {
	const [oldServers, newServers] = [computersOf(before), computersOf(after)];
	const arriving = [...newServers].filter((name) => !oldServers.has(name));
	const leaving = [...oldServers].filter((name) => !newServers.has(name));
	const moves = addressMoves(before, after);
	const builder = new StepBuilder(catalogue, new Set(leaving), moves, likenesses(before), likenesses(after));
	const steps = [
		...builder.flows(changes.flows),
		...builder.records(changes.dns),
		...builder.certificates(changes.certificates),
		...builder.trust(changes.trust),
		...builder.settings(changes.settings),
	];
	const all = joinBalancerSteps(
		joinServerSteps(steps, new Set(arriving), new Set(leaving), moves),
		before,
		after,
		moves,
	);
	return {
		steps: inOrder([...all, ...restarts(all, changes, new Set(arriving))], catalogue),
		silent: [...builder.silent, ...tasks(changes.tasks)],
		newServers: arriving,
		goneServers: leaving,
		moves,
	};
}

/** The edge servers and reverse proxies: those on which something is set. */
function computersOf({ settings }: Requirements): ReadonlySet<string> {
	return new Set(
		settings.filter(({ element }) => element === "edge-server" || element === "reverse-proxy").map(({ on }) => on),
	);
}

/** Addresses that one element has before and another one after. */
function addressMoves(before: Requirements, after: Requirements): readonly AddressMove[] {
	const [old, next] = [holdersOf(before), holdersOf(after)];
	return [...next].flatMap(([address, to]) => {
		const from = old.get(address);
		return from === undefined || from === to ? [] : [{ address, from, to }];
	});
}

function holdersOf({ settings }: Requirements): ReadonlyMap<string, string> {
	const holders = new Map<string, string>();
	for (const setting of settings) {
		const address = heldAddress(setting);
		if (address !== undefined && !holders.has(address)) {
			holders.set(address, setting.on);
		}
	}
	return holders;
}

/** The address by which the network knows a computer or an array: on an adapter, or a virtual one. */
function heldAddress({ element, field, entry, value }: SettingRequirement): string | undefined {
	if (field !== "address") {
		return undefined;
	}
	return element === "edge-array" ? value : entry;
}

/** By what is typed into a firewall or a list, the identities of what is needed. */
type Likenesses = ReadonlyMap<string, string>;

function likenesses(requirements: Requirements): Likenesses {
	return new Map(
		[
			...identifyFlows(requirements.flows).map(({ id, item }) => [likeness({ kind: "flows", item }), id] as const),
			...identifyTrust(requirements.trust).map(({ id, item }) => [likeness({ kind: "trust", item }), id] as const),
		].flatMap(([like, id]) => (like === undefined ? [] : [[like, id] as const])),
	);
}

/**
 * What is typed for a rule or an entry, without the names that only the topology gives. Two elements may share an address in
 * turn, and then the rule of the one is the rule of the other: whoever removes it for the one takes it from the other.
 */
function likeness(
	one:
		| { readonly kind: "flows"; readonly item: RequirementOf["flows"] }
		| { readonly kind: "trust"; readonly item: TrustRequirement },
): string | undefined {
	if (one.kind === "trust") {
		const { template, on, value, port, fields } = one.item;
		return value === undefined ? undefined : JSON.stringify([template, on, value, port, fields]);
	}
	const { firewall, direction, protocol, ports, source, destination } = one.item;
	const ends = [source, destination].map(({ host, parts, addresses, label }) =>
		host === undefined && parts === undefined ? label : addresses.length === 0 ? undefined : [...addresses].sort(),
	);
	return ends.includes(undefined) ? undefined : JSON.stringify([firewall, direction, protocol, ports, ends]);
}

class StepBuilder {
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
		return this.#sideBySide("flows", changes, place).map((step) => this.#compared(step));
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
		const isOrdered = ({ item }: { readonly item: SettingRequirement }) => item.element === "certificate";
		this.silent.push(
			...changes.added.filter(isOrdered).map(({ id, item }) => operation("settings", { does: "add", id, item })),
			...changes.removed.filter(isOrdered).map(({ id, item }) => operation("settings", { does: "remove", id, item })),
		);
		const others = {
			...changes,
			added: changes.added.filter((one) => !isOrdered(one)),
			removed: changes.removed.filter((one) => !isOrdered(one)),
		};
		const steps = this.#inPlace("settings", others, place).map((step) => this.#moved(step));
		return [
			...steps.filter(({ on }) => this.leaving.has(on)),
			...withoutRoles(steps.filter(({ on }) => !this.leaving.has(on))),
		];
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
		const altered = changes.altered.filter((one) => this.#needsWork(kind, one));
		this.#keepSilent(kind, changes, altered);
		return [
			...changes.added.map(({ id, item }) => entryStep(kind, "add", { does: "add", id, item }, place(item))),
			...altered.flatMap(({ id, before, after }) => [
				entryStep(kind, "add", { does: "add", id, item: after }, place(after), true),
				entryStep(kind, "remove", { does: "remove", id, item: before }, place(before), true),
			]),
			...changes.removed.map(({ id, item }) => entryStep(kind, "remove", { does: "remove", id, item }, place(item))),
		];
	}

	#inPlace<K extends Exclude<RequirementKind, "tasks">>(
		kind: K,
		changes: ListChanges<RequirementOf[K]>,
		place: PlaceOf<RequirementOf[K]>,
	): readonly ChangeStep[] {
		const altered = changes.altered.filter((one) => this.#needsWork(kind, one));
		this.#keepSilent(kind, changes, altered);
		return [
			...changes.added.map(({ id, item }) => entryStep(kind, "add", { does: "add", id, item }, place(item))),
			...altered.map(({ id, before, after }) =>
				entryStep(kind, "switch", { does: "alter", id, before, after }, place(after)),
			),
			...changes.removed.map(({ id, item }) => entryStep(kind, "remove", { does: "remove", id, item }, place(item))),
		];
	}

	#keepSilent<K extends RequirementKind>(
		kind: K,
		changes: ListChanges<RequirementOf[K]>,
		worked: readonly Altered<RequirementOf[K]>[],
	): void {
		for (const altered of changes.altered) {
			if (!worked.includes(altered)) {
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

type Doing<T> =
	| { readonly does: "add" | "remove"; readonly id: string; readonly item: T }
	| { readonly does: "alter"; readonly id: string; readonly before: T; readonly after: T };

function operation<K extends RequirementKind>(kind: K, doing: Doing<RequirementOf[K]>): Operation {
	const made: { readonly [P in RequirementKind]: (doing: Doing<RequirementOf[P]>) => Operation } = {
		flows: (one) => ({ kind: "flows", ...one }),
		dns: (one) => ({ kind: "dns", ...one }),
		certificates: (one) => ({ kind: "certificates", ...one }),
		trust: (one) => ({ kind: "trust", ...one }),
		settings: (one) => ({ kind: "settings", ...one }),
		tasks: (one) => ({ kind: "tasks", ...one }),
	};
	return made[kind](doing);
}

function entryStep<K extends Exclude<RequirementKind, "tasks">>(
	kind: K,
	phase: Phase,
	doing: Doing<RequirementOf[K]>,
	place: { readonly task: TaskId; readonly on: string },
	besides?: true,
): ChangeStep {
	const item = doing.does === "alter" ? doing.after : doing.item;
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

/** On a computer that comes or goes, a task is done as a whole and not value by value. */
function joinServerSteps(
	steps: readonly ChangeStep[],
	arriving: ReadonlySet<string>,
	leaving: ReadonlySet<string>,
	moves: readonly AddressMove[],
): readonly ChangeStep[] {
	const joined = new Map<string, ServerStep>();
	const others: ChangeStep[] = [];
	for (const step of steps) {
		const isWhole =
			step.does === "entry" &&
			step.takes === undefined &&
			step.gives === undefined &&
			(step.team === "edge" || step.team === "reverse-proxy" || step.team === "certificates") &&
			((step.phase !== "remove" && arriving.has(step.on)) || (step.phase === "remove" && leaving.has(step.on)));
		if (!isWhole) {
			others.push(step);
			continue;
		}
		const arrives = step.phase !== "remove";
		const phase = arrives ? "add" : "remove";
		const id = `${phase}/server/${step.on}/${step.task}`;
		const known = joined.get(id);
		joined.set(id, {
			does: "server",
			id,
			arrives,
			phase,
			task: step.task,
			team: step.task === "publish-web-components" ? "reverse-proxy" : "edge",
			on: step.on,
			operations: [...(known?.operations ?? []), ...step.operations],
		});
	}
	return [...others, ...joined.values(), ...starts(joined.values(), moves)];
}

/** The services of a new edge server are started, those of one that goes are stopped. */
function starts(steps: Iterable<ServerStep>, moves: readonly AddressMove[]): readonly ServerStep[] {
	return [...steps]
		.filter(({ task, team }) => task === "install-edge-servers" && team === "edge")
		.map((step) => {
			// Without its addresses a service does not start.
			const phase = step.arrives && moves.some(({ to }) => to === step.on) ? "switch" : step.phase;
			return {
				...step,
				id: `${phase}/server/${step.on}/start-services`,
				phase,
				task: "start-services",
				operations: [],
			};
		});
}

/** An array that comes or goes is one thing to whoever sets up load balancers, and so is a load balancer. */
function joinBalancerSteps(
	steps: readonly ChangeStep[],
	before: Requirements,
	after: Requirements,
	moves: readonly AddressMove[],
): readonly ChangeStep[] {
	const namesIn = ({ settings }: Requirements) =>
		new Set(settings.filter(({ element }) => isBalancing(element)).map(({ element, on }) => `${element}/${on}`));
	const [old, next] = [namesIn(before), namesIn(after)];
	const joined = new Map<string, BalancerStep>();
	const others = steps.filter((step) => {
		if (step.does !== "entry" || step.operation.kind !== "settings" || step.phase === "switch") {
			return true;
		}
		const item = step.operation.does === "alter" ? step.operation.after : step.operation.item;
		const { element, on } = item;
		const arrives = step.phase === "add";
		if (!isBalancing(element) || (arrives ? old : next).has(`${element}/${on}`)) {
			return true;
		}
		const id = `${step.phase}/balancer/${element}/${on}`;
		joined.set(id, {
			does: "balancer",
			id,
			phase: step.phase,
			task: step.task,
			team: "load-balancers",
			on,
			element,
			arrives,
			operations: [...(joined.get(id)?.operations ?? []), ...step.operations],
			later: arrives ? moves.filter(({ to }) => to === on) : [],
		});
		return false;
	});
	return [...others, ...joined.values()];
}

function isBalancing(element: SettingRequirement["element"]): element is BalancerStep["element"] {
	return element === "edge-array" || element === "load-balancer";
}

/** A changed interface or certificate takes effect when the service starts again. */
function restarts(
	steps: readonly ChangeStep[],
	changes: RequirementChanges,
	arriving: ReadonlySet<string>,
): readonly RestartStep[] {
	const roles = new Map<string, Set<EdgeRoleId>>();
	const add = (server: string, role: EdgeRoleId | undefined) => {
		const known = roles.get(server) ?? new Set<EdgeRoleId>();
		for (const one of role === undefined ? EDGE_ROLES : [role]) {
			known.add(one);
		}
		roles.set(server, known);
	};
	for (const step of steps.filter(({ phase, on }) => phase === "switch" && !arriving.has(on))) {
		if (step.does === "assign" && step.team === "edge") {
			add(step.on, ROLE_OF_SLOT[step.certificate.after.slot]);
		}
		if (step.does === "entry" && step.operation.kind === "settings" && step.operation.does === "alter") {
			const { after } = step.operation;
			if (after.takesEffect === "restart-service") {
				add(
					step.on,
					EDGE_ROLES.find((role) => ROLE_PARTS[role] === after.part),
				);
			}
		}
	}
	const added = groupBy(
		changes.settings.added.filter(({ item }) => item.field === "role" && !arriving.has(item.on)),
		({ item }) => item.on,
	);
	const isNew = (server: string, role: EdgeRoleId) =>
		added.get(server)?.some(({ item }) => item.entry === role) === true;
	const goes = (server: string, role: EdgeRoleId) =>
		changes.settings.removed.some(({ item }) => item.on === server && item.field === "role" && item.entry === role);
	const waits = (on: string, role: EdgeRoleId) =>
		steps.some(
			(step) =>
				step.phase === "switch" &&
				step.on === on &&
				step.does === "entry" &&
				step.operation.kind === "settings" &&
				step.operation.does === "add" &&
				step.operation.item.part === ROLE_PARTS[role],
		);
	const restartOf = (on: string, wanted: readonly EdgeRoleId[], phase: Phase, first?: true): readonly RestartStep[] => {
		return wanted.length === 0
			? []
			: [
					{
						does: "restart",
						id: `${phase}/${first ? "start" : "restart"}/${on}`,
						phase,
						task: "start-services",
						team: "edge",
						on,
						operations: [],
						roles: wanted,
						...(first && { first }),
					},
				];
	};
	return [
		...[...added.keys()].flatMap((on) => {
			const news = EDGE_ROLES.filter((role) => isNew(on, role));
			return [
				...restartOf(
					on,
					news.filter((role) => !waits(on, role)),
					"add",
					true,
				),
				...restartOf(
					on,
					news.filter((role) => waits(on, role)),
					"switch",
					true,
				),
			];
		}),
		...[...roles].flatMap(([on, restarted]) =>
			restartOf(
				on,
				EDGE_ROLES.filter((role) => restarted.has(role) && !isNew(on, role) && !goes(on, role)),
				"switch",
			),
		),
	];
}

const EDGE_ROLES: readonly EdgeRoleId[] = ["access-edge", "web-conferencing-edge", "av-edge"];
const ROLE_PARTS: Readonly<Record<EdgeRoleId, string>> = {
	"access-edge": "Access Edge",
	"web-conferencing-edge": "Web Conferencing Edge",
	"av-edge": "A/V Edge",
};
const ROLE_OF_SLOT: Readonly<Partial<Record<CertificateRequirement["slot"], EdgeRoleId>>> = {
	"access-edge-external": "access-edge",
	"web-conferencing-edge-external": "web-conferencing-edge",
	"av-authentication": "av-edge",
};

/** Which tasks concern which servers follows from all the rest. */
function tasks(changes: ListChanges<RequirementOf["tasks"]>): readonly Operation[] {
	return [
		...changes.added.map(({ id, item }) => operation("tasks", { does: "add", id, item })),
		...changes.altered.map(({ id, before, after }) => operation("tasks", { does: "alter", id, before, after })),
		...changes.removed.map(({ id, item }) => operation("tasks", { does: "remove", id, item })),
	];
}

/**
 * Part by part; within a part in the order of the seven tasks, and what the teams have to have ready for a task before the
 * task itself. What is removed goes the other way: what was connected last is disconnected first. An address is given up
 * before it is taken, and both come before all else.
 */
function inOrder(steps: readonly ChangeStep[], catalogue: Catalogue): readonly ChangeStep[] {
	const taskOf = new Map(catalogue.tasks.map(({ id, number }) => [id, number]));
	const isRow = (step: ChangeStep) =>
		step.does === "entry" && ["flows", "dns", "certificates"].includes(step.operation.kind);
	const keyOf = (step: ChangeStep): readonly number[] => [
		step.does !== "entry" ? 2 : step.gives !== undefined ? 0 : step.takes !== undefined ? 1 : 2,
		taskOf.get(step.task) ?? 0,
		isRow(step) ? 0 : 1,
		teams.indexOf(step.team),
	];
	const sorted = (phase: Phase) => {
		const own = steps.filter((step) => step.phase === phase);
		// Steps on one element stand together, in the order in which they came.
		const places = new Map([...new Set(own.map(({ on }) => on))].map((on, place) => [on, place]));
		const direction = phase === "remove" ? -1 : 1;
		return own
			.map((step, index) => ({
				step,
				key: [...keyOf(step).map((number) => number * direction), places.get(step.on) ?? 0, index],
			}))
			.sort((a, b) => compareKeys(a.key, b.key))
			.map(({ step }) => step);
	};
	return phases.flatMap(sorted);
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
	const place = a.findIndex((number, i) => number !== b[i]);
	return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

/** The requirements at some moment of a change: under one identity the old and the new one may stand side by side. */
export type State = { readonly [K in RequirementKind]: ReadonlyMap<string, readonly RequirementOf[K][]> };

/** Carries out one operation. One that does not fit the state is an error. */
export function applyOperation(state: State, one: Operation): State {
	switch (one.kind) {
		case "flows":
			return { ...state, flows: applied(state.flows, one) };
		case "dns":
			return { ...state, dns: applied(state.dns, one) };
		case "certificates":
			return { ...state, certificates: applied(state.certificates, one) };
		case "trust":
			return { ...state, trust: applied(state.trust, one) };
		case "settings":
			return { ...state, settings: applied(state.settings, one) };
		case "tasks":
			return { ...state, tasks: applied(state.tasks, one) };
	}
}

function applied<T>(items: ReadonlyMap<string, readonly T[]>, doing: Doing<T>): ReadonlyMap<string, readonly T[]> {
	const present = items.get(doing.id) ?? [];
	const without = (item: T): readonly T[] => {
		const at = present.findIndex((one) => isSame(one, item));
		if (at < 0) {
			throw new Error(`${doing.id} is not there as it should be.`);
		}
		return present.filter((_, i) => i !== at);
	};
	const next = new Map(items);
	switch (doing.does) {
		case "add":
			if (present.some((one) => isSame(one, doing.item))) {
				throw new Error(`${doing.id} is there already.`);
			}
			next.set(doing.id, [...present, doing.item]);
			break;
		case "alter":
			next.set(doing.id, [...without(doing.before), doing.after]);
			break;
		case "remove": {
			const left = without(doing.item);
			if (left.length === 0) {
				next.delete(doing.id);
			} else {
				next.set(doing.id, left);
			}
		}
	}
	return next;
}
