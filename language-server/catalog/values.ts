import { ocs2007 } from "./ocs2007/index.js";
import type { SourceKey } from "./sources.js";
import type { ValueFact } from "./types.js";

/** A value whose source keys the compiler checks. */
interface SourcedValue extends ValueFact {
	readonly sources?: readonly SourceKey[];
}

export const productValues: readonly SourcedValue[] = [
	{
		word: "ocs2007",
		title: "Office Communications Server 2007",
		description: "The release whose reference architecture is checked.",
		supported: true,
	},
	{
		word: "ocs2007-r2",
		title: "Office Communications Server 2007 R2",
		description:
			"Not supported yet. R2 knows consolidated edge servers only, allows NAT in front of a single A/V Edge and needs less of the media range, so the rules of OCS 2007 do not fit it.",
		supported: false,
		sources: ["R2-PERIM", "R2-NET", "R2-AVPORT"],
	},
	{
		word: "lync2010",
		title: "Lync Server 2010",
		description: "Not supported yet. Its edge is configured centrally and balanced by DNS or hardware.",
		supported: false,
		sources: ["SFB-ENV", "LYNC10-CERT"],
	},
	{
		word: "lync2013",
		title: "Lync Server 2013",
		description: "Not supported yet. Its edge is configured centrally and balanced by DNS or hardware.",
		supported: false,
		sources: ["LYNC13-AV", "LYNC13-CERT"],
	},
	{
		word: "sfb2015",
		title: "Skype for Business Server 2015",
		description: "Not supported yet.",
		supported: false,
		sources: ["SFB-ENV"],
	},
	{
		word: "sfb2019",
		title: "Skype for Business Server 2019",
		description: "Not supported yet.",
		supported: false,
		sources: ["SFB-ENV"],
	},
];

export const internalDeploymentValues: readonly SourcedValue[] = [
	{
		word: "complete",
		title: "Internal deployment complete",
		description: "The internal OCS 2007 servers run. Edge servers are deployed after that.",
		sources: ["HMC-EDGE"],
	},
	{
		word: "in-progress",
		title: "Internal deployment in progress",
		description: "The internal servers are being deployed. The edge has to wait for them.",
		sources: ["HMC-EDGE"],
	},
	{
		word: "planned",
		title: "Internal deployment planned",
		description: "The internal servers do not exist yet. The edge has to wait for them.",
		sources: ["HMC-EDGE"],
	},
	{
		word: "migrating-from",
		title: "Migration from an earlier release",
		description:
			"Followed by lcs2005-sp1. A migration from Live Communications Server 2005 with SP1 is the one case in which the edge may come before the internal servers.",
		sources: ["HMC-EDGE"],
	},
];

/** The words that may follow `migrating-from`. */
export const migrationValues: readonly SourcedValue[] = [
	{
		word: "lcs2005-sp1",
		title: "Live Communications Server 2005 with SP1",
		description: "The only release from which a migration is an exception to the order of deployment.",
		sources: ["HMC-EDGE", "MIG-4"],
	},
];

export const clientConfigurationValues: readonly SourcedValue[] = [
	{
		word: "automatic",
		title: "Automatic configuration",
		description:
			"Clients find their server by DNS, from the SIP domain of the user. It needs the SRV record _sip._tls in the external view for each SIP domain, and a matching name on the certificate of the Access Edge.",
		sources: ["PLAN-DNS", "R2-CLIENTDNS"],
	},
	{
		word: "manual",
		title: "Manual configuration",
		description: "The name of the Access Edge is entered in each client, so no SRV record is needed for sign-in.",
		sources: ["DNSQ-BETA"],
	},
];

