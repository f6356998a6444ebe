import { groupBy } from "../../../basics/collections.js";
import { grouped, listed, someOf } from "../../../basics/sentences.js";
import { formatPortRange, overlapping } from "../../../model/address.js";
import type { Host } from "../../../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../../../model/edge-roles.js";
import type { Fix, RelatedPlace } from "../../../model/finding.js";
import { MET, type Outcome, type RuleContext, type RuleFinding, undecided } from "../../rule.js";
import { removeStatement } from "../edits.js";
import {
	type CompiledRule,
	describeEndpoint,
	describePorts,
	isClosingRule,
	opensSome,
	rangeOf,
} from "./compiled-rules.js";
import type { Connection } from "./flow-ends.js";
import {
	auditFirewalls,
	type ClosedConnection,
	type ClosedState,
	closerOf,
	type FirewallAudit,
	type FlowState,
} from "./flows.js";
import { perimeterFirewalls } from "./perimeter-firewalls.js";
import type { Point } from "./reach.js";
import { insertRules, textOf, textsOf } from "./rule-edits.js";

/** Which rows of the port table a rule asks about, and why they matter. */
export interface Question {
	readonly rows: readonly string[];
	/** One sentence: what does not work while they are closed. */
	readonly why: string;
	/** A row with weaker evidence: information where nothing else is closed. */
	readonly minor?: Minor;
	/** Whether another rule speaks about this subject. */
	readonly isOthers?: (subject: Host) => boolean;
}

export interface Minor {
	/** "E11 udp": one protocol of a row. */
	readonly row: string;
	readonly why: string;
}

/**
 * One finding for each server at the perimeter whose derived flows the declared rules leave closed. Where a firewall
 * declares no rules, they are derived and not asked for.
 */
export function* missingFlows(context: RuleContext, { rows, why, minor, isOthers }: Question): Iterable<Outcome> {
	const audit = auditFirewalls(context);
	if (audit.books.size === 0) {
		yield* withoutRules(context, rows);
		return;
	}
	const main = rows.flatMap((row) => audit.byTemplate.get(row) ?? []);
	const further = new Set(minor ? statesOfProtocol(audit, minor) : []);
	for (const [subject, own] of groupBy([...main, ...further], (state) => state.subject)) {
		const closed = own.filter((state) => state.status === "closed");
		if (closed.length === 0) {
			const open = own.find((state) => state.status === "undecided");
			yield open ? undecided(subject, open.want) : MET;
		} else if (!isOthers?.(subject)) {
			const [first, ...others] = closed.filter((state) => !closerOf(state));
			yield* misplaced(context, subject, closed, first !== undefined);
			if (first) {
				const isMinor = minor && [first, ...others].every((state) => further.has(state));
				const found = findingOf(audit, [first, ...others], isMinor ? minor.why : why);
				yield isMinor ? { ...found, severity: "info" } : found;
			}
		}
	}
}

function statesOfProtocol({ byTemplate }: FirewallAudit, { row }: Minor): readonly FlowState[] {
	const [template = "", protocol] = row.split(" ");
	return byTemplate.get(template)?.filter(({ flow }) => flow.protocol === protocol) ?? [];
}

/** No firewall says what it lets through; that is missing where the rows are needed at all. */
function* withoutRules(
	{ deployment, requirements, catalogue }: RuleContext,
	rows: readonly string[],
): Iterable<Outcome> {
	const needed = catalogue.flows.filter(
		({ id, role, neededForAny }) =>
			rows.includes(id) &&
			neededForAny.some((scenario) => requirements.scenarios.includes(scenario)) &&
			(role === "reverse-proxy"
				? deployment.reverseProxies.length > 0
				: deployment.edgeServers.some((edge) => roleOf(edge, role))),
	);
	const [template] = needed;
	if (!template) {
		return;
	}
	const gates = perimeterFirewalls(deployment).filter(({ side }) => side === template.firewall);
	for (const { firewall } of gates) {
		yield undecided(firewall, "its rules (`allow`)");
	}
	if (gates.length === 0) {
		yield undecided(deployment, `an ${template.firewall} firewall with its rules`);
	}
}

