import { remembered } from "../../basics/collections.js";
import type { Deployment } from "../../model/deployment.js";
import { elementsNamed } from "../../model/lookups.js";

function isTaken({ index }: Deployment, name: string): boolean {
	return elementsNamed(index, name).length > 0;
}

/** The names that were found free, because every finding of a deployment may ask for the same one. */
const numberedNames = remembered((_: Deployment) => new Map<string, string>());

/** The first of `stem1`, `stem2` … that names nothing in the deployment yet. */
export function numberedName(deployment: Deployment, stem: string): string {
	const known = numberedNames(deployment);
	const found = known.get(stem) ?? firstFree(deployment, stem);
	known.set(stem, found);
	return found;
}

function firstFree(deployment: Deployment, stem: string): string {
	let number = 1;
	while (isTaken(deployment, `${stem}${number}`)) {
		number++;
	}
	return `${stem}${number}`;
}

/** The name itself where it is free, else the first free one of `name2`, `name3` … */
export function freeName(deployment: Deployment, name: string): string {
	let number = 1;
	const candidate = () => (number === 1 ? name : `${name}${number}`);
	while (isTaken(deployment, candidate())) {
		number++;
	}
	return candidate();
}
