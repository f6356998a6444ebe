import type { Fix } from "../model/finding.js";
import { internalAddressOf } from "../requirements/resolve.js";
import { defineRule, MET, undecided } from "./rule.js";
import { type SameAddress, type SharedName, sameAddresses, sharedNames } from "./support/dns/shared-names.js";
import { addressesOf, type FoundAddress, zoneOf } from "./support/dns/zone.js";
import { removeValues, replace } from "./support/edits.js";

export const rule = defineRule({
	code: "dns-split-brain-missing",
	title: "A name that an edge server has on both sides leads to another address on each",
	severity: "warning",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS"],
	why: "Internal servers have to reach the internal interface, and outside users the external one. With one name that takes two records, one on each side.",
	howToFix:
		"Give the edge server different names inside and outside, or let the internal DNS lead the name to the internal address.",
	needs:
		"The internal and external FQDNs of the edge server or virtual address, and records for the name in both DNS views.",
	note: "Inferred from the requirements for both sides.",
	*check({ deployment }) {
		const external = zoneOf(deployment, "external");
		const internal = zoneOf(deployment, "internal");
		const holders = new Set<SharedName["holder"]>();
		for (const shared of sharedNames(deployment)) {
			const { value } = shared.internal;
			holders.add(shared.holder);
			const [same] = sameAddresses(value, external, internal);
			if (external.views.length === 0 || internal.views.length === 0) {
				yield undecided(shared.holder, "both DNS views");
			} else if (!same) {
				yield MET;
			} else {
				yield {
					message: `${shared.holder.name} is ${value} inside and outside, and both sides lead the name to ${same.inside.address.value.text}. Internal servers and outside users have to reach different interfaces. Use different names, or another address on each side.`,
					at: shared.internal.origin,
					related: [
						{ message: "The same name outside", origin: shared.external.origin },
						{ message: "The address outside", origin: same.outside.address.origin },
						{ message: "The address inside", origin: same.inside.address.origin },
					],
					fixes: correct(shared, same, addressesOf(internal, value) ?? []),
				};
			}
		}
		for (const edge of deployment.edgeServers) {
			if (!holders.has(edge)) {
				yield edge.fqdn ? MET : undecided(edge, "its FQDN (`fqdn`)");
			}
		}
	},
});

/** The internal DNS gets the internal address in place of the external one, or keeps it where it has both. */
function correct(
	{ holder, internal }: SharedName,
	{ inside }: SameAddress,
	all: readonly FoundAddress[],
): readonly Fix[] {
	const right =
		holder.kind === "edge-server"
			? internalAddressOf(holder)
			: holder.virtualAddresses.find(({ fqdn }) => fqdn === internal)?.address?.value.text;
	const isThere = all.some(({ address }) => address.value.text === right);
	return right === undefined || right === inside.address.value.text
		? []
		: [
				{
					title: `Let the internal DNS lead ${internal.value} to ${right}`,
					edits: isThere
						? removeValues(inside.view.block, inside.record.addresses, (item) => item === inside.address)
						: [replace(inside.address.origin, right)],
					safety: "unsafe",
					preferred: true,
				},
			];
}
