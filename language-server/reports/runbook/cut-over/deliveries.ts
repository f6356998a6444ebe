import { code } from "../../markdown.js";
import { documented } from "../facts.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { balancersPage, certificatesPage, dnsPage, firewallPage } from "../page/page-paths.js";
import type { NeededRows } from "../rows/task-needs.js";
import { balancedPools } from "../tasks/hand-offs.js";
import { PLAN_IS_COMPLETE, type PlanItem } from "./plan-item.js";

interface Team {
	readonly sheet: keyof NeededRows;
	readonly code: string;
	readonly who: string;
	readonly path: string;
	readonly label: string;
	readonly done: string;
	readonly back: string;
}

/** The teams that deliver rows of a sheet, in the order in which the plan lists their deliveries. */
export const teams: readonly Team[] = [
	{
		sheet: "flows",
		code: "FW",
		who: "Firewall team",
		path: firewallPage,
		label: "Firewall rules",
		done: "Each row is in force, as the sheet says. Whether it lets through what it should shows when something listens: the hand-overs of tasks 1, 5, 6 and 7 say which rows can be tested.",
		back: "Take the rules of these rows away again.",
	},
	{
		sheet: "dns",
		code: "DNS",
		who: "DNS team",
		path: dnsPage,
		label: "DNS records",
		done: "Each name answers, asked from the side of its view.",
		back: "Delete the records of these rows, or set back what they said before.",
	},
	{
		sheet: "certificates",
		code: "CERT",
		who: "Certificate team",
		path: certificatesPage,
		label: "Certificates issued:",
		done: "The authority has issued each certificate, with the names and usages of its section of the sheet, and its revocation list is published where the sheet says.",
		back: "Nothing on a server changes before the task assigns a certificate.",
	},
	{
		sheet: "balancers",
		code: "LB",
		who: "Load balancer team",
		path: balancersPage,
		label: "Load balancer ports",
		done: "Each row is set up. It answers when the services behind it run (task 5), and task 7 tests it.",
		back: "Take the virtual servers of these rows away again.",
	},
];

/** Names that lead to the edge come when firewall and load balancers let in whoever follows them. */
export function namesLast(deliveries: readonly PlanItem[], names: string): readonly PlanItem[] {
	const others = deliveries.filter(({ id }) => id !== names);
	return [
		...others,
		...deliveries
			.filter(({ id }) => id === names)
			.map((item) => ({ ...item, waitsFor: [...item.waitsFor, ...others.map(({ id }) => id)] })),
	];
}

/** The web farms of pools with several computers answer at the load balancer of the pool. */
export function balancedFarms(
	page: PageBuilder,
	{ deployment }: RunbookContext,
	proxies: readonly string[],
): readonly PlanItem[] {
	const pools = balancedPools(deployment, proxies);
	return pools.length === 0
		? []
		: [
				{
					id: "delivery/pool-balancers",
					code: "LB1",
					kind: "delivery",
					title: `Load balancers of published web farms: ${pools.map((pool) => `${code(pool.loadBalancer.name)} for ${code(pool.name)}`).join(", ")}`,
					label: ["Load balancers of web farms"],
					who: "Load balancer team",
					waitsFor: [PLAN_IS_COMPLETE],
					done: `From inside, each web farm answers over HTTPS at the virtual address of its pool.${page.mark(documented("ocs2007", "EE-DNS"))}`,
					back: "Nothing to take back: the internal deployment has them.",
				},
			];
}
