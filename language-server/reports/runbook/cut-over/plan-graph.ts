import type { Graph, GraphEdge } from "../../../diagram/graph.js";
import type { PlanItem } from "./plan-item.js";

/**
 * The picture of a part of the plan: what comes before what. Items of other parts stand in it where something here waits
 * for them.
 *
 * @param all the items of all parts
 */
export function planGraph(items: readonly PlanItem[], all: readonly PlanItem[]): Graph {
	const wanted = new Set([...items.map((item) => item.id), ...items.flatMap((item) => item.waitsFor)]);
	const reached = comesBefore(items);
	const shown = all.filter((item) => wanted.has(item.id));
	return {
		direction: "down",
		groups: [],
		nodes: shown.map((item) => ({
			id: item.id,
			label: [`${item.code}: ${item.label[0] ?? ""}`, ...item.label.slice(1)],
			kind: item.kind,
			...(item.origin === undefined ? {} : { origin: item.origin }),
		})),
		edges: items.flatMap((item) =>
			direct(item, reached).map((before): GraphEdge => ({ from: before, to: item.id, label: [], heads: "to" })),
		),
	};
}

/** What an item waits for and does not reach by way of another one: a line for the rest would only hide these. */
function direct({ waitsFor }: PlanItem, reached: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
	return waitsFor.filter((before) => !waitsFor.some((other) => reached.get(other)?.has(before)));
}

/** Everything that comes before each item, directly or not. An item stands behind those that it waits for. */
function comesBefore(items: readonly PlanItem[]): ReadonlyMap<string, ReadonlySet<string>> {
	const reached = new Map<string, Set<string>>();
	for (const { id, waitsFor } of items) {
		reached.set(id, new Set(waitsFor.flatMap((one) => [one, ...(reached.get(one) ?? [])])));
	}
	return reached;
}
