/**
 * The shapes in which a release's reference architecture is written down.
 *
 * A `Catalogue` is data: roles, scenarios, ports, certificates, DNS records, trust entries and tasks of one product
 * release, each with its evidence. Nothing here knows a deployment. A further release (2007 R2, Lync Server, Skype for
 * Business Server) is added as another value of this type.
 */

export type ProductId = "ocs2007";

/** How well a fact is founded. The order is from the strongest to the weakest. */
export type EvidenceClass =
	| "seed" // the reference architecture page itself
	| "ocs2007" // a Microsoft text for OCS 2007
	| "ocs2007-copy" // a copy or restatement of a Microsoft text for OCS 2007
	| "r2" // a Microsoft text for OCS 2007 R2 only
	| "later" // a Microsoft text for Lync Server or Skype for Business Server
	| "community" // a blog, a book, a vendor
	| "derived" // follows from documented facts, stated by no source
	| "unsourced"; // general knowledge

export interface Source {
	readonly key: string;
	readonly title: string;
	readonly url: string;
	/** What kind of text it is, which decides the evidence it can give. */
	readonly kind: EvidenceClass;
	/** What the text is, where its kind alone would say too little: a book, say, counts as a community text. */
	readonly form?: string;
}

/** Why a fact is believed: its class, the sources by key, and, where sources disagree or fall short, a sentence on it. */
export interface Evidence {
	readonly class: EvidenceClass;
	/** Keys of `Catalogue.sources`. Never empty unless the class is "derived" or "unsourced". */
	readonly sources: readonly string[];
	readonly note?: string;
	/** Set where the sources contradict each other; `note` then tells how. */
	readonly disputed?: true;
}

export type EdgeRoleId = "access-edge" | "web-conferencing-edge" | "av-edge";

export type RoleId =
	| EdgeRoleId
	| "av-authentication"
	| "reverse-proxy"
	| "director"
	| "pool"
	| "front-end"
	| "web-conferencing"
	| "av-conferencing"
	| "web-components"
	| "mediation-server"
	| "communicator-web-access";

/** The server roles that a pool can carry (the words after `roles` in a topology file). */
export type PoolRoleId = "front-end" | "web-conferencing" | "av-conferencing" | "web-components";

export type ScenarioId =
	| "remote-access"
	| "federation"
	| "public-im"
	| "web-conferencing"
	| "av-conferencing"
	| "point-to-point-av"
	| "address-book"
	| "group-expansion"
	| "meeting-content"
	| "enterprise-voice"
	| "communicator-web-access"
	| "device-updates";

export interface RoleFact {
	readonly id: RoleId;
	/** The product's own name, as in "Access Edge Server". */
	readonly title: string;
	/** One or two sentences: what it is for. */
	readonly purpose: string;
	/** Short sentences on what people wrongly expect of it. */
	readonly doesNot: readonly string[];
	readonly supports: readonly ScenarioId[];
	/** The internal servers it needs as its counterpart; empty for internal roles. */
	readonly counterparts: readonly RoleId[];
	/** The counterpart in words, as in "OCS 2007 server or pool; optionally a Director". */
	readonly counterpartText: string;
	/** As in "SIP", "PSOM", "RTP/RTCP and STUN", "HTTP(S)". */
	readonly protocol: string;
	/** Where it lives. */
	readonly zone: "perimeter" | "internal";
	readonly services: readonly WindowsServiceFact[];
	readonly evidence: Evidence;
}

export interface WindowsServiceFact {
	readonly displayName: string;
	readonly serviceName: string;
	/** Display names of services that have to run before it. */
	readonly dependsOn: readonly string[];
	readonly evidence: Evidence;
}

