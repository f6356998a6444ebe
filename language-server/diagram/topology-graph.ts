import { addToSet, groupBy } from "../basics/collections.js";
import { listed } from "../basics/sentences.js";
import { poolEditionValues, valueFact } from "../catalog/values.js";
import type {
	Adapter,
	AnyEdgeRole,
	Deployment,
	EdgeArray,
	EdgeServer,
	Firewall,
	InternalServer,
	Network,
	ReverseProxy,
} from "../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import { isInternalServer, virtualAddressOf } from "../model/lookups.js";
import { firewallsOnPath, sideOfFirewall } from "../requirements/crossing.js";
import type { Flow, Party, Requirements } from "../requirements/requirements.js";
import type { Graph, GraphEdge, GraphGroup, GraphNode } from "./graph.js";

const zones = { external: "zone/external", perimeter: "zone/perimeter", internal: "zone/internal" } as const;

const internalTitles: Readonly<Record<InternalServer["kind"], string>> = {
	pool: "Pool",
	director: "Director",
	"mediation-server": "Mediation Server",
	"communicator-web-access": "Communicator Web Access",
};

/**
 * The picture of a deployment: the three zones, what stands in each network of theirs, the firewalls between them and what passes.
 * What passes is drawn together to one line for each firewall and server, since single rules are for the sheets.
 */
export function graphOf(deployment: Deployment, requirements: Requirements): Graph {
	const perimeter = perimeterOf(deployment);
	const internal = internalOf(deployment);
	const traffic = trafficOf(deployment, requirements);
	const zone = (id: keyof typeof zones, label: string): GraphGroup => ({ id: zones[id], label: [label], kind: "zone" });
	return {
		direction: "down",
		groups: [
			zone("external", "Internet"),
			zone("perimeter", "Perimeter network"),
			zone("internal", "Internal network"),
			...perimeter.groups,
			...internal.groups,
		],
		nodes: [...traffic.outside, ...traffic.firewalls, ...perimeter.nodes, ...internal.nodes, ...traffic.inside],
		edges: traffic.edges,
	};
}

interface Part {
	readonly groups: readonly GraphGroup[];
	readonly nodes: readonly GraphNode[];
}

function hostId(name: string): string {
	return `host/${name}`;
}

/** Edge servers and reverse proxies by the networks that they stand in; the members of an array together. */
function perimeterOf(deployment: Deployment): Part {
	const places = new Map<string, GraphGroup>();
	const placeOf = (computers: readonly (EdgeServer | ReverseProxy)[]): string => {
		const [first, ...others] = computers.map((computer) => networksOf(deployment, computer.adapters));
		if (first === undefined || first.length === 0 || others.some((other) => other.join() !== first.join())) {
			return zones.perimeter;
		}
		const id = `networks/${first.join("/")}`;
		if (!places.has(id)) {
			const named = first.flatMap((name) => deployment.index.networks.get(name) ?? []);
			places.set(id, { id, label: named.map(networkText), kind: "network", parent: zones.perimeter });
		}
		return id;
	};
	const membersOf = groupBy(deployment.edgeServers, (server) => deployment.index.arrayOf.get(server.name));
	const arrays = deployment.edgeArrays.map((array): GraphGroup => {
		return {
			id: hostId(array.name),
			label: [array.loadBalancer === undefined ? array.name : `${array.name} behind ${array.loadBalancer.name}`],
			kind: "array",
			parent: placeOf(membersOf.get(array) ?? []),
			origin: array.origin,
		};
	});
	const servers = deployment.edgeServers.map((server): GraphNode => {
		const array = deployment.index.arrayOf.get(server.name);
		return {
			id: hostId(server.name),
			label: edgeServerLabel(server, array),
			kind: "edge-server",
			group: array === undefined ? placeOf([server]) : hostId(array.name),
			origin: server.origin,
		};
	});
	const proxies = deployment.reverseProxies.map(
		(proxy): GraphNode => ({
			id: hostId(proxy.name),
			label: [
				proxy.name,
				"Reverse proxy",
				...new Set(proxy.publishes.flatMap((publish) => publish.externalUrl?.value ?? [])),
			],
			kind: "reverse-proxy",
			group: placeOf([proxy]),
			origin: proxy.origin,
		}),
	);
	return { groups: [...places.values(), ...arrays], nodes: [...servers, ...proxies] };
}

