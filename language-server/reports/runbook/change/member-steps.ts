import { append, groupBy } from "../../../basics/collections.js";
import { BALANCED_MEMBER } from "../../../requirements/balancing.js";
import type { Requirements } from "../../../requirements/requirements.js";
import type { AddressMove } from "./address-moves.js";
import type { ChangeStep, EntryStep, KeptMember, MembersStep } from "./change-step.js";
import type { Operation, OperationOf } from "./operation.js";

/*
 * To a balancer a member is an address. Where two members swap theirs, or a member gets another name, the address stays where it
 * is, and only what is behind it is another computer.
 */

type MemberOperation = Exclude<OperationOf<"settings">, { does: "alter" }>;

/**
 * A member of an array is one thing to whoever sets up the balancer, however many virtual addresses it stands behind. An address
 * that some member has before and another one after is neither added nor removed: it is kept.
 */
export function joinMemberSteps(
	steps: readonly ChangeStep[],
	before: Requirements,
	after: Requirements,
	moves: readonly AddressMove[],
): readonly ChangeStep[] {
	const arrays = new Set(before.settings.filter(({ element }) => element === "edge-array").map(({ on }) => on));
	const [old, next] = [holdersOf(before), holdersOf(after)];
	const otherHolder = ({ does, item }: MemberOperation): string | undefined =>
		item.field === BALANCED_MEMBER
			? (does === "add" ? old : next).get(placeOf(item))?.find((name) => name !== item.entry)
			: undefined;
	const joined = groupBy(
		steps.filter((step) => keyOf(step) !== undefined),
		keyOf,
	);
	const kept = new Map<string, MemberOperation[]>();
	const others = steps.flatMap((step): readonly ChangeStep[] => {
		const same = joined.get(keyOf(step));
		if (same === undefined) {
			return [step];
		}
		if (same[0] !== step || step.does !== "entry") {
			return [];
		}
		const own = same.flatMap(({ operations }) => operations.filter(isMemberOperation));
		const [stays, works] = [
			own.filter((one) => otherHolder(one) !== undefined),
			own.filter((one) => otherHolder(one) === undefined),
		];
		const isNameOnly = stays.length > 0 && works.every(({ item }) => item.field !== BALANCED_MEMBER);
		for (const one of isNameOnly ? own : stays) {
			append(kept, step.on, one);
		}
		const [first] = works;
		if (isNameOnly || first === undefined) {
			return [];
		}
		const entry = first.item.entry;
		const idle = step.besides && first.does === "add" ? idleBeside(works, before, next) : undefined;
		const whole: EntryStep = {
			...step,
			id: `${step.phase}/settings/${first.id}`,
			operation: first,
			operations: works,
			...(idle && { idle }),
		};
		// Users meet a new member of an array in service at once, and one that lacks its addresses does not answer yet.
		return step.phase === "add" && (arrays.has(step.on) || moves.some(({ to }) => to === entry))
			? [{ ...whole, id: whole.id.replace(/^add/, "switch"), phase: "switch" }]
			: [whole];
	});
	return [
		...others,
		...[...kept].flatMap(([on, operations]) => keptSteps(on, operations, otherHolder, before, next, steps)),
	];
}

/** Out of service before the addresses move, and into service again when the other computer answers there. */
function keptSteps(
	on: string,
	operations: readonly MemberOperation[],
	otherHolder: (one: MemberOperation) => string | undefined,
	before: Requirements,
	next: Holders,
	steps: readonly ChangeStep[],
): readonly MembersStep[] {
	const members = new Map<string, KeptMember>();
	for (const { does, id, item, ...one } of operations.map((operation) => ({ ...operation, operation }))) {
		const other = otherHolder(one.operation);
		const key = placeOf(item);
		if (other === undefined || item.entry === undefined || members.has(key)) {
			continue;
		}
		const [from, to] = does === "add" ? [other, item.entry] : [item.entry, other];
		members.set(key, { id, item, from, to });
	}
	const kept = [...members.values()];
	const place = steps.find((step) => step.on === on && keyOf(step) !== undefined);
	if (place === undefined) {
		return [];
	}
	const drained = new Set(kept.map(({ from }) => from));
	const serving = before.settings.filter((setting) => setting.on === on && setting.field === BALANCED_MEMBER);
	const added = operations.filter(({ does }) => does === "add");
	const base = {
		does: "members",
		phase: "switch",
		task: place.task,
		team: place.team,
		on,
		kept,
		isWhole: serving.every(({ entry = "" }) => drained.has(entry)),
	} as const;
	return [
		{ ...base, id: `switch/members/drain/${on}`, what: "drain", operations: [], idle: [] },
		{
			...base,
			id: `switch/members/keep/${on}`,
			what: "keep",
			// What replaces something is there before that is taken away.
			operations: [...added, ...operations.filter(({ does }) => does === "remove")],
			idle: idleBeside(added, before, next),
		},
	];
}

/** The earlier addresses of these members behind the same virtual addresses, which nobody has any more. */
function idleBeside(added: readonly MemberOperation[], { settings }: Requirements, next: Holders): readonly string[] {
	const wanted = new Set(
		added.map(({ id, item }) =>
			item.field === BALANCED_MEMBER ? JSON.stringify([item.on, item.part, item.entry]) : id,
		),
	);
	return settings.flatMap((setting) =>
		setting.field === BALANCED_MEMBER &&
		setting.value !== undefined &&
		wanted.has(JSON.stringify([setting.on, setting.part, setting.entry])) &&
		!next.has(placeOf(setting))
			? [setting.value]
			: [],
	);
}

type Holders = ReadonlyMap<string, readonly string[]>;

/** The members of each address behind each virtual address. */
function holdersOf({ settings }: Requirements): Holders {
	const holders = new Map<string, string[]>();
	for (const setting of settings) {
		if (setting.field === BALANCED_MEMBER && setting.value !== undefined && setting.entry !== undefined) {
			append(holders, placeOf(setting), setting.entry);
		}
	}
	return holders;
}

function placeOf({ on, part, value }: Requirements["settings"][number]): string {
	return JSON.stringify([on, part, value]);
}

function keyOf(step: ChangeStep): string | undefined {
	if (step.does !== "entry" || !isMemberOperation(step.operation)) {
		return undefined;
	}
	return JSON.stringify([step.phase, step.on, step.operation.item.entry, step.besides]);
}

function isMemberOperation(operation: Operation): operation is MemberOperation & Operation {
	return (
		operation.kind === "settings" &&
		operation.does !== "alter" &&
		operation.item.element === "edge-array" &&
		(operation.item.field === "member" || operation.item.field === BALANCED_MEMBER)
	);
}
