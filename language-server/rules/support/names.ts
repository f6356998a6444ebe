import type { Deployment } from "../../model/deployment.js";

function isTaken({ index }: Deployment, name: string): boolean {
	const spaces = [
		index.hosts,
		index.networks,
		index.sites,
		index.certificates,
		index.firewalls,
		index.loadBalancers,
		index.activeDirectories,
	];
	return spaces.some((space) => space.has(name));
}

/** The first of `stem1`, `stem2` … that names nothing in the deployment yet. */
export function numberedName(deployment: Deployment, stem: string): string {
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
