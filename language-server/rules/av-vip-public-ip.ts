import type { Address } from "../model/address.js";
import type { Deployment, EdgeArray } from "../model/deployment.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { notPublicBecause } from "./support/addresses/addresses.js";
import { avAddressOf, usePublicAddress } from "./support/addresses/av-addresses.js";
import { membersWith } from "./support/load-balancing/arrays.js";

export const rule = defineRule({
	code: "av-vip-public-ip",
	title: "The virtual address of balanced A/V Edges is publicly routable, and so is that of each member",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["PEDIA-PUBIP", "PLAN-NET", "EDG-2.3"],
	why: "After the first UDP packet clients talk to the address of the member itself and no longer to the virtual one, so both have to be public.",
	howToFix: "Assign public addresses to the external virtual address and to the external interface of each A/V Edge.",
	needs: "The external virtual address of the A/V Edges, and the external address of each member.",
	note: "Addresses that are set aside for examples (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) count as public.",
	*check({ deployment }) {
		for (const array of deployment.edgeArrays) {
			yield* judge(deployment, array);
		}
	},
});

function* judge(deployment: Deployment, array: EdgeArray): Iterable<Outcome> {
	const virtual = array.virtualAddresses.flatMap(({ role, side, address }) =>
		role === "av-edge" && side.value === "external" && address ? [address] : [],
	);
	for (const address of virtual) {
		const reason = notPublicBecause(address.value.text);
		yield reason === undefined
			? MET
			: {
					message: `The A/V Edges of ${array.name} have the external virtual address ${address.value.text}, ${reason}. Clients outside cannot reach it, and a translated address does not work for the A/V Edge. Give the load balancer a publicly routable address for them.`,
					at: address.origin,
				};
	}
	for (const { edge } of membersWith(deployment, array, "av-edge")) {
		const address = avAddressOf(edge);
		if (!address) {
			yield undecided(edge, "the external address of the A/V Edge (`external`)");
		} else if (!isOneOf(virtual, address)) {
			const reason = notPublicBecause(address.value.text);
			yield reason === undefined
				? MET
				: {
						message: `The A/V Edge of ${edge.name}, a member of ${array.name}, has the external address ${address.value.text}, ${reason}. After the first packet clients talk to this address and no longer to the virtual one. Assign a publicly routable address to the interface.`,
						at: address.origin,
						fixes: usePublicAddress(edge, address),
					};
		}
	}
}

/** A member may state the virtual address that outside parties know; that address is judged once. */
function isOneOf(virtual: readonly Stated<Address>[], { value }: Stated<Address>): boolean {
	return virtual.some((one) => one.value.text === value.text);
}
