import type { EdgeRoleId, PoolRoleId, ProductId, ScenarioId, TaskId } from "../catalog/types.js";
import type { Address, IsoDate, PortRange, Subnet } from "./address.js";
import type { Block, Origin, Reference, Stated, StatedList } from "./origin.js";

/** What the `deployment` block says: what is wanted. */
export interface DeploymentHead {
	readonly name: string;
	/** The word that names the deployment. */
	readonly origin: Origin;
	readonly block: Block;
	readonly product?: Stated<ProductId>;
	readonly sipDomains: StatedList<string>;
	readonly users?: Users;
	readonly internalDeployment?: Stated<InternalDeploymentStatus>;
	readonly clientConfiguration?: Stated<"automatic" | "manual">;
	readonly phases: StatedList<PhaseId>;
	readonly scenarios: readonly Scenario[];
	/** Whether every scenario could be read. */
	readonly complete: boolean;
}

/** What the other blocks say: what exists. */
export interface Elements {
	readonly sites: readonly Site[];
	readonly networks: readonly Network[];
	readonly firewalls: readonly Firewall[];
	readonly activeDirectories: readonly ActiveDirectory[];
	readonly internalServers: readonly InternalServer[];
	readonly edgeServers: readonly EdgeServer[];
	readonly edgeArrays: readonly EdgeArray[];
	readonly loadBalancers: readonly LoadBalancer[];
	readonly reverseProxies: readonly ReverseProxy[];
	readonly certificates: readonly Certificate[];
	readonly dnsViews: readonly DnsView[];
}

/** What a topology says exists and is wanted, with the place of every statement. Plain values, no syntax tree. */
export interface Deployment extends DeploymentHead, Elements {
	/** The root file: the one with the `deployment` block. */
	readonly uri: string;
	/** The root file and all that it imports, directly or not. */
	readonly files: readonly string[];
	/**
	 * Whether everything could be read: no syntax error outside the elements, no missing import, no unknown scenario.
	 * Rules on what the deployment as a whole lacks stay silent otherwise.
	 */
	readonly complete: boolean;
	readonly index: DeploymentIndex;
}

/** The elements of several texts together, in the order of the texts. */
export function joinElements(parts: readonly Elements[]): Elements {
	return {
		sites: join(parts, (part) => part.sites),
		networks: join(parts, (part) => part.networks),
		firewalls: join(parts, (part) => part.firewalls),
		activeDirectories: join(parts, (part) => part.activeDirectories),
		internalServers: join(parts, (part) => part.internalServers),
		edgeServers: join(parts, (part) => part.edgeServers),
		edgeArrays: join(parts, (part) => part.edgeArrays),
		loadBalancers: join(parts, (part) => part.loadBalancers),
		reverseProxies: join(parts, (part) => part.reverseProxies),
		certificates: join(parts, (part) => part.certificates),
		dnsViews: join(parts, (part) => part.dnsViews),
	};
}

/** One list of all parts together. Most lists of most parts are empty, and this runs at every key stroke. */
export function join<P, T>(parts: readonly P[], listOf: (part: P) => readonly T[]): readonly T[] {
	const joined: T[] = [];
	for (const part of parts) {
		for (const item of listOf(part)) {
			joined.push(item);
		}
	}
	return joined;
}

/** Names to elements. Built once per change and shared by derivation, rules and reports. */
export interface DeploymentIndex {
	readonly sites: ReadonlyMap<string, Site>;
	readonly networks: ReadonlyMap<string, Network>;
	readonly firewalls: ReadonlyMap<string, Firewall>;
	readonly activeDirectories: ReadonlyMap<string, ActiveDirectory>;
	/** Edge servers, edge arrays, reverse proxies, pools, Directors and Mediation Servers share one space of names. */
	readonly hosts: ReadonlyMap<string, Host>;
	readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
	readonly certificates: ReadonlyMap<string, Certificate>;
	/** The array that an edge server is a member of, by the server's name. */
	readonly arrayOf: ReadonlyMap<string, EdgeArray>;
}

export interface Users {
	readonly count?: Stated<number>;
	/** Share of the users who work outside, in percent. */
	readonly externalShare?: Stated<number>;
}

export type InternalDeploymentStatus = "complete" | "in-progress" | "planned" | "migrating-from-lcs2005-sp1";

export type PhaseId = TaskId | "internal-deployment";

export interface Scenario {
	readonly kind: ScenarioId;
	/** The word that names the scenario. */
	readonly origin: Origin;
	readonly block: Block;
	readonly mode?: Stated<FederationMode>;
	readonly partners: readonly Partner[];
	readonly blockedDomains: StatedList<string>;
	readonly providers: StatedList<ImProvider>;
	readonly anonymousUsers?: Origin;
}

