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
	/** How users on a virtual private network are counted. */
	readonly vpnUsers?: Stated<"internal" | "external">;
	/** Servers of an earlier release that are in use. */
	readonly existingServers: StatedList<ExistingServer>;
	readonly phases: StatedList<PhaseId>;
	/** The day on which outside users start to work with it. */
	readonly goLive?: Stated<IsoDate>;
	/** Who orders the certificates. */
	readonly organization?: Organization;
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
	/** Edge servers, reverse proxies, internal servers and their members by their FQDN; the first one that states it. */
	readonly hostsByFqdn: ReadonlyMap<string, NamedHost>;
	/** The array that an edge server is a member of, by the server's name. */
	readonly arrayOf: ReadonlyMap<string, EdgeArray>;
	/** The edge servers that are taken for members of an array which does not name them. */
	readonly meantMembers: ReadonlyMap<EdgeArray, readonly EdgeServer[]>;
}

/** What an FQDN stands for: a host, or one member of it. */
export interface NamedHost {
	readonly host: Exclude<Host, EdgeArray>;
	readonly member?: PoolMember;
}

export type ExistingServer = "lcs2005-sp1";

export interface Users {
	readonly count?: Stated<number>;
	/** Share of the users who work outside, in percent. */
	readonly externalShare?: Stated<number>;
}

/** What the subjects of all certificates say of their owner. Each part is as the author wrote it, without the space around it. */
export interface Organization {
	readonly title?: Stated<string>;
	readonly unit?: Stated<string>;
	readonly city?: Stated<string>;
	readonly state?: Stated<string>;
	/** Two capital letters. */
	readonly country?: Stated<string>;
	/** The keyword. */
	readonly origin: Origin;
	readonly block: Block;
}

export type InternalDeploymentStatus = "complete" | "in-progress" | "planned" | "migrating-from-lcs2005-sp1";

export type PhaseId = TaskId | "internal-deployment" | "staging";

export interface Scenario {
	readonly kind: ScenarioId;
	/** The word that names the scenario. */
	readonly origin: Origin;
	readonly block: Block;
	readonly mode?: Stated<FederationMode>;
	readonly partners: readonly Partner[];
	readonly blockedDomains: StatedList<string>;
	readonly providers: StatedList<ImProvider>;
	/** The word `none` behind `provider`: every provider is switched off. */
	readonly noProviders?: Origin;
	readonly anonymousUsers?: Origin;
	readonly audioConferencingProviders: readonly AudioConferencingProvider[];
	/** Who may invite anonymous participants, by the global meeting policy. */
	readonly meetingPolicy?: Stated<MeetingPolicy>;
	/** Connections or sessions at the busiest time. */
	readonly concurrentSessions?: Stated<number>;
	/** How many users are enabled for the scenario. */
	readonly enabledUsers?: Stated<number>;
	/** What is expected to work in the scenario. */
	readonly features: StatedList<ScenarioFeature>;
	readonly licences?: Stated<"purchased" | "none">;
	readonly provisioning?: Stated<"complete" | "none">;
}

export type MeetingPolicy = "allow-anonymous" | "deny-anonymous" | "per-user";
export type ScenarioFeature = "im" | "presence" | "file-transfer" | "conferencing" | "audio-video";

export type FederationMode = "open" | "enhanced" | "direct";
export type ImProvider = "msn" | "aol" | "yahoo";

export interface Partner {
	readonly domain: Stated<string>;
	readonly accessEdge?: Stated<string>;
	/** The partner is found by discovery and is not on the allow list. */
	readonly discovered?: Origin;
	readonly targetedUris?: Stated<number>;
	readonly messagesPerSecond?: Stated<number>;
	readonly block: Block;
}