/** The networks of a computer that the file describes, the external one first, so that equal sets have equal names. */
function networksOf(deployment: Deployment, adapters: readonly Adapter[]): readonly string[] {
	const of = (isExternal: boolean) =>
		adapters
			.filter((adapter) => (adapter.side?.value === "external") === isExternal)
			.flatMap((adapter) => adapter.network?.name ?? [])
			.filter((name) => deployment.index.networks.has(name))
			.sort();
	return [...new Set([...of(true), ...of(false)])];
}

function networkText(network: Network): string {
	return [network.name, network.subnets.items.map((subnet) => subnet.value.text).join(", ")]
		.filter((part) => part !== "")
		.join(" ");
}

function edgeServerLabel(server: EdgeServer, array: EdgeArray | undefined): readonly string[] {
	const nameOf = ({ role, external }: AnyEdgeRole) =>
		(array && virtualAddressOf(array, role, "external")?.fqdn?.value) ?? external?.fqdn?.value;
	return [server.name, ...rolesOf(server).map((role) => named(ROLE_TITLES[role.role], nameOf(role)))];
}

function named(title: string, name: string | undefined): string {
	return name === undefined ? title : `${title}: ${name}`;
}

function internalOf(deployment: Deployment): Part {
	const networks = new Map<string, GraphGroup>();
	const nodes = deployment.internalServers.map((server): GraphNode => {
		const network = server.network === undefined ? undefined : deployment.index.networks.get(server.network.name);
		let group: string = zones.internal;
		if (network !== undefined) {
			group = `network/${network.name}`;
			networks.set(group, {
				id: group,
				label: [networkText(network)],
				kind: "network",
				parent: zones.internal,
				origin: network.origin,
			});
		}
		const edition = server.kind === "pool" ? server.edition?.value : undefined;
		const title =
			edition === undefined
				? internalTitles[server.kind]
				: (valueFact(poolEditionValues, edition)?.title ?? internalTitles[server.kind]);
		const size = server.members.length > 1 ? ` of ${server.members.length} servers` : "";
		return {
			id: hostId(server.name),
			label: [server.name, `${title}${size}`],
			kind: "internal-server",
			group,
			origin: server.origin,
		};
	});
	return { groups: [...networks.values()], nodes };
}

interface Traffic {
	/** The parties in the Internet. */
	readonly outside: readonly GraphNode[];
	readonly firewalls: readonly GraphNode[];
	/** Parties of the internal network that are no server of the file. */
	readonly inside: readonly GraphNode[];
	readonly edges: readonly GraphEdge[];
}

/** What passes between two things, as far as it is drawn together to one line. */
interface Bundle {
	readonly from: string;
	readonly to: string;
	readonly ports: Map<Flow["protocol"], Set<string>>;
	/** Whether connections are opened downwards in the picture, from the Internet to the inside, or upwards. */
	down: boolean;
	up: boolean;
}

function trafficOf(deployment: Deployment, requirements: Requirements): Traffic {
	const parties = new Map<string, GraphNode>();
	const firewalls = new Map<string, GraphNode>();
	const bundles = new Map<string, Bundle>();
	const candidates = {
		external: deployment.firewalls.filter((firewall) => sideOfFirewall(deployment, firewall) === "external"),
		internal: deployment.firewalls.filter((firewall) => sideOfFirewall(deployment, firewall) === "internal"),
	};
	for (const firewall of [...candidates.external, ...candidates.internal]) {
		firewalls.set(firewallId(firewall), firewallNode(firewall));
	}
	const add = (from: string, to: string, flow: Flow, withPorts: boolean) => {
		const key = JSON.stringify([from, to]);
		const bundle = bundles.get(key) ?? { from, to, ports: new Map(), down: false, up: false };
		bundles.set(key, bundle);
		const isDown = flow.direction === "inbound";
		bundle.down ||= isDown || flow.direction === "both";
		bundle.up ||= !isDown;
		if (withPorts) {
			addToSet(bundle.ports, flow.protocol, flow.ports);
		}
	};
	for (const flow of mainFlows(requirements.flows)) {
		const front = frontOf(deployment, flow);
		const { firewall: side } = flow;
		const ends = side === "external" ? [outsideParty(flow)] : insideParties(deployment, flow);
		for (const end of ends) {
			if (typeof end !== "string") {
				parties.set(end.id, end);
			}
		}
		const passed = firewallsOnPath(deployment, flow, candidates[side]).map(firewallId);
		if (passed.length === 0) {
			const id = `firewall-of-side/${side}`;
			const which = side === "external" ? "External" : "Internal";
			firewalls.set(id, { id, label: [`${which} firewall`, "not named in the file"], kind: "firewall" });
			passed.push(id);
		}
		for (const firewall of passed) {
			const far = ends.map((end) => (typeof end === "string" ? end : end.id));
			// The ports stand at the perimeter computer, which is what a rule is about.
			if (side === "external") {
				for (const end of far) {
					add(end, firewall, flow, false);
				}
				add(firewall, front, flow, true);
			} else {
				add(front, firewall, flow, true);
				for (const end of far) {
					add(firewall, end, flow, false);
				}
			}
		}
	}
	return {
		outside: [...parties.values()].filter((party) => party.group === zones.external),
		firewalls: [...firewalls.values()],
		inside: [...parties.values()].filter((party) => party.group === zones.internal),
		edges: [...bundles.values()].map(
			({ from, to, ports, down, up }): GraphEdge => ({
				from,
				to,
				label: portLines(ports),
				heads: down && up ? "both" : down ? "to" : "from",
			}),
		),
	};
}

