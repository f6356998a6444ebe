import { isSame } from "../../language-server/basics/equality.js";
import type { Doing, Operation } from "../../language-server/reports/runbook/change/operation.js";
import type { RequirementKind, RequirementOf } from "../../language-server/requirements/changes.js";

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