export interface ScenarioFact {
	readonly id: ScenarioId;
	readonly title: string;
	/** One sentence: what outside users can do when it works. */
	readonly description: string;
	/** Perimeter roles without which it cannot work. */
	readonly requires: readonly (EdgeRoleId | "reverse-proxy")[];
	/** Perimeter roles that are recommended for it or needed according to some sources only. */
	readonly recommends: readonly (EdgeRoleId | "reverse-proxy" | "director")[];
	/** Internal server roles without which it cannot work. */
	readonly internalRoles: readonly RoleId[];
	/** How one sees that it works, as a test step: action and expected result. */
	readonly validation: readonly ScenarioTest[];
	/** What a tester has to know, so that he takes nothing for a fault of the edge that is none. */
	readonly whenTesting?: readonly { readonly text: string; readonly evidence: Evidence }[];
	readonly evidence: Evidence;
}

/** One thing that a tester does, and what he then sees. */
export interface ScenarioTest {
	/** Unique within its scenario, as in "sign-in". */
	readonly id: string;
	readonly action: string;
	readonly expected: string;
}

export type TopologyId = "consolidated" | "single-site" | "scaled-single-site" | "multiple-site";

export interface TopologyFact {
	readonly id: TopologyId;
	readonly title: string;
	readonly layout: string;
	readonly loadBalancer: string;
	readonly evidence: Evidence;
}

/** The listening settings of an edge computer that a topology file can change, with their defaults. */
export type PortSettingId =
	| "access-federation"
	| "access-remote-access"
	| "access-internal"
	| "web-conferencing-external"
	| "web-conferencing-internal"
	| "av-authentication-internal"
	| "av-media-range"
	| "av-external-tcp"
	| "av-external-udp"
	| "av-internal-tcp"
	| "av-internal-udp"
	| "https"
	| "crl-download"
	| "dns";

export interface PortSettingFact {
	readonly id: PortSettingId;
	readonly title: string;
	/** "443" or "50000-59999". */
	readonly default: string;
	/** The property of the product's settings class, where it is one. */
	readonly property?: string;
	readonly evidence: Evidence;
}

/** One end of a flow, resolved against a deployment by the derivation. */
export type FlowEnd =
	| "any" // anywhere outside, or any client inside
	| "partner-edges"
	| "dns-servers"
	| "role-external" // the external address of the flow's role
	| "role-internal" // the internal address of the computer that carries the flow's role
	| "sip-servers" // Director, Front Ends and pools that send to the Access Edge
	| "next-hop"
	| "web-conferencing-servers"
	| "av-authentication-clients" // Front Ends, A/V Conferencing Servers, Mediation Servers
	| "internal-clients"
	| "web-farm";

export interface FlowTemplate {
	/** The number in the port table: "E1" to "E12" on the external firewall, "I1" to "I7" on the internal one. */
	readonly id: string;
	readonly firewall: "external" | "internal";
	/**
	 * Seen from the firewall. External: inbound = Internet to perimeter. Internal: outbound = internal network to
	 * perimeter, inbound = perimeter to internal network.
	 */
	readonly direction: "inbound" | "outbound" | "both";
	readonly role: EdgeRoleId | "reverse-proxy";
	readonly source: FlowEnd;
	readonly destination: FlowEnd;
	/** Each pair becomes one row. */
	readonly ports: readonly { readonly protocol: "tcp" | "udp"; readonly setting: PortSettingId }[];
	/** As in "SIP/TLS, remote clients". */
	readonly purpose: string;
	/** The flow is needed when one of these is wanted … */
	readonly neededForAny: readonly ScenarioId[];
	/** … and all of these are. */
	readonly neededForAll: readonly ScenarioId[];
	/** In an array: whether the rule names the virtual address, each member, or both. */
	readonly balanced: { readonly virtualAddress: boolean; readonly members: boolean };
	/** Why `balanced` is believed; absent for a role that no edge array balances. */
	readonly balancedEvidence?: Evidence;
	readonly confidence: "high" | "medium";
	readonly evidence: Evidence;
}

/** The places of a certificate. */
export type CertificateSlotId =
	| "access-edge-external"
	| "web-conferencing-edge-external"
	| "edge-internal"
	| "av-authentication"
	| "reverse-proxy-external";

