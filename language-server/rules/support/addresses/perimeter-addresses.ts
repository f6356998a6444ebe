import { remembered } from "../../../basics/collections.js";
import type { Address } from "../../../model/address.js";
import type { Deployment, EdgeArray, EdgeServer, ReverseProxy } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Stated } from "../../../model/origin.js";

/** What stands at the perimeter and has addresses. */
export type PerimeterHost = EdgeServer | EdgeArray | ReverseProxy;

/** Whose the stated addresses of edge servers, of their roles, of arrays and of reverse proxies are. */
export const perimeterAddresses = remembered((deployment: Deployment): ReadonlyMap<string, PerimeterHost> => {
	const found = new Map<string, PerimeterHost>();
	const add = (host: PerimeterHost, address: Stated<Address> | undefined) => {
		if (address && !found.has(address.value.text)) {
			found.set(address.value.text, host);
		}
	};
	for (const host of [...deployment.edgeServers, ...deployment.reverseProxies]) {
		for (const address of host.adapters.flatMap(({ addresses }) => addresses.items)) {
			add(host, address);
		}
	}
	for (const host of deployment.edgeServers) {
		for (const { external } of rolesOf(host)) {
			add(host, external?.address);
		}
	}
	for (const host of deployment.edgeArrays) {
		for (const { address } of host.virtualAddresses) {
			add(host, address);
		}
	}
	return found;
});
