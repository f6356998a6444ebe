import { append, once, remembered } from "../../../basics/collections.js";
import { halvesOf, isInSubnet, overlapping, parsePortRange } from "../../../model/address.js";
import type { Deployment, Endpoint, Host } from "../../../model/deployment.js";
import { isInternalServer } from "../../../model/lookups.js";
import type { Flow } from "../../../requirements/requirements.js";
import type { RuleContext } from "../../rule.js";
import { notPublicBecause } from "../addresses/addresses.js";
import { perimeterAddresses } from "../addresses/perimeter-addresses.js";
import { isWhole } from "../completeness.js";
import { type CompiledRule, isClosingRule, isForAll } from "./compiled-rules.js";
import { type Connection, FlowEnds } from "./flow-ends.js";
import { type Passage, passage, without } from "./passage.js";
import { type PerimeterFirewall, perimeterFirewalls } from "./perimeter-firewalls.js";
import { covers, keys, type Point, type Reach, type RuleEnd, subnetWritten } from "./reach.js";
import { type RuleBook, ruleBookOf } from "./rule-book.js";

/*
 * The derived flows held against the declared rules of the firewall through which each of them passes. Worked out once for
 * all rules that ask about firewalls.
 */

export interface ClosedConnection extends Connection, Passage {
	/** Whether it would be open if the rule that denies everything stood behind all others. */
	readonly isShadowed: boolean;
}

/** What became of a derived flow at the firewall. */
export type FlowState = {
	readonly flow: Flow;
	readonly subject: Host;
	readonly gate: PerimeterFirewall;
} & (
	| { readonly status: "open"; readonly connections: readonly Connection[] }
	| {
			readonly status: "closed";
			readonly connections: readonly Connection[];
			readonly closed: readonly ClosedConnection[];
	  }
	/** The file does not say enough; `want` is what it would have to state. */
	| { readonly status: "undecided"; readonly want: string }
);

export type ClosedState = Extract<FlowState, { status: "closed" }>;

export interface FirewallAudit {
	/** The firewalls that declare rules, all of them readable, with these rules. */
	readonly books: ReadonlyMap<PerimeterFirewall, RuleBook>;
	/**
	 * Whether every file could be read from end to end. Where one was not, servers and arrays may be missing that the rules
	 * are for, so that nothing is compared.
	 */
	readonly isWhole: boolean;
	/** By the row of the port table. Empty where no firewall declares rules, and where nothing is compared. */
	readonly byTemplate: ReadonlyMap<string, readonly FlowState[]>;
	readonly bySubject: ReadonlyMap<string, readonly FlowState[]>;
	/** By a rule that denies everything: the flows that are closed because it does not stand behind the others. */
	readonly byClosingRule: ReadonlyMap<CompiledRule, readonly ClosedState[]>;
}

/** The derived flows at the declared rules. Where no firewall declares rules, nothing is compared. */
export const auditFirewalls = remembered((context: RuleContext): FirewallAudit => {
	const { deployment } = context;
	const books = new Map(
		perimeterFirewalls(deployment).flatMap((gate) => {
			const book = ruleBookOf(deployment, gate);
			return book ? [[gate, book] as const] : [];
		}),
	);
	const byTemplate = new Map<string, FlowState[]>();
	const bySubject = new Map<string, FlowState[]>();
	const isComparable = isWhole(deployment);
	const byClosingRule = new Map<CompiledRule, ClosedState[]>();
	for (const state of isComparable && books.size > 0 ? declaredStatesOf(context, books) : []) {
		append(byTemplate, state.flow.template, state);
		append(bySubject, state.subject.name, state);
		const closer = closerOf(state);
		if (closer && state.status === "closed") {
			append(byClosingRule, closer, state);
		}
	}
	return { books, isWhole: isComparable, byTemplate, bySubject, byClosingRule };
});

/** The rule that denies everything, where its place is all that closes a flow. */
export function closerOf(state: FlowState): CompiledRule | undefined {
	return state.status === "closed" && state.closed.every(({ isShadowed }) => isShadowed)
		? state.closed[0]?.deniedBy
		: undefined;
}

type Books = FirewallAudit["books"];

/** A firewall with its rules. */
interface Guard {
	readonly gate: PerimeterFirewall;
	readonly book: RuleBook;
	/** Its allow rules for addresses of no known server. */
	readonly foreign: (end: RuleEnd) => readonly CompiledRule[];
}

function guardOf(deployment: Deployment, gate: PerimeterFirewall, book: RuleBook): Guard {
	const source = once(() => foreignRules(deployment, book, "source"));
	const destination = once(() => foreignRules(deployment, book, "destination"));
	return { gate, book, foreign: (end) => (end === "source" ? source() : destination()) };
}

/**
 * A firewall whose rules serve other purposes alone says no more about the edge than one without rules: what the edge needs
 * is derived there, and not asked for.
 */
