import type { FlowEnd, FlowTemplate, PortSettingId, ScenarioId } from "../catalog/types.js";
import type { EdgeServer, InternalServer, ReverseProxy } from "../model/deployment.js";
import { virtualAddressOf } from "../model/lookups.js";
import { sendersBeside } from "./balancing.js";
import { mayCarry, poolMembersWith } from "./pool-roles.js";
import type { Flow, FlowInArray, Party } from "./requirements.js";
import {
	addressOfInternalServer,
	addressOfWebFarm,
	avEdgeChoices,
	defaultPort,
	externalAddressOfProxy,
	externalAddressOfRole,
	externalNameOfArray,
	internalAddressOf,
	internalServerOf,
	listeningPort,
	nextHopOf,
} from "./resolve.js";
import type { RoleOnArray, RoleOnServer, Scope } from "./scope.js";

/** The computer or array at the perimeter that a row of the port table is about. */
interface Subject {
	readonly name: string;
	readonly external: Party;
	readonly internal: Party;
	readonly places: readonly RoleOnServer[];
	readonly balanced?: Pick<FlowInArray, "array" | "end">;
	readonly computer?: EdgeServer;
	readonly proxy?: ReverseProxy;
}

/**
 * The rows of the port table that the wanted scenarios need, one set for each edge server, edge array and reverse proxy
 * that mayCarry the row's role (E1 to E12 on the external firewall, I1 to I7 on the internal one).
 *
 * A row that names several internal servers stays one row, as in the port table: a firewall takes it as one rule with a
 * group of sources, and the number of rows stays proportional to the number of perimeter computers.
 */
export function deriveFlows(scope: Scope): readonly Flow[] {
	const internalGroups = groupsOfInternalServers(scope);
	const subjects = subjectsOf(scope);
	return scope.catalogue.flows.flatMap((template) => {
		const requiredBy = scope.flowNeeds.get(template.id) ?? [];
		return requiredBy.length === 0
			? []
			: subjects(template).flatMap((subject) => rowsOf(scope, template, subject, internalGroups, requiredBy));
	});
}

function rowsOf(
	scope: Scope,
	template: FlowTemplate,
	subject: Subject,
	groups: InternalGroups,
	requiredBy: readonly ScenarioId[],
): readonly Flow[] {
	const sources = partiesOf(scope, template.source, subject, groups);
	const destinations = partiesOf(scope, template.destination, subject, groups);
	const [address] = (template.firewall === "external" ? subject.external : subject.internal).addresses;
	const ports = template.ports.map(({ protocol, setting }) => ({
		protocol,
		ports: portsOf(scope, template, subject, setting),
	}));
	const balanced = subject.balanced && { ...subject.balanced, evidence: template.balancedEvidence };
	const needsOf = needsBehindProxy(scope, subject, requiredBy);
	const rows: Flow[] = [];
	for (const source of sources) {
		for (const destination of destinations) {
			const asked = needsOf(destination);
			for (const port of asked.length === 0 ? [] : ports) {
				const ends = { role: template.role, firewall: template.firewall, server: subject.name, source };
				const alsoFrom = balanced === undefined ? [] : sendersBeside(scope.deployment, { ...ends, balanced });
				rows.push({
					template: template.id,
					firewall: template.firewall,
					direction: template.direction,
					source,
					destination,
					address,
					protocol: port.protocol,
					ports: port.ports,
					purpose: template.purpose,
					role: template.role,
					server: subject.name,
					...(balanced === undefined ? {} : { balanced }),
					...(alsoFrom.length === 0 ? {} : { alsoFrom }),
					requiredBy: asked,
					confidence: template.confidence,
					evidence: template.evidence,
				});
			}
		}
	}
	return rows;
}

/**
 * Communicator Web Access has a server of its own: where the proxy publishes that server, the web farm does not serve
 * it, and that server serves nothing else.
 */
function needsBehindProxy(
	scope: Scope,
	{ proxy }: Subject,
	requiredBy: readonly ScenarioId[],
): (destination: Party) => readonly ScenarioId[] {
	const isWebAccess = (name: string | undefined) =>
		name !== undefined && scope.deployment.index.hosts.get(name)?.kind === "communicator-web-access";
	if (proxy === undefined || !proxy.publishes.some((publish) => isWebAccess(publish.pool.name))) {
		return () => requiredBy;
	}
	const ofWebFarm = requiredBy.filter((id) => !scope.webAccessNeeds.includes(id));
	return ({ host }) =>
		host === undefined || host === proxy.name ? requiredBy : isWebAccess(host) ? scope.webAccessNeeds : ofWebFarm;
}