function findingOf(audit: FirewallAudit, states: readonly [ClosedState, ...ClosedState[]], why: string): RuleFinding {
	const [
		{
			subject,
			gate: { firewall },
		},
	] = states;
	const closed = states.flatMap((state) => state.closed).filter(({ isShadowed }) => !isShadowed);
	const denial = closed.map(({ deniedBy }) => deniedBy).find((one) => one && !isClosingRule(one));
	const what = describe(closed);
	const isOne = textsOf(firewall, closed).length === 1;
	return {
		message: denial
			? `The firewall ${firewall.name} denies ${what} before a rule allows it. ${why} Allow it above this rule, or change this rule.`
			: `The firewall ${firewall.name} does not allow ${what}. ${why} Add the ${isOne ? "rule" : "rules"}.`,
		at: denial ? denial.rule.origin : firewall.origin,
		related: [placeOf(subject, states), ...nearMisses(audit, subject, states)],
		fixes: [allow(states, closed, denial)],
	};
}

/** Everything is denied first: one rule in the wrong place is one mistake, however many flows it closes. */
function* misplaced(
	context: RuleContext,
	subject: Host,
	states: readonly ClosedState[],
	isSpokenOf: boolean,
): Iterable<Outcome> {
	const { byClosingRule } = auditFirewalls(context);
	for (const closer of new Set(states.flatMap((state) => closerOf(state) ?? []))) {
		const all = byClosingRule.get(closer) ?? [];
		const speaker = speakerOf(context, all);
		if (speaker && states.includes(speaker)) {
			yield inWrongPlace(closer, speaker, all.length - 1);
		} else if (!isSpokenOf) {
			yield undecided(subject, "what is allowed before everything is denied");
		}
	}
}

/** Which rule asks about a row of the port table; E11 has one for each protocol. */
const RULES: Readonly<Record<string, string>> = {
	E1: "fw-ext-access-443",
	E2: "fw-ext-access-5061",
	E3: "fw-ext-access-5061",
	E4: "fw-ext-crl-80",
	E5: "fw-ext-dns-53",
	E6: "fw-ext-webconf-443",
	E7: "fw-ext-av-3478",
	E8: "fw-ext-av-443",
	E9: "fw-ext-av-media-range",
	E10: "fw-ext-av-media-range",
	"E11 udp": "fw-ext-av-3478",
	"E11 tcp": "fw-ext-av-443",
	E12: "fw-ext-reverse-proxy-443",
	I1: "fw-int-sip-5061",
	I2: "fw-int-sip-5061",
	I3: "fw-int-psom-8057",
	I4: "fw-int-avauth-5062",
	I5: "fw-int-stun-3478",
	I6: "fw-int-stun-443",
	I7: "fw-int-reverse-proxy-443",
};

/** Of the flows that one rule closes the one that tells of it: the first that somebody asks about. */
function speakerOf({ isAsked }: RuleContext, states: readonly ClosedState[]): ClosedState | undefined {
	return states.find(({ flow: { template, protocol } }) =>
		isAsked(RULES[template] ?? RULES[`${template} ${protocol}`] ?? ""),
	);
}

function inWrongPlace(
	{ rule, position }: CompiledRule,
	{ gate: { firewall }, closed }: ClosedState,
	others: number,
): RuleFinding {
	const further = others === 0 ? "" : `, and ${others === 1 ? "one other flow" : `${grouped(others)} other flows`}`;
	const next = firewall.rules.slice(position + 1).find(({ action }) => action === "allow");
	return {
		message: `The firewall ${firewall.name} denies everything before its other rules are asked. That closes ${describe(closed.slice(0, 1))}${further}. Move this rule to the end.`,
		at: rule.origin,
		related: next ? [{ message: "This rule and those behind it are never asked", origin: next.origin }] : [],
		fixes: [
			{
				title: "Move the rule to the end",
				edits: [removeStatement(firewall.block, rangeOf(rule)), insertRules(firewall, [textOf(rule)])],
				safety: "unsafe",
				preferred: true,
			},
		],
	};
}