function declaredStatesOf(context: RuleContext, books: Books): readonly FlowState[] {
	const states = [...statesOf(context, books)];
	const declaring = new Set(states.filter(opensSomething).map(({ gate }) => placeOf(gate)));
	for (const [gate, book] of books) {
		if (!declaring.has(placeOf(gate)) && book.rules.some((rule) => isForEdge(context, gate, rule))) {
			declaring.add(placeOf(gate));
		}
	}
	return states.map((state): FlowState => {
		const { flow, subject, gate } = state;
		return state.status !== "closed" || declaring.has(placeOf(gate))
			? state
			: { flow, subject, gate, status: "undecided", want: `rules of ${gate.firewall.name} for the edge (\`allow\`)` };
	});
}

/** Firewalls between the same networks share the work. */
function placeOf({ perimeter, beyond }: PerimeterFirewall): string {
	return `${perimeter.name} ${beyond.name}`;
}

function opensSomething(state: FlowState): boolean {
	return (
		state.status === "open" ||
		(state.status === "closed" &&
			(state.closed.length < state.connections.length ||
				state.closed.some(({ closed, ports }) => without([ports], closed).length > 0)))
	);
}

/** Whether a rule is meant for the edge, even if it opens nothing that is needed: by the role, or by server and port. */
function isForEdge({ deployment, requirements, catalogue }: RuleContext, gate: PerimeterFirewall, one: CompiledRule) {
	const { action, source, destination } = one.rule;
	const ends = [source, destination];
	if (action === "deny" || ends.some(({ kind }) => kind === "role")) {
		return action === "allow";
	}
	const isOfSide = ({ firewall }: { readonly firewall: Flow["firewall"] }) => firewall === gate.side;
	const documented = catalogue.flows.filter(isOfSide).flatMap(({ ports }) => ports);
	const texts = new Set([
		...requirements.flows.filter(isOfSide).map(({ ports }) => ports),
		...documented.map(({ setting }) => catalogue.portSettings[setting].default),
	]);
	return (
		isForAll(one) !== "port" &&
		ends.some((end) => isAtPerimeter(deployment, gate, end)) &&
		[...texts].some((text) => {
			const range = parsePortRange(text);
			return "value" in range && one.ports.some((ports) => overlapping(ports, range.value));
		})
	);
}

function isAtPerimeter(deployment: Deployment, { perimeter }: PerimeterFirewall, endpoint: Endpoint): boolean {
	switch (endpoint.kind) {
		case "host": {
			const { name } = endpoint.host;
			const host = deployment.index.hosts.get(name);
			return host ? !isInternalServer(host) : name === perimeter.name;
		}
		case "address": {
			const known = perimeterAddresses(deployment);
			const subnet = subnetWritten(endpoint.address);
			return subnet
				? [...known.keys()].some((address) => isInSubnet(address, subnet))
				: known.has(endpoint.address.text);
		}
		default:
			return false;
	}
}

function* statesOf({ deployment, requirements, catalogue }: RuleContext, books: Books): Iterable<FlowState> {
	const templates = new Map(catalogue.flows.map((template) => [template.id, template] as const));
	const ends = new FlowEnds(deployment, requirements.flows);
	const guards = new Map([...books].map(([gate, book]) => [gate, guardOf(deployment, gate, book)] as const));
	for (const flow of requirements.flows) {
		const template = templates.get(flow.template);
		const subject = deployment.index.hosts.get(flow.server);
		const ports = parsePortRange(flow.ports);
		const gates = subject?.block.complete ? ends.gatesBefore(subject, flow.firewall) : [];
		const [gate] = gates;
		if (!template || !subject || !gate || !("value" in ports)) {
			continue;
		}
		const known = gates.flatMap((one) => guards.get(one) ?? []);
		const [guard, ...others] = known;
		if (!guard || known.length < gates.length) {
			yield { flow, subject, gate, status: "undecided", want: `readable rules of ${gate.firewall.name}` };
			continue;
		}
		const wanted = ends.waysOf(flow, subject, gate, template.source, template.destination, ports.value);
		if (typeof wanted === "string") {
			yield { flow, subject, gate, status: "undecided", want: wanted };
			continue;
		}
		const [way, ...ways] = wanted.ways;
		if (way) {
			yield stateOf(flow, subject, [guard, ...others], [way, ...ways], wanted.partlyOutside);
		}
	}
}

type NonEmpty<T> = readonly [T, ...T[]];

/**
 * Looks for a way that is open at a firewall. Firewalls between the same networks share the work, so it is enough when one of
 * them opens it. What is closed is told of the first way at the first firewall.
 */
