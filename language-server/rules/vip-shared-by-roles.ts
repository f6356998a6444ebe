import type { Address } from "../model/address.js";
import type { Deployment, EdgeArray, VirtualAddress } from "../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, type Outcome, type RuleContext } from "./rule.js";
import { sharedPort } from "./support/addresses/listening-ports.js";
import { replace } from "./support/edits.js";
import { addressInDns, membersWith } from "./support/load-balancing/arrays.js";

export const rule = defineRule({
	code: "vip-shared-by-roles",
	title: "Load-balanced roles have virtual addresses of their own",
	severity: "warning",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["PLAN-LB", "R2-LBEDGE"],
	why: "A virtual address for each role is recommended: port 443 is recommended for all three roles, and each needs its own pair of address and port.",
	howToFix: "Give each role a virtual address of its own.",
	needs: "The virtual addresses of the array.",
	note: "Where the two roles listen on the same port, only one of them can be reached, and the finding is an error.",
	*check(context) {
		for (const array of context.deployment.edgeArrays) {
			yield* judge(context, array);
		}
	},
});

function* judge({ deployment, catalogue }: RuleContext, array: EdgeArray): Iterable<Outcome> {
	const first = new Map<string, VirtualAddress>();
	for (const virtual of array.virtualAddresses) {
		const { side, role, address } = virtual;
		if (!address) {
			continue;
		}
		const key = `${side.value} ${address.value.text}`;
		const other = first.get(key);
		if (!other) {
			first.set(key, virtual);
			yield MET;
			continue;
		}
		// The same role twice with one address is a duplicate address and no sharing.
		if (other.role === role || !other.address) {
			continue;
		}
		const port = side.value === "external" ? portOf({ deployment, catalogue }, array, other, virtual) : undefined;
		const both = `the ${ROLE_TITLES[other.role]} and the ${ROLE_TITLES[role]}`;
		yield {
			message:
				port === undefined
					? `In ${array.name}, ${both} share the ${side.value} virtual address ${address.value.text}. A virtual address for each role is recommended${side.value === "external" ? ", so that each can have the recommended port 443" : ""}. Give the ${ROLE_TITLES[role]} an address of its own.`
					: `In ${array.name}, ${both} share the external virtual address ${address.value.text} and its TCP port ${port}. The load balancer can pass that port on to one of them only. Give the ${ROLE_TITLES[role]} an address of its own.`,
			at: address.origin,
			related: [{ message: `The virtual address of the ${ROLE_TITLES[other.role]}`, origin: other.address.origin }],
			fixes: takeFromDns(deployment, array, virtual, address),
			...(port !== undefined && { severity: "error" as const }),
		};
	}
}

/** The address that DNS has for the name of the role, where it is another one. */
function takeFromDns(
	deployment: Deployment,
	array: EdgeArray,
	{ side, fqdn }: VirtualAddress,
	address: Stated<Address>,
): readonly Fix[] {
	const right = fqdn && addressInDns(deployment, array, side.value, fqdn.value);
	return right === undefined || right === address.value.text
		? []
		: [
				{
					title: `Change it to ${right}, as in DNS`,
					edits: [replace(address.origin, right)],
					safety: "unsafe",
					preferred: true,
				},
			];
}

/** The external TCP port on which both roles listen, by what their first members state. */
function portOf(
	{ deployment, catalogue }: Pick<RuleContext, "deployment" | "catalogue">,
	array: EdgeArray,
	a: VirtualAddress,
	b: VirtualAddress,
): string | undefined {
	const [one, other] = [a, b].map(({ role }) => declared(deployment, array, role));
	return one && other && sharedPort(catalogue, one, other);
}

function declared(deployment: Deployment, array: EdgeArray, role: VirtualAddress["role"]) {
	const [first] = membersWith(deployment, array, role);
	return first && roleOf(first.edge, role);
}
