import { append } from "../../../basics/collections.js";
import type { Catalogue } from "../../../catalog/types.js";
import type { ListChanges, RequirementChanges, RequirementOf } from "../../../requirements/changes.js";
import { identifyCertificates } from "../../../requirements/identity.js";
import type { Requirements } from "../../../requirements/requirements.js";
import { type AddressMove, addressMoves } from "./address-moves.js";
import { asks } from "./asks.js";
import { reorders, withStated } from "./certificate-orders.js";
import type { ChangeStep } from "./change-step.js";
import { likenesses } from "./likeness.js";
import { itemOf, type Operation, operation } from "./operation.js";
import { internalRestarts, restarts } from "./restarts.js";
import { StepBuilder } from "./step-builder.js";
import { inOrder } from "./step-order.js";
import { withUnnumberedRules } from "./unnumbered-rules.js";
import { joinServerSteps, joinWholeSteps } from "./whole-elements.js";

/*
 * In which order a running deployment is led from one plan to another: first everything that is added stands beside what is
 * there, then what is there is switched over, and at the end what nobody uses any more is removed. Up to the end of
 * each part there is a way back.
 */

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
	const steps = withUnnumberedRules(
		[
			...builder.flows(changes.flows),
			...builder.records(changes.dns),
			...builder.certificates(changes.certificates),
			...builder.trust(changes.trust),
			...builder.settings(changes.settings),
		],
		before,
		after,
	);
	const ordered = orderedAnew(steps, after);
	const worked = steps.filter((step) => !isStatedOf(step, ordered));
	const all = joinWholeSteps(
		joinServerSteps(
			withFollowing(withStated([...worked, ...reorders(worked, before, after)])),
			new Set(arriving),
			new Set(leaving),
			moves,
		),
		before,
		after,
		moves,
	);
	return {
		steps: inOrder(
			[
				...asks(changes, before, after, new Set(arriving)),
				...all,
				...restarts(all, changes, after, new Set(arriving)),
				...internalRestarts(all, after),
			],
			catalogue,
		),
		silent: [
			...builder.silent,
			...steps.filter((step) => isStatedOf(step, ordered)).flatMap(({ operations }) => operations),
			...tasks(changes.tasks),
		],
		newServers: arriving,
		goneServers: leaving,
		moves,
	};
}

/** The certificates, by the names of their declarations, that are requested for all places and assigned in none of them yet. */
function orderedAnew(steps: readonly ChangeStep[], { certificates }: Requirements): ReadonlySet<string> {
	const requested = new Set(
		steps.flatMap((step) =>
			step.does === "entry" && step.operation.kind === "certificates" && step.operation.does === "add"
				? [step.operation.id]
				: [],
		),
	);
	const places = new Map<string, boolean>();
	for (const { id, item } of identifyCertificates(certificates)) {
		if (item.declared !== undefined) {
			places.set(item.declared, (places.get(item.declared) ?? true) && requested.has(id));
		}
	}
	const assigned = new Set(
		steps.flatMap((step) => (step.does === "assign" ? (step.certificate.after.declared ?? []) : [])),
	);
	return new Set([...places].flatMap(([name, isNew]) => (isNew && !assigned.has(name) ? [name] : [])));
}

/** What is stated of such a certificate goes with the orders, and is no work of its own. */
function isStatedOf(step: ChangeStep, certificates: ReadonlySet<string>): boolean {
	if (step.does !== "entry" || step.operation.kind !== "settings") {
		return false;
	}
	const { element, on } = itemOf(step.operation);
	return element === "certificate" && certificates.has(on);
}

/**
 * What the topology states of a certificate is done with the order for it where its names or the like change as well, and the
 * external name of a web farm or a federation route with the entry for it: the same work is no second step.
 */
function withFollowing(steps: readonly ChangeStep[]): readonly ChangeStep[] {
	const leaders = new Map<string, ChangeStep>();
	for (const step of steps) {
		if (step.phase !== "switch") {
			continue;
		}
		const key =
			step.does === "assign"
				? JSON.stringify(["certificate", step.certificate.after.declared])
				: step.does === "entry" && step.operation.kind === "trust" && step.operation.does === "alter"
					? trustKey(step.operation.after)
					: undefined;
		if (key !== undefined && !leaders.has(key)) {
			leaders.set(key, step);
		}
	}
	const followers = new Map<ChangeStep, Operation[]>();
	const others = steps.filter((step) => {
		if (step.does !== "entry" || step.operation.kind !== "settings") {
			return true;
		}
		const { element, field, value, on } = itemOf(step.operation);
		const leader = leaders.get(
			element === "certificate"
				? JSON.stringify([element, on])
				: element !== "internal-server"
					? ""
					: JSON.stringify(field === "web-farm-external" ? [field, on, value] : [field, value]),
		);
		if (leader === undefined) {
			return true;
		}
		append(followers, leader, step.operation);
		return false;
	});
	return others.map((step) => ({ ...step, operations: [...step.operations, ...(followers.get(step) ?? [])] }));
}

/** A server may state the route of the forest once more. */
function trustKey({ template, on, names, value }: RequirementOf["trust"]): string | undefined {
	switch (template) {
		case "external-web-farm":
			return JSON.stringify(["web-farm-external", on, value]);
		case "federation-route":
			return JSON.stringify([template, names]);
		default:
			return undefined;
	}
}

/** The edge servers and reverse proxies: those on which something is set. */
function computersOf({ settings }: Requirements): ReadonlySet<string> {
	return new Set(
		settings.filter(({ element }) => element === "edge-server" || element === "reverse-proxy").map(({ on }) => on),
	);
}

/** Which tasks concern which servers follows from all the rest. */
function tasks(changes: ListChanges<RequirementOf["tasks"]>): readonly Operation[] {
	return [
		...changes.added.map(({ id, item }) => operation("tasks", { does: "add", id, item })),
		...changes.altered.map(({ id, before, after }) => operation("tasks", { does: "alter", id, before, after })),
		...changes.removed.map(({ id, item }) => operation("tasks", { does: "remove", id, item })),
	];
}
