import type { Phase } from "./change-step.js";

export const changesPage = "00-changes.md";

export const phasePages: Readonly<Record<Phase, string>> = {
	add: "01-add.md",
	switch: "02-switch.md",
	remove: "03-remove.md",
};

export const firewallChangesFile = "firewall/changes.csv";
export const dnsChangesFile = "dns/changes.csv";
export const balancerChangesFile = "load-balancers/changes.csv";

/** Whether a file belongs to the runbook of a change. It may lie in the folder of the whole runbook, whose row numbers it has then. */
export function isChangeFile(path: string): boolean {
	return [changesPage, ...Object.values(phasePages), firewallChangesFile, dnsChangesFile, balancerChangesFile].includes(
		path,
	);
}