export const federationModeValues: readonly SourcedValue[] = [
	{
		word: "open",
		title: "Automatic discovery (open enhanced federation)",
		description:
			"Any federated domain may connect; the default. Partners are found by their _sipfederationtls._tcp record, and traffic is judged and limited automatically.",
		sources: ["EDG-4.1", "MIG-7"],
	},
	{
		word: "enhanced",
		title: "Discovery plus allow list",
		description:
			"Any federated domain may connect, and partners on the allow list have a higher trust level, so that the limits for unlisted partners do not apply to them.",
		sources: ["EDG-4.1", "MIG-7"],
	},
	{
		word: "direct",
		title: "Allow list only (direct federation)",
		description:
			"Only listed domains may connect, and for direct federation the Access Edge FQDN of the partner is listed too. The most secure way, and the most work.",
		sources: ["EDG-4.1", "MIG-7"],
	},
];

/** The word that states that no provider is switched on. */
export const noProviderValue: SourcedValue = {
	word: "none",
	title: "No provider",
	description: "Every provider is switched off, which is the default.",
	sources: ["R2-IMP"],
};

export const imProviderValues: readonly SourcedValue[] = [
	{
		word: "msn",
		title: "MSN",
		description: "The MSN network. Switched off by default on the Access Edge.",
		sources: ["RK-PIC", "R2-IMP"],
	},
	{
		word: "aol",
		title: "AOL",
		description:
			"The AOL network. It wants the client authentication usage on the external certificate of the Access Edge, next to server authentication.",
		sources: ["RK-PIC", "R2-IMP", "R2-CERT"],
	},
	{
		word: "yahoo",
		title: "Yahoo!",
		description: "The Yahoo! network. Switched off by default on the Access Edge.",
		sources: ["RK-PIC", "R2-IMP"],
	},
];

export const scenarioValues: readonly ValueFact[] = Object.values(ocs2007.scenarios).map((scenario) => ({
	word: scenario.id,
	title: scenario.title,
	description: scenario.description,
	sources: scenario.evidence.sources,
}));

export const zoneValues: readonly SourcedValue[] = [
	{
		word: "external",
		title: "External network",
		description: "The Internet, outside the external firewall.",
	},
	{
		word: "perimeter",
		title: "Perimeter network",
		description:
			"Between the external and the internal firewall. Edge servers and the reverse proxy stand here; Active Directory must not.",
		sources: ["HMC-EDGE", "PEDIA-IMP"],
	},
	{
		word: "internal",
		title: "Internal network",
		description: "Behind the internal firewall: pools, Directors, Mediation Servers, Active Directory.",
		sources: ["HMC-EDGE", "SUP-DIR"],
	},
];

export const siteRoleValues: readonly SourcedValue[] = [
	{
		word: "primary",
		title: "Primary site",
		description: "The site with the Access Edge, through which all SIP traffic of the organisation goes.",
		sources: ["R2TOPO"],
	},
	{
		word: "remote",
		title: "Remote site",
		description: "A site with Web Conferencing Edges and an A/V Edge of its own, but never an Access Edge.",
		sources: ["R2TOPO", "R2-ADMEXT"],
	},
];

export const poolEditionValues: readonly SourcedValue[] = [
	{
		word: "standard",
		title: "Standard Edition server",
		description: "One computer that includes the conferencing servers; up to 5,000 users.",
		sources: ["PLAN-CAP"],
	},
	{
		word: "enterprise-consolidated",
		title: "Enterprise pool, consolidated configuration",
		description:
			"A pool whose Front End Servers include the conferencing servers; up to 30,000 users with four Front Ends.",
		sources: ["PLAN-CAP"],
	},
	{
		word: "enterprise-expanded",
		title: "Enterprise pool, expanded configuration",
		description:
			"Web Conferencing and A/V Conferencing Servers on computers of their own; up to 50,000 users with four Front Ends, or 125,000 with eight and a high-performance SQL Server.",
		sources: ["PLAN-CAP"],
	},
];

