import { type Address, isInSubnet, parseSubnet } from "../model/address.js";
import type { Deployment, Endpoint } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, type RuleFinding } from "./rule.js";
import { overlap } from "./support/addresses.js";
import { removeStatement } from "./support/edits.js";
import { textsOf } from "./support/firewall-edits.js";
import { auditFirewalls, type Connection, type FirewallAudit } from "./support/firewall-flows.js";
import { type CompiledRule, covers, describeEndpoint, isForAll, rangeOf } from "./support/firewall-rules.js";
import { type PerimeterHost, perimeterAddresses } from "./support/perimeter-addresses.js";
import type { PerimeterFirewall } from "./support/perimeter-firewalls.js";

export const rule = defineRule({
	code: "fw-overly-open",
	title: "The rules of the perimeter firewalls name protocols and ports",
	severity: "warning",
	category: "firewall",
	evidence: "ocs2007-copy",
	sources: ["PEDIA-IMP"],
	why: "Both firewalls are there to let through only what the edge needs. A rule for any port or any protocol gives that up.",
	howToFix: "Restrict the rule to the documented ports.",
	needs: "The rules of the firewall, and the zones of the two networks that it stands between.",
	note: "The source asks for strict routing between the two edges of the perimeter; that a rule for any port breaks it is an inference.",
	*check({ deployment, requirements, catalogue }) {
		const audit = auditFirewalls({ deployment, requirements, catalogue });
		for (const [gate, book] of audit.books) {
			const open = book.rules.filter((one) => one.rule.action === "allow" && isForAll(one) !== undefined);
			const wrong = open.filter((one) => leadsInward(deployment, gate, one));
			yield* wrong.map((one) => finding(audit, gate, one));
			if (wrong.length === 0) {
				yield MET;
			}
		}
	},
});

/** From anywhere to an edge server, or from the perimeter to the internal network. */
function leadsInward(deployment: Deployment, gate: PerimeterFirewall, { rule }: CompiledRule): boolean {
	const { source, destination } = rule;
	const isToEdge = meetsPerimeter(deployment, gate, destination, "edge") && meetsBeyond(deployment, gate, source);
	const isToInside =
		gate.side === "internal" &&
		meetsPerimeter(deployment, gate, source, "any") &&
		meetsBeyond(deployment, gate, destination);
	return isToEdge || isToInside;
}

function meetsPerimeter(
	deployment: Deployment,
	{ perimeter }: PerimeterFirewall,
	endpoint: Endpoint,
	what: "edge" | "any",
): boolean {
	switch (endpoint.kind) {
		case "any":
		case "role":
			return true;
		case "unknown":
			return false;
		case "address": {
			const owners = perimeterAddresses(deployment);
			const counts = (host: PerimeterHost | undefined) =>
				host !== undefined && (what === "any" || host.kind !== "reverse-proxy");
			if (!isSubnet(endpoint.address)) {
				return counts(owners.get(endpoint.address.text));
			}
			return (
				perimeter.subnets.items.some(({ value }) => meets(endpoint.address, value)) ||
				[...owners].some(([text, host]) => counts(host) && holds(endpoint.address, text))
			);
		}
		case "host": {
			const { hosts, networks } = deployment.index;
			const host = hosts.get(endpoint.host.name);
			const isEdge = host?.kind === "edge-server" || host?.kind === "edge-array";
			return (
				isEdge ||
				(what === "any" && host?.kind === "reverse-proxy") ||
				(!host && networks.get(endpoint.host.name)?.zone?.value === "perimeter")
			);
		}
	}
}