/**
 * The flows that are drawn. What an edge server fetches from the Internet, names and revocation lists, would hide what the
 * scenarios are about; what it sends to where it is also called from is the other direction of that line.
 */
function mainFlows(flows: readonly Flow[]): readonly Flow[] {
	const key = ({ server, role, protocol, ports }: Flow) => JSON.stringify([server, role, protocol, ports]);
	const called = new Set(
		flows.filter((flow) => flow.firewall === "external" && flow.direction === "inbound").map((flow) => key(flow)),
	);
	return flows.filter((flow) => flow.firewall === "internal" || flow.direction !== "outbound" || called.has(key(flow)));
}

/** The box at the perimeter: the computer, or the array whose member or virtual address it is. */
function frontOf(deployment: Deployment, { server }: Flow): string {
	return hostId(deployment.index.arrayOf.get(server)?.name ?? server);
}

/** Partners and providers send to a port of their own, for scenarios of their own; all others are outside users. */
function outsideParty({ requiredBy }: Flow): GraphNode {
	const isOfPartners = requiredBy.length > 0 && requiredBy.every((id) => id === "federation" || id === "public-im");
	return isOfPartners
		? {
				id: "outside/partners",
				label: [partnerWords(requiredBy)],
				kind: "party",
				group: zones.external,
			}
		: { id: "outside/users", label: ["Outside users"], kind: "party", group: zones.external };
}

function partnerWords(scenarios: Flow["requiredBy"]): string {
	const words = [
		...(scenarios.includes("federation") ? ["Federated partners"] : []),
		...(scenarios.includes("public-im") ? ["Public IM providers"] : []),
	];
	return listed(words);
}

/** The internal servers at the other end of a flow, or words for them where they are no server of the file. */
function insideParties(
	deployment: Deployment,
	{ direction, source, destination }: Flow,
): readonly (GraphNode | string)[] {
	const party = direction === "inbound" ? destination : source;
	const hosts = partsOf(party).flatMap(({ host }) =>
		host !== undefined && isInternalServer(deployment.index.hosts.get(host)) ? [hostId(host)] : [],
	);
	if (hosts.length > 0) {
		return hosts;
	}
	const label = party.label.startsWith("any internal client") ? "Internal clients and media servers" : party.label;
	return [{ id: `inside/${party.label}`, label: [label], kind: "party", group: zones.internal }];
}

function partsOf(party: Party): readonly Party[] {
	return party.parts ?? [party];
}

function firewallId(firewall: Firewall): string {
	return `firewall/${firewall.name}`;
}

function firewallNode(firewall: Firewall): GraphNode {
	return {
		id: firewallId(firewall),
		label: [`Firewall ${firewall.name}`],
		kind: "firewall",
		origin: firewall.origin,
	};
}

/** As in "TCP 443, 5061" and "UDP 3478, 50000-59999". */
function portLines(ports: Bundle["ports"]): readonly string[] {
	return (["tcp", "udp"] as const).flatMap((protocol) => {
		const of = [...(ports.get(protocol) ?? [])].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
		return of.length === 0 ? [] : [`${protocol.toUpperCase()} ${of.join(", ")}`];
	});
}