/**
 * A port is that of the listening end. The file can change it where that end is the edge role itself; a partner, a next
 * hop or a web farm listens where the catalogue says, whatever this edge is set to.
 */
function portsOf(scope: Scope, template: FlowTemplate, subject: Subject, setting: PortSettingId): string {
	const isOwnPort = template.destination === "role-external" || template.destination === "role-internal";
	return isOwnPort ? listeningPort(scope, subject.places, setting) : defaultPort(scope, setting);
}

function subjectsOf(scope: Scope): (template: FlowTemplate) => readonly Subject[] {
	const proxies = scope.deployment.reverseProxies.map(subjectOfProxy);
	const ofRole = (role: keyof Scope["places"]) => ({
		arrays: scope.places[role].arrays.map(subjectOfArray),
		members: scope.places[role].servers.filter((place) => place.array !== undefined).map(subjectOfServer),
		single: scope.places[role].single.map(subjectOfServer),
	});
	const byRole = {
		"access-edge": ofRole("access-edge"),
		"web-conferencing-edge": ofRole("web-conferencing-edge"),
		"av-edge": ofRole("av-edge"),
	};
	return ({ role, balanced }) => {
		if (role === "reverse-proxy") {
			return proxies;
		}
		const { arrays, members, single } = byRole[role];
		return [...(balanced.virtualAddress ? arrays : []), ...(balanced.members ? members : []), ...single];
	};
}

function subjectOfServer(place: RoleOnServer): Subject {
	const { server, role, array } = place;
	return {
		name: server.name,
		external: party(server.name, role.external?.fqdn?.value, externalAddressOfRole(place)),
		internal: party(server.name, server.fqdn?.value, internalAddressOf(server)),
		places: [place],
		...(array === undefined ? {} : { balanced: { array: array.name, end: "member" as const } }),
		computer: server,
	};
}

function subjectOfArray(place: RoleOnArray): Subject {
	const { array, roleId, members } = place;
	const external = virtualAddressOf(array, roleId, "external");
	const internal = virtualAddressOf(array, roleId, "internal");
	return {
		name: array.name,
		external: party(array.name, externalNameOfArray(place), external?.address?.value.text),
		internal: party(array.name, internal?.fqdn?.value, internal?.address?.value.text),
		places: members,
		balanced: { array: array.name, end: "virtual-address" },
	};
}

function subjectOfProxy(proxy: ReverseProxy): Subject {
	return {
		name: proxy.name,
		external: party(proxy.name, undefined, externalAddressOfProxy(proxy)),
		internal: party(proxy.name, proxy.fqdn?.value, internalAddressOf(proxy)),
		places: [],
		proxy,
	};
}

function party(host: string, fqdn: string | undefined, address: string | undefined): Party {
	return {
		label: host,
		host,
		fqdn,
		addresses: address === undefined ? [] : [address],
	};
}

/** The ends that a row names; several of them make several rows. */
function partiesOf(scope: Scope, end: FlowEnd, subject: Subject, groups: InternalGroups): readonly Party[] {
	switch (end) {
		case "any":
			return [{ label: "any", addresses: [] }];
		case "partner-edges":
			return [{ label: "any (partner edges)", addresses: [] }];
		case "dns-servers":
			return [{ label: "DNS servers", addresses: dnsServersOf(subject) }];
		case "role-external":
			return [subject.external];
		case "role-internal":
			return [subject.internal];
		case "sip-servers":
			return [groups.sipServers];
		case "web-conferencing-servers":
			return [groups.webConferencingServers];
		case "av-authentication-clients":
			return groups.avAuthenticationClients(subject.name);
		case "internal-clients":
			return [{ label: "any internal client or media server", addresses: [] }];
		case "next-hop":
			return nextHopsOf(scope, subject);
		case "web-farm":
			return webFarmsOf(scope, subject);
	}
}

function dnsServersOf({ computer }: Subject): readonly string[] {
	const external = computer?.adapters.filter((adapter) => adapter.side?.value === "external") ?? [];
	return external.flatMap((adapter) => adapter.dnsServers.items.map((server) => server.value.text));
}

function nextHopsOf(scope: Scope, subject: Subject): readonly Party[] {
	const hops = new Set(subject.places.map((place) => nextHopOf(scope, place)).filter((hop) => hop !== undefined));
	return hops.size === 0 ? [{ label: "next hop", addresses: [] }] : [...hops].map(partyAsDestination);
}