/** "TCP 5061 from any to the Access Edge of edge1 (131.107.155.10), nor TCP 5061 from the Access Edge of edge1 to any". */
function describe(closed: readonly ClosedConnection[]): string {
	const nameOf = nameOnce(closed);
	const groups = groupBy(closed, ({ source, destination }) => `${source.label} ${destination.label}`);
	const texts = [...groups.values()].map((connections) => {
		const byPorts = groupBy(connections, (one) => listed(one.closed.map(formatPortRange)));
		const ports = [...byPorts].map(([text, list]) => {
			const protocols = [...new Set(list.map(({ protocol }) => protocol.toUpperCase()))].sort();
			return `${listed(protocols)} ${text}`;
		});
		const [{ source, destination } = { source: undefined, destination: undefined }] = connections;
		return `${listed(ports)} from ${nameOf(source)} to ${nameOf(destination)}`;
	});
	return texts.join(", nor ");
}

/** Ends with their addresses, for who enters the rule in a firewall, where they are named first. */
function nameOnce(closed: readonly Connection[]): (end: Point | undefined) => string {
	const addresses = new Map<string, Set<string>>();
	for (const { label, address, wide = [], isOutside } of closed.flatMap(({ source, destination }) => [
		source,
		destination,
	])) {
		const known = addresses.get(label) ?? new Set();
		for (const text of isOutside ? [] : [address, ...wide.map((subnet) => subnet.text)]) {
			// The label of a DNS server is its address.
			if (text !== undefined && !label.endsWith(text)) {
				known.add(text);
			}
		}
		addresses.set(label, known);
	}
	return (end) => {
		const label = end?.label ?? "";
		const known = [...(addresses.get(label) ?? [])];
		addresses.delete(label);
		return known.length === 0 ? label : `${label} (${someOf(known)})`;
	};
}

function placeOf(subject: Host, [state]: readonly ClosedState[]): RelatedPlace {
	const role = state?.flow.role;
	const declared =
		subject.kind === "edge-server" && role && role !== "reverse-proxy" ? roleOf(subject, role) : undefined;
	return declared
		? { message: `The ${ROLE_TITLES[declared.role]} of ${subject.name}`, origin: declared.origin }
		: { message: `${subject.name} is declared here`, origin: subject.origin };
}

/** More than these would bury the finding. */
const ENOUGH = 3;

/**
 * Rules for this server that may be what was meant: they open the port by another protocol or for another end, or a port that
 * nothing of the server needs.
 */
function nearMisses(
	{ books, bySubject }: FirewallAudit,
	subject: Host,
	states: readonly ClosedState[],
): readonly RelatedPlace[] {
	const needed = bySubject.get(subject.name)?.map(({ flow }) => flow) ?? [];
	const found = new Set<CompiledRule>();
	for (const { gate, closed } of states) {
		for (const connection of closed) {
			const end = connection.subjectEnd;
			for (const rule of books.get(gate)?.rulesFor(end, connection[end]) ?? []) {
				const endpoint = rule.rule[end];
				// A rule for a role is not meant for another role of the computer.
				const own = endpoint.kind === "role" ? needed.filter(({ role }) => role === endpoint.role) : needed;
				const isMeant =
					rule.ports.some((ports) => overlapping(ports, connection.ports)) ||
					!own.some((flow) => opensSome(rule, flow.protocol, flow.ports));
				if (rule.rule.action === "allow" && isMeant) {
					found.add(rule);
				}
			}
		}
	}
	return [...found].slice(0, ENOUGH).map((rule) => ({
		message: `This rule allows ${describePorts(rule)} from ${describeEndpoint(rule.rule.source)} to ${describeEndpoint(rule.rule.destination)}`,
		origin: rule.rule.origin,
	}));
}

function allow(
	states: readonly [ClosedState, ...ClosedState[]],
	closed: readonly ClosedConnection[],
	denial: CompiledRule | undefined,
): Fix {
	const [
		{
			gate: { firewall },
		},
	] = states;
	const isCertain = states.every(({ flow }) => flow.confidence === "high");
	const what = [...new Set(closed.map(({ protocol, ports }) => `${protocol.toUpperCase()} ${formatPortRange(ports)}`))];
	return {
		title: `Allow ${listed(what)} ${denial ? "above the deny rule" : `on ${firewall.name}`}`,
		edits: [...groupBy(closed, ({ deniedBy }) => deniedBy)].map(([before, list]) =>
			insertRules(firewall, textsOf(firewall, list), before?.rule),
		),
		// What a rule denies by name, somebody wanted closed; and no port is opened unasked on weak evidence.
		safety: denial || !isCertain ? "unsafe" : "safe",
		preferred: true,
	};
}