const { roles } = ocs2007;
export const poolRoleValues: readonly ValueFact[] = [
	roles["front-end"],
	roles["web-conferencing"],
	roles["av-conferencing"],
	roles["web-components"],
]
	.map(
		(role): ValueFact => ({
			word: role.id,
			title: role.title,
			description: role.purpose,
			sources: role.evidence.sources,
		}),
	)
	.concat({
		word: "address-book",
		title: "Address Book Server",
		description: "Writes the address book files on a Front End. On a Director it is best switched off.",
		sources: ["HMC-DIR"],
	});

export const publishedPathValues: readonly ValueFact[] = [
	...ocs2007.publishedPaths.map((path) => ({
		word: path.scenario,
		title: path.title,
		description: `Publishes ${path.directory} of the Web Components; the publishing rule names ${path.rulePath}.`,
		sources: path.evidence.sources,
	})),
	{
		word: "address-book-internal",
		title: "Address book files for internal clients",
		description: "The directory that internal clients use. It does not belong on the Internet.",
	},
	{
		word: "group-expansion-internal",
		title: "Group expansion for internal clients",
		description: "The directory that internal clients use. It does not belong on the Internet.",
	},
];

export const bridgingValues: readonly SourcedValue[] = [
	{
		word: "ssl-bridging",
		title: "SSL bridging",
		description:
			"The proxy ends the TLS connection of the client and opens another one to the web farm. The way to go.",
		sources: ["PEDIA-RP2"],
	},
	{
		word: "ssl-tunneling",
		title: "SSL tunneling",
		description: "The proxy passes the TLS connection on unseen. Not recommended.",
		sources: ["PEDIA-RP2"],
	},
	{
		word: "http",
		title: "HTTP to the web farm",
		description:
			"The proxy ends the TLS connection and goes on without TLS. The documented rules connect to the web farm with SSL, on port 443.",
		sources: ["R2-RP", "LYNC13-WEBPUB"],
	},
];

export const certificateIssuerValues: readonly SourcedValue[] = [
	{
		word: "public",
		title: "Public certification authority",
		description:
			"Trusted by strangers. Required for public IM and for anonymous users, recommended for federation; usual for the reverse proxy.",
		sources: ["R2-CERT", "R2-PKI"],
	},
	{
		word: "internal",
		title: "Internal certification authority",
		description: "The organisation's own authority. Usual for the internal interface and for A/V authentication.",
		sources: ["R2-CERT", "MIG-4"],
	},
];

export const certificateUsageValues: readonly SourcedValue[] = [
	{
		word: "server",
		title: "Server authentication (1.3.6.1.5.5.7.3.1)",
		description: "Needed in every certificate of a server.",
		sources: ["PLAN-CERT", "CERT-SAMPLE"],
	},
	{
		word: "client",
		title: "Client authentication",
		description:
			"Needed as well on the external certificate of the Access Edge for AOL. The certificate wizard of OCS 2007 does not request it.",
		sources: ["R2-CERT", "CERT-SAMPLE"],
	},
];

export const membershipValues: readonly SourcedValue[] = [
	{
		word: "workgroup",
		title: "Workgroup",
		description: "The computer belongs to no domain: the guideline for edge servers.",
		sources: ["HMC-EDGE", "PEDIA-IMP"],
	},
	{
		word: "domain",
		title: "Domain",
		description:
			"The computer belongs to an Active Directory domain, whose name follows. The guideline is against it for edge servers.",
		sources: ["HMC-EDGE", "R2-ACCESS"],
	},
];

