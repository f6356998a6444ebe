import { listed } from "../../../basics/sentences.js";
import type { TaskId } from "../../../catalog/types.js";
import { code } from "../../markdown.js";
import type { PageBuilder, RunbookContext, TableRow } from "../page/page.js";
import { balancersPage, certificatesPage, dnsPage, firewallPage, serversPage, taskPage } from "../page/page-paths.js";
import { spanOf } from "../rows/row-ids.js";
import { type NeededRows, rowsFor } from "../rows/task-needs.js";
import { internalLists } from "../sheets/revocation-lists.js";
import { balancedPools } from "../tasks/hand-offs.js";
import { balancersWithOpenWayBack } from "../way-back.js";

/** Who gets which sheet, for which tasks it is waited for, and who answers for it. */
export function teams(page: PageBuilder, context: RunbookContext): void {
	const { deployment, requirements, rows } = context;
	const tasks = requirements.tasks.filter((task) => task.needed);
	const linksTo = (...ids: readonly TaskId[]) =>
		tasks
			.filter((task) => ids.includes(task.id))
			.map((task) => page.link(String(task.number), taskPage(task)))
			.join(", ");
	const neededBy = (sheet: keyof NeededRows, ...besides: readonly TaskId[]) =>
		linksTo(...tasks.map(({ id }) => id).filter((id) => rowsFor(id, rows)[sheet].length > 0), ...besides);
	const settling = balancersWithOpenWayBack(deployment);
	const pools = balancedPools(deployment);
	// What is asked of a team beside the rows of its sheet.
	const forLists: readonly TaskId[] =
		internalLists(context).length > 0 ? ["install-edge-servers", "start-services"] : [];
	const forMedia: readonly TaskId[] = deployment.edgeServers.some(({ avEdge }) => avEdge !== undefined)
		? ["install-edge-servers"]
		: [];
	const perimeter = deployment.edgeServers.length + deployment.reverseProxies.length;
	const row = (id: string, ...cells: readonly string[]): TableRow => ({ id: `team/${id}`, cells: [...cells, ""] });
	page.heading(2, "Who gets which sheet");
	page.rows(
		["Team", "Sheet", "Rows", "Needed for task", "Owner"],
		[
			row(
				"firewall",
				"Firewall team",
				page.link("Firewall sheet", firewallPage),
				spanOf(rows.firewalls.flatMap((firewall) => firewall.rows.map(({ id }) => id))),
				neededBy("flows", ...forMedia),
			),
			row(
				"dns",
				"DNS team",
				page.link("DNS sheet", dnsPage),
				spanOf(rows.dns.map(({ id }) => id)),
				neededBy("dns", ...forLists),
			),
			row(
				"certificates",
				"Certificate team",
				page.link("Certificate sheet", certificatesPage),
				spanOf(rows.certificates.map(({ id }) => id)),
				neededBy("certificates", ...forLists),
			),
			...(rows.balancers.length === 0
				? []
				: [
						row(
							"load-balancers",
							"Load balancer team",
							page.link("Load balancer sheet", balancersPage),
							`${spanOf(rows.balancers.flatMap((balancer) => balancer.rows.map(({ id }) => id)))}${
								pools.length === 0 ? "" : `; web farms of ${listed(pools.map(({ name }) => code(name)))}`
							}${
								settling.length === 0
									? ""
									: `; the way back of answers through ${listed(settling.map(code))}, with the network team`
							}`,
							neededBy(
								"balancers",
								...(pools.length === 0 ? [] : (["publish-web-components"] as const)),
								...(settling.length === 0 ? [] : (["install-edge-servers"] as const)),
							),
						),
					]),
			...(rows.balancers.length === 0 && pools.length > 0
				? [
						row(
							"load-balancers",
							"Load balancer team",
							"",
							`web farms of ${listed(pools.map(({ name }) => code(name)))}`,
							linksTo("publish-web-components"),
						),
					]
				: []),
			...(perimeter === 0
				? []
				: [
						row(
							"networks",
							"Network team",
							page.link("Servers sheet", serversPage),
							`networks, addresses and routes${
								settling.length === 0 ? "" : `; the way back of answers through ${listed(settling.map(code))}`
							}`,
							linksTo("publish-web-components", "install-edge-servers"),
						),
					]),
			row(
				"servers",
				"Whoever builds the servers",
				page.link("Servers sheet", serversPage),
				`${perimeter} to build in the perimeter, ${deployment.internalServers.length} inside to check`,
				tasks
					.filter((task) => task.servers.length > 0)
					.map((task) => page.link(String(task.number), taskPage(task)))
					.join(", "),
			),
		],
	);
}
