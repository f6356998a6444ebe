import type { RequirementOf } from "../../../requirements/changes.js";
import { identifyFlows, identifyTrust } from "../../../requirements/identity.js";
import type { Requirements, TrustRequirement } from "../../../requirements/requirements.js";

/** By what is typed into a firewall or a list, the identities of what is needed. */
export type Likenesses = ReadonlyMap<string, string>;

export function likenesses(requirements: Requirements): Likenesses {
	return new Map(
		[
			...identifyFlows(requirements.flows).map(({ id, item }) => [likeness({ kind: "flows", item }), id] as const),
			...identifyTrust(requirements.trust).map(({ id, item }) => [likeness({ kind: "trust", item }), id] as const),
		].flatMap(([like, id]) => (like === undefined ? [] : [[like, id] as const])),
	);
}

/**
 * What is typed for a rule or an entry, without the names that only the topology gives. Two elements may share an address in
 * turn, and then the rule of the one is the rule of the other: whoever removes it for the one takes it from the other.
 */
export function likeness(
	one:
		| { readonly kind: "flows"; readonly item: RequirementOf["flows"] }
		| { readonly kind: "trust"; readonly item: TrustRequirement },
): string | undefined {
	if (one.kind === "trust") {
		const { template, on, value, port, fields } = one.item;
		return value === undefined ? undefined : JSON.stringify([template, on, value, port, fields]);
	}
	const { firewall, direction, protocol, ports, source, destination, alsoFrom = [] } = one.item;
	const ends = [source, destination].map(({ host, parts, addresses, label }) =>
		addresses.length > 0 ? [...addresses].sort() : host === undefined && parts === undefined ? label : undefined,
	);
	const senders = alsoFrom.map(({ address }) => address);
	return [...ends, ...senders].includes(undefined)
		? undefined
		: JSON.stringify([firewall, direction, protocol, ports, ends, senders.sort()]);
}