export type FederationMode = "open" | "enhanced" | "direct";
export type ImProvider = "msn" | "aol" | "yahoo";

export interface Partner {
	readonly domain: Stated<string>;
	readonly accessEdge?: Stated<string>;
	readonly block: Block;
}

interface Named {
	readonly name: string;
	/** The word that names the element. */
	readonly origin: Origin;
	readonly block: Block;
}

export interface Site extends Named {
	readonly kind: "site";
	readonly role?: Stated<"primary" | "remote">;
}

export type Zone = "external" | "perimeter" | "internal";

export interface Network extends Named {
	readonly kind: "network";
	readonly zone?: Stated<Zone>;
	readonly subnets: StatedList<Subnet>;
	readonly speed?: Stated<string>;
}

export interface Firewall extends Named {
	readonly kind: "firewall";
	/** The two networks it stands between. */
	readonly sides: readonly Reference[];
	readonly product?: Stated<string>;
	readonly runsOn?: Reference;
	/** Stated as `none`, as `all`, or as the addresses that are translated. */
	readonly nat?: NatSetting;
	readonly rules: readonly FirewallRule[];
}

export type NatSetting =
	| { readonly kind: "none" | "all"; readonly origin: Origin; readonly statement: Block["range"] }
	| { readonly kind: "addresses"; readonly addresses: StatedList<Address> };

export interface FirewallRule {
	readonly action: "allow" | "deny";
	readonly protocol?: Stated<"tcp" | "udp">;
	readonly ports: StatedList<PortRange>;
	readonly source: Endpoint;
	readonly destination: Endpoint;
	readonly origin: Origin;
}

export type Endpoint =
	| { readonly kind: "any"; readonly origin: Origin }
	| { readonly kind: "role"; readonly role: EdgeRoleId; readonly host: Reference; readonly origin: Origin }
	| { readonly kind: "host"; readonly host: Reference; readonly origin: Origin }
	| { readonly kind: "address"; readonly address: Address; readonly origin: Origin }
	/** Half typed or malformed; reported elsewhere. */
	| { readonly kind: "unknown"; readonly origin: Origin };

export interface ActiveDirectory extends Named {
	readonly kind: "active-directory";
	readonly network?: Reference;
	readonly domain?: Stated<string>;
	readonly domainControllers: StatedList<string>;
}

export type PoolEdition = "standard" | "enterprise-consolidated" | "enterprise-expanded";

export interface InternalServer extends Named {
	readonly kind: "pool" | "director" | "mediation-server";
	readonly network?: Reference;
	readonly edition?: Stated<PoolEdition>;
	readonly fqdn?: Stated<string>;
	readonly addresses: StatedList<Address>;
	readonly members: readonly PoolMember[];
	readonly roles: StatedList<PoolRoleId>;
	readonly homedUsers?: Stated<number>;
	readonly webFarm?: WebFarm;
	/** The internal side of the trust; undefined where the file does not say. */
	readonly trusts?: readonly Reference[];
	readonly webConferencingEdges?: readonly Reference[];
	readonly avAuthentication?: Reference;
	readonly federationRoute?: Reference;
}

export interface PoolMember {
	readonly fqdn: Stated<string>;
	readonly address?: Stated<Address>;
	readonly roles: StatedList<PoolRoleId>;
}

export interface WebFarm {
	readonly block: Block;
	readonly internal?: Stated<string>;
	readonly external?: Stated<string>;
}

export type Membership = { readonly kind: "workgroup" } | { readonly kind: "domain"; readonly domain?: string };

export interface EdgeServer extends Named {
	readonly kind: "edge-server";
	readonly site?: Reference;
	readonly fqdn?: Stated<string>;
	readonly membership?: Stated<Membership>;
	readonly operatingSystem?: Stated<string>;
	readonly adapters: readonly Adapter[];
	readonly accessEdge?: AccessEdge;
	readonly webConferencingEdge?: WebConferencingEdge;
	readonly avEdge?: AvEdge;
	readonly internalCertificate?: Reference;
	/** Other software on the computer. */
	readonly runs: StatedList<string>;
	readonly hostsEntries: readonly HostsEntry[];
}

export interface HostsEntry {
	readonly host: Stated<string>;
	readonly address?: Stated<Address>;
}

export interface Adapter {
	/** The word behind `adapter`. */
	readonly side?: Stated<"internal" | "external">;
	readonly network?: Reference;
	readonly addresses: StatedList<Address>;
	readonly gateway?: Stated<Address>;
	readonly routes: readonly Route[];
	readonly dnsServers: StatedList<Address>;
	readonly dhcp?: Origin;
	readonly origin: Origin;
	readonly block: Block;
}

export interface Route {
	readonly destination: Stated<Subnet>;
	readonly gateway?: Stated<Address>;
}