export const operatingSystemValues: readonly SourcedValue[] = [
	{
		word: "windows-server-2003",
		title: "Windows Server 2003, 32-bit",
		description:
			"The platform of OCS 2007 edge servers. The official table of service packs and editions was not readable.",
		supported: true,
		sources: ["MARKGA", "HMC-OS", "EPT-SCHERTZ"],
	},
	{
		word: "windows-server-2003-sp1",
		title: "Windows Server 2003 with SP1, 32-bit",
		description: "Windows Server 2003, 32-bit, is the documented platform; the service pack is general knowledge.",
		supported: true,
		sources: ["MARKGA", "HMC-OS", "EPT-SCHERTZ"],
	},
	{
		word: "windows-server-2003-sp2",
		title: "Windows Server 2003 with SP2, 32-bit",
		description: "Windows Server 2003, 32-bit, is the documented platform; the service pack is general knowledge.",
		supported: true,
		sources: ["MARKGA", "HMC-OS", "EPT-SCHERTZ"],
	},
	{
		word: "windows-server-2003-r2",
		title: "Windows Server 2003 R2, 32-bit",
		description: "Windows Server 2003, 32-bit, is the documented platform; the R2 edition is general knowledge.",
		supported: true,
		sources: ["MARKGA", "HMC-OS", "EPT-SCHERTZ"],
	},
	{
		word: "windows-server-2003-x64",
		title: "Windows Server 2003, 64-bit",
		description: "Not supported by OCS 2007, which needs a 32-bit system.",
		supported: false,
		sources: ["MARKGA"],
	},
	{
		word: "windows-server-2008",
		title: "Windows Server 2008",
		description: "Not supported by OCS 2007.",
		supported: false,
		sources: ["MARKGA"],
	},
];

export const reverseProxyProductValues: readonly SourcedValue[] = [
	{
		word: "isa-server-2006",
		title: "ISA Server 2006",
		description:
			"The documented product. Without service pack it does not read subject alternative names, so the subject must be the published name.",
		sources: ["EDG-2.1", "HMC-RP", "PEDIA-RP"],
	},
	{
		word: "isa-server-2006-sp1",
		title: "ISA Server 2006 with SP1",
		description: "As ISA Server 2006; reading subject alternative names is reported as fixed.",
		sources: ["EDG-2.1", "PEDIA-RP", "CS14-RP"],
	},
	{
		word: "forefront-tmg-2010",
		title: "Forefront Threat Management Gateway 2010",
		description: "The successor of ISA Server 2006, with nearly the same steps. Documented with later releases.",
		sources: ["CS14-RP", "LYNC13-WEBPUB"],
	},
	{
		word: "other",
		title: "Another product",
		description: "Any product with web publishing and SSL bridging will do.",
		sources: ["EDG-2.1", "HMC-RP"],
	},
];

export const firewallProductValues: readonly SourcedValue[] = [
	{
		word: "isa-server-2006",
		title: "ISA Server 2006",
		description: "A software firewall. It must not run on the computer of an edge role.",
		sources: ["SUP-PERIM"],
	},
	{
		word: "other",
		title: "Another product",
		description: "A firewall of any other make.",
	},
];

export const dnsViewValues: readonly SourcedValue[] = [
	{
		word: "external",
		title: "External view",
		description:
			"What the Internet resolves: the names of the edge roles and of the reverse proxy, and the SRV records.",
		sources: ["PLAN-DNS"],
	},
	{
		word: "internal",
		title: "Internal view",
		description: "What the internal network resolves: the internal names of the edge servers, pools and web farms.",
		sources: ["PLAN-DNS2", "MIG-4"],
	},
	{
		word: "perimeter",
		title: "Perimeter view",
		description:
			"What the computers of the perimeter resolve where DNS servers stand there: the next hop and the pools.",
		sources: ["R2-DNSCFG", "LYNC13-NIC"],
	},
];

export const sideValues: readonly SourcedValue[] = [
	{
		word: "internal",
		title: "Internal side",
		description: "Towards the internal servers. All roles of an edge server share one internal address.",
		sources: ["ADM-IF", "SDK-LISTEN"],
	},
	{
		word: "external",
		title: "External side",
		description: "Towards the Internet. Each role should have its own external address.",
		sources: ["ADM-IF", "PLAN-DNS", "SCHERTZ-NIC"],
	},
];