function meetsBeyond(deployment: Deployment, { beyond, perimeter }: PerimeterFirewall, endpoint: Endpoint): boolean {
	switch (endpoint.kind) {
		case "any":
			return true;
		case "role":
		case "unknown":
			return false;
		case "address":
			return (
				!perimeterAddresses(deployment).has(endpoint.address.text) &&
				!perimeter.subnets.items.some(({ value }) => isInSubnet(endpoint.address.text, value))
			);
		case "host": {
			const host = deployment.index.hosts.get(endpoint.host.name);
			const network = deployment.index.networks.get(endpoint.host.name);
			return host
				? host.kind !== "edge-server" && host.kind !== "edge-array" && host.kind !== "reverse-proxy"
				: network?.zone?.value === beyond.zone?.value;
		}
	}
}

function isSubnet({ prefix }: Address): boolean {
	return prefix !== undefined && prefix < 32;
}

function holds(address: Address, text: string): boolean {
	const subnet = parseSubnet(`${address.text}/${address.prefix ?? 32}`);
	return "value" in subnet && isInSubnet(text, subnet.value);
}

function meets(address: Address, other: Parameters<typeof overlap>[1]): boolean {
	const subnet = parseSubnet(`${address.text}/${address.prefix ?? 32}`);
	return "value" in subnet && overlap(subnet.value, other);
}

function finding(audit: FirewallAudit, gate: PerimeterFirewall, one: CompiledRule): RuleFinding {
	const { rule } = one;
	const isPort = isForAll(one) === "port";
	const what = one.protocol === "any" ? (isPort ? "everything" : "any protocol") : "any port";
	return {
		message: `The firewall ${gate.firewall.name} allows ${what} from ${describeEndpoint(rule.source)} to ${describeEndpoint(rule.destination)}. A perimeter firewall is there to let through only what the edge needs. Restrict the rule to the documented ports.`,
		at: placeOf(one),
		fixes: restrict(audit, gate, one),
	};
}

/** The word that opens too much: "any", or the range of all ports, or the protocol that stands without a port. */
function placeOf({ rule, protocol }: CompiledRule): Origin {
	const widest = rule.ports.items.find(({ value }) => value.from === 1 && value.to === 65535);
	return (protocol === "any" ? undefined : widest?.origin) ?? rule.protocol?.origin ?? rule.origin;
}

/** Beyond that a list of rules is not written by a light bulb. */
const MOST_RULES = 12;

/** One rule for each derived flow that passes by this one; where there is none, nothing needs it. */
function restrict(audit: FirewallAudit, gate: PerimeterFirewall, one: CompiledRule): readonly Fix[] {
	const { firewall } = gate;
	const range = rangeOf(one.rule);
	const connections = connectionsThrough(audit, gate, one);
	if (!connections) {
		return [];
	}
	const texts = textsOf(firewall, connections);
	if (texts.length === 0) {
		return [
			{
				title: "Remove the rule: no derived flow uses it",
				edits: [removeStatement(firewall.block, range)],
				safety: "unsafe",
				preferred: true,
			},
		];
	}
	const { block } = firewall;
	const separator = block.open?.line === block.close?.line ? "  " : `\n${block.indent}${block.indentUnit}`;
	return [
		{
			title: "Allow the derived flows only",
			edits: [{ uri: block.uri, range, newText: texts.join(separator) }],
			safety: "unsafe",
			preferred: true,
		},
	];
}

/** The connections of derived flows that the rule covers, or undefined where there are too many to write down. */
function connectionsThrough(
	{ byTemplate }: FirewallAudit,
	gate: PerimeterFirewall,
	{ source, destination, protocol }: CompiledRule,
): readonly Connection[] | undefined {
	const found: Connection[] = [];
	for (const states of byTemplate.values()) {
		for (const state of states) {
			if (state.gate !== gate || state.status === "undecided") {
				continue;
			}
			for (const connection of state.connections) {
				if (
					(protocol === "any" || protocol === connection.protocol) &&
					covers(source, connection.source) === true &&
					covers(destination, connection.destination) === true
				) {
					found.push(connection);
				}
			}
			if (found.length > MOST_RULES) {
				return undefined;
			}
		}
	}
	return found;
}