function stateOf(
	flow: Flow,
	subject: Host,
	guards: NonEmpty<Guard>,
	ways: NonEmpty<readonly Connection[]>,
	partlyOutside: boolean,
): FlowState {
	const [{ gate: first }] = guards;
	let closed: readonly ClosedConnection[] | undefined;
	let want: string | undefined;
	for (const guard of guards) {
		for (const connections of ways) {
			const found = connections.map((connection) => connectionAt(guard, connection, partlyOutside));
			const shut = found.filter((one): one is ClosedConnection => typeof one === "object");
			if (shut.length > 0) {
				closed ??= shut;
				continue;
			}
			const missing = found.find((one): one is string => typeof one === "string");
			if (missing === undefined) {
				return { flow, subject, gate: guard.gate, status: "open", connections };
			}
			want ??= missing;
		}
	}
	return want === undefined && closed
		? { flow, subject, gate: first, status: "closed", connections: ways[0], closed }
		: { flow, subject, gate: first, status: "undecided", want: want ?? "its rules" };
}

/** Undefined where the connection is open, what is closed of it, or what the file would have to state to tell. */
function connectionAt(guard: Guard, connection: Connection, partlyOutside: boolean): Answer {
	const answer = answerAt(guard, connection, partlyOutside);
	return typeof answer === "object" && isOpenInParts(guard, connection, partlyOutside) ? undefined : answer;
}
type Answer = ClosedConnection | string | undefined;

function answerAt({ gate, book, foreign }: Guard, connection: Connection, partlyOutside: boolean): Answer {
	const { subjectEnd, protocol, ports } = connection;
	const otherEnd = otherEndOf(subjectEnd);
	const subject = connection[subjectEnd];
	const other = connection[otherEnd];
	const rules = book.candidates(subjectEnd, subject, other);
	const certain = rules.filter((rule) => coversOther(rule[otherEnd], other, partlyOutside));
	const result = passage(certain, protocol, ports);
	if (result.closed.length === 0) {
		return undefined;
	}
	if (subject.address === undefined && book.hasLiterals(subjectEnd)) {
		return `the address of ${subject.label}`;
	}
	// What is not known may open the way; that it closes it is not assumed.
	const isOpenWith = (further: readonly CompiledRule[]) =>
		further.length > 0 &&
		passage(
			[...certain, ...further].sort((a, b) => a.position - b.position),
			protocol,
			ports,
		).closed.length === 0;
	const isUnknown = (rule: CompiledRule) =>
		rule.rule.action === "allow" && coversOther(rule[otherEnd], other, partlyOutside) === undefined;
	if (isOpenWith(rules.filter(isUnknown))) {
		return `the address of ${other.label}`;
	}
	const translated = isTranslated(gate, subject)
		? foreign(subjectEnd).filter((rule) => coversOther(rule[otherEnd], other, partlyOutside) !== false)
		: [];
	if (isOpenWith(translated)) {
		return `the translated address of ${subject.label}`;
	}
	const isShadowed =
		result.deniedBy !== undefined &&
		isClosingRule(result.deniedBy) &&
		passage(
			certain.filter((rule) => !isClosingRule(rule)),
			protocol,
			ports,
		).closed.length === 0;
	return { ...connection, ...result, isShadowed };
}

/** Whether rules for parts of a network open the connection for all of it together. */
function isOpenInParts(guard: Guard, connection: Connection, partlyOutside: boolean): boolean {
	const otherEnd = otherEndOf(connection.subjectEnd);
	const other = connection[otherEnd];
	return (
		other.wide?.length === 1 &&
		other.wide.every(
			(subnet) =>
				guard.book.hasPartsOf(otherEnd, subnet) &&
				halvesOf(subnet).every((half) => {
					const part = { ...connection, [otherEnd]: { ...other, wide: [half] } };
					return connectionAt(guard, part, partlyOutside) === undefined;
				}),
		)
	);
}

function otherEndOf(end: RuleEnd): RuleEnd {
	return end === "source" ? "destination" : "source";
}

function coversOther(reach: Reach, point: Point, partlyOutside: boolean): boolean | undefined {
	const isPart = partlyOutside && point.isOutside && (reach.isLiteral || reach.subnets.length > 0);
	return isPart || covers(reach, point);
}

/** Whether rules may name the server by an address that the firewall shows in place of its own. */
function isTranslated({ firewall, side }: PerimeterFirewall, { address = "" }: Point): boolean {
	const { nat } = firewall;
	if (!nat) {
		return side === "external" && address !== "" && notPublicBecause(address) !== undefined;
	}
	return (
		nat.kind === "all" ||
		(nat.kind === "addresses" &&
			(!nat.addresses.complete ||
				nat.addresses.items.some(({ value }) => {
					const subnet = subnetWritten(value);
					return subnet ? isInSubnet(address, subnet) : value.text === address;
				})))
	);
}

/** The allow rules that name addresses of no known server: one of them may be a translated one. */
function foreignRules(deployment: Deployment, { rules }: RuleBook, end: RuleEnd): readonly CompiledRule[] {
	const known = [...perimeterAddresses(deployment).keys()];
	return rules.filter(({ rule, [end]: reach }) => {
		const isKnown = (address: string) =>
			reach.keys.has(keys.address(address)) || reach.subnets.some((subnet) => isInSubnet(address, subnet));
		return rule.action === "allow" && reach.isLiteral && !known.some(isKnown);
	});
}
