import { groupBy } from "../../basics/collections.js";
import { listed } from "../../basics/sentences.js";
import { formatPortRange, overlapping } from "../../model/address.js";
import type { Host } from "../../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../../model/edge-roles.js";
import type { Fix, RelatedPlace } from "../../model/finding.js";
import { MET, type Outcome, type RuleContext, type RuleFinding, undecided } from "../rule.js";
import { insertRules, textsOf } from "./firewall-edits.js";
import { auditFirewalls, type ClosedConnection, type FirewallAudit, type FlowState } from "./firewall-flows.js";
import { type CompiledRule, describeEndpoint, describePorts, isClosingRule, opensSome } from "./firewall-rules.js";
import { perimeterFirewalls } from "./perimeter-firewalls.js";

/** Which rows of the port table a rule asks about, and why they matter. */
export interface Question {
	/** "E2", or "E11 udp" for one protocol of a row. */
	readonly rows: readonly string[];
	/** One sentence: what does not work while they are closed. */
	readonly why: string;
	/** Whether another rule speaks about this subject. */
	readonly isOthers?: (subject: Host) => boolean;
}

/**
 * One finding for each server at the perimeter whose derived flows the declared rules leave closed. Where a firewall
 * declares no rules, they are derived and not asked for.
 */
export function* missingFlows(context: RuleContext, { rows, why, isOthers }: Question): Iterable<Outcome> {
	const audit = auditFirewalls(context);
	if (audit.books.size === 0) {
		yield* withoutRules(context, rows);
		return;
	}
	const states = rows.flatMap((row) => statesOfRow(audit, row));
	for (const [subject, own] of groupBy(states, (state) => state.subject)) {
		const closed = own.filter((state) => state.status === "closed");
		const open = own.find((state) => state.status === "undecided");
		if (closed.length > 0) {
			if (!isOthers?.(subject)) {
				yield finding(audit, subject, closed, why);
			}
		} else {
			yield open ? undecided(subject, open.want) : MET;
		}
	}
}

function statesOfRow({ byTemplate }: FirewallAudit, row: string): readonly FlowState[] {
	const [template = "", protocol] = row.split(" ");
	const states = byTemplate.get(template) ?? [];
	return protocol === undefined ? states : states.filter(({ flow }) => flow.protocol === protocol);
}

/** No firewall says what it lets through; that is missing where the rows are needed at all. */
function* withoutRules(
	{ deployment, requirements, catalogue }: RuleContext,
	rows: readonly string[],
): Iterable<Outcome> {
	const ids = new Set(rows.map((row) => row.split(" ")[0]));
	const needed = catalogue.flows.filter(
		({ id, role, neededForAny }) =>
			ids.has(id) &&
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

type Closed = Extract<FlowState, { status: "closed" }>;

function finding(audit: FirewallAudit, subject: Host, states: readonly Closed[], why: string): RuleFinding {
	const { gate } = states[0] ?? { gate: undefined };
	const closed = states.flatMap((state) => state.closed);
	const denials = closed.map(({ deniedBy }) => deniedBy);
	const denial = denials.find((one) => one && !isClosingRule(one));
	const firewall = gate?.firewall ?? subject;
	const what = describe(closed);
	return {
		message: denial
			? `The firewall ${firewall.name} denies ${what} before a rule allows it. ${why} Allow it above this rule, or change this rule.`
			: `The firewall ${firewall.name} does not allow ${what}. ${why} Add the ${closed.length === 1 ? "rule" : "rules"}.`,
		at: denial ? denial.rule.origin : firewall.origin,
		related: [placeOf(subject, states), ...nearMisses(audit, subject, states)],
		fixes: [allow(states, closed, denial)],
	};
}

/** More connections than these would bury what is said of them. */
const FEW = 5;

/** "TCP 5061 from any to the Access Edge of edge1, nor TCP 5061 from there to any". */
function describe(closed: readonly ClosedConnection[]): string {
	const groups = groupBy(closed, ({ source, destination }) => `from ${source.label} to ${destination.label}`);
	const texts = [...groups].map(([ends, connections]) => {
		const byPorts = groupBy(connections, (one) => listed(one.closed.map(formatPortRange)));
		const ports = [...byPorts].map(([text, list]) => {
			const protocols = [...new Set(list.map(({ protocol }) => protocol.toUpperCase()))].sort();
			return `${listed(protocols)} ${text}`;
		});
		return `${listed(ports)} ${ends}`;
	});
	const others = texts.length - FEW;
	return others < 2 ? texts.join(", nor ") : `${texts.slice(0, FEW).join(", nor ")}, nor ${others} other connections`;
}

function placeOf(subject: Host, [state]: readonly Closed[]): RelatedPlace {
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
	states: readonly Closed[],
): readonly RelatedPlace[] {
	const needed = bySubject.get(subject.name)?.map(({ flow }) => flow) ?? [];
	const found = new Set<CompiledRule>();
	for (const { gate, closed } of states) {
		for (const connection of closed) {
			const end = connection.subjectEnd;
			for (const rule of books.get(gate)?.rulesFor(end, connection[end]) ?? []) {
				const isMeant =
					rule.ports.some((ports) => overlapping(ports, connection.ports)) ||
					!needed.some((flow) => opensSome(rule, flow.protocol, flow.ports));
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

function allow(states: readonly Closed[], closed: readonly ClosedConnection[], denial: CompiledRule | undefined): Fix {
	const firewall = states[0]?.gate.firewall;
	const groups = groupBy(closed, ({ deniedBy }) => deniedBy);
	const edits = firewall
		? [...groups].map(([before, list]) => insertRules(firewall, textsOf(firewall, list), before?.rule))
		: [];
	const what = [...new Set(closed.map(({ protocol, ports }) => `${protocol.toUpperCase()} ${formatPortRange(ports)}`))];
	return {
		title: `Allow ${listed(what)} ${denial ? "above the deny rule" : `on ${firewall?.name}`}`,
		edits,
		// What a rule denies by name, somebody wanted closed.
		safety: denial ? "unsafe" : "safe",
		preferred: true,
	};
}
