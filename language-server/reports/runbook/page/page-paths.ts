import type { TaskId } from "../../../catalog/types.js";

export const overviewPage = "00-overview.md";
export const bestPracticesPage = "08-best-practices.md";
export const cutOverPage = "09-cut-over.md";
export const serversPage = "sheets/servers.md";
export const firewallPage = "sheets/firewall.md";
export const dnsPage = "sheets/dns.md";
export const certificatesPage = "sheets/certificates.md";
/** Only where there is an edge array. */
export const balancersPage = "sheets/load-balancers.md";

/** As in "01-publish-web-components.md": in a folder view the tasks stand in their order. */
export function taskPage(task: { readonly number: number; readonly id: TaskId }): string {
	return `${String(task.number).padStart(2, "0")}-${task.id}.md`;
}
