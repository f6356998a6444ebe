import { listed } from "../../../basics/sentences.js";
import type { TaskId } from "../../../catalog/types.js";
import { internalServerNamed } from "../../../model/lookups.js";
import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { certificatesPage, dnsPage, overviewPage } from "../page/page-paths.js";
import { partnerArrangement } from "../partners.js";
import { publicImState } from "../public-im.js";
import { spanOf } from "../rows/row-ids.js";
import { existingRecords } from "../rows/task-needs.js";
import { internalLists } from "../sheets/revocation-lists.js";
import { derived, PLAN_IS_COMPLETE, type Place, type PlanItem } from "./plan-item.js";

/** The row of the port table by which an Access Edge turns to its next hop. */
const TO_NEXT_HOP = "I2";

/** What has to hold before work begins, and what later tasks wait for besides: the ids of the plan's conditions. */
export interface Conditions {
	readonly all: readonly PlanItem[];
	/** What the first task waits for. */
	readonly beforeTasks: readonly string[];
	/** What the connection of the internal servers and the tests wait for besides. */
	readonly beforeInside: readonly string[];
	readonly beforeValidation: readonly string[];
	/** What is settled before an Access Edge is built, since its hosts file and the firewall rules rest on it. */
	readonly beforeAccessEdges: readonly string[];
}

/** The conditions of a plan: that it is complete, that the internal deployment is there, and what others have to settle or grant. */
export function conditionsOf(page: PageBuilder, context: RunbookContext): Conditions {
	const { deployment, rows } = context;
	const existing = existingRecords(rows);
	const status = deployment.internalDeployment;
	const isMigration = status?.value === "migrating-from-lcs2005-sp1";
	const inside: PlanItem = {
		id: "condition/internal-deployment",
		code: "P1",
		kind: "condition",
		title: isMigration
			? `The internal OCS 2007 servers of the migration are there${page.mark(derived)}`
			: `The internal OCS 2007 deployment is complete${page.mark(documented("seed", "HMC-EDGE"))}`,
		label: [isMigration ? "Internal servers of the migration" : "Internal deployment complete"],
		who: "Administrator of the internal deployment",
		waitsFor: [],
		done: `Internal users can sign in, download the address book, expand groups and fetch meeting content.${page.mark(documented("community", "PEDIA-RP"))}${
			existing.length === 0 ? "" : `<br>Its DNS records ${page.link(spanOf(existing), dnsPage)} answer inside.`
		}${balancedNextHops(page, context)
			.map((sentence) => `<br>${sentence}`)
			.join("")}`,
		back: "Not part of this plan.",
		...(status === undefined ? {} : { origin: status.origin }),
	};
	const staging: PlanItem = {
		id: "condition/staging",
		code: "P2",
		kind: "condition",
		title: `The deployment was tried in a staging or lab environment${page.mark(documented("ocs2007-copy", "PEDIA-IMP", "R2BETA-GUIDE"))}`,
		label: ["Tried in staging"],
		who: "Edge administrator",
		waitsFor: [],
		done: `The validation passed there.${page.mark(derived)}`,
		back: "Nothing to take back: it changes no production server.",
	};
	const plan: PlanItem = {
		id: PLAN_IS_COMPLETE,
		code: "P3",
		kind: "condition",
		title: "DNS records, firewall rules and certificates are planned",
		label: ["Plan complete"],
		who: "Project lead",
		waitsFor: [],
		done: `The ${page.link("overview", overviewPage)} lists no error and no blank for the topology file, and the authority of each certificate has agreed to its names.`,
		back: "Nothing to take back: nothing is changed yet.",
	};
	const publicIm = publicImOf(page, context);
	const partners = partnersOf(page, context);
	const lists = revocationListsOf(page, context);
	return {
		all: [inside, staging, plan, ...publicIm, ...partners, ...lists],
		beforeTasks: [...(isMigration ? [] : [inside.id]), staging.id, plan.id],
		beforeInside: isMigration ? [inside.id] : [],
		beforeValidation: [...publicIm, ...partners].map(({ id }) => id),
		beforeAccessEdges: lists.map(({ id }) => id),
	};
}

/** Internal users need not come by the virtual address that is the next hop, so that its answering is looked at by itself. */
function balancedNextHops(page: PageBuilder, { deployment, rows }: RunbookContext): readonly string[] {
	const hops = new Map(
		deployment.edgeServers.flatMap(({ accessEdge }) => {
			const hop = accessEdge?.nextHop && internalServerNamed(deployment, accessEdge.nextHop.name);
			return hop === undefined || hop.loadBalancer === undefined
				? []
				: [[hop.name, { ...hop, loadBalancer: hop.loadBalancer }] as const];
		}),
	);
	return [...hops.values()].map((hop) => {
		const ports = rows.firewalls
			.flatMap((firewall) => firewall.rows)
			.filter(
				({ flow: { template, destination } }) =>
					template === TO_NEXT_HOP && [destination, ...(destination.parts ?? [])].some(({ host }) => host === hop.name),
			)
			.map(({ flow }) => code(flow.ports));
		const addresses = hop.addresses.items.map(({ value }) => code(value.text));
		return `The next hop ${code(hop.name)} answers at ${
			addresses.length === 0 ? page.blank(blanks.address(hop)) : listed(addresses)
		}${ports.length === 0 ? "" : `, TCP port ${listed([...new Set(ports)])}`}, through its load balancer ${code(hop.loadBalancer.name)}.${page.mark(documented("ocs2007", "SUP-PERIM"))}`;
	});
}

