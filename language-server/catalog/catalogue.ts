import { ocs2007 } from "./ocs2007/index.js";
import type { Catalogue, EdgeRoleId, PoolRoleId, ProductId, ScenarioId, TaskId } from "./types.js";

const catalogues: Readonly<Record<ProductId, Catalogue>> = { ocs2007 };

export function catalogueOf(product: ProductId): Catalogue {
	return catalogues[product];
}

/** What holds for a topology that names no product, or one that is not known. */
export const defaultCatalogue: Catalogue = ocs2007;

/**
 * The ids of a table. `Object.keys` gives plain strings; that the keys of these tables are their ids is what their type
 * says and what the tests check.
 */
function idsOf<Id extends string>(table: Readonly<Record<Id, unknown>>): readonly Id[] {
	return Object.keys(table) as Id[];
}

function isIdOf<Id extends string>(table: Readonly<Record<Id, unknown>>): (word: string) => word is Id {
	return (word): word is Id => Object.hasOwn(table, word);
}

export const productIds: readonly ProductId[] = idsOf(catalogues);
export const scenarioIds: readonly ScenarioId[] = idsOf(ocs2007.scenarios);
export const taskIds: readonly TaskId[] = ocs2007.tasks.map((task) => task.id);
export const edgeRoleIds: readonly EdgeRoleId[] = ["access-edge", "web-conferencing-edge", "av-edge"];
export const poolRoleIds: readonly PoolRoleId[] = [
	"front-end",
	"web-conferencing",
	"av-conferencing",
	"web-components",
];

export const isScenarioId = isIdOf<ScenarioId>(ocs2007.scenarios);

export function isEdgeRoleId(word: string): word is EdgeRoleId {
	return edgeRoleIds.some((id) => id === word);
}

export function isPoolRoleId(word: string): word is PoolRoleId {
	return poolRoleIds.some((id) => id === word);
}

export function isTaskId(word: string): word is TaskId {
	return taskIds.some((id) => id === word);
}
