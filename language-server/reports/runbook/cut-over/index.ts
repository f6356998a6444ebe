import { append, groupBy } from "../../../basics/collections.js";
import { phaseValues, valueFact } from "../../../catalog/values.js";
import { toMermaid } from "../../../diagram/mermaid.js";
import { code, text } from "../../markdown.js";
import { documented } from "../facts.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import { certificatesPage, cutOverPage, overviewPage } from "../page/page-paths.js";
import { goLiveSteps } from "./go-live.js";
import type { Part } from "./parts.js";
import { planOf } from "./plan.js";
import { planGraph } from "./plan-graph.js";
import type { PlanItem, PlanPart } from "./plan-item.js";

/** The cut-over plan: tasks and hand-offs in the order in which they depend on each other, with owners and dates to fill in. */
export function cutOver(context: RunbookContext): RunbookPage {
	const page = new PageBuilder(context, cutOverPage, "Cut-over plan");
	page.paragraph(page.link("Overview", overviewPage));
	page.paragraph(
		"For the project lead. Each line is something that somebody does or hands over; it starts when all that it waits for is done. Fill in who answers for it and the dates.",
	);
	const plan = planOf(page, context);
	const all = plan.flatMap(({ items }) => items);
	whatComesFirst(page, context, plan);
	const enables = new Map<string, string[]>();
	for (const item of all) {
		for (const before of item.waitsFor) {
			append(enables, before, item.code);
		}
	}
	const codes = new Map(all.map((item) => [item.id, item.code]));
	for (const { part, items } of plan) {
		page.heading(2, plan.length === 1 ? "Plan" : part === "all" ? "All sites: connect and validate" : siteTitle(part));
		page.mermaid(toMermaid(planGraph(items, all)));
		page.rows(
			["No.", "What", "Who", "Waits for", "Enables", "Owner", "Planned for", "Done on"],
			items.map((item) => ({
				id: item.id,
				...(item.origin === undefined ? {} : { origin: item.origin }),
				cells: [
					item.code,
					item.title,
					item.who,
					item.waitsFor.map((before) => codes.get(before) ?? "").join(", "),
					(enables.get(item.id) ?? []).join(", "),
					"",
					"",
					"",
				],
			})),
		);
	}
	page.heading(2, "When each is done, and the way back");
	page.table(
		["No.", "Done when", "Way back"],
		// What is the same for several sites and hand-offs is said once.
		[...groupBy(all, ({ done, back }) => JSON.stringify([done, back])).values()].map((same) => [
			same.map((item) => item.code).join(", "),
			same[0]?.done ?? "",
			same[0]?.back ?? "",
		]),
	);
	goingBack(page, all);
	page.sources();
	return page.finish();
}

function siteTitle({ site, kind }: Part): string {
	return site === undefined
		? "Servers without a stated site"
		: `${kind === "remote" ? "Remote" : "Primary"} site ${code(site)}`;
}

