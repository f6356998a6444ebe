import { listed } from "../../../basics/sentences.js";
import { loadBalancerKindValues, translationValues, valueFact } from "../../../catalog/values.js";
import type { EdgeArray, LoadBalancer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Flow } from "../../../requirements/requirements.js";
import { internalAddressOf } from "../../../requirements/resolve.js";
import { code, text } from "../../markdown.js";
import { balancerPortsFile } from "../artefacts/paths.js";
import { documented, edgeServersOf, roleAddressOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import { balancersPage, cutOverPage, firewallPage, overviewPage } from "../page/page-paths.js";
import { originOfPort } from "../rows/row-origins.js";
import { taskLinks, tasksByRow } from "../rows/row-tasks.js";
import { balancedPools } from "../tasks/hand-offs.js";

/** The sheet of the load balancer team: the virtual addresses of each balancer, and the members behind them. */
export function balancersSheet(context: RunbookContext): RunbookPage {
	const { deployment, rows } = context;
	const page = new PageBuilder(context, balancersPage, "Load balancer sheet");
	const tasks = tasksByRow(context);
	page.paragraph(
		`For the load balancer team. Each row is one port for which a virtual address answers; the task pages ask for rows by their number. The plan as a whole is in the ${page.link("overview", overviewPage)}.`,
	);
	page.paragraph(
		`The same as a file: ${page.link("ports.csv", balancerPortsFile)}. *Owner*, *Done* and *Tested* are for you to fill in. A port is done when it is set up; the task pages under *Task* wait for that. It is tested when the services of its members run (task 5): before that no member answers.`,
	);
	const pools = balancedPools(deployment);
	if (pools.length > 0) {
		page.paragraph(
			`The balancers of the internal pools have no rows here, since the internal deployment has brought them. Task 1 waits until ${listed(pools.map((pool) => `${code(pool.loadBalancer.name)} answers for the web farm of ${code(pool.name)}`))}, as line LB1 of the ${page.link("cut-over plan", cutOverPage)} says.${page.mark(documented("ocs2007", "EE-DNS"))}`,
		);
	}
	const roles = new Set(rows.balancers.flatMap((balancer) => balancer.rows.map(({ flow }) => flow.role)));
	page.bullets([
		`Balance the traffic from the Internet and from the internal network with a hardware load balancer.${page.mark(documented("ocs2007", "PLAN-LB", "SUP-LB"))}`,
		`Give each role a virtual address of its own on each side: the roles use port 443, and each needs its own pair of address and port.${page.mark(documented("ocs2007", "PLAN-LB", "R2-LBEDGE"))}`,
		...(roles.has("web-conferencing-edge")
			? [
					`Never balance the Web Conferencing Edge on the internal side: the Web Conferencing Servers connect to each of its computers by name.${page.mark(documented("ocs2007", "PLAN-LB", "R2-LBEDGE"))}`,
				]
			: []),
		...(roles.has("av-edge")
			? [
					`Leave a request for audio and video with the A/V Edge that got it until the connection ends.${page.mark(documented("ocs2007", "PLAN-LB"))}`,
					`Put the media port range on no balancer: media goes to each server's own address.${page.mark(documented("r2", "R2-LBEDGE"))}`,
					`Do not translate the sender's address (SNAT) in front of the A/V Edge, which has to answer with its own. In front of the other roles it is possible.${page.mark(documented("later", "LYNC13-HLB"))}`,
				]
			: []),
		`Connect the balancer with one arm or with two; no other layout is described.${page.mark(documented("r2", "R2-ARM"))}`,
		`Set the connection timeouts for TCP and UDP to 1800 s.${page.mark(documented("community", "BARRACUDA"))}`,
		...(rows.balancers.some(
			({ name }) => name !== undefined && isTranslatingDestinations(deployment.index.loadBalancers.get(name)),
		)
			? [
					`With DNAT a member sees the sender's own address, and its answer has to pass the balancer all the same. Settle the way back with the network team before task 2: no text that was found describes it for edge servers.${page.mark(documented("derived", "PLAN-HLB"))}`,
					`With DNAT the connections that a member opens leave from its own address: see the outbound rows of the ${page.link("firewall sheet", firewallPage)}.${page.mark(documented("derived", "LYNC13-HLB"))}`,
					`With DNAT each Enterprise pool has to be in a subnet of its own; for edge arrays no text says so.${page.mark(documented("ocs2007", "PLAN-HLB"))}`,
				]
			: []),
	]);
	for (const balancer of rows.balancers) {
		const declared = balancer.name === undefined ? undefined : deployment.index.loadBalancers.get(balancer.name);
		page.heading(
			2,
			balancer.name === undefined
				? "Load balancer (not named in the file)"
				: `Load balancer ${code(balancer.name)}${settings(declared)}`,
		);
		page.rows(
			["Row", "Role", "Virtual name and address", "Port", "Members", "Task", "Owner", "Done", "Tested"],
			balancer.rows.map(({ id, identity, array, flow }) => ({
				id: identity,
				origin: originOfPort(array, flow),
				cells: [
					id,
					`${text(context.catalogue.roles[flow.role].title)}, ${flow.firewall} side of ${code(array.name)}`,
					[
						page.value(flow.destination.fqdn, blanks.virtualFqdn(array, flow.firewall)),
						page.value(flow.address, blanks.virtualAddress(array, flow.firewall)),
					].join("<br>"),
					`${flow.protocol.toUpperCase()} ${code(flow.ports)}`,
					membersOf(page, context, array, flow).join("<br>"),
					taskLinks(page, tasks.get(id)),
					"",
					"",
					"",
				],
			})),
		);
	}
	page.sources();
	return page.finish();
}

function isTranslatingDestinations(balancer: LoadBalancer | undefined): boolean {
	return balancer?.translation?.value === "dnat";
}

function settings(balancer: LoadBalancer | undefined): string {
	const kind = balancer?.type && valueFact(loadBalancerKindValues, balancer.type.value)?.title;
	const translation = balancer?.translation && valueFact(translationValues, balancer.translation.value)?.title;
	const words = [kind, translation].filter((word) => word !== undefined);
	return words.length === 0 ? "" : `: ${listed(words.map(text))}`;
}

/** The members that carry the role, each with the address to which the balancer connects. */
function membersOf(page: PageBuilder, context: RunbookContext, array: EdgeArray, flow: Flow): readonly string[] {
	return edgeServersOf(context.deployment, [array.name]).flatMap((server) =>
		rolesOf(server)
			.filter((role) => role.role === flow.role)
			.map((role) => {
				const address =
					flow.firewall === "internal"
						? page.value(internalAddressOf(server), blanks.internalAddress(server))
						: page.value(
								roleAddressOf(server, role),
								blanks.roleAddress(server, role.role, role.external?.fqdn?.value),
							);
				return `${code(server.name)} ${address}`;
			}),
	);
}