export const loadBalancerKindValues: readonly SourcedValue[] = [
	{
		word: "hardware",
		title: "Hardware load balancer",
		description: "The only kind that the OCS 2007 pages speak of.",
		supported: true,
		sources: ["SUP-LB", "PLAN-LB"],
	},
	{
		word: "nlb",
		title: "Windows Network Load Balancing",
		description: "Software load balancing is unsupported; the ban is worded for OCS 2007 R2.",
		supported: false,
		sources: ["R2-LB", "SUP-LB"],
	},
	{
		word: "software",
		title: "Another software load balancer",
		description: "Software load balancing is unsupported; the ban is worded for OCS 2007 R2.",
		supported: false,
		sources: ["R2-LB", "SUP-LB"],
	},
];

export const translationValues: readonly SourcedValue[] = [
	{
		word: "snat",
		title: "Source NAT",
		description:
			"The balancer replaces the sender's address. Later releases allow it for Access Edge and Web Conferencing Edge, not for the A/V Edge. At most 65,000 connections for each SNAT address (written for Enterprise pools).",
		sources: ["LYNC13-HLB", "PLAN-HLB"],
	},
	{
		word: "dnat",
		title: "Destination NAT",
		description: "The balancer replaces the destination only. Each pool then needs an IP subnet of its own.",
		sources: ["PLAN-HLB"],
	},
];

export const accessEdgeOptionValues: readonly SourcedValue[] = [
	{
		word: "remote-users",
		title: "Remote users",
		description: "Own users may sign in from outside (AllowOutsideUsers).",
		sources: ["SDK-EXTEDGE"],
	},
	{
		word: "anonymous-users",
		title: "Anonymous users",
		description: "People without an account may join web conferences (SupportAnonymousUser).",
		sources: ["SDK-EXTEDGE", "R2-ANON"],
	},
	{
		word: "federation",
		title: "Federation",
		description: "Partner organisations may connect (EnableFederation).",
		sources: ["SDK-EXTEDGE"],
	},
	{
		word: "public-im",
		title: "Public IM providers",
		description: "IM providers may connect. All are switched off by default.",
		sources: ["R2-IMP"],
	},
];

export const protocolValues: readonly SourcedValue[] = [
	{ word: "tcp", title: "TCP", description: "SIP, PSOM, HTTPS, and media as a fallback." },
	{ word: "udp", title: "UDP", description: "STUN and media by preference, and DNS queries." },
	{ word: "any", title: "Any protocol", description: "Wider than any documented rule of an edge firewall." },
];

export const natValues: readonly SourcedValue[] = [
	{
		word: "none",
		title: "No address translation",
		description: "Required on both sides of the A/V Edge.",
		sources: ["EDG-2.3"],
	},
	{
		word: "all",
		title: "All addresses translated",
		description: "The A/V Edge does not work behind it.",
		sources: ["EDG-2.3"],
	},
];

export const runsValues: readonly SourcedValue[] = [
	{
		word: "isa-server-2006",
		title: "ISA Server 2006",
		description: "Not together with an edge role: neither as firewall nor as reverse proxy.",
		sources: ["SUP-PERIM", "R2-PERIM"],
	},
	{
		word: "exchange-2007-edge-transport",
		title: "Exchange Server 2007 Edge Transport",
		description: "Not together with an Access Edge.",
		sources: ["R2-PERIM"],
	},
	{
		word: "front-end",
		title: "Front End Server",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "director",
		title: "Director",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["SUP-DIR", "PEDIA-IMP"],
	},
	{
		word: "web-conferencing",
		title: "Web Conferencing Server",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "av-conferencing",
		title: "A/V Conferencing Server",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "web-components",
		title: "Web Components",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "address-book",
		title: "Address Book Server",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "mediation-server",
		title: "Mediation Server",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "archiving-server",
		title: "Archiving Server",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "communicator-web-access",
		title: "Communicator Web Access",
		description: "A role of the internal network. Not together with an edge role.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "iis",
		title: "Internet Information Services",
		description: "No edge role needs it, and services that are not needed are to be disabled.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "mspl-application",
		title: "Routing application (MSPL or OCS API)",
		description: "The only kind of program that is named as acceptable on an edge server.",
		sources: ["PEDIA-IMP"],
	},
];