function whatComesFirst(page: PageBuilder, context: RunbookContext, plan: readonly PlanPart[]): void {
	const { deployment, rows } = context;
	page.heading(2, "What decides the order");
	const isPublic = rows.certificates.some(({ request, copyOf }) => copyOf === undefined && request.issuer === "public");
	const publishes = plan.some(({ items }) => items.some(({ id }) => id.startsWith("task/publish-web-components")));
	const reach = plan.flatMap(({ items }) => items.filter(({ id }) => id.startsWith("delivery/revocation-lists")));
	page.bullets([
		`The seven tasks follow each other in the order of the reference architecture.${page.mark(documented("seed", "HMC-EDGE"))}`,
		...(isPublic
			? [
					`Agree on the ${page.link("public certificates", certificatesPage)} with their authorities first of all: they take time.${page.mark(documented("unsourced"))} The key of a certificate is made with its request, on the server, so an order goes out when the server is there; the plan tells apart what is ordered (ORD) and what is issued (CERT). Who cannot wait for the wizard of task 4 makes the requests from the request files on the built computers.${page.mark(documented("derived"))}`,
				]
			: []),
		...(publishes
			? [
					`The guide creates the external DNS record of the web farm behind the publishing rule and before the test from outside; it may be there earlier.${page.mark(documented("ocs2007", "EDG-2.1"))}`,
				]
			: []),
		...(plan.some(({ items }) => items.some((item) => item.id.startsWith("delivery/dns/validate")))
			? [
					`The DNS records that lead clients and partners to the edge come when its services run and the firewall${
						rows.balancers.length === 0 ? " lets" : " and the load balancers let"
					} in who asks for them, so that nobody is led to what does not answer yet.${page.mark(documented("derived"))}`,
				]
			: []),
		...(reach.length > 0
			? [
					`How the edge servers fetch the revocation list of the internal authority is settled (CRL) before computers with an Access Edge are built: the hosts file is part of that. What follows from it is there (${reach.map((item) => item.code).join(", ")}) before their services start.${page.mark(documented("derived", "EXPLUC-CRL"))}`,
				]
			: []),
		...(goLiveSteps(context) === undefined
			? []
			: [
					`Test users are enabled with task 6, since the tests need them; everybody else with the go-live (GO), which the tests of task 7 come before.${page.mark(documented("derived", "SUP-EXT"))}`,
				]),
		...(plan.length > 1
			? [
					`Each site does tasks 1 to 5 on its own, and sites need not wait for each other. Tasks 6 and 7 come once, when the services of all sites run: every Web Conferencing Server looks up each Web Conferencing Edge when it starts, and all sites are signalled through the Access Edge of the primary site.${page.mark(documented("derived", "PLAN-LB", "R2TOPO"))}`,
				]
			: []),
	]);
	migration(page, deployment);
	const phases = deployment.phases.items;
	page.table(
		["", ""],
		[
			...(deployment.goLive === undefined ? [] : [["Go-live", code(deployment.goLive.value)]]),
			...(phases.length === 0
				? []
				: [
						[
							"Phases in the file, in their order",
							phases.map(({ value }) => text(valueFact(phaseValues, value)?.title ?? value)).join("<br>"),
						],
					]),
		],
	);
	if (phases.length > 0 && deployment.phases.complete && !phases.some(({ value }) => value === "staging")) {
		page.paragraph("The phases of the file name no staging; P2 is in the plan all the same.");
	}
}

/** The one case in which the edge may come before the internal servers. */
function migration(page: PageBuilder, { internalDeployment, existingServers }: RunbookContext["deployment"]): void {
	if (internalDeployment?.value === "migrating-from-lcs2005-sp1") {
		page.paragraph(
			`This is a migration from Live Communications Server 2005 with SP1: the edge servers may come before the internal deployment.${page.mark(documented("seed", "HMC-EDGE"))} Names and certificates of the servers in use can stay; take that from the guide *Migrating to OCS 2007*, steps 4 and 7.${page.mark(documented("ocs2007", "MIG-4", "MIG-7"))}`,
		);
	} else if (existingServers.items.length > 0) {
		page.paragraph(
			"The file names servers of Live Communications Server 2005 with SP1 and no migration from them, so the edge waits for the internal deployment.",
		);
	}
}

function goingBack(page: PageBuilder, all: readonly PlanItem[]): void {
	page.heading(2, "Going back");
	const hasRoles = all.some((item) => item.id.startsWith("task/install-edge-servers"));
	page.bullets([
		"No text that was read names a point of no return. Up to the go-live every item has its own way back.",
		`Go back in the opposite order, the last finished item first.${page.mark(documented("derived"))}`,
		...(hasRoles
			? [
					`Before a role is deactivated: back up the settings and certificates, stop the services, and do it outside working hours.${page.mark(documented("r2", "R2-DEACT", "ADM-APPC"))}`,
				]
			: []),
	]);
}
