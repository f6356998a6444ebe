import type { Deployment, DeploymentElement } from "../../model/deployment.js";
import { elementsOf } from "../../model/lookups.js";

/**
 * Whether every file could be read from end to end. An element with a syntax error inside may have swallowed the one
 * behind it, as when a closing brace is missing, so rules on what a deployment lacks stay silent then.
 */
export function isWhole(deployment: Deployment): boolean {
	return (
		deployment.complete &&
		elementsOf(deployment).every((element) => element.block.complete) &&
		deployment.dnsViews.every((view) => view.block.complete)
	);
}

/** The last element that could be read to its end, so that another one can be written behind it. */
export function lastReadable<T extends DeploymentElement>(elements: readonly T[]): T | undefined {
	return elements.findLast((element) => element.block.complete);
}

/** What another element is written behind: the last readable one of the first list that has any, else the head. */
export function neighbourAmong(
	deployment: Deployment,
	...lists: readonly (readonly DeploymentElement[])[]
): DeploymentElement | Deployment {
	return lists.map(lastReadable).find((element) => element !== undefined) ?? deployment;
}

/** Leaves out elements whose name has not been typed yet: nothing can refer to them. */
export function named<T extends { readonly name: string }>(elements: readonly T[]): readonly T[] {
	return elements.filter((element) => element.name !== "");
}