export interface CertificateSlotFact {
	readonly id: CertificateSlotId;
	readonly title: string;
	/** What the subject name is, in words. */
	readonly subject: string;
	/** What the subject alternative names are, in words. */
	readonly san: string;
	/** Who issues it as a rule, and when a public one is required. */
	readonly issuer: string;
	readonly usualIssuer: "public" | "internal";
	/** Scenarios with which a public certification authority is required. */
	readonly publicRequiredFor: readonly ScenarioId[];
	/** The enhanced key usages that it always needs. */
	readonly usages: readonly ("server" | "client")[];
	/** The component name that the certificate wizard's page shows; absent where no label is documented. */
	readonly wizardComponent?: string;
	/** Why the members of an edge array share one certificate; absent where no source asks them to. */
	readonly sharedInArray?: Evidence;
	/** Why the members' own names may be added to a shared certificate; absent where there is no reason to. */
	readonly memberNames?: Evidence;
	readonly evidence: Evidence;
	readonly notes: readonly string[];
}

export type DnsTemplateId =
	| "federation-srv"
	| "sip-tls-srv"
	| "sip-domain-a"
	| "access-edge-a"
	| "web-conferencing-edge-a"
	| "av-edge-a"
	| "web-farm-external-a"
	| "cwa-a"
	| "edge-internal-a"
	| "pool-a"
	| "director-a"
	| "web-farm-internal-a"
	| "sip-internal-tls-srv";

export interface DnsTemplate {
	readonly id: DnsTemplateId;
	readonly view: "external" | "internal";
	readonly type: "A" | "SRV";
	/** As in "_sipfederationtls._tcp.<SIP domain>". */
	readonly name: string;
	/** What it points at, in words. */
	readonly value: string;
	/** The port of an SRV record, where it is a setting of the edge. */
	readonly port?: PortSettingId;
	/** The port of an SRV record, where it is no setting of the edge. */
	readonly fixedPort?: number;
	/** What it is for, in words. */
	readonly purpose: string;
	readonly evidence: Evidence;
}

/** One setting by which internal servers and edge servers come to know each other. */
export type TrustTemplateId =
	| "trusted-edge"
	| "federation-route"
	| "web-conferencing-edge-entry"
	| "av-authentication-service"
	| "mediation-av-edge"
	| "external-web-farm"
	| "authorized-server"
	| "internal-sip-domain"
	| "next-hop";

export interface TrustTemplate {
	readonly id: TrustTemplateId;
	readonly title: string;
	/** On which side it is set. */
	readonly side: "internal" | "edge";
	/** Where it is set, as documented, such as "Global Properties, Edge Servers tab". */
	readonly where: string;
	readonly value: string;
	readonly evidence: Evidence;
}

export type TaskId =
	| "publish-web-components"
	| "install-edge-servers"
	| "configure-edge-servers"
	| "configure-certificates"
	| "start-services"
	| "connect-internal-servers"
	| "validate";

export interface TaskFact {
	readonly id: TaskId;
	readonly number: 1 | 2 | 3 | 4 | 5 | 6 | 7;
	/** The title of the reference architecture. */
	readonly title: string;
	readonly purpose: string;
	/** Where it is done, as in "on each edge server". */
	readonly where: string;
	/** Who does it and with what rights. */
	readonly who: string;
	readonly permissions: { readonly text: string; readonly evidence: Evidence };
	/** What earlier tasks have brought about, on their servers, before this one can begin. */
	readonly after: readonly TaskResultFact[];
	/** What else must be ready before. */
	readonly prerequisites: readonly { readonly text: string; readonly evidence: Evidence }[];
	/** How one sees that it worked. */
	readonly verify: readonly { readonly text: string; readonly evidence: Evidence }[];
	/** The documented way back, or that none is documented. */
	readonly undo: readonly { readonly text: string; readonly evidence: Evidence }[];
	readonly evidence: Evidence;
}

/** What a task has brought about where it is done. */
export interface TaskResultFact {
	readonly task: TaskId;
	/** As in "the edge roles are installed and activated": it is said of one server after the other. */
	readonly result: string;
	readonly evidence: Evidence;
}

