import type { Address } from "../model/address.js";
import type { Adapter } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET } from "./rule.js";
import { addressClaims } from "./support/addresses/address-claims.js";
import { removeValues } from "./support/edits.js";

export const rule = defineRule({
	code: "duplicate-ip",
	title: "An address belongs to one interface",
	severity: "error",
	category: "addresses",
	evidence: "ocs2007",
	sources: ["PLAN-DNS"],
	why: "Two interfaces with the same address conflict, and the services that listen on it cannot start.",
	howToFix: "Give each interface, virtual address and server an address of its own.",
	needs: "The addresses of adapters, roles, virtual addresses, pools and their members.",
	note: "Plain networking; no text for OCS states it as a rule.",
	*check({ deployment }) {
		for (const { claim, other } of addressClaims(deployment)) {
			const { text } = claim.address.value;
			if (!other) {
				yield MET;
			} else if (claim.adapter && claim.adapter === other.adapter) {
				yield {
					message: `${text} is stated twice on ${claim.label}. An interface has an address once. Remove the second.`,
					at: claim.address.origin,
					related: [{ message: "Stated first here", origin: other.address.origin }],
					fixes: removeSecond(claim.adapter, other.address, claim.address),
				};
			} else {
				yield {
					message: `${text} is the address of ${claim.label} and of ${other.label}. Two interfaces with one address conflict, and services cannot listen on it. Give each its own address.`,
					at: claim.address.origin,
					related: [{ message: `The address of ${other.label}`, origin: other.address.origin }],
				};
			}
		}
	},
});

function removeSecond(adapter: Adapter, first: Stated<Address>, second: Stated<Address>): readonly Fix[] {
	const { addresses, block } = adapter;
	// With a value that could not be read in between, the commas around the address are not known.
	return addresses.complete
		? [
				{
					title: `Remove the second ${second.value.text}`,
					edits: removeValues(block, addresses, (item) => item === second),
					safety: first.value.prefix === second.value.prefix ? "safe" : "unsafe",
					preferred: true,
				},
			]
		: [];
}
