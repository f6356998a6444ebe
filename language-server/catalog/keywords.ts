import { ocs2007 } from "./ocs2007/index.js";
import type { SourceKey } from "./sources.js";
import type { KeywordFact } from "./types.js";
import * as values from "./values.js";

/** A keyword whose source keys the compiler checks. */
interface SourcedKeyword extends KeywordFact {
	readonly sources: readonly SourceKey[];
}

const edgeRoles = ["access-edge", "web-conferencing-edge", "av-edge"];
const defaults = ocs2007.portSettings;

/** What each keyword of the topology language means. A keyword with several meanings has one entry for each. */
export const keywordFacts: readonly SourcedKeyword[] = [
	// Files and the deployment as a whole
	{
		keyword: "import",
		title: "Import of another file",
		description:
			"Takes in the elements of another topology file, by its path relative to this one. A file without a deployment block is a fragment; it is checked within the deployments that import it.",
		example: 'import "./corporate.ocsedge"',
		sources: [],
	},
	{
		keyword: "deployment",
		title: "Deployment",
		description:
			"The edge of one Office Communications Server deployment: what is wanted, who uses it, and in which order it is built. Its elements stand in the same file and in the files that it imports.",
		example: "deployment Contoso {\n  product ocs2007\n  sip-domain contoso.com\n  scenario remote-access\n}",
		sources: ["HMC-EDGE"],
	},
	{
		keyword: "product",
		title: "Product release",
		description:
			"The release whose reference architecture is checked. Ports, NAT, roles on one computer and load balancing differ between releases.",
		example: "product ocs2007",
		values: values.productValues,
		sources: ["R2TOPO", "R2-AVPORT", "R2-NET"],
	},
	{
		keyword: "sip-domain",
		title: "SIP domains",
		description:
			"The domains of the users' SIP addresses. Each needs its external SRV records and its sip.<domain> record, a matching name on the certificate of the Access Edge, and an entry in the internal SIP domains of every Access Edge.",
		example: "sip-domain contoso.com, fabrikam.com",
		sources: ["PLAN-DNS", "R2-EVENTS"],
	},
	{
		keyword: "users",
		title: "Number of users",
		description:
			"How many users the deployment serves, and with external the share of them who work outside. The published capacity model assumes that 10 percent do.",
		example: "users 12000 external 10%",
		sources: ["PLAN-CAP"],
	},
	{
		keyword: "external",
		within: ["users"],
		title: "Share of outside users",
		description:
			"How many of the users work outside the internal network. The published capacity model assumes 10 percent.",
		example: "users 12000 external 10%",
		sources: ["PLAN-CAP"],
	},
	{
		keyword: "internal-deployment",
		title: "Status of the internal deployment",
		description:
			"How far the internal OCS 2007 servers are. Edge servers are deployed after them; a migration from Live Communications Server 2005 with SP1 is the only exception.",
		example: "internal-deployment complete",
		values: values.internalDeploymentValues,
		sources: ["HMC-EDGE", "PEDIA-IMP"],
	},
	{
		keyword: "client-configuration",
		title: "Configuration of the clients",
		description:
			"Whether clients find their server by DNS or are told its name. Automatic configuration needs the external SRV record _sip._tls for each SIP domain, and the name sip.<domain> on the certificate.",
		example: "client-configuration automatic",
		values: values.clientConfigurationValues,
		sources: ["PLAN-DNS", "R2-CLIENTDNS"],
	},
	{
		keyword: "vpn-users",
		title: "How users on a VPN are counted",
		description:
			"Users on a virtual private network are treated as internal ones, so they do not belong into the share of outside users.",
		example: "vpn-users internal",
		values: values.vpnUserValues,
		sources: ["SUP-EXT"],
	},
	{
		keyword: "existing-servers",
		title: "Servers of an earlier release",
		description: "What is in use already. With Live Communications Server 2005 with SP1 the plan is a migration.",
		example: "existing-servers lcs2005-sp1",
		values: values.existingServerValues,
		sources: ["HMC-EDGE", "MIG-4"],
	},
	{
		keyword: "go-live",
		title: "Go-live date",
		description:
			"The day on which outside users start, as year-month-day. Certificates have to be valid then and for some time after it.",
		example: "go-live 2009-03-01",
		sources: [],
	},
	{
		keyword: "organization",
		title: "Organisation of the certificates",
		description:
			"Who orders the certificates: the certificate wizard asks for the organisation and its unit and writes unit, organisation, city, state and country into the subject of every request. Stated here once, they need not be filled in on each page. Each part may be left out; one of several words stands in quotation marks.",
		example:
			'organization "Contoso Ltd" {\n  unit    "Information Technology"\n  city    Redmond\n  state   Washington\n  country US\n}',
		sources: ["CERT-SAMPLE", "R2-AVCERT"],
	},
	{
		keyword: "unit",
		title: "Organisational unit",
		description: "The part of the organisation that runs the edge, OU in the subject of every certificate request.",
		example: 'unit "Information Technology"',
		sources: ["CERT-SAMPLE", "R2-AVCERT"],
	},
	{
		keyword: "city",
		title: "City",
		description: "Where the organisation is, L in the subject of every certificate request.",
		example: 'city "New York"',
		sources: ["CERT-SAMPLE"],
	},
	{
		keyword: "state",
		title: "State or province",
		description: "The state that the city is in, S in the subject of every certificate request.",
		example: "state Washington",
		sources: ["CERT-SAMPLE"],
	},
	{
		keyword: "country",
		title: "Country",
		description: "The country as its code of two letters, C in the subject of every certificate request.",
		example: "country US",
		sources: ["CERT-SAMPLE"],
	},
	{
		keyword: "phases",
		title: "Phases of the plan",
		description:
			"The planned steps in their order. The reference architecture has seven tasks, from publishing the Web Components to validating the edge; the internal deployment comes before them.",
		example: "phases internal-deployment, publish-web-components, install-edge-servers",
		values: values.phaseValues,
		sources: ["HMC-EDGE"],
	},
	{
		keyword: "scenario",
		title: "Scenario",
		description:
			"Something that outside users shall be able to do. The scenarios decide which edge roles, flows, DNS records and certificates are needed.",
		example: "scenario federation { mode open }",
		values: values.scenarioValues,
		sources: ["HMC-EDGE", "EDG-1.1"],
	},
	{
		keyword: "mode",
		title: "Federation mode",
		description:
			"Who may federate. By default every federated domain may connect, and traffic of partners that are not on the allow list is limited.",
		example: "mode open",
		values: values.federationModeValues,
		sources: ["EDG-4.1", "MIG-7"],
	},
	{
		keyword: "partner",
		title: "Federation partner",
		description:
			"A domain on the allow list. With automatic discovery it gets a higher trust level; with an allow list only, nobody else may connect. Entries have at most 256 characters and may not repeat.",
		example: "partner litware.com { access-edge sip.litware.com }",
		sources: ["EDG-4.1", "MIG-7", "R2-FEDMON"],
	},
	{
		keyword: "access-edge",
		within: ["partner"],
		title: "Access Edge of the partner",
		description:
			"The FQDN of the partner's Access Edge. Direct federation lists it together with the domain; with discovery it is found by DNS.",
		example: "access-edge sip.litware.com",
		sources: ["MIG-7", "EDG-4.1"],
	},
	{
		keyword: "blocked",
		title: "Blocked SIP domains",
		description:
			"Domains that may not connect, whatever the federation mode: no Access Edge of such a domain is let in.",
		example: "blocked tailspintoys.com",
		sources: ["R2-HLP-BLOCK"],
	},
	{
		keyword: "provider",
		title: "Public IM providers",
		description:
			"The public networks to exchange messages with: instant messages and presence only. Each needs a licence, provisioning of the SIP domains and the Access Edge name, and a public certificate; all are switched off by default.",
		example: "provider msn, aol",
		values: [...values.imProviderValues, values.noProviderValue],
		sources: ["RK-PIC", "R2-IMP", "R2-CERT"],
	},
	{
		keyword: "anonymous-users",
		title: "Anonymous users",
		description:
			"People without an account may join web conferences, with a conference key. It has to be allowed on the Access Edge and by the meeting policy, where nobody may invite them by default, and needs public certificates.",
		example: "scenario web-conferencing { anonymous-users }",
		sources: ["PEDIA-TYPES", "R2-ANON", "R2-CERT"],
	},

	// Sites and networks
	{
		keyword: "meeting-policy",
		title: "Meeting policy for anonymous participants",
		description:
			"Whether the global meeting policy lets users invite people without an account. The Access Edge has a switch of its own for them.",
		example: "meeting-policy allow-anonymous",
		values: values.meetingPolicyValues,
		sources: ["ADM-GLOBAL", "R2-ANON"],
	},
	{
		keyword: "concurrent-sessions",
		title: "Sessions at the busiest time",
		description:
			"How many connections or sessions outside users have at once. The published capacity figures of the edge roles are reckoned in these.",
		example: "concurrent-sessions 1200",
		sources: ["PLAN-CAP"],
	},
	{
		keyword: "enabled-users",
		title: "Enabled users",
		description: "How many users may use the scenario. Users have no access from outside until it is enabled for them.",
		example: "enabled-users 300",
		sources: ["SUP-EXT"],
	},
	{
		keyword: "features",
		title: "What is expected to work",
		description:
			"What users count on in the scenario. Public IM carries messages and presence only, and file transfer does not cross a firewall.",
		example: "features im, presence",
		values: values.featureValues,
		sources: ["RK-PIC", "INSIDEOCS-FT"],
	},
	{
		keyword: "licences",
		title: "Licences for public IM",
		description: "Public IM needs licences of its own.",
		example: "licences purchased",
		values: values.licenceValues,
		sources: ["RK-PIC", "PIC-HOWTO"],
	},
	{
		keyword: "provisioning",
		title: "Provisioning for public IM",
		description: "The SIP domain has to be provisioned with the providers before messages flow.",
		example: "provisioning complete",
		values: values.provisioningValues,
		sources: ["RK-PIC", "PIC-HOWTO"],
	},
	{
		keyword: "audio-conferencing-provider",
		title: "Audio conferencing provider",
		description:
			"A provider of dial-in conferences on the allow list. Its entry needs its domain and the FQDN of its Access Edge.",
		example: "audio-conferencing-provider proseware.com { access-edge sip.proseware.com }",
		sources: ["R2-FED"],
	},
	{
		keyword: "access-edge",
		within: ["audio-conferencing-provider"],
		title: "Access Edge of the provider",
		description: "The FQDN under which the provider is reached.",
		example: "audio-conferencing-provider proseware.com { access-edge sip.proseware.com }",
		sources: ["R2-FED"],
	},
	{
		keyword: "discovered",
		title: "Partner found by discovery",
		description: "The partner is not on the allow list. The limits for discovered partners apply to it.",
		sources: ["EDG-4.1", "MIG-7"],
	},
	{
		keyword: "targeted-uris",
		title: "Users that the partner writes to",
		description:
			"How many of the own users the partner addresses. Discovered partners are watched, and blocked, above 1,000.",
		example: "targeted-uris 1500",
		sources: ["EDG-4.1", "MIG-7"],
	},
	{
		keyword: "messages-per-second",
		title: "Messages from the partner",
		description: "How many messages a second are expected. Discovered partners are limited to 20.",
		example: "messages-per-second 30",
		sources: ["EDG-4.1", "MIG-7"],
	},
	{
		keyword: "site",
		title: "Site",
		description:
			"A place with edge servers. The primary site has the Access Edge; remote sites may have Web Conferencing Edges and an A/V Edge of their own. Edge servers in one place may serve all branch offices.",
		example: "site redmond { primary }",
		sources: ["R2TOPO", "SUP-PERIM"],
	},
	{
		keyword: "primary",
		title: "Primary site",
		description: "The site with the Access Edge, through which all SIP traffic of the organisation passes.",
		example: "site redmond { primary }",
		sources: ["R2TOPO"],
	},
	{
		keyword: "remote",
		title: "Remote site",
		description:
			"A site without Access Edge. It has one or more Web Conferencing Edges on dedicated computers and an A/V Edge on a dedicated computer.",
		example: "site berlin { remote }",
		sources: ["R2TOPO", "R2-ADMEXT"],
	},
	{
		keyword: "network",
		title: "Network",
		description:
			"A network that adapters and servers are attached to. Edge servers have one foot in an external and one in an internal perimeter network, in separate subnets.",
		example: "network dmz-ext { zone perimeter  subnet 131.107.155.0/26 }",
		sources: ["LYNC13-NIC", "ADM-IF"],
	},
	{
		keyword: "zone",
		title: "Zone of a network",
		description:
			"Where the network lies, seen from the firewalls. Edge servers and the reverse proxy stand in the perimeter; Directors, pools and Active Directory in the internal network.",
		example: "zone perimeter",
		values: values.zoneValues,
		sources: ["HMC-EDGE", "PEDIA-IMP"],
	},
	{
		keyword: "subnet",
		title: "Subnets",
		description:
			"The IPv4 subnets of the network. An edge server needs a static route to every internal one. The supportability page wants all edge roles and the reverse proxy in the same subnet.",
		example: "subnet 192.168.10.0/24",
		sources: ["LYNC13-NIC", "SUP-PERIM"],
	},
	{
		keyword: "speed",
		title: "Speed of the network",
		description:
			"1 Gbit/s Ethernet is recommended for all OCS servers. Plan 45 kbit/s for each audio stream and 300 kbit/s for each video stream at peak.",
		sources: ["PLAN-NET"],
	},

	// Firewalls
	{
		keyword: "ipsec",
		title: "IPsec",
		description:
			"Whether a policy asks for IPsec in this network. The ports of audio and video are best excepted, because the negotiation delays media.",
		example: "ipsec except-media",
		values: values.ipsecValues,
		sources: ["PLAN-NET", "R2-IPSEC"],
	},
	{
		keyword: "firewall",
		title: "Firewall",
		description:
			"A firewall between two networks. The edge belongs between an external and an internal one. Neither may run on the computer of an edge role.",
		example: "firewall outer between internet and dmz-ext {\n  allow tcp 443 from any to access-edge of edge1\n}",
		sources: ["PEDIA-IMP", "SUP-PERIM", "EDG-2.3"],
	},
	{
		keyword: "between",
		title: "The two sides of a firewall",
		description:
			"Names the two networks that the firewall stands between. Their zones tell whether it is the external or the internal firewall.",
		example: "firewall inner between dmz-int and corp",
		sources: ["EDG-2.3"],
	},
	{
		keyword: "product",
		within: ["firewall"],
		title: "Product of the firewall",
		description: "The make of the firewall.",
		values: values.firewallProductValues,
		sources: ["SUP-PERIM"],
	},
	{
		keyword: "runs-on",
		title: "Computer that it runs on",
		description:
			"The edge computer on which a software firewall or a reverse proxy runs. Neither is supported on the computer of an edge role.",
		example: "runs-on edge1",
		sources: ["SUP-PERIM"],
	},
	{
		keyword: "nat",
		title: "Address translation",
		description:
			"Which addresses the firewall translates: none, all, or the listed ones. The external and the internal address of the A/V Edge must not be translated; for the other roles no Microsoft page that could be read forbids it.",
		example: "nat none",
		values: values.natValues,
		sources: ["EDG-2.3", "INSIDEOCS-4"],
	},
	{
		keyword: "allow",
		title: "Firewall rule: allow",
		description:
			"Lets traffic pass, from the side that opens the connection to the other. On the external firewall, inbound is from the Internet to the perimeter; on the internal one, outbound is from the internal network to the perimeter.",
		example: "allow tcp 443 from any to access-edge of edge1",
		values: values.protocolValues,
		sources: ["EDG-2.3"],
	},
	{
		keyword: "deny",
		title: "Firewall rule: deny",
		description: "Stops traffic, from the side that opens the connection to the other.",
		example: "deny tcp 50000-59999 from any to access-edge of edge1",
		values: values.protocolValues,
		sources: ["EDG-2.3"],
	},
	{
		keyword: "any",
		title: "Any address",
		description:
			"Every address on that side of the firewall. Outside clients and partners have no known addresses, so rules of the external firewall name them so.",
		example: "from any to access-edge of edge1",
		sources: ["EDG-2.3"],
	},

	// Internal servers
	{
		keyword: "active-directory",
		title: "Active Directory",
		description:
			"A domain with its domain controllers. Keep it out of the perimeter network, where it is a significant security risk; edge servers need none.",
		example: "active-directory contoso-ad in corp { domain contoso.net }",
		sources: ["HMC-EDGE"],
	},
	{
		keyword: "domain",
		title: "Active Directory domain",
		description: "The DNS name of the domain.",
		example: "domain contoso.net",
		sources: [],
	},
	{
		keyword: "domain-controllers",
		title: "Domain controllers",
		description: "The domain controllers of the domain. None of them belongs in the perimeter network.",
		sources: ["HMC-EDGE"],
	},
	{
		keyword: "pool",
		title: "OCS 2007 server or pool",
		description:
			"A Standard Edition server or an Enterprise pool in the internal network: the counterpart of the edge roles, by the roles that it carries. Without a Director it authenticates outside users itself.",
		example: "pool pool1 in corp {\n  edition enterprise-consolidated\n  fqdn pool1.contoso.net\n}",
		sources: ["HMC-EDGE", "HMC-DIR"],
	},
	{
		keyword: "director",
		title: "Director",
		description:
			"A Standard Edition server or Enterprise pool that homes no users. As next hop of the Access Edge it authenticates outside users and routes them to their pool. Recommended, never required; in the internal network only.",
		example: "director dir1 in corp { fqdn dir1.contoso.net  address 192.168.10.20 }",
		sources: ["HMC-DIR", "SUP-DIR"],
	},
	{
		keyword: "mediation-server",
		title: "Mediation Server",
		description:
			"The server of Enterprise Voice that faces the telephone network. When outside users have voice, the A/V Edge has to be configured on it.",
		example: "mediation-server med1 in corp { fqdn med1.contoso.net  av-authentication edge1 }",
		sources: ["R2-TRUST"],
	},
	{
		keyword: "communicator-web-access",
		title: "Communicator Web Access server",
		description:
			"Gives users messages and presence in a web browser. Outside users reach it through a reverse proxy over HTTPS; it needs no edge role.",
		example: "communicator-web-access cwa1 in corp { fqdn cwa1.contoso.net }",
		sources: ["CWA-PUB", "SUP-PERIM"],
	},
	{
		keyword: "load-balancer",
		within: ["pool", "director", "mediation-server", "communicator-web-access"],
		title: "Load balancer of the pool or Director array",
		description:
			"The hardware load balancer in front of the members. The address of the pool or array is then the virtual one.",
		example: "load-balancer hlb1",
		sources: ["SUP-DIR", "PLAN-HLB"],
	},
	{
		keyword: "serves",
		title: "Users that a Director signs in",
		description: "Separate Directors for users inside and outside are recommended.",
		example: "serves external",
		values: values.servedUserValues,
		sources: ["SUP-DIR"],
	},
	{
		keyword: "membership",
		within: ["pool", "director", "mediation-server", "communicator-web-access"],
		title: "Domain membership",
		description: "The domain of the server. A Director needs Active Directory to authenticate users.",
		example: "membership domain contoso.net",
		values: values.membershipValues,
		sources: ["SUP-DIR"],
	},
	{
		keyword: "certificate",
		within: ["pool", "director", "mediation-server", "communicator-web-access"],
		title: "Certificate of the internal server",
		description: "The certificate for the FQDN of the server or pool.",
		example: "certificate pool1-cert",
		sources: ["PLAN-CERT", "TT-SAN"],
	},
	{
		keyword: "runs-on",
		within: ["pool", "director", "mediation-server", "communicator-web-access"],
		title: "Shared computer",
		description:
			"The edge server or reverse proxy whose computer the server shares. Edge roles do not share a computer with internal ones.",
		example: "runs-on edge1",
		sources: ["SUP-PERIM", "SUP-DIR"],
	},
	{
		keyword: "external",
		within: ["web-conferencing-edges"],
		title: "External name of the entry",
		description: "The external FQDN of the Web Conferencing Edge as the pool knows it. Clients are sent there.",
		example: "web-conferencing-edges edge1 { external webconf.contoso.com  port 443 }",
		sources: ["R2-TRUST"],
	},
	{
		keyword: "port",
		within: ["web-conferencing-edges"],
		title: "External port of the entry",
		description:
			"The port on which outside clients reach the Web Conferencing Edge, as the pool knows it; 443 by default.",
		example: "web-conferencing-edges edge1 { external webconf.contoso.com  port 443 }",
		sources: ["R2-TRUST"],
	},
	{
		keyword: "internal-port",
		within: ["web-conferencing-edges"],
		title: "Internal port of the entry",
		description: "The port to which the Web Conferencing Servers connect, as the pool knows it; 8057 by default.",
		example: "web-conferencing-edges edge1 { internal-port 8057 }",
		sources: ["R2-TRUST", "R2-WEBINT"],
	},
	{
		keyword: "trusted-roots",
		title: "Trusted roots",
		description:
			"The authorities whose root certificates the computer trusts. The chain of whoever issued the certificate at the other end has to be among them.",
		example: "trusted-roots internal, public",
		values: values.certificateIssuerValues,
		sources: ["R2-CERTINT", "MP-14428"],
	},
	{
		keyword: "edition",
		title: "Edition and configuration",
		description: "Standard Edition, or an Enterprise pool in the consolidated or expanded configuration.",
		example: "edition enterprise-consolidated",
		values: values.poolEditionValues,
		sources: ["PLAN-CAP"],
	},
	{
		keyword: "fqdn",
		title: "Fully qualified domain name",
		description:
			"The name by which other servers reach this one, with a record in internal DNS. In an array that is the name of the virtual address.",
		example: "fqdn pool1.contoso.net",
		sources: ["MIG-4", "PLAN-DNS2"],
	},
	{
		keyword: "fqdn",
		within: ["edge-server"],
		title: "Internal FQDN of the edge server",
		description:
			"One name for all roles of the computer: computer name and primary DNS suffix. It is the subject of the internal certificate, has a record in internal DNS and stands in the list of trusted edge servers.",
		example: "fqdn edge1.contoso.net",
		sources: ["MIG-4", "R2-TRUST", "LYNC13-DNSEDGE"],
	},
	{
		keyword: "address",
		title: "IP addresses",
		description: "The IPv4 addresses of the server; of a balanced pool or Director array, the virtual address.",
		example: "address 192.168.10.20",
		sources: ["PLAN-DNS2", "SDK-LISTEN"],
	},
	{
		keyword: "address",
		within: ["adapter"],
		title: "Addresses of the adapter",
		description:
			"IPv4 addresses. The internal adapter has one, which all roles share. On the external side each role should have its own; that of the A/V Edge is publicly routable and sits on the interface itself.",
		example: "address 131.107.155.10, 131.107.155.11, 131.107.155.12",
		sources: ["SDK-LISTEN", "PLAN-DNS", "SCHERTZ-NIC", "PLAN-NET"],
	},
	{
		keyword: "member",
		title: "Member of a pool",
		description:
			"A single server of a pool or of a Director array. The members stand behind a hardware load balancer; the next hop names the virtual address, never a member.",
		example: "member fe1.contoso.net at 192.168.10.31 { roles front-end }",
		sources: ["SUP-DIR", "SUP-PERIM", "PLAN-HLB"],
	},
	{
		keyword: "roles",
		title: "Server roles of the pool",
		description:
			"What the pool carries. Web conferencing, A/V conferencing and Web Components are the internal halves of the Web Conferencing Edge, the A/V Edge and the reverse proxy.",
		example: "roles front-end, web-conferencing, av-conferencing, web-components",
		values: values.poolRoleValues,
		sources: ["HMC-EDGE", "PLAN-CAP"],
	},
	{
		keyword: "homed-users",
		title: "Homed users",
		description: "How many users are homed here. A Director homes none.",
		example: "homed-users 5000",
		sources: ["HMC-DIR"],
	},
	{
		keyword: "web-farm",
		title: "Web farm",
		description:
			"The names of the Web Components: the internal one, to which the reverse proxy forwards, and the external one, which outside clients use and the reverse proxy publishes.",
		example: "web-farm { internal pool1.contoso.net  external ocsweb.contoso.com }",
		sources: ["EDG-2.1", "EE-DNS"],
	},
	{
		keyword: "internal",
		within: ["web-farm"],
		title: "Internal web farm FQDN",
		description:
			"The name of the Web Components in the internal network: the server itself, or the virtual address of the pool.",
		example: "internal pool1.contoso.net",
		sources: ["EE-DNS"],
	},
	{
		keyword: "external",
		within: ["web-farm"],
		title: "External web farm FQDN",
		description:
			"The name under which outside clients fetch address book, group expansion and meeting content. Its external DNS record points at the reverse proxy, and it is the subject of the proxy's certificate.",
		example: "external ocsweb.contoso.com",
		sources: ["EDG-2.1", "PEDIA-RP", "R2-GRPEXP"],
	},
	{
		keyword: "trusts",
		title: "Trusted edge servers",
		description:
			"The internal side of the trust: the edge servers, or edge arrays, that the forest lists on the Edge Servers tab of Global Properties, by internal FQDN or by the FQDN of the internal virtual address.",
		example: "trusts edge1",
		sources: ["ADM-GLOBAL", "ADM-APPA", "R2-TRUST"],
	},
	{
		keyword: "web-conferencing-edges",
		title: "Web Conferencing Edges of the pool",
		description:
			"The Web Conferencing Edges that the pool's Web Conferencing Servers connect to, one entry for each server with internal FQDN, external FQDN and ports; never a virtual address.",
		example: "web-conferencing-edges edge1",
		sources: ["R2-TRUST", "PLAN-LB"],
	},
	{
		keyword: "av-authentication",
		title: "A/V Authentication service",
		description:
			"The A/V Edge whose authentication service the pool uses, set on the Media tab of the pool; for outside voice also on the Mediation Server. A pool refers to exactly one. Its port is 5062.",
		example: "av-authentication edge1",
		sources: ["R2-AVAUTH", "SDK-POOL", "R2-TRUST", "NETMON"],
	},
	{
		keyword: "federation-route",
		title: "Global federation route",
		description:
			"Where internal servers send federated traffic: the Director, or without one the Access Edge, on port 5061 by default. Set on the Federation tab of Global Properties; one pool may override it.",
		example: "federation-route dir1",
		sources: ["ADM-GLOBAL", "SDK-GLOBALFED", "R2-HLP-FED"],
	},

	// Edge servers
	{
		keyword: "edge-server",
		title: "Edge server",
		description:
			"A computer in the perimeter with one or more of the three edge roles. It belongs to a workgroup, has two network adapters, and shares its computer with nothing else.",
		example:
			"edge-server edge1 in redmond {\n  fqdn edge1.contoso.net\n  membership workgroup\n  access-edge { next-hop dir1 }\n}",
		sources: ["HMC-EDGE", "PEDIA-IMP"],
	},
	{
		keyword: "membership",
		title: "Workgroup or domain",
		description:
			"Whether the computer belongs to a workgroup or to a domain. Keep edge servers in a workgroup: it is simpler to install and keeps Active Directory out of the perimeter.",
		example: "membership workgroup",
		values: values.membershipValues,
		sources: ["HMC-EDGE", "PEDIA-IMP"],
	},
	{
		keyword: "membership",
		within: ["reverse-proxy"],
		title: "Workgroup or domain",
		description:
			"Whether the proxy belongs to a workgroup or to a domain. A workgroup is recommended for a proxy that publishes Communicator Web Access.",
		example: "membership workgroup",
		values: values.membershipValues,
		sources: ["CWA-PUB"],
	},
	{
		keyword: "operating-system",
		title: "Operating system",
		description:
			"OCS 2007 runs on 32-bit Windows Server 2003; it supports neither 64-bit Windows Server 2003 nor Windows Server 2008.",
		example: "operating-system windows-server-2003-sp2",
		values: values.operatingSystemValues,
		sources: ["MARKGA", "HMC-OS", "EPT-SCHERTZ"],
	},
	{
		keyword: "operating-system",
		within: ["reverse-proxy"],
		title: "Operating system",
		description: "The operating system of the proxy; it depends on the product that is chosen.",
		sources: [],
	},
	{
		keyword: "adapter",
		title: "Network adapter",
		description:
			"A network adapter on the internal or on the external side. The guideline is one for each, for physical separation; one multihomed adapter is supported too, as quoted from the Supportability Guide.",
		example: "adapter external on dmz-ext {\n  address 131.107.155.10, 131.107.155.11\n  gateway 131.107.155.1\n}",
		values: values.sideValues,
		sources: ["HMC-EDGE", "ADM-IF", "SCHERTZ-NIC"],
	},
	{
		keyword: "gateway",
		title: "Default gateway",
		description:
			"One default gateway for the computer, on the external adapter, where the address of the Access Edge is; none on the internal adapter. Written down for later releases only.",
		example: "gateway 131.107.155.1",
		sources: ["SFB-ENV", "LYNC13-NIC", "SCHERTZ-HOST"],
	},
	{
		keyword: "route",
		title: "Static route",
		description:
			"A persistent route on the internal adapter. Every internal network with clients or servers needs one, because the default gateway is outside. Written down for later releases only.",
		example: "route 192.168.0.0/16 via 10.45.16.1",
		sources: ["SFB-ENV", "LYNC13-NIC", "SCHERTZ-HOST"],
	},
	{
		keyword: "via",
		title: "Gateway of the route",
		description: "The router in the internal perimeter network through which the internal networks are reached.",
		example: "route 192.168.0.0/16 via 10.45.16.1",
		sources: ["LYNC13-NIC"],
	},
	{
		keyword: "dns-servers",
		title: "DNS servers of the adapter",
		description:
			"Not the internal ones: an edge server uses DNS servers in the perimeter, or external ones together with a hosts file that holds the next hop.",
		example: "dns-servers 131.107.155.2",
		sources: ["R2-DNSCFG", "LYNC13-NIC"],
	},
	{
		keyword: "dhcp",
		title: "Address by DHCP",
		description:
			"The adapter gets its address from a DHCP server. DNS records, firewall rules and the settings of the edge name fixed addresses, so this contradicts them sooner or later.",
		sources: [],
	},
	{
		keyword: "dns-suffix",
		title: "Primary DNS suffix",
		description: "What completes the computer name to the FQDN of a computer outside a domain.",
		example: "dns-suffix contoso.net",
		sources: ["LYNC13-DNSEDGE"],
	},
	{
		keyword: "dns-suffix",
		within: ["reverse-proxy"],
		title: "DNS suffix of the reverse proxy",
		description:
			"DNS suffix and computer name of a proxy that publishes Communicator Web Access match the external DNS name.",
		example: "dns-suffix contoso.com",
		sources: ["CWA-PUB"],
	},
	{
		keyword: "operations",
		title: "Planned operations",
		description:
			"What is planned for running the computer: monitoring and auditing, validation, backup of settings and certificates.",
		example: "operations auditing, validation, backup",
		values: values.operationValues,
		sources: ["PEDIA-IMP", "HMC-EDGE", "R2-DEACT"],
	},
	{
		keyword: "runs",
		title: "Other software on the computer",
		description:
			"What else the computer runs. Edge computers are to be dedicated; only routing applications (MSPL, OCS API) are named as acceptable.",
		example: "runs mspl-application",
		values: values.runsValues,
		sources: ["PEDIA-IMP", "SUP-PERIM"],
	},
	{
		keyword: "hosts-entry",
		title: "Entry in the hosts file",
		description:
			"A name that the computer resolves by itself. Without a DNS server in the perimeter, the hosts file holds the next hop and the internal servers the edge talks to.",
		example: "hosts-entry dir1.contoso.net -> 192.168.10.20",
		sources: ["R2-DNSCFG", "LYNC13-NIC"],
	},
	{
		keyword: "internal-certificate",
		title: "Certificate of the internal interface",
		description:
			"One for the computer, shared by all its roles. Its subject is the internal FQDN, in an array that of the internal virtual address; an internal authority is usual.",
		example: "internal-certificate edge1-int",
		sources: ["SUP-PERIM", "MIG-4"],
	},

	// Edge roles
	{
		keyword: "access-edge",
		title: "Access Edge Server",
		description:
			"The only door for SIP between the Internet and the internal deployment; every outside scenario needs it for its signalling. It hands users to its next hop, which authenticates them.",
		example: "access-edge {\n  external sip.contoso.com at 131.107.155.10\n  next-hop dir1\n}",
		sources: ["HMC-EDGE", "EDG-1.1", "ADM-EXT"],
	},
	{
		keyword: "web-conferencing-edge",
		title: "Web Conferencing Edge Server",
		description:
			"Carries web conferences (PSOM) between outside users and the internal Web Conferencing Servers, which open the connections to it on port 8057.",
		example: "web-conferencing-edge { external webconf.contoso.com at 131.107.155.11  certificate webconf-ext }",
		sources: ["HMC-EDGE", "EDG-1.1", "PLAN-LB"],
	},
	{
		keyword: "av-edge",
		title: "A/V Edge Server",
		description:
			"Relays audio and video (RTP/RTCP, STUN) across the firewalls. It needs a publicly routable external address, no address translation on either side, and no external certificate.",
		example: "av-edge { external av.contoso.com at 131.107.155.12  authentication-certificate av-auth }",
		sources: ["HMC-EDGE", "EDG-1.1", "EDG-2.3", "SUP-PERIM"],
	},
	{
		keyword: "external",
		within: edgeRoles,
		title: "External name and address",
		description:
			"The FQDN and, after at, the address under which the Internet reaches the role. The certificate of the role and an external DNS record carry the name; for the Access Edge it should be sip.<SIP domain>.",
		example: "external sip.contoso.com at 131.107.155.10",
		sources: ["PLAN-DNS", "SUP-PERIM", "SDK-LISTEN"],
	},
	{
		keyword: "external",
		within: ["av-edge"],
		title: "External name and address of the A/V Edge",
		description:
			"The FQDN and, after at, the address of the media relay. The address is publicly routable and sits on the interface itself: no NAT in front of it.",
		example: "external av.contoso.com at 131.107.155.12",
		sources: ["EDG-2.3", "PLAN-NET", "CHLACY"],
	},
	{
		keyword: "next-hop",
		title: "Next hop",
		description:
			"The internal server to which the Access Edge hands inbound traffic: the Director, or without one the pool. Always an FQDN, never an IP address; of an array always the virtual address. The edge must be able to resolve it.",
		example: "next-hop dir1",
		sources: ["SUP-PERIM", "SDK-NEXTHOP"],
	},
	{
		keyword: "authorized-servers",
		title: "Authorised internal servers",
		description:
			"The internal servers that may connect to the Access Edge: every one that sends to it, and the next hop. Missing entries also break A/V conferencing for outside users who join through this edge.",
		example: "authorized-servers dir1, pool1",
		sources: ["SDK-INTSRV", "LYNC13-AUTH"],
	},
	{
		keyword: "internal-sip-domains",
		title: "Internal SIP domains",
		description:
			"The SIP domains that the Access Edge takes for its own. Messages for users of any other domain are rejected, so every SIP domain of the deployment belongs here, on every Access Edge.",
		example: "internal-sip-domains contoso.com, fabrikam.com",
		sources: ["R2-EVENTS"],
	},
	{
		keyword: "certificate",
		within: [...edgeRoles, "publish"],
		title: "Certificate of the external interface",
		description:
			"The certificate that the outside sees. Access Edge, Web Conferencing Edge and reverse proxy need one with their external FQDN; the A/V Edge has none there.",
		example: "certificate access-ext",
		sources: ["SUP-PERIM", "R2-CERT", "PEDIA-RP"],
	},
	{
		keyword: "enables",
		title: "What is switched on",
		description:
			"The kinds of outside users that the Access Edge lets in. A scenario that is not switched on here does not work, whatever else is in place.",
		example: "enables remote-users, federation",
		values: values.accessEdgeOptionValues,
		sources: ["SDK-EXTEDGE", "R2-IMP", "SUP-EXT"],
	},
	{
		keyword: "remote-access-port",
		title: "Port for remote users",
		description: `The external port of the Access Edge for clients: TCP ${defaults["access-remote-access"].default} by default (APExternalRemoteAccessPort).`,
		example: "remote-access-port 443",
		sources: ["SDK-LISTEN", "PEDIA-PORTS"],
	},
	{
		keyword: "federation-port",
		title: "Port for federation",
		description: `The external port of the Access Edge for partners and IM providers: TCP ${defaults["access-federation"].default} by default (APExternalFederationPort).`,
		example: "federation-port 5061",
		sources: ["SDK-LISTEN", "PEDIA-PORTS"],
	},
	{
		keyword: "internal-port",
		title: "Internal port",
		description: `The internal port of the Access Edge: TCP ${defaults["access-internal"].default} by default (APInternalPort), for SIP with mutual TLS.`,
		example: "internal-port 5061",
		sources: ["SDK-LISTEN", "PEDIA-PORTS"],
	},
	{
		keyword: "internal-port",
		within: ["web-conferencing-edge"],
		title: "Internal port of the Web Conferencing Edge",
		description: `The port that the internal Web Conferencing Servers connect to: TCP ${defaults["web-conferencing-internal"].default} by default (DPInternalPort). The entries of the pools have to match it.`,
		example: "internal-port 8057",
		sources: ["SDK-LISTEN", "R2-WEBINT", "R2-WEBEXT"],
	},
	{
		keyword: "port",
		title: "External port of the Web Conferencing Edge",
		description: `The port that outside participants connect to: TCP ${defaults["web-conferencing-external"].default} by default (DPExternalPort). The entries of the pools have to match it.`,
		example: "port 443",
		sources: ["SDK-LISTEN", "R2-WEBEXT"],
	},
	{
		keyword: "media-ports",
		title: "Media port range",
		description: `The external ports for media, TCP and UDP: ${defaults["av-media-range"].default} by default. Open on the external firewall in both directions, to and from each A/V Edge; not needed on the internal firewall. Firewall and edge must agree.`,
		example: "media-ports 50000-59999",
		sources: ["LYNC13-AV", "SDK-LISTEN", "TEKTIPS"],
	},
	{
		keyword: "authentication-port",
		title: "Port of the A/V Authentication service",
		description: `The internal port for A/V authentication: TCP ${defaults["av-authentication-internal"].default} by default (MRASInternalPort), used by Front Ends, A/V Conferencing Servers and Mediation Servers.`,
		example: "authentication-port 5062",
		sources: ["SDK-LISTEN", "NETMON"],
	},
	{
		keyword: "authentication-certificate",
		title: "A/V authentication certificate",
		description:
			"Its private key makes the credentials of audio and video users, so only the key counts, not the name. Use no other certificate for it, and the same one on all members of an array.",
		example: "authentication-certificate av-auth",
		sources: ["R2-CERT", "R2-AVCERT", "CONFUSED-AV"],
	},
	{
		keyword: "tcp-port",
		title: "External TCP port of the A/V Edge",
		description: `STUN over TCP: ${defaults["av-external-tcp"].default} by default (MRExternalTCPPort). On one address no two roles may use the same port.`,
		example: "tcp-port 443",
		sources: ["SDK-LISTEN", "TEKTIPS", "R2-AVEXT"],
	},
	{
		keyword: "udp-port",
		title: "External UDP port of the A/V Edge",
		description: `STUN over UDP: ${defaults["av-external-udp"].default} by default (MRExternalUDPPort).`,
		example: "udp-port 3478",
		sources: ["SDK-LISTEN", "TEKTIPS"],
	},

	// Arrays
	{
		keyword: "edge-array",
		title: "Edge array",
		description:
			"Several edge servers of the same roles behind a load balancer. The A/V Edge is kept apart from balanced Access and Web Conferencing Edges, and Web Conferencing Edges are not balanced on the internal side.",
		example: "edge-array edges in redmond {\n  members edge1, edge2\n  load-balancer lb1\n}",
		sources: ["PLAN-LB", "R2-LBEDGE"],
	},
	{
		keyword: "members",
		title: "Members of the array",
		description:
			"The edge servers behind the balancer. All carry the same certificates, imported with their private key, and should be set up alike.",
		example: "members edge1, edge2",
		sources: ["MIG-4", "MP-14559"],
	},
	{
		keyword: "load-balancer",
		within: ["edge-array"],
		title: "Load balancer of the array",
		description:
			"The balancer in front of the members, for traffic from outside and from inside. One may serve all roles; a virtual address for each role is recommended.",
		example: "load-balancer lb1",
		sources: ["PLAN-LB", "SUP-LB"],
	},
	{
		keyword: "virtual-address",
		title: "Virtual address",
		description:
			"The address, with its FQDN, under which a role of the array is reached on one side. Clients, certificates and DNS records use this name. The Web Conferencing Edge has none on the internal side, and that of the A/V Edge is publicly routable.",
		example: "virtual-address external access-edge sip.contoso.com at 131.107.155.30",
		values: values.sideValues,
		sources: ["PLAN-LB", "R2-LBEDGE", "PEDIA-PUBIP"],
	},
	{
		keyword: "load-balancer",
		title: "Load balancer",
		description:
			"Required by the Planning Guide in the scaled topologies, though the supportability page only recommends it. A hardware load balancer; the media range is on no balancer.",
		example: "load-balancer lb1 { kind hardware }",
		sources: ["PLAN-LB", "SUP-LB", "R2-LB", "R2-LBEDGE"],
	},
	{
		keyword: "kind",
		title: "Kind of load balancer",
		description: "OCS 2007 pages speak of hardware balancers only; R2 forbids Windows NLB in so many words.",
		example: "kind hardware",
		values: values.loadBalancerKindValues,
		sources: ["SUP-LB", "PLAN-LB", "R2-LB"],
	},
	{
		keyword: "snat-addresses",
		title: "Addresses for source NAT",
		description:
			"How many addresses the balancer translates senders to. Each carries at most 65,000 connections (written for Enterprise pools).",
		example: "snat-addresses 2",
		sources: ["PLAN-HLB"],
	},
	{
		keyword: "translation",
		title: "Address translation of the balancer",
		description:
			"Source or destination NAT. The A/V Edge has to answer with its real address, so it does not go behind source NAT.",
		example: "translation dnat",
		values: values.translationValues,
		sources: ["LYNC13-HLB", "PLAN-HLB"],
	},

	// Reverse proxy
	{
		keyword: "reverse-proxy",
		title: "Reverse proxy",
		description:
			"Publishes the Web Components to the Internet over HTTPS: address book, group expansion, meeting content. Never on the computer of an edge role. ISA Server 2006 is the documented product; any with web publishing and SSL bridging will do.",
		example: "reverse-proxy isa1 {\n  product isa-server-2006\n  publish pool1 { external-url ocsweb.contoso.com }\n}",
		sources: ["HMC-EDGE", "EDG-2.1", "SUP-PERIM"],
	},
	{
		keyword: "product",
		within: ["reverse-proxy"],
		title: "Product of the reverse proxy",
		description:
			"Any product with web publishing and SSL bridging; ISA Server 2006 is the documented one. Without its service pack 1 it does not read subject alternative names.",
		example: "product isa-server-2006",
		values: values.reverseProxyProductValues,
		sources: ["EDG-2.1", "HMC-RP", "PEDIA-RP"],
	},
	{
		keyword: "publish",
		title: "Publishing rule",
		description:
			"Publishes the Web Components of a pool under its external web farm FQDN. The proxy connects to the internal web farm over HTTPS, port 443.",
		example:
			"publish pool1 {\n  external-url ocsweb.contoso.com\n  paths address-book, group-expansion, meeting-content\n}",
		sources: ["EDG-2.1", "HMC-RP", "R2-RP"],
	},
	{
		keyword: "external-url",
		title: "Published name",
		description:
			"The host name that outside clients use. It equals the external web farm FQDN of the pool, resolves in external DNS to the proxy, and is the subject of the certificate.",
		example: "external-url ocsweb.contoso.com",
		sources: ["EDG-2.1", "PEDIA-RP"],
	},
	{
		keyword: "paths",
		title: "Published directories",
		description: "Which directories of the Web Components are published. Publishing all three is recommended.",
		example: "paths address-book, group-expansion, meeting-content",
		values: values.publishedPathValues,
		sources: ["EDG-2.1", "HMC-RP"],
	},
	{
		keyword: "listener-authentication",
		title: "Authentication at the listener",
		description:
			"Whether the proxy asks users to sign in. The published directories authenticate the client themselves.",
		example: "listener-authentication none",
		values: values.listenerAuthenticationValues,
		sources: ["LYNC13-WEBPUB", "ISA-CONC"],
	},
	{
		keyword: "delegation",
		title: "Delegation of credentials",
		description: "What the publishing rule does with the credentials of the client.",
		example: "delegation client-authenticates",
		values: values.delegationValues,
		sources: ["LYNC13-WEBPUB"],
	},
	{
		keyword: "protocol",
		title: "Protocol to publish with",
		description: "How outside users reach Communicator Web Access. Only HTTPS is supported.",
		example: "protocol https",
		values: values.publishedProtocolValues,
		sources: ["CWA-PUB"],
	},
	{
		keyword: "single-sign-on",
		title: "Single sign-on",
		description:
			"Users of Communicator Web Access sign in once, at the listener. The only supported proxy for it is ISA Server 2006 with single sign-on on the listener.",
		sources: ["CWA-PUB"],
	},
	{
		keyword: "bridging",
		title: "SSL bridging",
		description:
			"Whether the proxy ends the TLS connection and opens a new one to the web farm, or tunnels it. Bridging is recommended.",
		example: "bridging ssl-bridging",
		values: values.bridgingValues,
		sources: ["PEDIA-RP2"],
	},

	// Certificates
	{
		keyword: "certificate",
		title: "Certificate",
		description:
			"A certificate that roles refer to. A consolidated edge server has four: internal interface, Access Edge external, Web Conferencing Edge external, A/V authentication; the reverse proxy has one of its own.",
		example:
			"certificate access-ext {\n  subject sip.contoso.com\n  san sip.fabrikam.com\n  issuer public\n  usage server\n}",
		sources: ["SUP-PERIM", "PLAN-CERT", "R2-CERT"],
	},
	{
		keyword: "subject",
		title: "Subject name",
		description:
			"The name that the certificate is for: the FQDN of the interface that carries it, in an array that of the virtual address. For A/V authentication the name does not matter.",
		example: "subject sip.contoso.com",
		sources: ["R2-CERT", "MIG-4", "PLAN-DNS"],
	},
	{
		keyword: "san",
		title: "Subject alternative names",
		description:
			"Further names. On the external certificate of the Access Edge: sip.<domain> for each further SIP domain. ISA Server 2006 without service pack does not read them.",
		example: "san sip.fabrikam.com",
		sources: ["R2-CERT", "PEDIA-RP"],
	},
	{
		keyword: "issuer",
		title: "Issuer",
		description:
			"A public certification authority is required for public IM and for anonymous users, and recommended for federation; an internal one is usual for the internal interface and A/V authentication.",
		example: "issuer public",
		values: values.certificateIssuerValues,
		sources: ["R2-CERT", "R2-PKI"],
	},
	{
		keyword: "usage",
		title: "Enhanced key usages",
		description:
			"What the certificate may be used for. Every server certificate needs server authentication; AOL also wants client authentication on the external certificate of the Access Edge.",
		example: "usage server, client",
		values: values.certificateUsageValues,
		sources: ["PLAN-CERT", "R2-CERT"],
	},
	{
		keyword: "exportable",
		title: "Exportable private key",
		description:
			"Whether the private key can be moved. The first member of an array needs it so; copies are best imported as non-exportable once no other computer needs them.",
		sources: ["MIG-4", "R2-WALKCERT"],
	},
	{
		keyword: "not-exportable",
		title: "Private key that cannot be moved",
		description:
			"The request does not allow the private key to be exported, so no other member of an array can use the certificate.",
		sources: ["MIG-4", "R2-WALKCERT"],
	},
	{
		keyword: "installed-key",
		title: "Key of the installed copy",
		description:
			"Whether the copy on the server lets its private key out. Importing it as non-exportable keeps an attacker from copying it.",
		example: "installed-key not-exportable",
		values: values.installedKeyValues,
		sources: ["R2-WALKCERT"],
	},
	{
		keyword: "enrollment",
		title: "Way to enrol",
		description: "How the certificate is requested. Auto-enrolment is not supported for edge servers.",
		example: "enrollment offline",
		values: values.enrollmentValues,
		sources: ["PLAN-CERT"],
	},
	{
		keyword: "key-length",
		title: "Key length",
		description:
			"In bits. The certificate wizard asks for 1024 by default; RSA keys of up to 4096 bits are supported in R2.",
		example: "key-length 1024",
		sources: ["CERT-SAMPLE", "R2-AVCERT", "R2-PKI"],
	},
	{
		keyword: "algorithm",
		title: "Signature algorithm",
		description: "How the certificate is signed. What OCS 2007 demands of it was not found.",
		sources: [],
	},
	{
		keyword: "expires",
		title: "Expiry date",
		description:
			"The last day of the certificate, as year-month-day. A renewed certificate that differs in the date only needs no restart of the service (written for Front Ends).",
		example: "expires 2009-01-31",
		sources: ["ADM-APPC"],
	},
	{
		keyword: "crl-distribution-point",
		title: "CRL distribution point",
		description:
			"Where the revocation list is fetched. Every server certificate needs one, and the Access Edge must reach it over port 80; a list that cannot be fetched can keep the service from starting.",
		sources: ["PLAN-CERT", "EXPLUC-CRL", "SFB-ENV"],
	},

	// DNS
	{
		keyword: "dns",
		title: "DNS view",
		description:
			"The records of one view. External: SRV records, and an A record for each edge role and web farm. Internal: the edge servers, pools and web farms by their internal names.",
		example:
			"dns external {\n  a sip.contoso.com -> 131.107.155.10\n  srv _sipfederationtls._tcp.contoso.com -> sip.contoso.com:5061\n}",
		values: values.dnsViewValues,
		sources: ["PLAN-DNS", "PLAN-DNS2"],
	},
	{
		keyword: "a",
		title: "Address record",
		description:
			"Gives a name its addresses. The external name of each role points at its external or virtual address.",
		example: "a sip.contoso.com -> 131.107.155.10",
		sources: ["PLAN-DNS", "EDG-2.1"],
	},
	{
		keyword: "srv",
		title: "Service record",
		description:
			"Points clients and partners at the Access Edge: _sip._tls.<domain>, port 443, for automatic configuration, and _sipfederationtls._tcp.<domain>, port 5061, for federation. The domain must match a name on the certificate.",
		example: "srv _sipfederationtls._tcp.contoso.com -> sip.contoso.com:5061",
		sources: ["PLAN-DNS", "R2-CLIENTDNS", "SFB-ENV"],
	},
	{
		keyword: "cname",
		title: "Alias record",
		description: "Gives a name another name. The records that the documentation lists are A and SRV records.",
		example: "cname meet.contoso.com -> webconf.contoso.com",
		sources: ["PLAN-DNS"],
	},

	// Words that connect
	{
		keyword: "in",
		title: "Where it stands",
		description: "Names the site of an edge server, edge array or reverse proxy, or the network of an internal server.",
		example: "director dir1 in corp",
		sources: [],
	},
	{
		keyword: "on",
		title: "Network of the adapter",
		description: "Names the network that the adapter is attached to.",
		example: "adapter internal on dmz-int",
		sources: [],
	},
	{
		keyword: "at",
		title: "Address of the name",
		description: "The IP address that belongs to the name before it.",
		example: "external sip.contoso.com at 131.107.155.10",
		sources: [],
	},
	{
		keyword: "from",
		title: "Sender",
		description: "The end of a firewall rule that opens the connection.",
		example: "allow tcp 443 from any to access-edge of edge1",
		sources: ["EDG-2.3"],
	},
	{
		keyword: "to",
		title: "Receiver",
		description: "The end of a firewall rule that the connection is opened to.",
		example: "allow tcp 443 from any to access-edge of edge1",
		sources: ["EDG-2.3"],
	},
	{
		keyword: "of",
		title: "Host of the role",
		description: "Names the edge server or array whose role is meant, with the address of that role.",
		example: "access-edge of edge1",
		sources: [],
	},
	{
		keyword: "and",
		title: "The other side of the firewall",
		description: "Names the second of the two networks that the firewall stands between.",
		example: "firewall inner between dmz-int and corp",
		sources: [],
	},
];

const byKeyword = new Map<string, SourcedKeyword[]>();
for (const fact of keywordFacts) {
	byKeyword.set(fact.keyword, [...(byKeyword.get(fact.keyword) ?? []), fact]);
}

/**
 * What a keyword means, in the block of another keyword where that matters: `access-edge` is a role, and within
 * `partner` the name of somebody else's. The entry with the narrowest context wins.
 */
export function keywordFact(keyword: string, within?: string): KeywordFact | undefined {
	const facts = byKeyword.get(keyword) ?? [];
	const fitting =
		within === undefined
			? []
			: facts
					.filter((fact) => fact.within?.includes(within))
					.sort((a, b) => (a.within?.length ?? 0) - (b.within?.length ?? 0));
	return fitting[0] ?? facts.find((fact) => fact.within === undefined) ?? facts[0];
}