/** A directory of the Web Components that the reverse proxy publishes. */
export interface PublishedPathFact {
	readonly scenario: "address-book" | "group-expansion" | "meeting-content";
	readonly title: string;
	/** The address below the external web farm name, as in "/ABS/ext". */
	readonly directory: string;
	/** The path as entered in the publishing rule, as in "/ABS/ext/*". */
	readonly rulePath: string;
	readonly evidence: Evidence;
}

/** An event or error to look for. */
export interface EventFact {
	readonly source: string;
	readonly id: string;
	readonly meaning: string;
	/** The computers in whose event log it stands. */
	readonly where: "access-edge" | "access-edge-array" | "conferencing-pool";
	/** What to look at when it is there. */
	readonly remedy: string;
	readonly evidence: Evidence;
}

/** A command line for administrators. */
export interface CommandFact {
	/** As it is typed. */
	readonly line: string;
	/** On which computers it is run. */
	readonly on: "edge-server" | "standard-edition" | "enterprise-edition";
	readonly evidence: Evidence;
}

/**
 * How many client connections, or sessions with audio and video, one computer with these roles is published for. What is
 * not in the table, or was not readable in it, has no figure.
 */
export interface CapacityFacts {
	/** Client connections. */
	readonly accessEdge: { readonly alone: number; readonly withWebConferencing: number };
	/** Client connections. */
	readonly webConferencingEdge: { readonly alone: number; readonly withAccess: number };
	/** Audio and video sessions at a time. */
	readonly avEdge: { readonly alone: number };
	/** The share of all users, in percent, that the table assumes outside the intranet. */
	readonly externalShare: number;
	readonly evidence: Evidence;
}

/** A word that a topology file may use as a value, with what it stands for. */
export interface ValueFact {
	readonly word: string;
	readonly title: string;
	readonly description: string;
	/** False for a word that is known and not supported; absent where the question makes no sense. */
	readonly supported?: boolean;
	/** Keys of the sources, where the description states a fact of the product. */
	readonly sources?: readonly string[];
}

/** What a keyword of the language means in the domain. */
export interface KeywordFact {
	readonly keyword: string;
	/** The keywords of the enclosing blocks for which the fact is meant; absent where it holds everywhere else. */
	readonly within?: readonly string[];
	readonly title: string;
	readonly description: string;
	readonly example?: string;
	/** The words that may follow, where they are a closed or a known set. */
	readonly values?: readonly ValueFact[];
	/** Keys of the sources; empty where the keyword only says how a file is written. */
	readonly sources: readonly string[];
}

export interface Catalogue {
	readonly product: ProductId;
	readonly title: string;
	readonly sources: Readonly<Record<string, Source>>;
	readonly roles: Readonly<Record<RoleId, RoleFact>>;
	readonly scenarios: Readonly<Record<ScenarioId, ScenarioFact>>;
	readonly topologies: Readonly<Record<TopologyId, TopologyFact>>;
	readonly portSettings: Readonly<Record<PortSettingId, PortSettingFact>>;
	readonly flows: readonly FlowTemplate[];
	readonly certificateSlots: Readonly<Record<CertificateSlotId, CertificateSlotFact>>;
	readonly dnsRecords: Readonly<Record<DnsTemplateId, DnsTemplate>>;
	readonly trust: Readonly<Record<TrustTemplateId, TrustTemplate>>;
	/** In their order. */
	readonly tasks: readonly TaskFact[];
	readonly publishedPaths: readonly PublishedPathFact[];
	readonly events: readonly EventFact[];
	/** The commands that report the state of a server. */
	readonly stateCommands: readonly CommandFact[];
	/** The command that takes one role of an edge server back; a role is finished before another one is touched. */
	readonly deactivation: Readonly<Record<EdgeRoleId, CommandFact>>;
	readonly capacities: CapacityFacts;
	/** The three guidelines that come before all else. */
	readonly guidelines: readonly { readonly text: string; readonly reason: string; readonly evidence: Evidence }[];
}
