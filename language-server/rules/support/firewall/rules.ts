import { append, once } from "../../../basics/collections.js";
import { listed } from "../../../basics/sentences.js";
import {
	containsSubnet,
	formatAddress,
	formatPortRange,
	isInSubnet,
	overlapping,
	type PortRange,
	parsePortRange,
	parseSubnet,
	type Subnet,
	subnetOf,
} from "../../../model/address.js";
import type { Deployment, Endpoint, FirewallRule } from "../../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../../model/edge-roles.js";
import { serversBehind } from "../load-balancing/arrays.js";
import type { PerimeterFirewall } from "./perimeter-firewalls.js";

/*
 * What the declared rules of a firewall let through. Rules are read as firewalls read them: the first one that fits
 * decides, so a flow is open where an allow rule covers it and no deny rule stated before that one does. A rule covers an
 * end of a flow when it covers all of it; a deny rule for one sender does not close a port that is open for any. The ports of
 * a range may be opened by several rules together.
 */

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

/** A readable rule with both of its ends. */
export interface CompiledRule {
	readonly rule: FirewallRule;
	/** The position in the list; the first rule that fits decides. */
	readonly position: number;
	readonly protocol: "tcp" | "udp" | "any";
	readonly ports: readonly PortRange[];
	readonly source: Reach;
	readonly destination: Reach;
}

/** What an endpoint of a rule covers. */
export interface Reach {
	readonly everything: boolean;
	readonly keys: ReadonlySet<string>;
	readonly subnets: readonly Subnet[];
	/** A single address or a subnet, which may be that of a host whose address is not stated. */
	readonly isLiteral: boolean;
}

const ALL_PORTS: PortRange = { from: 1, to: 65535 };

const NETWORK = "network ";

export const keys = {
	host: (name: string) => `host ${name}`,
	role: (role: string, name: string) => `${role} of ${name}`,
	network: (name: string) => NETWORK + name,
	address: (text: string) => `address ${text}`,
};

/** The declared rules of one firewall, found by what they cover. */
export interface RuleBook {
	readonly rules: readonly CompiledRule[];
	/**
	 * The rules that may cover both ends of a connection, in their order. They are looked up by the end that is the server at
	 * the perimeter; rules for any server are looked up by the other end.
	 */
	candidates(end: RuleEnd, subject: Point, other: Point): readonly CompiledRule[];
	/** The rules that name the server, or its address or network, at this end. */
	rulesFor(end: RuleEnd, subject: Point): readonly CompiledRule[];
	/** Whether a rule names an address or subnet at this end. */
	hasLiterals(end: RuleEnd): boolean;
	/** Whether a rule names a part of the subnet at this end: several such rules may cover the whole together. */
	hasPartsOf(end: RuleEnd, subnet: Subnet): boolean;
}

export type RuleEnd = "source" | "destination";

/**
 * The rules of a firewall, or undefined where it states none that allows something, or where one of them cannot be read:
 * what is open is then not known.
 */
export function ruleBookOf(deployment: Deployment, gate: PerimeterFirewall): RuleBook | undefined {
	const { firewall } = gate;
	const compiled = firewall.rules.flatMap((rule, position) => compile(deployment, gate, rule, position) ?? []);
	const isKnown = firewall.block.complete && compiled.length === firewall.rules.length;
	return isKnown && compiled.some(({ rule }) => rule.action === "allow") ? indexed(compiled) : undefined;
}

function compile(
	deployment: Deployment,
	gate: PerimeterFirewall,
	rule: FirewallRule,
	position: number,
): CompiledRule | undefined {
	const source = reachOf(deployment, gate, rule.source, "source");
	const destination = reachOf(deployment, gate, rule.destination, "destination");
	if (!rule.protocol || !rule.ports.complete || !source || !destination) {
		return undefined;
	}
	const ports = rule.ports.items.length === 0 ? [ALL_PORTS] : rule.ports.items.map((item) => item.value);
	return { rule, position, protocol: rule.protocol.value, ports, source, destination };
}

const EVERYTHING: Reach = { everything: true, keys: new Set(), subnets: [], isLiteral: false };