export const phaseValues: readonly ValueFact[] = [
	{
		word: "staging",
		title: "Staging",
		description: "Try the deployment in a staging or lab environment before production.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "internal-deployment",
		title: "Internal deployment",
		description: "Deploy the internal OCS 2007 servers. It comes before the seven tasks of the edge.",
		sources: ["HMC-EDGE"],
	},
	...ocs2007.tasks.map((task) => ({
		word: task.id,
		title: `Task ${task.number}: ${task.title}`,
		description: task.purpose,
		sources: task.evidence.sources,
	})),
];

export const existingServerValues: readonly SourcedValue[] = [
	{
		word: "lcs2005-sp1",
		title: "Live Communications Server 2005 with SP1",
		description:
			"Servers of the earlier release are in use. Coming from them is a migration, which lets the edge come first.",
		sources: ["HMC-EDGE", "MIG-4"],
	},
];

export const featureValues: readonly SourcedValue[] = [
	{
		word: "im",
		title: "Instant messaging",
		description: "Text messages between two people.",
		sources: ["RK-PIC"],
	},
	{
		word: "presence",
		title: "Presence",
		description: "Whether somebody can be reached.",
		sources: ["RK-PIC"],
	},
	{
		word: "file-transfer",
		title: "File transfer",
		description:
			"Files from client to client. Reported as unsupported across a firewall, and not to be had with public IM.",
		sources: ["INSIDEOCS-FT", "RK-PIC"],
	},
	{
		word: "conferencing",
		title: "Conferencing",
		description: "Meetings of three and more. Not to be had with public IM.",
		sources: ["RK-PIC"],
	},
	{
		word: "audio-video",
		title: "Audio and video",
		description: "Calls with sound and picture. Not to be had with public IM.",
		sources: ["RK-PIC"],
	},
];

export const meetingPolicyValues: readonly SourcedValue[] = [
	{
		word: "allow-anonymous",
		title: "Everybody may invite",
		description: "The global policy lets every user invite anonymous participants.",
		sources: ["ADM-GLOBAL", "R2-ANON"],
	},
	{
		word: "deny-anonymous",
		title: "Nobody may invite",
		description: "The global policy lets no user invite anonymous participants; the default.",
		sources: ["ADM-GLOBAL", "R2-ANON"],
	},
	{
		word: "per-user",
		title: "Decided for each user",
		description: "The setting of the account decides.",
		sources: ["ADM-GLOBAL", "R2-ANON"],
	},
];

export const licenceValues: readonly SourcedValue[] = [
	{
		word: "purchased",
		title: "Licences purchased",
		description: "The licences for public IM are there.",
		sources: ["RK-PIC", "PIC-HOWTO"],
	},
	{
		word: "none",
		title: "No licences",
		description: "Public IM needs licences of its own.",
		sources: ["RK-PIC", "PIC-HOWTO"],
	},
];

export const provisioningValues: readonly SourcedValue[] = [
	{
		word: "complete",
		title: "Provisioned",
		description: "The SIP domain is provisioned with the providers.",
		sources: ["RK-PIC", "PIC-HOWTO"],
	},
	{
		word: "none",
		title: "Not provisioned",
		description: "The providers do not know the SIP domain yet.",
		sources: ["RK-PIC", "PIC-HOWTO"],
	},
];

export const ipsecValues: readonly SourcedValue[] = [
	{
		word: "required",
		title: "IPsec for all traffic",
		description: "Media ports too, which delays media while the connection is negotiated.",
		sources: ["PLAN-NET", "R2-IPSEC"],
	},
	{
		word: "except-media",
		title: "IPsec without the media ports",
		description: "The ports of audio and video are excepted, as recommended.",
		sources: ["PLAN-NET", "R2-IPSEC"],
	},
	{
		word: "none",
		title: "No IPsec",
		description: "No policy asks for it.",
	},
];

