import type { EdgeRoleId, ScenarioId } from "../../../catalog/types.js";
import type { DeploymentHead, EdgeArray, EdgeServer, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import { ROLE_TITLES } from "../../../model/edge-roles.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";

/** A value that a page needs and that the topology does not give. */
export interface Blank {
	/** What belongs there, as in "FQDN of edge1". */
	readonly what: string;
	/** The statement that would fill it; undefined where a topology file cannot say it. */
	readonly fill?: {
		/** As in "fqdn <name>". */
		readonly statement: string;
		/** The block that it belongs into, as in "edge-server edge1". */
		readonly block: string;
	};
}

/** The blanks that people have filled in: what belongs there, by the path of the page. See `filledBlanks`. */
export type FilledBlanks = ReadonlyMap<string, ReadonlySet<string>>;

/** All blanks of a runbook, for the list in its overview. */
export class BlankRegister {
	readonly #entries = new Map<string, { readonly blank: Blank; readonly pages: Set<string> }>();

	add(blank: Blank, page: string): void {
		const key = JSON.stringify([blank.what, blank.fill?.statement, blank.fill?.block]);
		const entry = this.#entries.get(key) ?? { blank, pages: new Set<string>() };
		entry.pages.add(page);
		this.#entries.set(key, entry);
	}

	/** In the order of first use, each with its pages in the order of the page numbers. */
	entries(): readonly { readonly blank: Blank; readonly pages: readonly string[] }[] {
		return [...this.#entries.values()].map(({ blank, pages }) => ({ blank, pages: [...pages].sort() }));
	}
}

type WithFqdn = EdgeServer | InternalServer | ReverseProxy;
type WithAdapters = EdgeServer | ReverseProxy;

function blockOf(element: { readonly kind: string; readonly name: string }): string {
	return `${element.kind} ${element.name}`;
}

function adapterAddress(server: WithAdapters, side: "internal" | "external"): Blank {
	const isDeclared = server.adapters.some((adapter) => adapter.side?.value === side);
	return {
		what: `${side} address of ${server.name}`,
		fill: isDeclared
			? { statement: "address <address>", block: `the ${side} adapter of ${blockOf(server)}` }
			: { statement: `adapter ${side} on <network> { address <address> }`, block: blockOf(server) },
	};
}

/** The statement that assigns a certificate of the file to a place; its name then serves as the friendly name. */
const certificateStatements: Readonly<Record<CertificateRequirement["slot"], string>> = {
	"access-edge-external": "certificate <name>",
	"web-conferencing-edge-external": "certificate <name>",
	"edge-internal": "internal-certificate <name>",
	"av-authentication": "authentication-certificate <name>",
	"reverse-proxy-external": "certificate <name>",
};

function certificateBlock({ slot, server, publishes }: CertificateRequirement): string {
	switch (slot) {
		case "access-edge-external":
			return `access-edge of edge-server ${server}`;
		case "web-conferencing-edge-external":
			return `web-conferencing-edge of edge-server ${server}`;
		case "av-authentication":
			return `av-edge of edge-server ${server}`;
		case "edge-internal":
			return `edge-server ${server}`;
		case "reverse-proxy-external":
			return `${publishes === undefined ? "publish" : `publish ${publishes}`} of reverse-proxy ${server}`;
	}
}

/** What all subjects carry behind the name, by the statement in `organization`; the title stands directly behind that word. */
export type SubjectPartId = "title" | "unit" | "city" | "state" | "country";

const subjectPartBlanks: Readonly<Record<SubjectPartId, { readonly what: string; readonly statement: string }>> = {
	title: { what: "organisation", statement: 'organization "<name>"' },
	unit: { what: "organisational unit", statement: 'unit "<name>"' },
	city: { what: "city", statement: 'city "<name>"' },
	state: { what: "state", statement: 'state "<name>"' },
	country: { what: "country", statement: "country <two letters>" },
};

const wholeOrganization =
	'organization "<name>" { unit "<name>"  city "<name>"  state "<name>"  country <two letters> }';

function subjectPart({ name, organization }: DeploymentHead, id: SubjectPartId): Blank {
	const { what, statement } = subjectPartBlanks[id];
	const deployment = `deployment ${name}`;
	return {
		what: `${what}, for all certificates`,
		fill:
			id !== "title" && organization !== undefined
				? { statement, block: `organization of ${deployment}` }
				: // One statement for all of them: each by itself would state it several times.
					{ statement: wholeOrganization, block: deployment },
	};
}

export const blanks = {
	/** Something that no topology file states: names of people, licences and the like. */
	byHand: (what: string): Blank => ({ what }),
	/** Of certificates that several servers share: their keys can be exported for a while, and one copy is kept. */
	keyKeeper: (): Blank => ({ what: "who keeps the copy of the exported keys, and where" }),

	fqdn: (server: WithFqdn): Blank => ({
		what: `FQDN of ${server.name}`,
		fill: { statement: "fqdn <name>", block: blockOf(server) },
	}),
	membership: (server: WithAdapters): Blank => ({
		what: `membership of ${server.name}`,
		fill: { statement: "membership workgroup", block: blockOf(server) },
	}),
	operatingSystem: (server: WithAdapters): Blank => ({
		what: `operating system of ${server.name}`,
		fill: { statement: "operating-system <system>", block: blockOf(server) },
	}),
	/** One address: with several on the adapter the file does not say which one the roles take. */
	internalAddress: (server: WithAdapters): Blank => adapterAddress(server, "internal"),
	externalAddress: (server: WithAdapters): Blank => adapterAddress(server, "external"),
	gateway: (server: WithAdapters): Blank => ({
		what: `default gateway of ${server.name}`,
		fill: { statement: "gateway <address>", block: `the external adapter of ${blockOf(server)}` },
	}),
	/** Without a destination, where the file does not state the subnets of the network behind the router. */
	routeGateway: (server: WithAdapters, towards: string, destination = "<network/prefix>"): Blank => ({
		what: `next router of ${server.name} towards ${towards}`,
		fill: { statement: `route ${destination} via <address>`, block: `the internal adapter of ${blockOf(server)}` },
	}),
	subnet: (network: string): Blank => ({
		what: `subnets of ${network}`,
		fill: { statement: "subnet <network/prefix>", block: `network ${network}` },
	}),
	roleAddress: (server: EdgeServer, role: EdgeRoleId, fqdn: string | undefined): Blank => ({
		what: `external address of the ${ROLE_TITLES[role]} on ${server.name}`,
		fill: { statement: `external ${fqdn ?? "<FQDN>"} at <address>`, block: `${role} of ${blockOf(server)}` },
	}),
	roleFqdn: (server: EdgeServer, role: EdgeRoleId, address: string | undefined): Blank => ({
		what: `external FQDN of the ${ROLE_TITLES[role]} on ${server.name}`,
		fill: { statement: `external <FQDN> at ${address ?? "<address>"}`, block: `${role} of ${blockOf(server)}` },
	}),
	virtualFqdn: (array: EdgeArray, side: "internal" | "external" = "internal"): Blank => ({
		what: `FQDN of the ${side} virtual address of ${array.name}`,
		fill: { statement: `virtual-address ${side} <role> <FQDN> at <address>`, block: blockOf(array) },
	}),
	nextHop: (server: EdgeServer): Blank => ({
		what: `next hop of ${server.name}`,
		fill: { statement: "next-hop <Director or pool>", block: `access-edge of ${blockOf(server)}` },
	}),
	authorizedServers: (server: EdgeServer): Blank => ({
		what: `internal servers that may connect to ${server.name}`,
		fill: { statement: "authorized-servers <names>", block: `access-edge of ${blockOf(server)}` },
	}),
	/** What the teams of networks and load balancers settle, which no statement says. */
	wayBack: (balancer: string): Blank => ({ what: `way back of answers through ${balancer}` }),
	virtualAddress: (array: EdgeArray, side: "internal" | "external"): Blank => ({
		what: `${side} virtual address of ${array.name}`,
		fill: { statement: `virtual-address ${side} <role> <FQDN> at <address>`, block: blockOf(array) },
	}),
	loadBalancer: (array: EdgeArray): Blank => ({
		what: `load balancer of ${array.name}`,
		fill: { statement: "load-balancer <name>", block: blockOf(array) },
	}),
	dnsServers: (server: WithAdapters, side: "internal" | "external"): Blank => ({
		what: `DNS servers of the ${side} adapter of ${server.name}`,
		fill: { statement: "dns-servers <addresses>", block: `the ${side} adapter of ${blockOf(server)}` },
	}),
	srvTarget: (name: string, view: "external" | "internal"): Blank => ({
		what: `target of ${name}`,
		fill: { statement: `srv ${name} -> <FQDN>:<port>`, block: `dns ${view}` },
	}),
	hostAddress: (name: string, view: "external" | "internal"): Blank => ({
		what: `address of ${name}`,
		fill: { statement: `a ${name} -> <address>`, block: `dns ${view}` },
	}),
	provider: (): Blank => ({
		what: "public IM provider",
		fill: { statement: "provider <msn, aol, yahoo>", block: "scenario public-im" },
	}),
	internalDeployment: (deployment: string): Blank => ({
		what: "status of the internal deployment",
		fill: { statement: "internal-deployment complete", block: `deployment ${deployment}` },
	}),
	sipDomains: (deployment: string): Blank => ({
		what: "SIP domains",
		fill: { statement: "sip-domain <domain>", block: `deployment ${deployment}` },
	}),
	address: (server: InternalServer): Blank => ({
		what: `address of ${server.name}`,
		fill: { statement: "address <address>", block: blockOf(server) },
	}),
	memberAddress: (server: InternalServer, member: string): Blank => ({
		what: `address of ${member}`,
		fill: { statement: `member ${member} at <address>`, block: blockOf(server) },
	}),
	hostsEntry: (server: EdgeServer, host: string): Blank => ({
		what: `address of ${host} in the hosts file of ${server.name}`,
		fill: { statement: `hosts-entry ${host} -> <address>`, block: blockOf(server) },
	}),
	/** Only wanted where it is settled that edge servers find the host by their hosts files, so no statement is asked for. */
	listHost: (host: string): Blank => ({
		what: `address of ${host}, where edge servers find it by their hosts files`,
	}),
	/** Where it is settled instead that the host answers on the Internet; no statement is asked for either. */
	publicListHost: (host: string): Blank => ({
		what: `public address of ${host}, where it answers on the Internet`,
	}),
	/** What runs on a Director of which the file states no roles, somebody has to look up there; no statement is asked for. */
	addressBookServer: (director: InternalServer): Blank => ({
		what: `state of the Address Book Server on ${director.name}`,
	}),
	/** Who it is, no topology file says. */
	authority: (issuer: "public" | "internal"): Blank => ({
		what: `name of the ${issuer} certification authority`,
	}),
	webFarmInternal: (pool: string): Blank => ({
		what: `internal web farm FQDN of ${pool}`,
		fill: { statement: "web-farm { internal <FQDN> }", block: `pool ${pool}` },
	}),
	webFarmExternal: (pool: string): Blank => ({
		what: `external web farm FQDN of ${pool}`,
		fill: { statement: "web-farm { external <FQDN> }", block: `pool ${pool}` },
	}),
	reverseProxy: (deployment: string): Blank => ({
		what: "reverse proxy",
		fill: { statement: "reverse-proxy <name> { … }", block: `the topology of ${deployment}` },
	}),
	published: (proxy: ReverseProxy): Blank => ({
		what: `pool that ${proxy.name} publishes`,
		fill: { statement: "publish <pool> { external-url <FQDN> }", block: blockOf(proxy) },
	}),
	proxyProduct: (proxy: ReverseProxy): Blank => ({
		what: `product of ${proxy.name}`,
		fill: { statement: "product <product>", block: blockOf(proxy) },
	}),
	partnerEdge: (domain: string): Blank => ({
		what: `Access Edge of ${domain}`,
		fill: { statement: `partner ${domain} { access-edge <FQDN> }`, block: "scenario federation" },
	}),
	federationMode: (): Blank => ({
		what: "mode of federation",
		fill: { statement: "mode <open | enhanced | direct>", block: "scenario federation" },
	}),
	/** A topology file states how many they are, and not who. */
	enabledUsers: (scenario: ScenarioId): Blank => ({ what: `users to be enabled for ${scenario}` }),
	subjectPart,
	certificateName: (): Blank => ({
		what: "subject of the certificate",
	}),
	friendlyName: (request: CertificateRequirement, id: string): Blank => ({
		what: `friendly name of certificate ${id}`,
		fill: { statement: certificateStatements[request.slot], block: certificateBlock(request) },
	}),
} as const;
