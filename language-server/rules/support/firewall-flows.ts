import { append, remembered } from "../../basics/collections.js";
import type { EdgeRoleId, FlowEnd } from "../../catalog/types.js";
import { isInSubnet, type PortRange, parsePortRange, type Subnet } from "../../model/address.js";
import type { Deployment, EdgeServer, Host, InternalServer, ReverseProxy } from "../../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../../model/edge-roles.js";
import { adaptersOn, isInternalServer } from "../../model/lookups.js";
import type { Flow, Party } from "../../requirements/requirements.js";
import { externalAddressOfRole, internalAddressOf } from "../../requirements/resolve.js";
import { discoversPartners } from "../../requirements/scope.js";
import type { RuleContext } from "../rule.js";
import { isWhole } from "./completeness.js";
import {
	covers,
	keys,
	type Passage,
	type Point,
	passage,
	type Reach,
	type RuleBook,
	ruleBookOf,
} from "./firewall-rules.js";
import { serversBehind } from "./load-balancing/arrays.js";
import { firewallsBefore, type PerimeterFirewall, perimeterFirewalls } from "./perimeter-firewalls.js";

/*
 * The derived flows held against the declared rules of the firewall through which each of them passes. Worked out once for
 * all rules that ask about firewalls.
 */

/** One connection that a flow is made of: a flow with several senders, or in both directions, has several. */
export interface Connection {
	readonly protocol: "tcp" | "udp";
	readonly ports: PortRange;
	readonly source: Point;
	readonly destination: Point;
	/** Which end is the server at the perimeter. */
	readonly subjectEnd: "source" | "destination";
}

export interface ClosedConnection extends Connection, Passage {}

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
	for (const state of isComparable && books.size > 0 ? statesOf(context, books) : []) {
		append(byTemplate, state.flow.template, state);
		append(bySubject, state.subject.name, state);
	}
	return { books, isWhole: isComparable, byTemplate, bySubject };
});

type Books = FirewallAudit["books"];

/** A firewall with its rules. */
interface Guard {
	readonly gate: PerimeterFirewall;
	readonly book: RuleBook;
}