export const operationValues: readonly SourcedValue[] = [
	{
		word: "auditing",
		title: "Monitoring and auditing",
		description: "They are to be switched on as early as possible.",
		sources: ["PEDIA-IMP"],
	},
	{
		word: "validation",
		title: "Validation",
		description: "The computer is validated after the configuration: the seventh task.",
		sources: ["HMC-EDGE"],
	},
	{
		word: "backup",
		title: "Backup",
		description: "Settings and certificates are saved; the settings of an edge server lie on the computer itself.",
		sources: ["R2-DEACT", "RK-RESTORE"],
	},
];

export const servedUserValues: readonly SourcedValue[] = [
	{
		word: "internal",
		title: "Users inside",
		description: "The Director signs in users of the internal network.",
		sources: ["SUP-DIR"],
	},
	{
		word: "external",
		title: "Users outside",
		description: "The Director signs in users who come through the Access Edge.",
		sources: ["SUP-DIR"],
	},
];

export const vpnUserValues: readonly SourcedValue[] = [
	{
		word: "internal",
		title: "Counted as internal",
		description: "Users on a virtual private network are treated as internal ones.",
		sources: ["SUP-EXT"],
	},
	{
		word: "external",
		title: "Counted as external",
		description: "Not what the product does with them: their traffic does not pass the edge.",
		sources: ["SUP-EXT"],
	},
];

export const listenerAuthenticationValues: readonly SourcedValue[] = [
	{
		word: "none",
		title: "No authentication",
		description: "The listener passes requests on; the published directories authenticate the client themselves.",
		sources: ["LYNC13-WEBPUB", "ISA-CONC"],
	},
	{
		word: "required",
		title: "Users authenticate at the listener",
		description:
			"The default of a new listener in ISA Server 2006. It does not fit the directories of the Web Components.",
		sources: ["ISA-CONC"],
	},
];

export const delegationValues: readonly SourcedValue[] = [
	{
		word: "client-authenticates",
		title: "No delegation, but client may authenticate directly",
		description: "The setting for the directories of the Web Components.",
		sources: ["LYNC13-WEBPUB"],
	},
	{
		word: "delegated",
		title: "Credentials delegated",
		description: "The proxy signs in to the web server for the client.",
		sources: ["LYNC13-WEBPUB"],
	},
	{
		word: "none",
		title: "No delegation, and client cannot authenticate directly",
		description: "The client cannot sign in to the web server.",
		sources: ["LYNC13-WEBPUB"],
	},
];

export const publishedProtocolValues: readonly SourcedValue[] = [
	{
		word: "https",
		title: "HTTPS",
		description: "The way to publish Communicator Web Access.",
		sources: ["CWA-PUB"],
	},
	{
		word: "http",
		title: "HTTP",
		description: "Not supported for outside users of Communicator Web Access.",
		sources: ["CWA-PUB"],
	},
];

export const installedKeyValues: readonly SourcedValue[] = [
	{
		word: "exportable",
		title: "Private key can be taken out",
		description: "Whoever controls the computer can copy the key.",
		sources: ["R2-WALKCERT"],
	},
	{
		word: "not-exportable",
		title: "Private key stays",
		description: "The installed copy does not let its key out.",
		sources: ["R2-WALKCERT"],
	},
];

export const enrollmentValues: readonly SourcedValue[] = [
	{
		word: "auto",
		title: "Auto-enrolment",
		description: "Not supported for edge servers.",
		sources: ["PLAN-CERT"],
	},
	{
		word: "online",
		title: "Request sent to the authority at once",
		description: "The wizard sends the request to an authority that it reaches.",
		sources: ["PLAN-CERT"],
	},
	{
		word: "offline",
		title: "Request prepared, and sent later",
		description: "The wizard writes the request to a file, and the answer is imported.",
		sources: ["PLAN-CERT"],
	},
];

/** The meaning of a word in a list of values. */
export function valueFact(values: readonly ValueFact[], word: string): ValueFact | undefined {
	return values.find((value) => value.word === word);
}