/** An entry of the allow list for a provider of dial-in audio conferences. */
export interface AudioConferencingProvider {
	readonly domain?: Stated<string>;
	readonly accessEdge?: Stated<string>;
	/** The keyword. */
	readonly origin: Origin;
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

/** The two sides of a computer at the perimeter. */
export type Side = "internal" | "external";

export interface Network extends Named {
	readonly kind: "network";
	readonly zone?: Stated<Zone>;
	readonly subnets: StatedList<Subnet>;
	readonly speed?: Stated<string>;
	/** The speed in Mbit/s, where it is written as one. */
	readonly speedMbps?: Stated<number>;
	readonly ipsec?: Stated<"required" | "except-media" | "none">;
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
	readonly protocol?: Stated<"tcp" | "udp" | "any">;
	/** Empty and complete where the rule is for any port. */
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
	readonly kind: "pool" | "director" | "mediation-server" | "communicator-web-access";
	readonly network?: Reference;
	readonly edition?: Stated<PoolEdition>;
	readonly fqdn?: Stated<string>;
	readonly addresses: StatedList<Address>;
	readonly members: readonly PoolMember[];
	readonly roles: StatedList<PoolRole>;
	readonly homedUsers?: Stated<number>;
	readonly webFarm?: WebFarm;
	/** The internal side of the trust; undefined where the file does not say. */
	readonly trusts?: readonly Reference[];
	readonly webConferencingEdges?: readonly Reference[];
	/** The same entries with the values that the internal side holds for each. */
	readonly webConferencingEdgeEntries?: readonly WebConferencingEdgeEntry[];
	readonly avAuthentication?: Reference;
	/** What is stated behind the first A/V Edge; there is room for one only. */
	readonly furtherAvAuthentications: readonly Reference[];
	readonly federationRoute?: Reference;
	/** The word `none` behind `federation-route`. */
	readonly noFederationRoute?: Origin;
	readonly membership?: Stated<Membership>;
	readonly loadBalancer?: Reference;
	/** Which users a Director signs in. */
	readonly serves: StatedList<"internal" | "external">;
	readonly certificate?: Reference;
	/** The edge server or reverse proxy whose computer it shares. */
	readonly runsOn?: Reference;
	/** The authorities whose root certificates it trusts, where the file says. */
	readonly trustedRoots?: StatedList<"public" | "internal">;
}

/** A Web Conferencing Edge as the internal side knows it. */
export interface WebConferencingEdgeEntry {
	readonly edge: Reference;
	readonly external?: ExternalInterface;
	readonly port?: Stated<PortRange>;
	readonly internalPort?: Stated<PortRange>;
	readonly block: Block;
}

export interface PoolMember {
	readonly fqdn: Stated<string>;
	readonly address?: Stated<Address>;
	readonly roles: StatedList<PoolRole>;
}

/** A server role of a pool, or the Address Book Server that runs beside the Front End. */
export type PoolRole = PoolRoleId | "address-book";

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
	/** The primary DNS suffix of the computer. */
	readonly dnsSuffix?: Stated<string>;
	/** What is planned for running the computer, where the file says. */
	readonly operations?: StatedList<Operation>;
	readonly trustedRoots?: StatedList<"public" | "internal">;
}

export type Operation = "auditing" | "validation" | "backup";

export interface HostsEntry {
	readonly host: Stated<string>;
	readonly address?: Stated<Address>;
}

export interface Adapter {
	/** The word behind `adapter`. */
	readonly side?: Stated<Side>;
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
	readonly side: Stated<Side>;
	readonly role: EdgeRoleId;
	readonly fqdn?: Stated<string>;
	readonly address?: Stated<Address>;
	readonly origin: Origin;
}

export interface LoadBalancer extends Named {
	readonly kind: "load-balancer";
	readonly type?: Stated<"hardware" | "nlb" | "software">;
	readonly translation?: Stated<"snat" | "dnat">;
	/** How many addresses it translates senders to. */
	readonly snatAddresses?: Stated<number>;
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
	/** The DNS suffix of the computer. */
	readonly dnsSuffix?: Stated<string>;
	readonly trustedRoots?: StatedList<"public" | "internal">;
}

/** A directory for outside users, or one that is meant for internal clients only. */
export type PublishedPath =
	| "address-book"
	| "group-expansion"
	| "meeting-content"
	| "address-book-internal"
	| "group-expansion-internal";

export interface Publish {
	readonly pool: Reference;
	readonly externalUrl?: Stated<string>;
	readonly paths: StatedList<PublishedPath>;
	readonly bridging?: Stated<string>;
	readonly certificate?: Reference;
	/** Whether the listener authenticates users before it forwards them. */
	readonly listenerAuthentication?: Stated<"none" | "required">;
	/** What the publishing rule does with credentials. */
	readonly delegation?: Stated<"client-authenticates" | "delegated" | "none">;
	readonly protocol?: Stated<"https" | "http">;
	readonly singleSignOn?: Origin;
	/** The keyword. */
	readonly origin: Origin;
	readonly block: Block;
}

export interface Certificate extends Named {
	readonly kind: "certificate";
	readonly subject?: Stated<string>;
	readonly san: StatedList<string>;
	readonly issuer?: Stated<"public" | "internal">;
	readonly usages: StatedList<"server" | "client">;
	readonly exportable?: Origin;
	readonly notExportable?: Origin;
	/** Whether the copy on the server lets its private key out. */
	readonly installedKey?: Stated<"exportable" | "not-exportable">;
	readonly enrollment?: Stated<"auto" | "online" | "offline">;
	readonly keyLength?: Stated<number>;
	readonly algorithm?: Stated<string>;
	readonly expires?: Stated<IsoDate>;
	/** The word `none` states that there is none. */
	readonly crlDistributionPoint?: Stated<string>;
}

/** Who asks: the Internet, the internal network, or the computers of the perimeter. */
export type DnsViewId = "external" | "internal" | "perimeter";

export interface DnsView {
	readonly view: Stated<DnsViewId>;
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