function* statesOf({ deployment, requirements, catalogue }: RuleContext, books: Books): Iterable<FlowState> {
	const ends = new Map(catalogue.flows.map((template) => [template.id, template] as const));
	const world = new World(deployment, requirements.flows);
	for (const flow of requirements.flows) {
		const template = ends.get(flow.template);
		const subject = deployment.index.hosts.get(flow.server);
		const ports = parsePortRange(flow.ports);
		const gates = subject?.block.complete ? world.gatesBefore(subject, flow.firewall) : [];
		const [gate] = gates;
		if (!template || !subject || !gate || !("value" in ports)) {
			continue;
		}
		const guards = gates.flatMap((one): readonly Guard[] => {
			const book = books.get(one);
			return book ? [{ gate: one, book }] : [];
		});
		const [guard, ...others] = guards;
		if (!guard || guards.length < gates.length) {
			yield { flow, subject, gate, status: "undecided", want: `readable rules of ${gate.firewall.name}` };
			continue;
		}
		const wanted = world.waysOf(flow, subject, gate, template.source, template.destination, ports.value);
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

/** The ways in which a flow may be allowed; one of them is enough. */
interface Wanted {
	readonly ways: readonly (readonly Connection[])[];
	/** Whether some addresses outside are enough, because the file cannot say which ones are meant. */
	readonly partlyOutside: boolean;
}

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
	for (const { gate, book } of guards) {
		for (const connections of ways) {
			const found = connections.map((connection) => connectionAt(book, connection, partlyOutside));
			const shut = found.filter((one): one is ClosedConnection => typeof one === "object");
			if (shut.length > 0) {
				closed ??= shut;
				continue;
			}
			const missing = found.find((one): one is string => typeof one === "string");
			if (missing === undefined) {
				return { flow, subject, gate, status: "open", connections };
			}
			want ??= missing;
		}
	}
	return want === undefined && closed
		? { flow, subject, gate: first, status: "closed", connections: ways[0], closed }
		: { flow, subject, gate: first, status: "undecided", want: want ?? "its rules" };
}

/** Undefined where the connection is open, what is closed of it, or what the file would have to state to tell. */
function connectionAt(
	book: RuleBook,
	connection: Connection,
	partlyOutside: boolean,
): ClosedConnection | string | undefined {
	const { subjectEnd, protocol, ports } = connection;
	const otherEnd = subjectEnd === "source" ? "destination" : "source";
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
	const possible = rules.filter((rule) => {
		const answer = coversOther(rule[otherEnd], other, partlyOutside);
		return answer || (answer === undefined && rule.rule.action === "allow");
	});
	if (possible.length > certain.length && passage(possible, protocol, ports).closed.length === 0) {
		return `the address of ${other.label}`;
	}
	return { ...connection, ...result };
}

function coversOther(reach: Reach, point: Point, partlyOutside: boolean): boolean | undefined {
	return partlyOutside && point.isOutside && reach.isLiteral ? true : covers(reach, point);
}

/** Everything outside, whatever subnets the network of that name is said to have. */
const WHOLE_INTERNET: readonly Subnet[] = [{ text: "0.0.0.0/0", address: "0.0.0.0", prefix: 0 }];

/** Turns the ends of derived flows into points, with what several flows need gathered once. */
class World {
	private readonly gates = new Map<string, readonly PerimeterFirewall[]>();
	private readonly subjects = new Map<string, readonly (readonly Point[])[]>();
	private readonly nextHops = new Map<string, Set<string>>();
	private readonly internalNetworks: readonly Point[];
	private readonly innerSubnets: readonly Subnet[];
	private readonly discoversPartners: boolean;

	constructor(
		private readonly deployment: Deployment,
		flows: readonly Flow[],
	) {
		for (const { template, server, destination } of flows) {
			if (template === "I2" && destination.host !== undefined) {
				const hops = this.nextHops.get(server) ?? new Set();
				this.nextHops.set(server, hops.add(destination.host));
			}
		}
		const inner = deployment.networks.filter(({ zone }) => zone && zone.value !== "external");
		this.innerSubnets = inner.flatMap((network) => network.subnets.items.map((item) => item.value));
		this.internalNetworks = inner
			.filter(({ zone }) => zone?.value === "internal")
			.map(({ name, subnets }) => ({
				label: `clients and servers in ${name}`,
				word: "any",
				keys: [keys.network(name)],
				wide: subnets.items.map((item) => item.value),
			}));
		this.discoversPartners = discoversPartners(deployment);
	}

	gatesBefore(host: Host, side: Flow["firewall"]): readonly PerimeterFirewall[] {
		const key = `${side} ${host.name}`;
		const known = this.gates.get(key);
		if (known) {
			return known;
		}
		const found = firewallsBefore(this.deployment, host, side);
		this.gates.set(key, found);
		return found;
	}

	/** The connections of a flow, or what the file would have to state for them. */
	waysOf(
		flow: Flow,
		subject: Host,
		gate: PerimeterFirewall,
		sourceEnd: FlowEnd,
		destinationEnd: FlowEnd,
		ports: PortRange,
	): Wanted | string {
		const sources = this.pointsOf(sourceEnd, flow.source, flow, subject, gate);
		const destinations = this.pointsOf(destinationEnd, flow.destination, flow, subject, gate);
		if (typeof sources === "string" || typeof destinations === "string") {
			return typeof sources === "string" ? sources : String(destinations);
		}
		const subjectEnd = isSubject(sourceEnd) ? "source" : "destination";
		const { protocol } = flow;
		const connect = (from: readonly Point[], to: readonly Point[], end: "source" | "destination") =>
			from.flatMap((source) =>
				to.map((destination): Connection => ({ protocol, ports, source, destination, subjectEnd: end })),
			);
		const ways = sources.flatMap((from) =>
			destinations.map((to) => [
				...connect(from, to, subjectEnd),
				// The way back of a flow in both directions begins at the server.
				...(flow.direction === "both" ? connect(to, from, subjectEnd === "source" ? "destination" : "source") : []),
			]),
		);
		const ends = [sourceEnd, destinationEnd];
		return {
			ways: ways.filter((way) => way.length > 0),
			// Revocation lists, DNS servers and known partners have addresses that a file does not state.
			partlyOutside:
				flow.template === "E4" ||
				ends.includes("dns-servers") ||
				(ends.includes("partner-edges") && !this.discoversPartners),
		};
	}

	/** The points of one end, or several sets of points of which one is enough. */
	private pointsOf(
		end: FlowEnd,
		party: Party,
		flow: Flow,
		subject: Host,
		gate: PerimeterFirewall,
	): readonly (readonly Point[])[] | string {
		switch (end) {
			case "any":
			case "partner-edges":
				return [[outside(gate)]];
			case "dns-servers":
				return this.dnsServersOf(party, subject, gate);
			case "internal-clients":
				return this.internalClientsOf(gate);
			case "role-external":
			case "role-internal":
				return this.subjectPoints(flow, subject, end === "role-external" ? "external" : "internal", party);
			case "sip-servers":
				return this.serversOf(this.sendersTo(party, subject));
			case "web-conferencing-servers":
			case "av-authentication-clients":
				return this.serversOf(party.parts ?? [party]);
			case "next-hop":
			case "web-farm":
				return this.destinationOf(party);
		}
	}

	/** DNS servers within the perimeter are not asked through the external firewall. */
	private dnsServersOf(party: Party, subject: Host, gate: PerimeterFirewall): readonly (readonly Point[])[] | string {
		if (party.addresses.length === 0) {
			return `the DNS servers of ${subject.name}`;
		}
		const outer = party.addresses.filter((one) => !this.innerSubnets.some((subnet) => isInSubnet(one, subnet)));
		return [
			outer.map((address) => ({ label: `the DNS server ${address}`, word: "any", keys: outside(gate).keys, address })),
		];
	}

	/** Of several internal firewalls each has its own network behind it; a single one has them all. */
	private internalClientsOf({ beyond, side }: PerimeterFirewall): readonly (readonly Point[])[] {
		const isOnlyOne = perimeterFirewalls(this.deployment, side).length === 1;
		const own = keys.network(beyond.name);
		return [this.internalNetworks.filter((point) => isOnlyOne || point.keys.includes(own))];
	}

	private subjectPoints(
		flow: Flow,
		subject: Host,
		side: Flow["firewall"],
		{ addresses }: Party,
	): readonly (readonly Point[])[] {
		const { role, direction } = flow;
		// A connection that an array opens leaves from a member, unless the balancer puts its own address in place.
		const isSource = direction === (side === "external" ? "outbound" : "inbound");
		const key = `${role} ${side} ${isSource} ${subject.name}`;
		const known = this.subjects.get(key);
		if (known) {
			return known;
		}
		const points = this.makeSubjectPoints(role, subject, side, addresses[0], isSource);
		this.subjects.set(key, points);
		return points;
	}

	private makeSubjectPoints(
		role: Flow["role"],
		subject: Host,
		side: Flow["firewall"],
		address: string | undefined,
		isSource: boolean,
	): readonly (readonly Point[])[] {
		switch (subject.kind) {
			case "edge-server":
				return role === "reverse-proxy" ? [] : [[pointOfRole(subject, role, side, address)]];
			case "reverse-proxy":
				return [
					[
						{
							label: subject.name,
							word: subject.name,
							keys: [keys.host(subject.name), ...onNetworks(subject, side)],
							address,
						},
					],
				];
			case "edge-array": {
				if (role === "reverse-proxy") {
					return [];
				}
				const members = serversBehind(this.deployment, subject).filter((edge) => roleOf(edge, role) !== undefined);
				const own: Point = {
					label: `the ${ROLE_TITLES[role]} of ${subject.name}`,
					word: `${role} of ${subject.name}`,
					keys: [
						keys.role(role, subject.name),
						keys.host(subject.name),
						...members.flatMap((member) => onNetworks(member, side)),
					],
					address,
				};
				const each = members.map((member) => pointOfRole(member, role, side, addressOf(member, role, side)));
				return isSource && each.length > 0 ? [[own], each] : [[own]];
			}
			default:
				return [];
		}
	}

	/** Behind a Director that is the next hop, pools send to the Access Edge only when they are told to. */
	private sendersTo(party: Party, subject: Host): readonly Party[] {
		const parts = party.parts ?? [party];
		const { hosts, arrayOf } = this.deployment.index;
		const hops = this.nextHops.get(subject.name) ?? new Set();
		if (![...hops].some((hop) => hosts.get(hop)?.kind === "director")) {
			return parts;
		}
		return parts.filter(({ host = "" }) => {
			const server = hosts.get(host);
			const route = isInternalServer(server) ? server.federationRoute?.name : undefined;
			return hops.has(host) || (route !== undefined && (route === subject.name || arrayOf.get(route) === subject));
		});
	}

	private serversOf(parties: readonly Party[]): readonly (readonly Point[])[] | string {
		if (parties.every(({ host }) => host === undefined) && this.deployment.internalServers.length > 0) {
			// All of them use another edge server.
			return [];
		}
		const computers: Point[] = [];
		const shared: Point[] = [];
		for (const { host, addresses } of parties) {
			const server = this.deployment.index.hosts.get(host ?? "");
			if (!isInternalServer(server)) {
				return "the internal servers";
			}
			if (!server.block.complete) {
				return `all of ${server.name}`;
			}
			const members = server.members.flatMap(({ address }) => address?.value.text ?? []);
			const own = server.addresses.items.map(({ value }) => value.text);
			const isBalanced = server.kind === "director" && members.length > 0 && own.length > 0;
			computers.push(...pointsOfServer(server, isBalanced ? members : addresses));
			shared.push(...pointsOfServer(server, isBalanced ? own : addresses));
		}
		// A balanced Director is seen by its own address or by the shared one, as the balancer translates or not.
		return [computers, shared];
	}

	private destinationOf(party: Party): readonly (readonly Point[])[] | string {
		const server = this.deployment.index.hosts.get(party.host ?? "");
		return isInternalServer(server)
			? [pointsOfServer(server, party.addresses)]
			: party.label === "next hop"
				? "the next hop"
				: "what is published";
	}
}

function isSubject(end: FlowEnd): boolean {
	return end === "role-external" || end === "role-internal";
}

function outside({ beyond }: PerimeterFirewall): Point {
	return { label: "any", word: "any", keys: [keys.network(beyond.name)], wide: WHOLE_INTERNET, isOutside: true };
}

function pointOfRole(edge: EdgeServer, role: EdgeRoleId, side: Flow["firewall"], address: string | undefined): Point {
	return {
		label: `the ${ROLE_TITLES[role]} of ${edge.name}`,
		word: `${role} of ${edge.name}`,
		keys: [
			...(side === "external" ? [keys.role(role, edge.name)] : []),
			keys.host(edge.name),
			...onNetworks(edge, side),
		],
		address,
	};
}

function addressOf(edge: EdgeServer, role: EdgeRoleId, side: Flow["firewall"]): string | undefined {
	const declared = roleOf(edge, role);
	if (side === "internal") {
		return internalAddressOf(edge);
	}
	return declared && externalAddressOfRole({ server: edge, role: declared });
}

function onNetworks(computer: EdgeServer | ReverseProxy, side: Flow["firewall"]): readonly string[] {
	return adaptersOn(computer, side).flatMap(({ network }) => (network ? [keys.network(network.name)] : []));
}

/** One point for each address, so that rules may name the computers of a pool one by one. */
function pointsOfServer(server: InternalServer, addresses: readonly string[]): readonly Point[] {
	const point: Point = {
		label: server.name,
		word: server.name,
		keys: [keys.host(server.name), ...(server.network ? [keys.network(server.network.name)] : [])],
	};
	return addresses.length === 0 ? [point] : addresses.map((address) => ({ ...point, address }));
}
