import { remembered } from "../../../basics/collections.js";
import type { Deployment, EdgeArray, EdgeServer, Side } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Stated } from "../../../model/origin.js";
import { addressesOf, type FoundAddress, type Zone, zoneOf } from "./zone.js";

/** An internal name of an edge server or array that is an external name of it as well. */
export interface SharedName {
	readonly holder: EdgeServer | EdgeArray;
	/** Where the name is stated for the internal side, and where for the external one. */
	readonly internal: Stated<string>;
	readonly external: Stated<string>;
}

/** The names that edge servers and arrays have on both sides. */
export function* sharedNames({ edgeServers, edgeArrays, index }: Deployment): Iterable<SharedName> {
	for (const holder of edgeServers) {
		const outside = [
			...rolesOf(holder).flatMap((role) => role.external?.fqdn ?? []),
			...virtualNames(index.arrayOf.get(holder.name), "external"),
		];
		const external = outside.find(({ value }) => value === holder.fqdn?.value);
		if (holder.fqdn && external) {
			yield { holder, internal: holder.fqdn, external };
		}
	}
	for (const holder of edgeArrays) {
		const outside = virtualNames(holder, "external");
		for (const internal of virtualNames(holder, "internal")) {
			const external = outside.find(({ value }) => value === internal.value);
			if (external) {
				yield { holder, internal, external };
			}
		}
	}
}

function virtualNames(array: EdgeArray | undefined, wanted: Side): readonly Stated<string>[] {
	return (array?.virtualAddresses ?? []).filter(({ side }) => side.value === wanted).flatMap(({ fqdn }) => fqdn ?? []);
}

/** An address to which both zones lead a name, with the record of each. */
export interface SameAddress {
	readonly outside: FoundAddress;
	readonly inside: FoundAddress;
}

/** The addresses to which both zones lead a name. */
export function sameAddresses(name: string, external: Zone, internal: Zone): readonly SameAddress[] {
	const outside = addressesOf(external, name) ?? [];
	return (addressesOf(internal, name) ?? []).flatMap((inside) => {
		const same = outside.find(({ address }) => address.value.text === inside.address.value.text);
		return same ? [{ outside: same, inside }] : [];
	});
}

/** The names that both sides share and that lead to one address on both. */
export const clashingNames = remembered((deployment: Deployment): ReadonlySet<string> => {
	const external = zoneOf(deployment, "external");
	const internal = zoneOf(deployment, "internal");
	return new Set(
		[...sharedNames(deployment)]
			.map((shared) => shared.internal.value)
			.filter((name) => sameAddresses(name, external, internal).length > 0),
	);
});
