import { listed } from "../../../basics/sentences.js";
import { formatAddress, formatPortRange, overlapping, type PortRange, parsePortRange } from "../../../model/address.js";
import type { Deployment, Endpoint, FirewallRule } from "../../../model/deployment.js";
import { ROLE_TITLES } from "../../../model/edge-roles.js";
import type { PerimeterFirewall } from "./perimeter-firewalls.js";

import { type Reach, reachOf } from "./reach.js";

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

const ALL_PORTS: PortRange = { from: 1, to: 65535 };

/** A declared rule with its ends; undefined where it cannot be read. */
export function compile(
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
