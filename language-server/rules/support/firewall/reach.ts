import { containsSubnet, isInSubnet, parseSubnet, type Subnet } from "../../../model/address.js";
import type { Deployment, Endpoint } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { serversBehind } from "../load-balancing/arrays.js";
import type { PerimeterFirewall } from "./perimeter-firewalls.js";

/** One end of a flow as a firewall sees it: a computer, a virtual address, or everything beyond the firewall. */
export interface Point {
	/** How it is called in a sentence. */
	readonly label: string;
	/** How a rule names it. */
	readonly word: string;
	/** By what a rule may name it, as `keysOf` writes it. */
	readonly keys: readonly string[];
	/** Undefined where the file does not give it, and for a whole network. */
	readonly address?: string | undefined;
	/** The subnets of a whole network, or of everything outside: an address covers no more than a part of them. */
	readonly wide?: readonly Subnet[];
	/** Everything outside. */
	readonly isOutside?: true;
}

/** The two ends of a rule. */
export type RuleEnd = "source" | "destination";

/** What an endpoint of a rule covers. */
export interface Reach {
	readonly everything: boolean;
	readonly keys: ReadonlySet<string>;
	readonly subnets: readonly Subnet[];
	/** A single address or a subnet, which may be that of a host whose address is not stated. */
	readonly isLiteral: boolean;
}

const NETWORK = "network ";

export const keys = {
	host: (name: string) => `host ${name}`,
	role: (role: string, name: string) => `${role} of ${name}`,
	network: (name: string) => NETWORK + name,
	address: (text: string) => `address ${text}`,
};

const EVERYTHING: Reach = { everything: true, keys: new Set(), subnets: [], isLiteral: false };

/** What an endpoint covers; undefined where that is not known. */
export function reachOf(
	deployment: Deployment,
	{ side }: PerimeterFirewall,
	endpoint: Endpoint,
	end: RuleEnd,
): Reach | undefined {
	switch (endpoint.kind) {
		case "any":
			return EVERYTHING;
		case "unknown":
			return undefined;
		case "address": {
			const subnet = subnetWritten(endpoint.address);
			return subnet?.prefix === 0
				? EVERYTHING
				: {
						everything: false,
						keys: new Set(subnet ? [] : [keys.address(endpoint.address.text)]),
						subnets: subnet ? [subnet] : [],
						isLiteral: true,
					};
		}
		case "host": {
			const { name } = endpoint.host;
			const host = deployment.index.hosts.get(name);
			const network = host ? undefined : deployment.index.networks.get(name);
			if (network) {
				const subnets = network.subnets.items.map((item) => item.value);
				return { everything: false, keys: new Set([keys.network(name)]), subnets, isLiteral: false };
			}
			if (!host) {
				return undefined;
			}
			// The array opens connections from its members, unless the balancer puts its own address in their place.
			const members = host.kind === "edge-array" && end === "source" ? serversBehind(deployment, host) : [];
			return named([keys.host(name), ...members.map(({ name }) => keys.host(name))]);
		}
		case "role": {
			const host = deployment.index.hosts.get(endpoint.host.name);
			if (host?.kind !== "edge-server" && host?.kind !== "edge-array") {
				return undefined;
			}
			const { role } = endpoint;
			if (host.kind === "edge-server") {
				// Inside, all roles of a computer share one interface.
				const address = rolesOf(host).find((one) => one.role === role)?.external?.address?.value.text;
				return side === "internal"
					? named([keys.host(host.name)])
					: named([keys.role(role, host.name), ...(address === undefined ? [] : [keys.address(address)])]);
			}
			const virtual = host.virtualAddresses.filter((one) => one.role === role && one.side.value === side);
			const members = end === "source" ? serversBehind(deployment, host) : [];
			return named([
				keys.role(role, host.name),
				...virtual.flatMap(({ address }) => (address ? [keys.address(address.value.text)] : [])),
				...members.map(({ name }) => (side === "internal" ? keys.host(name) : keys.role(role, name))),
			]);
		}
	}
}

/** The subnet that an address in a rule stands for: one with a prefix and no bits behind it. */
export function subnetWritten(address: { readonly text: string; readonly prefix?: number }): Subnet | undefined {
	const parsed =
		address.prefix === undefined || address.prefix === 32
			? undefined
			: parseSubnet(`${address.text}/${address.prefix}`);
	return parsed && "value" in parsed ? parsed.value : undefined;
}

function named(names: readonly string[]): Reach {
	return { everything: false, keys: new Set(names), subnets: [], isLiteral: false };
}

/** Whether a reach covers a point; undefined where the file does not say enough to tell. */
export function covers(reach: Reach, point: Point): boolean | undefined {
	if (reach.everything || point.keys.some((key) => reach.keys.has(key))) {
		return true;
	}
	if (point.wide) {
		const { wide } = point;
		if (wide.length === 0) {
			return reach.isLiteral ? undefined : false;
		}
		return wide.every((subnet) => reach.subnets.some((one) => containsSubnet(one, subnet)));
	}
	const { address } = point;
	if (address !== undefined) {
		return reach.keys.has(keys.address(address)) || reach.subnets.some((subnet) => isInSubnet(address, subnet));
	}
	const mayBeThere =
		reach.isLiteral || (reach.subnets.length > 0 && !point.keys.some((key) => key.startsWith(NETWORK)));
	return mayBeThere ? undefined : false;
}
