import type { Adapter, EdgeServer } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import { adaptersOn } from "../model/lookups.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { removeStatement, replace } from "./support/edits.js";

export const rule = defineRule({
	code: "static-ip-required",
	title: "The interfaces of an edge server have static addresses",
	severity: "warning",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-HLB", "R2-HLB", "LYNC13-NIC"],
	why: "DNS records, firewall rules and routes name the addresses of an edge server, so these must not change.",
	howToFix: "Use static addresses.",
	needs: "The word `dhcp`, or the addresses, of each adapter.",
	note: "OCS 2007 documents static addresses for pool servers and virtual addresses; for edge interfaces a page for Lync Server 2013 does.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			for (const adapter of edge.adapters) {
				if (adapter.dhcp) {
					const side = adapter.side ? `The ${adapter.side.value} adapter` : "An adapter";
					yield {
						message: `${side} of ${edge.name} gets its address by DHCP. DNS records, firewall rules and routes name the address, so it must not change. Use a static address.`,
						at: adapter.dhcp,
						fixes: makeStatic(edge, adapter, adapter.dhcp),
					};
				}
			}
			if (!edge.adapters.some(({ dhcp }) => dhcp)) {
				const isStated = edge.adapters.length > 0 && edge.adapters.every(({ addresses }) => addresses.items.length > 0);
				yield isStated ? MET : undecided(edge, "the addresses of its adapters");
			}
		}
	},
});

/** The addresses stand with the adapter already, or with the roles that listen on it. */
function makeStatic(edge: EdgeServer, adapter: Adapter, dhcp: Origin): readonly Fix[] {
	if (adapter.addresses.items.length > 0) {
		return [
			{
				title: "Remove dhcp: the adapter has static addresses",
				edits: [removeStatement(adapter.block, dhcp.range)],
				safety: "unsafe",
				preferred: true,
			},
		];
	}
	const external = adaptersOn(edge, "external");
	const addresses = new Set(rolesOf(edge).flatMap((role) => role.external?.address?.value.text ?? []));
	return external.length === 1 && external[0] === adapter && addresses.size > 0
		? [
				{
					title: "State the addresses on which the roles listen",
					edits: [replace(dhcp, `address ${[...addresses].join(", ")}`)],
					safety: "unsafe",
					preferred: true,
				},
			]
		: [];
}
