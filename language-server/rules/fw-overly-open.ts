import { type Address, isInSubnet, overlapping } from "../model/address.js";
import type { Deployment, Endpoint, Host, Network } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, type RuleFinding } from "./rule.js";
import { overlap } from "./support/addresses/addresses.js";
import { perimeterAddresses } from "./support/addresses/perimeter-addresses.js";
import { removeStatement } from "./support/edits.js";
import {
	type CompiledRule,
	describeEndpoint,
	isEveryPort,
	isForAll,
	rangeOf,
} from "./support/firewall/compiled-rules.js";
import type { Connection } from "./support/firewall/flow-ends.js";
import { auditFirewalls, type FirewallAudit } from "./support/firewall/flows.js";
import { passage } from "./support/firewall/passage.js";
import type { PerimeterFirewall } from "./support/firewall/perimeter-firewalls.js";
import { covers, subnetWritten } from "./support/firewall/reach.js";
import { textsOf } from "./support/firewall/rule-edits.js";

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
	note: "The source asks for strict routing between the two edges of the perimeter; that a rule for any port breaks it is an inference. A rule for any protocol is right on ports that one server needs by TCP and by UDP, as the media range.",
	*check(context) {
		const { deployment } = context;
		const audit = auditFirewalls(context);
		for (const [gate, book] of audit.books) {
			const open = book.rules.filter((one) => one.rule.action === "allow" && isForAll(one) !== undefined);
			const inward = open.filter((one) => leadsInward(deployment, gate, one));
			const wrong = inward.filter((one) => !isNeededByBoth(deployment, audit, gate, one));
			yield* wrong.map((one) => finding(audit, gate, one));
			if (wrong.length === 0) {
				yield MET;
			}
		}
	},
});

/** Whether TCP and UDP are needed on just these ports, as for the media range: "any protocol" is a short way to say both. */
function isNeededByBoth(
	deployment: Deployment,
	{ bySubject }: FirewallAudit,
	gate: PerimeterFirewall,
	one: CompiledRule,
): boolean {
	const { source, destination, ports } = one;
	const names = [one.rule.source, one.rule.destination].flatMap((end) => namesOf(deployment, end));
	const connections = names
		.flatMap((name) => bySubject.get(name) ?? [])
		.flatMap((state) => (state.gate === gate && state.status !== "undecided" ? state.connections : []))
		.filter((connection) => covers(source, connection.source) && covers(destination, connection.destination));
	return ports.every((range) =>
		PROTOCOLS.every((wanted) =>
			connections.some(
				({ protocol, ports: needed }) => protocol === wanted && needed.from <= range.from && range.to <= needed.to,
			),
		),
	);
}

const PROTOCOLS = ["tcp", "udp"] as const;

/** The servers at the perimeter that an end of a rule names, if it names single ones. */
function namesOf(deployment: Deployment, endpoint: Endpoint): readonly string[] {
	switch (endpoint.kind) {
		case "role":
		case "host":
			return [endpoint.host.name];
		case "address":
			return [perimeterAddresses(deployment).get(endpoint.address.text)?.name ?? ""];
		default:
			return [];
	}
}

/** From beyond the firewall to an edge server, or from the perimeter to the internal network. */
function leadsInward(deployment: Deployment, gate: PerimeterFirewall, { rule }: CompiledRule): boolean {
	const from = placeOf(deployment, gate, rule.source);
	const to = placeOf(deployment, gate, rule.destination);
	const comesFromBeyond = from === "everywhere" || from === "beyond";
	const leadsBeyond = to === "everywhere" || to === "beyond";
	const comesFromPerimeter = from === "everywhere" || from === "edge" || from === "proxy";
	const leadsToEdge = to === "everywhere" || to === "edge";
	return (comesFromBeyond && leadsToEdge) || (gate.side === "internal" && comesFromPerimeter && leadsBeyond);
}

/** Where an end of a rule is, seen from the firewall. A network of the perimeter counts as its edge servers. */
type Place = "everywhere" | "edge" | "proxy" | "beyond" | "elsewhere";

function placeOf(deployment: Deployment, gate: PerimeterFirewall, endpoint: Endpoint): Place {
	switch (endpoint.kind) {
		case "any":
			return "everywhere";
		case "role":
			return "edge";
		case "unknown":
			return "elsewhere";
		case "address":
			return placeOfAddress(deployment, gate, endpoint.address);
		case "host": {
			const { hosts, networks } = deployment.index;
			const host = hosts.get(endpoint.host.name);
			return host ? placeOfHost(host) : placeOfNetwork(gate, networks.get(endpoint.host.name));
		}
	}
}