/** The name and address under which outside parties reach a role. */
export interface ExternalInterface {
	readonly fqdn?: Stated<string>;
	readonly address?: Stated<Address>;
	readonly statement: Origin;
	/** Whether name and address, as far as stated, could be read. */
	readonly complete: boolean;
}

interface EdgeRole {
	/** The keyword that declares the role. */
	readonly origin: Origin;
	readonly block: Block;
	readonly external?: ExternalInterface;
	/** The certificate of the external interface. */
	readonly certificate?: Reference;
}

export interface AccessEdge extends EdgeRole {
	readonly role: "access-edge";
	readonly nextHop?: Reference;
	readonly authorizedServers?: readonly Reference[];
	readonly internalSipDomains?: StatedList<string>;
	readonly enables?: StatedList<AccessEdgeOption>;
	readonly remoteAccessPort?: Stated<PortRange>;
	readonly federationPort?: Stated<PortRange>;
	readonly internalPort?: Stated<PortRange>;
}

export type AccessEdgeOption = "remote-users" | "anonymous-users" | "federation" | "public-im";

export interface WebConferencingEdge extends EdgeRole {
	readonly role: "web-conferencing-edge";
	readonly port?: Stated<PortRange>;
	readonly internalPort?: Stated<PortRange>;
}

export interface AvEdge extends EdgeRole {
	readonly role: "av-edge";
	readonly mediaPorts?: Stated<PortRange>;
	readonly tcpPort?: Stated<PortRange>;
	readonly udpPort?: Stated<PortRange>;
	readonly authenticationPort?: Stated<PortRange>;
	readonly authenticationCertificate?: Reference;
}

export type AnyEdgeRole = AccessEdge | WebConferencingEdge | AvEdge;

export interface EdgeArray extends Named {
	readonly kind: "edge-array";
	readonly site?: Reference;
	readonly members: readonly Reference[];
	readonly loadBalancer?: Reference;
	readonly virtualAddresses: readonly VirtualAddress[];
}

export interface VirtualAddress {
	readonly side: Stated<"internal" | "external">;
	readonly role: EdgeRoleId;
	readonly fqdn?: Stated<string>;
	readonly address?: Stated<Address>;
	readonly origin: Origin;
}

export interface LoadBalancer extends Named {
	readonly kind: "load-balancer";
	readonly type?: Stated<"hardware" | "nlb">;
	readonly translation?: Stated<"snat" | "dnat">;
}

export interface ReverseProxy extends Named {
	readonly kind: "reverse-proxy";
	readonly site?: Reference;
	readonly fqdn?: Stated<string>;
	readonly product?: Stated<string>;
	readonly membership?: Stated<Membership>;
	readonly operatingSystem?: Stated<string>;
	/** The edge server whose computer it shares. */
	readonly runsOn?: Reference;
	readonly runs: StatedList<string>;
	readonly adapters: readonly Adapter[];
	readonly publishes: readonly Publish[];
}

export type PublishedPath = "address-book" | "group-expansion" | "meeting-content";

export interface Publish {
	readonly pool: Reference;
	readonly externalUrl?: Stated<string>;
	readonly paths: StatedList<PublishedPath>;
	readonly bridging?: Stated<string>;
	readonly certificate?: Reference;
	readonly block: Block;
}

export interface Certificate extends Named {
	readonly kind: "certificate";
	readonly subject?: Stated<string>;
	readonly san: StatedList<string>;
	readonly issuer?: Stated<"public" | "internal">;
	readonly usages: StatedList<"server" | "client">;
	readonly exportable?: Origin;
	readonly keyLength?: Stated<number>;
	readonly algorithm?: Stated<string>;
	readonly expires?: Stated<IsoDate>;
	readonly crlDistributionPoint?: Stated<string>;
}

export interface DnsView {
	readonly view: Stated<"external" | "internal">;
	readonly records: readonly DnsRecord[];
	readonly block: Block;
}

export type DnsRecord =
	| {
			readonly type: "A";
			readonly host: Stated<string>;
			readonly addresses: StatedList<Address>;
			readonly origin: Origin;
	  }
	| {
			readonly type: "SRV";
			readonly service: Stated<string>;
			readonly target?: Stated<{ readonly host: string; readonly port?: number }>;
			readonly origin: Origin;
	  }
	| {
			readonly type: "CNAME";
			readonly alias: Stated<string>;
			readonly target: Stated<string>;
			readonly origin: Origin;
	  };

/** Everything that can be the end of a connection. */
export type Host = EdgeServer | EdgeArray | ReverseProxy | InternalServer;

export type DeploymentElement = Site | Network | Firewall | ActiveDirectory | Host | LoadBalancer | Certificate;