function webFarmsOf(scope: Scope, { proxy }: Subject): readonly Party[] {
	const pools = new Set(
		proxy?.publishes.map((publish) => internalServerOf(scope, publish.pool)).filter((pool) => pool !== undefined),
	);
	return pools.size === 0
		? [{ label: "web farm", addresses: [] }]
		: [...pools].map((pool) => party(pool.name, webNameOf(pool), addressOfWebFarm(pool)));
}

function webNameOf(server: InternalServer): string | undefined {
	return server.kind === "communicator-web-access" ? server.fqdn?.value : server.webFarm?.internal?.value;
}

function partyAsDestination(server: InternalServer): Party {
	return party(server.name, server.fqdn?.value, addressOfInternalServer(server));
}

/** The internal servers that connect to the edge, gathered once for all rows. */
interface InternalGroups {
	readonly sipServers: Party;
	readonly webConferencingServers: Party;
	/** Of the A/V Edge or array of that name. */
	readonly avAuthenticationClients: (front: string) => readonly Party[];
}

function groupsOfInternalServers(scope: Scope): InternalGroups {
	const { pools, directors } = scope;
	// A Mediation Server needs the A/V Edge for the voice calls of outside users, and for nothing else.
	const mediationServers = scope.scenarios.includes("enterprise-voice") ? scope.mediationServers : [];
	return {
		sipServers: group("Director, Front Ends or pool", [
			...directors.map(partyOfDirector),
			...pools.map((pool) => partyAsSource(pool, poolMembersWith(pool, "front-end"))),
		]),
		webConferencingServers: group(
			"Web Conferencing Servers",
			pools
				.filter((pool) => mayCarry(pool, "web-conferencing"))
				.map((pool) => partyAsSource(pool, poolMembersWith(pool, "web-conferencing"))),
		),
		avAuthenticationClients: avAuthenticationClients(scope, [
			...pools.map((pool) => ({
				server: pool,
				members: [...new Set([...poolMembersWith(pool, "front-end"), ...poolMembersWith(pool, "av-conferencing")])],
			})),
			...mediationServers.map((server) => ({ server, members: server.members })),
		]),
	};
}

/**
 * Who authenticates at which A/V Edge: the servers that use it, in one row, and those of which the file does not tell
 * whose they are, in another. Each server stands in the rows of one A/V Edge only, unless the file leaves that open.
 */
function avAuthenticationClients(
	scope: Scope,
	clients: readonly { readonly server: InternalServer; readonly members: InternalServer["members"] }[],
): InternalGroups["avAuthenticationClients"] {
	const words = "Front Ends, A/V Conferencing Servers and Mediation Servers";
	const choices = avEdgeChoices(scope);
	const byFront = new Map<string, Party[]>(choices.fronts.map((front) => [front.host, []]));
	const open: Party[] = [];
	for (const { server, members } of clients) {
		const front = choices.of(server);
		const parties = front === undefined ? open : byFront.get(front.host);
		parties?.push(partyAsSource(server, members));
	}
	const ofAll = open.length === 0 ? [] : [group(words, open)];
	const groups = new Map(
		[...byFront].map(([host, parties]) => [host, parties.length === 0 ? ofAll : [group(words, parties), ...ofAll]]),
	);
	return (front) => {
		const found = groups.get(front) ?? ofAll;
		return found.length === 0 ? [group(words, [])] : found;
	};
}

/**
 * An internal server as the source of connections. They leave from the computers of a pool, not from its virtual
 * address, so the addresses of its members are named where the file gives them.
 */
function partyAsSource(server: InternalServer, members: InternalServer["members"]): Party {
	const addresses = members.flatMap((member) => (member.address === undefined ? [] : [member.address.value.text]));
	return {
		label: server.name,
		host: server.name,
		fqdn: server.fqdn?.value,
		addresses: addresses.length > 0 ? addresses : server.addresses.items.map((address) => address.value.text),
	};
}

/**
 * A Director array reaches the edge from each Director, and from its virtual address where the balancer translates
 * ("Director, Director pool virtual IP address" in the table of LYNC13-HLB).
 */
function partyOfDirector(director: InternalServer): Party {
	const members = partyAsSource(director, director.members);
	const own = director.addresses.items.map((address) => address.value.text);
	return { ...members, addresses: [...new Set([...own, ...members.addresses])] };
}

function group(words: string, parts: readonly Party[]): Party {
	const [first, second] = parts;
	if (first === undefined) {
		return { label: words, addresses: [] };
	}
	if (second === undefined) {
		return first;
	}
	return {
		label: parts.map((part) => part.label).join(", "),
		addresses: [...new Set(parts.flatMap((part) => part.addresses))],
		parts,
	};
}