function placeOfHost({ kind }: Host): Place {
	switch (kind) {
		case "edge-server":
		case "edge-array":
			return "edge";
		case "reverse-proxy":
			return "proxy";
		default:
			return "beyond";
	}
}

function placeOfNetwork({ side }: PerimeterFirewall, network: Network | undefined): Place {
	const zone = network?.zone?.value;
	return zone === "perimeter" ? "edge" : zone === side ? "beyond" : "elsewhere";
}

function placeOfAddress(deployment: Deployment, { perimeter }: PerimeterFirewall, address: Address): Place {
	const owners = perimeterAddresses(deployment);
	const owner = owners.get(address.text);
	if (owner) {
		return placeOfHost(owner);
	}
	const subnet = subnetWritten(address);
	const inPerimeter = perimeter.subnets.items.map(({ value }) => value);
	if (!subnet) {
		return inPerimeter.some((one) => isInSubnet(address.text, one)) ? "elsewhere" : "beyond";
	}
	const holdsEdge = [...owners].some(([text, host]) => host.kind !== "reverse-proxy" && isInSubnet(text, subnet));
	return holdsEdge || inPerimeter.some((one) => overlap(one, subnet)) ? "edge" : "beyond";
}

function finding(audit: FirewallAudit, gate: PerimeterFirewall, one: CompiledRule): RuleFinding {
	const { rule } = one;
	const isPort = isForAll(one) === "port";
	const what = one.protocol === "any" ? (isPort ? "everything" : "any protocol") : "any port";
	return {
		message: `The firewall ${gate.firewall.name} allows ${what} from ${describeEndpoint(rule.source)} to ${describeEndpoint(rule.destination)}. A perimeter firewall is there to let through only what the edge needs. Restrict the rule to the documented ports.`,
		at: widestWord(one),
		fixes: restrict(audit, gate, one),
	};
}

/** The word that opens too much: "any", or the range of all ports, or the protocol that stands without a port. */
function widestWord({ rule, protocol }: CompiledRule): Origin {
	const widest = rule.ports.items.find(({ value }) => isEveryPort(value));
	return (protocol === "any" ? undefined : widest?.origin) ?? rule.protocol?.origin ?? rule.origin;
}

/** Beyond that a list of rules is not written by a light bulb. */
const MOST_RULES = 12;

/** One rule for each derived flow that only this one lets through, as far as all of them are known. */
function restrict(audit: FirewallAudit, gate: PerimeterFirewall, one: CompiledRule): readonly Fix[] {
	const { firewall } = gate;
	const range = rangeOf(one.rule);
	const connections = audit.isWhole ? connectionsThrough(audit, gate, one) : undefined;
	if (!connections) {
		return [];
	}
	const needed = connections.filter((connection) => !isOpenByOthers(audit, gate, connection));
	const texts = textsOf(firewall, needed);
	if (texts.length === 0) {
		return [
			{
				title: `Remove the rule: ${connections.length === 0 ? "no derived flow uses it" : "the others allow every derived flow"}`,
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

/** Whether the rules that name protocols and ports let the connection through. */
function isOpenByOthers(
	{ books }: FirewallAudit,
	gate: PerimeterFirewall,
	{ subjectEnd, source, destination, protocol, ports }: Connection,
): boolean {
	const [subject, other] = subjectEnd === "source" ? [source, destination] : [destination, source];
	const rules = books.get(gate)?.candidates(subjectEnd, subject, other) ?? [];
	const others = rules.filter(
		(rule) =>
			(rule.rule.action === "deny" || isForAll(rule) === undefined) &&
			covers(rule.source, source) === true &&
			covers(rule.destination, destination) === true,
	);
	return passage(others, protocol, ports).closed.length === 0;
}

/** The connections of derived flows that the rule covers, or undefined where there are too many to write down. */
function connectionsThrough(
	{ byTemplate }: FirewallAudit,
	gate: PerimeterFirewall,
	{ source, destination, protocol, ports }: CompiledRule,
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
					ports.some((range) => overlapping(range, connection.ports)) &&
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
