import type { Catalogue } from "../../../catalog/types.js";
import type { Address } from "../../../model/address.js";
import type { AnyEdgeRole, EdgeServer } from "../../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../../model/edge-roles.js";
import type { Fix } from "../../../model/finding.js";
import type { Stated } from "../../../model/origin.js";
import { replace } from "../edits.js";
import { freeExternalAddresses } from "./addresses.js";
import { sharedPort } from "./listening-ports.js";

/** A role that has the external address of another role on its computer. */
export interface SharedAddress {
	readonly role: AnyEdgeRole;
	readonly other: AnyEdgeRole;
	readonly address: Stated<Address>;
	/** The TCP port on which both listen; undefined where their ports differ. */
	readonly port?: string;
}

/** What is known of the external addresses of the roles on a computer. */
export interface RoleAddresses {
	/** Fewer than two roles have nothing to share. */
	readonly hasSeveral: boolean;
	readonly isKnown: boolean;
	/** One entry for each role: the conflict where there is one, else the first role with the same address. */
	readonly shared: readonly SharedAddress[];
}

/** The external addresses of the roles on a computer, held against each other. */
export function roleAddressesOf(edge: EdgeServer, catalogue: Catalogue): RoleAddresses {
	const roles = rolesOf(edge);
	const stated = roles.flatMap((role) => (role.external?.address ? [{ role, address: role.external.address }] : []));
	const shared = stated.flatMap(({ role, address }, position) => {
		const same = stated
			.slice(0, position)
			.filter((other) => other.address.value.text === address.value.text)
			.map(({ role: other }): SharedAddress => {
				const port = sharedPort(catalogue, role, other);
				return { role, other, address, ...(port !== undefined && { port }) };
			});
		const worst = same.find(({ port }) => port !== undefined) ?? same[0];
		return worst ? [worst] : [];
	});
	return {
		hasSeveral: roles.length > 1 && edge.block.complete,
		isKnown: stated.length === roles.length,
		shared,
	};
}

/** Gives the role one of the external addresses that no role of its computer uses. */
export function useFreeAddress(edge: EdgeServer, { role, address }: SharedAddress): readonly Fix[] {
	const free = freeExternalAddresses(edge);
	return free.map((one) => ({
		title: `Give the ${ROLE_TITLES[role.role]} the address ${one}`,
		edits: [replace(address.origin, one)],
		safety: "unsafe",
		preferred: free.length === 1,
	}));
}

/** The address of the other role, as the other end of a finding. */
export function relatedAddress({ other }: SharedAddress) {
	const address = other.external?.address;
	return address ? [{ message: `The address of the ${ROLE_TITLES[other.role]}`, origin: address.origin }] : [];
}