/** An edge server does not find the list of the own authority by itself, and there are two ways to see to it. */
function revocationListsOf(page: PageBuilder, context: RunbookContext): readonly PlanItem[] {
	const lists = internalLists(context);
	return lists.length === 0
		? []
		: [
				{
					id: "condition/revocation-lists",
					code: "CRL",
					kind: "condition",
					title: `Settled how the edge servers fetch the revocation ${lists.length === 1 ? "list" : "lists"} of the internal authority, ${listed(lists.map(code))}: one of the two ways of the ${page.link("certificate sheet", certificatesPage)}${page.mark(listEvidence)}`,
					label: ["Internal revocation list settled"],
					who: "Certificate team, with the firewall team and the DNS team",
					waitsFor: [PLAN_IS_COMPLETE],
					done: "Whoever builds the servers, the firewall team and the DNS team know which way it is, with the address of the host: its public one, or that for the hosts files.",
					back: "Nothing to take back: nothing is changed yet.",
				},
			];
}

const listEvidence = documented("derived", "EXPLUC-CRL", "R2-DNSCFG");

/** What was settled is there: the host on the Internet, or the entries on the built computers and the rule inside. */
export function listsInReach(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	servers: readonly string[],
	place: Place,
): PlanItem {
	const senders = deployment.edgeServers.filter(
		({ name, accessEdge }) => accessEdge !== undefined && servers.includes(name),
	);
	return {
		...place,
		kind: "delivery",
		title: `The revocation list of the internal authority within reach of ${listed(senders.map(({ name }) => code(name)))}, in the way that was settled${page.mark(listEvidence)}`,
		label: ["Internal revocation list", "within reach"],
		who: "Certificate team, with the firewall team and the DNS team",
		done: `The host of the list answers on the Internet under its name; or the hosts file of each edge server with an Access Edge names it, and the rule for it is in force on the internal firewall.${page.mark(listEvidence)}`,
		back: `Take the entries and the rule away again, or the record that was made for the host.${page.mark(derived)}`,
	};
}

/** Federation works when the other side lets us in as well, and only that side can see to it. */
function partnersOf(page: PageBuilder, context: RunbookContext): readonly PlanItem[] {
	const arrangement = partnerArrangement(page, context);
	return arrangement === undefined
		? []
		: [
				{
					id: "condition/partners",
					code: "FED",
					kind: "condition",
					title: `Federation is arranged with ${arrangement.names}${page.mark(derived)}`,
					label: ["Federation arranged", "with the partners"],
					who: "Project lead",
					waitsFor: [PLAN_IS_COMPLETE],
					done: `${arrangement.words}. Of task 7, only the tests with a partner wait for it.`,
					back: `Tell them that the federation does not come about.${page.mark(derived)}`,
					origin: arrangement.origin,
				},
			];
}

/** Public IM rests on a contract and on what the providers have been told, which nobody on the edge can bring about. */
function publicImOf(page: PageBuilder, context: RunbookContext): readonly PlanItem[] {
	const state = publicImState(page, context);
	return state === undefined
		? []
		: [
				{
					id: "condition/public-im",
					code: "P4",
					kind: "condition",
					title: `Public IM connectivity is licensed, and provisioned for ${state.values}${page.mark(documented("community", "RK-PIC"))}`,
					label: ["Public IM provisioned"],
					who: "Project lead",
					waitsFor: [PLAN_IS_COMPLETE],
					done: `The licences are purchased, and the providers have confirmed the provisioning. ${state.stated} Of task 7, only the tests of public IM wait for it.`,
					back: "End the contract with the providers; not part of this plan.",
					origin: state.origin,
				},
			];
}

/** Whether there is an Access Edge among them, which fetches revocation lists as it starts. */
export function hasAccessEdge({ deployment }: RunbookContext, servers: readonly string[]): boolean {
	return deployment.edgeServers.some(({ name, accessEdge }) => accessEdge !== undefined && servers.includes(name));
}

/** The ids of the conditions that a task waits for, beside the tasks before it. */
export function conditionsFor(conditions: Conditions, task: TaskId): readonly string[] {
	return task === "connect-internal-servers"
		? conditions.beforeInside
		: task === "validate"
			? conditions.beforeValidation
			: [];
}
