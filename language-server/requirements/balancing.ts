import { append, groupBy, remembered } from "../basics/collections.js";
import type { EdgeArray, EdgeServer, LoadBalancer } from "../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import type { Flow, Sender, SettingRequirement } from "./requirements.js";
import { externalAddressOfRole, internalAddressOf } from "./resolve.js";
import type { Scope } from "./scope.js";

/*
 * What a load balancer does for an edge array: for which ports each of its virtual addresses answers, and which members stand
 * behind it. And what follows from that for connections which the members themselves open.
 */

type Deployment = Scope["deployment"];

/** The members of an array that carry the role of a rule, each with its own address on the side of that firewall. */
export function membersBehind(
	deployment: Deployment,
	array: EdgeArray,
	{ role, firewall }: Pick<Flow, "role" | "firewall">,
): readonly Sender[] {
	return (membersOfArrays(deployment).get(array) ?? []).flatMap((server) =>
		rolesOf(server)
			.filter((one) => one.role === role)
			.map((one): Sender => {
				const address =
					firewall === "internal" ? internalAddressOf(server) : externalAddressOfRole({ server, role: one });
				return address === undefined ? { server: server.name } : { server: server.name, address };
			}),
	);
}

/** The edge servers of each array in the order of the file. The rules ask for every array, and none goes through all servers. */
const membersOfArrays = remembered(
	({ edgeArrays, edgeServers }: Deployment): ReadonlyMap<EdgeArray, readonly EdgeServer[]> => {
		const arraysOf = new Map<string, EdgeArray[]>();
		for (const array of edgeArrays) {
			for (const name of new Set(array.members.map((member) => member.name))) {
				append(arraysOf, name, array);
			}
		}
		const members = new Map<EdgeArray, EdgeServer[]>();
		for (const server of edgeServers) {
			for (const array of arraysOf.get(server.name) ?? []) {
				append(members, array, server);
			}
		}
		return members;
	},
);

/**
 * The members that a rule for connections from a virtual address is for as well: a balancer that is known to translate
 * destinations only leaves them their own addresses as senders.
 */
export function sendersBeside(
	deployment: Deployment,
	flow: Pick<Flow, "role" | "firewall" | "server" | "source" | "balanced">,
): readonly Sender[] {
	if (flow.balanced?.end !== "virtual-address" || flow.source.host !== flow.server) {
		return [];
	}
	const array = deployment.index.hosts.get(flow.balanced.array);
	return array?.kind === "edge-array" && balancerOf(deployment, array)?.translation?.value === "dnat"
		? membersBehind(deployment, array, flow)
		: [];
}

function balancerOf(deployment: Deployment, { loadBalancer }: EdgeArray): LoadBalancer | undefined {
	return loadBalancer && deployment.index.loadBalancers.get(loadBalancer.name);
}

/** What arrives at a virtual address, by the array. What leaves from one is no port of its own. */
export function flowsToArrays(flows: readonly Flow[]): ReadonlyMap<string, readonly Flow[]> {
	const arriving = flows.filter(
		({ balanced, destination }) => balanced?.end === "virtual-address" && destination.host === balanced.array,
	);
	return groupBy(arriving, ({ destination }) => destination.host ?? "");
}

/** The fields of an edge array that say what stands behind a virtual address. */
export const BALANCED_PORT = "balanced-port";
export const BALANCED_MEMBER = "balanced-member";

/** What the balancer answers for at the virtual addresses of an array, and to which addresses it passes that on. */
export function deriveBalancing(
	deployment: Deployment,
	array: EdgeArray,
	flows: readonly Flow[],
): readonly SettingRequirement[] {
	const bySide = groupBy(flows, ({ firewall, role }) => JSON.stringify([firewall, role]));
	return [...bySide.values()].flatMap((arriving): readonly SettingRequirement[] => {
		const [first] = arriving;
		if (first === undefined || first.role === "reverse-proxy") {
			return [];
		}
		const { firewall, role } = first;
		const place = {
			on: array.name,
			element: "edge-array",
			task: "connect-internal-servers",
			part: virtualAddressPart(firewall, role),
		} as const;
		return [
			...arriving.map(
				({ template, protocol, ports, purpose, balanced, evidence }): SettingRequirement => ({
					...place,
					field: BALANCED_PORT,
					title: `port for ${purpose}`,
					entry: `${template}/${protocol}`,
					value: `${protocol.toUpperCase()} ${ports}`,
					evidence: balanced?.evidence ?? evidence,
				}),
			),
			...membersBehind(deployment, array, first).map(
				({ server, address }): SettingRequirement => ({
					...place,
					field: BALANCED_MEMBER,
					title: `address of the member ${server}`,
					entry: server,
					value: address,
					evidence: { class: "ocs2007", sources: ["PLAN-LB"] },
				}),
			),
		];
	});
}

/** What a virtual address is called, as a part of its array. */
export function virtualAddressPart(side: "external" | "internal", role: keyof typeof ROLE_TITLES): string {
	return `${side} virtual address of the ${ROLE_TITLES[role]}`;
}
