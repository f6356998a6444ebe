import { listed } from "../../../basics/sentences.js";
import type { TaskRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import {
	balancersPage,
	certificatesPage,
	cutOverPage,
	dnsPage,
	firewallPage,
	serversPage,
	taskPage,
} from "../page/page-paths.js";
import { hasPartners } from "../partners.js";
import { publicImState } from "../public-im.js";
import { spanOf } from "../rows/row-ids.js";
import { rowsFor } from "../rows/task-needs.js";
import { listHostsToEnter } from "../sheets/edge-lookups.js";
import { internalLists } from "../sheets/revocation-lists.js";
import { balancedPools } from "../tasks/hand-offs.js";
import { publishedPools } from "../tasks/published.js";
import { balancersWithOpenWayBack } from "../way-back.js";

/** The seven tasks in their order: on which servers, what each waits for, who does it and when. */
export function order(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "Order of work");
	page.paragraph(
		`Do the seven tasks in this order${
			context.requirements.layout.length > 1
				? ": tasks 1 to 5 at each site for itself, tasks 6 and 7 once, when the services of all sites run"
				: ""
		}. Each page says what has to be ready before it starts; the ${page.link("cut-over plan", cutOverPage)} puts tasks and hand-offs together, with what each waits for and the way back.`,
	);
	page.rows(
		["Task", "Title", "On", "Needed", "Waits for", "Owner", "Planned for"],
		context.requirements.tasks.map((task) => ({
			id: `task/${task.id}`,
			cells: [
				String(task.number),
				page.link(text(task.title), taskPage(task)),
				onServers(context, task),
				task.needed ? "yes" : `no${task.because === undefined ? "" : `: ${text(task.because)}`}`,
				task.needed ? waitsFor(page, context, task) : "",
				"",
				"",
			],
		})),
	);
}

/** The web farm belongs to a published pool, so task 1 is done there as well. */
function onServers({ deployment }: RunbookContext, task: TaskRequirement): string {
	const farms = task.id === "publish-web-components" && task.needed ? publishedPools(deployment) : [];
	return [...task.servers, ...farms.filter((name) => !task.servers.includes(name))].map(code).join(", ");
}

/** Whether somebody has to know, before computers are built, what their hosts files name. */
function listsToSettle(context: RunbookContext): boolean {
	return context.deployment.edgeServers.some((server) => listHostsToEnter(context, server).length > 0);
}

function waitsFor(page: PageBuilder, context: RunbookContext, task: TaskRequirement): string {
	const { deployment, rows } = context;
	const pools = task.id === "publish-web-components" ? balancedPools(deployment) : [];
	const settling = balancersWithOpenWayBack(deployment);
	const needed = rowsFor(task.id, rows);
	const span = (ids: readonly string[], path: string) => (ids.length === 0 ? [] : [page.link(spanOf(ids), path)]);
	return [
		...(task.id === "publish-web-components" || task.id === "install-edge-servers"
			? [page.link("the computers", serversPage)]
			: []),
		...span(needed.flows, firewallPage),
		...span(needed.dns, dnsPage),
		...span(needed.balancers, balancersPage),
		...span(needed.certificates, certificatesPage),
		...(task.id === "install-edge-servers" && settling.length > 0
			? [`${page.link("way back of answers", balancersPage)} through ${listed(settling.map(code))}, settled`]
			: []),
		// What no sheet has a row for has a line of the cut-over plan.
		...(pools.length === 0
			? []
			: [`${page.link("load balancers", cutOverPage)} of ${pools.map(({ name }) => code(name)).join(", ")}`]),
		...(task.id === "install-edge-servers" && listsToSettle(context)
			? [`${page.link("way to the internal revocation list", cutOverPage)}, settled`]
			: []),
		...(task.id === "start-services" && internalLists(context).length > 0
			? [page.link("internal revocation list", cutOverPage)]
			: []),
		...(task.id === "validate" && publicImState(page, context) !== undefined
			? [page.link("public IM provisioned", cutOverPage)]
			: []),
		...(task.id === "validate" && hasPartners(context)
			? [page.link("federation arranged with the partners", cutOverPage)]
			: []),
	].join("<br>");
}
