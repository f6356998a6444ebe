import type { EdgeRoleId, FlowEnd } from "../../../catalog/types.js";
import { isInSubnet, type PortRange, type Subnet } from "../../../model/address.js";
import type { Deployment, EdgeServer, Host, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import { ROLE_TITLES, roleOf } from "../../../model/edge-roles.js";
import { adaptersOn, isInternalServer } from "../../../model/lookups.js";
import { mayCarry, poolMembersWith } from "../../../requirements/pool-roles.js";
import type { Flow, Party } from "../../../requirements/requirements.js";
import { externalAddressOfRole, internalAddressOf } from "../../../requirements/resolve.js";
import { discoversPartners } from "../../../requirements/scope.js";
import { serversBehind } from "../load-balancing/arrays.js";
import { edgesBehind } from "../next-hop/internal-side.js";
import { firewallsBefore, type PerimeterFirewall, perimeterFirewalls } from "./perimeter-firewalls.js";
import { keys, type Point } from "./reach.js";

/*
 * Between which points a derived flow passes a firewall: the computers, networks and addresses at its two ends, as rules
 * may name them.
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

/** The ways in which a flow may be allowed; one of them is enough. */
export interface Wanted {
	readonly ways: readonly (readonly Connection[])[];
	/** Whether some addresses outside are enough, because the file cannot say which ones are meant. */
	readonly partlyOutside: boolean;
}

/** Everything outside, whatever subnets the network of that name is said to have. */
const WHOLE_INTERNET: readonly Subnet[] = [{ text: "0.0.0.0/0", address: "0.0.0.0", prefix: 0 }];

/** Turns the ends of derived flows into points, with what several flows need gathered once. */
export class FlowEnds {
	private readonly gates = new Map<string, readonly PerimeterFirewall[]>();
	private readonly subjects = new Map<string, readonly (readonly Point[])[]>();
	private readonly nextHops = new Map<string, Set<string>>();
	private readonly internalNetworks: readonly Point[];
	private readonly innerSubnets: readonly Subnet[];
	/** The networks, by their keys, in which servers stand. */
	private readonly networksOfServers: ReadonlySet<string>;
	/** The servers that exchange media with the A/V Edge. */
	private readonly mediaServers: readonly Point[];
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
			.flatMap(({ name, subnets }) => {
				const point = { label: `clients and servers in ${name}`, word: "any", keys: [keys.network(name)] };
				// Each subnet may have a rule of its own.
				return subnets.items.length === 0
					? [{ ...point, wide: [] }]
					: subnets.items.map(({ value }) => ({ ...point, wide: [value] }));
			});
		const { internalServers, activeDirectories, scenarios } = deployment;
		this.networksOfServers = new Set(
			[...internalServers, ...activeDirectories].flatMap(({ network }) =>
				network ? [keys.network(network.name)] : [],
			),
		);
		const hasCalls = scenarios.some(({ kind }) => kind === "enterprise-voice");
		this.mediaServers = internalServers.flatMap((server) => mediaPointsOf(server, hasCalls));
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
				return this.serversOf((party.parts ?? [party]).filter((part) => this.connectsTo(part, subject)));
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

	/**
	 * Of several internal firewalls each has its own network behind it; a single one has them all. Where clients have networks
	 * of their own, the servers that exchange media are enough of the others.
	 */
	private internalClientsOf({ beyond, side }: PerimeterFirewall): readonly (readonly Point[])[] {
		const isOnlyOne = perimeterFirewalls(this.deployment, side).length === 1;
		const own = keys.network(beyond.name);
		const all = this.internalNetworks.filter((point) => isOnlyOne || point.keys.includes(own));
		const isOfServers = (point: Point) => point.keys.some((key) => this.networksOfServers.has(key));
		const clients = all.filter((point) => !isOfServers(point));
		return clients.length === 0 || clients.length === all.length ? [all] : [all, [...clients, ...this.mediaServers]];
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

	/** Web Conferencing Servers connect to the Web Conferencing Edges that their pool lists; without a list to all of them. */
	private connectsTo({ host = "" }: Party, subject: Host): boolean {
		const pool = this.deployment.index.hosts.get(host);
		const listed = isInternalServer(pool) ? pool.webConferencingEdges : undefined;
		return (
			listed === undefined ||
			listed.some((one) => {
				const edges = edgesBehind(one, this.deployment);
				return edges === undefined || edges.includes(subject.name);
			})
		);
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

/** The computers that are A/V Conferencing Servers, and with Enterprise Voice the Mediation Servers. */
function mediaPointsOf(server: InternalServer, hasCalls: boolean): readonly Point[] {
	const isMedia = server.kind === "mediation-server" ? hasCalls : mayCarry(server, "av-conferencing");
	const members = server.kind === "pool" ? poolMembersWith(server, "av-conferencing") : server.members;
	const addresses = members.flatMap(({ address }) => address?.value.text ?? []);
	const own = server.addresses.items.map(({ value }) => value.text);
	return isMedia ? pointsOfServer(server, addresses.length > 0 ? addresses : own) : [];
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
