import { listed } from "../basics/sentences.js";
import type { EdgeRoleId } from "../catalog/types.js";
import type { Deployment, EdgeArray, Side } from "../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import { virtualAddressOf } from "../model/lookups.js";
import { comparePositions, type Stated } from "../model/origin.js";
import { defineRule, MET, type Outcome, undecided } from "./rule.js";
import { insertAt, insertStatement } from "./support/edits.js";
import { addressInDns, consolidatedMembers, membersWith, rolesOfArray } from "./support/load-balancing/arrays.js";

export const rule = defineRule({
	code: "vip-per-role-missing",
	title: "Every load-balanced role has a virtual name and address on each side",
	severity: "error",
	category: "load-balancing",
	evidence: "ocs2007",
	sources: ["MIG-4", "PLAN-LB", "R2-TRUST", "R2-LBEDGE"],
	why: "DNS records, certificates, the next hop and the trust entries of a load-balanced role all refer to its virtual name and address.",
	howToFix:
		"State a `virtual-address` with FQDN and address for each role: external for all of them, internal for the Access Edge and the A/V Edge.",
	needs: "The array, its members and their roles.",
	note: "On the internal side the Web Conferencing Edge is not balanced. An address of its own for each role is recommended and not required: see vip-shared-by-roles.",
	*check({ deployment }) {
		for (const array of deployment.edgeArrays) {
			yield* judge(deployment, array);
		}
	},
});

interface Wanted {
	readonly role: EdgeRoleId;
	readonly side: Side;
}

function wantedOf(deployment: Deployment, array: EdgeArray): readonly Wanted[] {
	return rolesOfArray(deployment, array).flatMap((role): readonly Wanted[] => [
		{ role, side: "external" },
		...(role === "web-conferencing-edge" ? [] : [{ role, side: "internal" as const }]),
	]);
}

function* judge(deployment: Deployment, array: EdgeArray): Iterable<Outcome> {
	// What is missing shows only in an array that was read to its end; one that cannot be balanced needs no addresses.
	if (!array.block.complete || consolidatedMembers(deployment, array).length > 0) {
		return;
	}
	if (!array.loadBalancer) {
		yield undecided(array, "the load balancer (`load-balancer`)");
		return;
	}
	const missing: Wanted[] = [];
	for (const wanted of wantedOf(deployment, array)) {
		const virtual = virtualAddressOf(array, wanted.role, wanted.side);
		if (!virtual) {
			missing.push(wanted);
		} else if (virtual.fqdn && endsWithName(virtual.fqdn)) {
			yield {
				message: `The ${wanted.side} virtual name ${virtual.fqdn.value} of ${array.name} has no address. DNS and the load balancer refer to the virtual address of the ${ROLE_TITLES[wanted.role]}. State it behind the name.`,
				at: virtual.fqdn.origin,
				fixes: addressFromDns(deployment, array, wanted.side, virtual.fqdn),
			};
		} else {
			yield MET;
		}
	}
	if (missing.length > 0 && !array.block.leftOut) {
		yield {
			message: `${array.name} has no virtual address for ${listed(missing.map(({ role, side }) => `the ${side} side of the ${ROLE_TITLES[role]}`))}. DNS records, certificates and trust entries refer to the virtual names. State a virtual-address with FQDN and address for each.`,
			at: array.origin,
			fixes: stateKnown(deployment, array, missing),
		};
	}
}

/** Whether nothing was written behind the name. An address that could not be read is reported already. */
function endsWithName({ origin, statement }: Stated<string>): boolean {
	return comparePositions(origin.range.end, statement.end) === 0;
}

function addressFromDns(deployment: Deployment, array: EdgeArray, side: Side, fqdn: Stated<string>): readonly Fix[] {
	const address = addressInDns(deployment, array, side, fqdn.value);
	return address === undefined
		? []
		: [
				{
					title: `State the address ${address}, as in DNS`,
					edits: [insertAt(fqdn.origin.uri, fqdn.origin.range.end, ` at ${address}`)],
					safety: "unsafe",
					preferred: true,
				},
			];
}

/** Writes the external virtual addresses that follow from the names of the members and from the external DNS view. */
function stateKnown(deployment: Deployment, array: EdgeArray, missing: readonly Wanted[]): readonly Fix[] {
	const known = missing.flatMap(({ role, side }) => {
		const members = side === "external" ? membersWith(deployment, array, role) : [];
		const names = new Set(members.map(({ edge }) => roleOf(edge, role)?.external?.fqdn?.value));
		const [name, second] = names;
		const address = name !== undefined && !second ? addressInDns(deployment, array, side, name) : undefined;
		return address === undefined ? [] : [`virtual-address ${side} ${role} ${name} at ${address}`];
	});
	return known.length === 0
		? []
		: [
				{
					title: `State the virtual addresses that the external DNS view gives`,
					edits: known.map((statement) => insertStatement(array.block, statement)),
					safety: "unsafe",
					preferred: true,
				},
			];
}