function reachOf(
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

function indexed(rules: readonly CompiledRule[]): RuleBook {
	const indexes = {
		source: new EndIndex(rules, "source", "destination"),
		destination: new EndIndex(rules, "destination", "source"),
	};
	return {
		rules,
		candidates: (end, subject, other) => indexes[end].candidates(subject, other),
		rulesFor: (end, subject) => indexes[end].rulesFor(subject),
		hasLiterals: (end) => indexes[end].hasLiterals,
		hasPartsOf: (end, subnet) => indexes[end].outerSubnets().has(subnet.text),
	};
}

/**
 * The rules by what one of their ends covers, so that a thousand servers with a thousand rules do not make a million
 * comparisons. Rules for everything at that end are many too, as "from any", and are found by their other end.
 */
class EndIndex {
	readonly hasLiterals: boolean;
	/** Every subnet of which a rule names a part at this end. */
	readonly outerSubnets: () => ReadonlySet<string>;
	private readonly specific: ReachIndex;
	private readonly broad: ReachIndex;
	/** Of the broad rules those that name an address at the other end, which may be that of a server without a stated one. */
	private readonly toLiterals: readonly CompiledRule[];

	constructor(rules: readonly CompiledRule[], end: RuleEnd, otherEnd: RuleEnd) {
		this.hasLiterals = rules.some((one) => one[end].isLiteral || one[end].subnets.length > 0);
		this.outerSubnets = once(
			() => new Set(rules.flatMap((one) => one[end].subnets.flatMap((subnet) => outerSubnetsOf(subnet)))),
		);
		this.specific = new ReachIndex(
			rules.filter((one) => !one[end].everything),
			end,
		);
		const broad = rules.filter((one) => one[end].everything);
		this.broad = new ReachIndex(broad, otherEnd);
		this.toLiterals = broad.filter((one) => one[otherEnd].isLiteral || one[otherEnd].subnets.length > 0);
	}

	candidates(subject: Point, other: Point): readonly CompiledRule[] {
		const isUnknown = other.address === undefined && (other.wide?.length ?? 0) === 0;
		const found = new Set([
			...this.specific.lookUp(subject),
			...this.broad.lookUp(other),
			...(isUnknown ? this.toLiterals : []),
		]);
		return [...found].sort((a, b) => a.position - b.position);
	}

	rulesFor(subject: Point): readonly CompiledRule[] {
		return [...this.specific.lookUp(subject)].sort((a, b) => a.position - b.position);
	}
}

function outerSubnetsOf({ address, prefix }: Subnet): readonly string[] {
	return Array.from({ length: prefix }, (_, shorter) => subnetOf({ text: address, prefix: shorter })?.text ?? "");
}

/** Subnets are found by their prefix length and their first address. */
class ReachIndex {
	private readonly always: CompiledRule[] = [];
	private readonly byKey = new Map<string, CompiledRule[]>();
	private readonly bySubnet = new Map<string, CompiledRule[]>();
	private readonly prefixes = new Set<number>();

	constructor(rules: readonly CompiledRule[], end: RuleEnd) {
		for (const rule of rules) {
			const reach = rule[end];
			if (reach.everything) {
				this.always.push(rule);
			}
			for (const key of reach.keys) {
				append(this.byKey, key, rule);
			}
			for (const { text, prefix } of reach.subnets) {
				this.prefixes.add(prefix);
				append(this.bySubnet, text, rule);
			}
		}
	}

	lookUp({ keys: names, address, wide }: Point): ReadonlySet<CompiledRule> {
		const found = new Set(this.always);
		const include = (rules: readonly CompiledRule[] = []) => {
			for (const rule of rules) {
				found.add(rule);
			}
		};
		for (const name of names) {
			include(this.byKey.get(name));
		}
		if (address !== undefined) {
			include(this.byKey.get(keys.address(address)));
		}
		for (const subnet of wide ?? (address === undefined ? [] : [{ address, prefix: 32 }])) {
			for (const prefix of this.prefixes) {
				if (prefix <= subnet.prefix) {
					include(this.bySubnet.get(subnetOf({ text: subnet.address, prefix })?.text ?? ""));
				}
			}
		}
		return found;
	}
}

/** What the rules say of some ports between two points. */
export interface Passage {
	/** The ports that no rule allows. */
	readonly closed: readonly PortRange[];
	/** The deny rule that closes them before a rule could allow them. */
	readonly deniedBy?: CompiledRule;
}

/**
 * Goes through the rules in their order.
 *
 * @param rules those that cover both ends of the flow
 */
export function passage(rules: readonly CompiledRule[], protocol: "tcp" | "udp", ports: PortRange): Passage {
	let undecided: readonly PortRange[] = [ports];
	const closed: PortRange[] = [];
	let deniedBy: CompiledRule | undefined;
	for (const rule of rules) {
		if (undecided.length === 0) {
			break;
		}
		if (rule.protocol !== "any" && rule.protocol !== protocol) {
			continue;
		}
		const left = without(undecided, rule.ports);
		if (rule.rule.action === "deny" && sizeOf(left) < sizeOf(undecided)) {
			closed.push(...without(undecided, left));
			deniedBy ??= rule;
		}
		undecided = left;
	}
	return { closed: [...closed, ...undecided], ...(deniedBy && { deniedBy }) };
}

function sizeOf(ranges: readonly PortRange[]): number {
	return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** The ports of the first list that are not in the second. */
export function without(ranges: readonly PortRange[], taken: readonly PortRange[]): readonly PortRange[] {
	return taken.reduce<readonly PortRange[]>(
		(left, cut) =>
			left.flatMap((range) => [
				...(range.from < cut.from ? [{ from: range.from, to: Math.min(range.to, cut.from - 1) }] : []),
				...(range.to > cut.to ? [{ from: Math.max(range.from, cut.to + 1), to: range.to }] : []),
			]),
		ranges,
	);
}

/** Whether the rule is about some of the ports, written as in a derived flow. */
export function opensSome({ protocol, ports }: CompiledRule, wanted: "tcp" | "udp", text: string): boolean {
	const range = parsePortRange(text);
	return (
		(protocol === "any" || protocol === wanted) &&
		"value" in range &&
		ports.some((one) => overlapping(one, range.value))
	);
}

/** Whether a range is that of all ports. */
export function isEveryPort({ from, to }: PortRange): boolean {
	return from === ALL_PORTS.from && to === ALL_PORTS.to;
}

/** Whether the rule is for every port, or for every protocol. */
export function isForAll({ protocol, ports }: CompiledRule): "protocol" | "port" | undefined {
	if (ports.some(isEveryPort)) {
		return "port";
	}
	return protocol === "any" ? "protocol" : undefined;
}

/** A deny rule for everything closes a list; it says no more than that nothing else is allowed. */
export function isClosingRule(one: CompiledRule): boolean {
	return (
		one.rule.action === "deny" && one.source.everything && one.destination.everything && one.ports.some(isEveryPort)
	);
}

/** How an end of a rule is called in a sentence. */
export function describeEndpoint(endpoint: Endpoint): string {
	switch (endpoint.kind) {
		case "any":
			return "any";
		case "unknown":
			return "an unknown end";
		case "address":
			return formatAddress(endpoint.address);
		case "host":
			return endpoint.host.name;
		case "role":
			return `the ${ROLE_TITLES[endpoint.role]} of ${endpoint.host.name}`;
	}
}

/** The place of a whole rule. */
export function rangeOf(rule: FirewallRule) {
	return { start: rule.origin.range.start, end: rule.destination.origin.range.end };
}

/** "TCP 443", "any protocol, ports 80 and 443", "TCP, any port". */
export function describePorts(one: CompiledRule): string {
	const protocol = one.protocol === "any" ? "any protocol" : one.protocol.toUpperCase();
	if (isForAll(one) === "port") {
		return `${protocol}, any port`;
	}
	const ports = listed(one.ports.map(formatPortRange));
	return one.protocol === "any"
		? `${protocol}, port${one.ports.length === 1 ? "" : "s"} ${ports}`
		: `${protocol} ${ports}`;
}
