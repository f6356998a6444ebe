import type { TaskFact } from "../types.js";
import { derived, evidence, unsourced } from "./evidence.js";

const localAdministrator =
	"A workgroup computer knows no domain groups, so the local Administrators group is the only possible reading; the permission table that could be read has no rows for edge servers.";

/** What comes before all tasks. Whichever of them is the first one in a deployment asks for it, and no later one again. */
const beforeAll: TaskFact["prerequisites"] = [
	{
		text: "The deployment was tried in a staging or lab environment.",
		evidence: evidence("ocs2007-copy", ["PEDIA-IMP", "R2BETA-GUIDE"]),
	},
	{
		text: "DNS records, firewall rules and certificates are planned.",
		evidence: derived("Follows from the requirements of the roles."),
	},
];

/** The seven tasks of the reference architecture, in their order. */
export const tasks: readonly TaskFact[] = [
	{
		id: "publish-web-components",
		number: 1,
		title: "Publish (Reverse Proxy) the Address Book Web Components to the Internet",
		purpose: "Outside users reach the address book, group expansion and meeting content over HTTPS.",
		where: "on the reverse proxy in the perimeter network",
		who: "The administrator of the reverse proxy, with the administrators of the web farm and of public DNS.",
		permissions: {
			text: "The right to change publishing rules, listeners and certificates on the reverse proxy, to change the IIS virtual directories of the web farm, and to add a public DNS record.",
			evidence: derived("Follows from the steps; no page lists the permissions.", ["EDG-2.1"]),
		},
		after: [],
		prerequisites: [
			...beforeAll,
			{
				text: "The internal OCS 2007 deployment is complete, or the plan is a migration from Live Communications Server 2005 with SP1.",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
			{
				text: "Internal users can sign in, download the address book, expand groups and fetch meeting content.",
				evidence: evidence(
					"community",
					["PEDIA-RP"],
					"The page asks that outside users can sign in as well. In the order of the reference architecture they cannot before task 6, so downloads with a client outside are tested in task 7.",
				),
			},
			{
				text: "The external and internal web farm FQDN and the external address of the reverse proxy are known.",
				evidence: evidence("ocs2007", ["EDG-2.1"]),
			},
			{
				text: "The root certificate of the authority that issued the certificate of the web farm is at hand.",
				evidence: evidence("community", ["PEDIA-RP"]),
			},
			{
				text: "The external DNS record of the external web farm FQDN points at the reverse proxy.",
				evidence: evidence("ocs2007", ["EDG-2.1", "PLAN-DNS2"]),
			},
		],
		verify: [
			{
				text: "Open each published address from a computer outside. The exact expected responses are not documented.",
				evidence: evidence("ocs2007", ["EDG-2.1"]),
			},
		],
		undo: [
			{
				text: "Disable or delete the publishing rule, remove the certificate of the listener, delete the DNS record.",
				evidence: unsourced("No documented procedure was found."),
			},
		],
		evidence: evidence("seed", ["HMC-EDGE", "HMC-RP", "EDG-2.1"]),
	},
	{
		id: "install-edge-servers",
		number: 2,
		title: "Install the Edge Server roles",
		purpose: "The files of the edge roles are on each computer, and its roles are activated.",
		where: "on each edge server: steps 1 and 2 of the page Deploy Edge Server of the Deployment Wizard",
		who: "A local administrator of the edge server.",
		permissions: {
			text: "Member of the local Administrators group.",
			evidence: evidence("community", ["SHUDNOW5", "PEDIA-PERM"], localAdministrator),
		},
		after: [],
		prerequisites: [
			...beforeAll,
			{
				text: "The computer is in a workgroup and has two network adapters.",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
			{
				text: "The primary DNS suffix is set, so that computer name and suffix are the internal FQDN.",
				evidence: evidence("later", ["LYNC13-DNSEDGE"], "No OCS 2007 page that could be read states it."),
			},
			{
				text: "The adapters are configured: one default gateway, on the external side, and a static route to every internal network.",
				evidence: evidence("later", ["LYNC13-NIC", "SFB-ENV"], "No OCS 2007 page that could be read states it."),
			},
			{
				text: "Each edge server with an Access Edge can resolve its next hop, by a DNS server in the perimeter or by its hosts file.",
				evidence: evidence("r2", ["SDK-NEXTHOP", "R2-DNSCFG", "LYNC13-NIC"]),
			},
			{
				text: "The Standard Edition media are at hand; they are sufficient for an edge server.",
				evidence: evidence("community", ["SHUDNOW5"]),
			},
		],
		verify: [
			{
				text: "The log of the Deployment Wizard shows no failure.",
				evidence: evidence("community", ["SHUDNOW5"]),
			},
			{
				text: "LCSCmd.exe /Server /Action:CheckLCServerState /Role:AP reports the state of the edge server.",
				evidence: evidence("r2", ["R2-CMD-STATE"], "The command is documented for OCS 2007 R2."),
			},
		],
		undo: [
			{
				text: "Outside working hours, back up the settings and the certificates whose keys can be exported, stop the services, then deactivate the edge server in Computer Management and check that every line of the log says Success. Finish one role before touching another.",
				evidence: evidence("r2", ["R2-DEACT", "ADM-APPC"], "The procedure is documented for OCS 2007 R2."),
			},
			{
				text: "On the command line, a role is deactivated on the computer itself by the command that stands with the steps which activate it.",
				evidence: evidence("r2", ["R2-CMD-DEACT"], "The command is documented for OCS 2007 R2."),
			},
		],
		evidence: evidence(
			"seed",
			["HMC-EDGE", "SHUDNOW5"],
			"The pages of the activation wizard were not readable, and no activation command for an edge server was found.",
		),
	},
	{
		id: "configure-edge-servers",
		number: 3,
		title: "Configure the Edge Server roles",
		purpose:
			"Each edge server knows its addresses, names and ports, its next hop, its internal SIP domains and the internal servers that may connect, and which outside users are let in.",
		where: "on each edge server: step 3 of the page Deploy Edge Server of the Deployment Wizard",
		who: "A local administrator of the edge server.",
		permissions: {
			text: "Member of the local Administrators group.",
			evidence: derived(localAdministrator, ["PEDIA-PERM"]),
		},
		after: [
			{
				task: "install-edge-servers",
				result: "the edge roles are installed and activated",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
		],
		prerequisites: [
			{
				text: "Addresses, FQDNs and ports of every interface are known; the external address of the A/V Edge is publicly routable.",
				evidence: evidence("ocs2007", ["SDK-LISTEN", "EDG-2.3", "R2-AVEXT"]),
			},
			{
				text: "The FQDN and port of the next hop are known; an IP address is not accepted.",
				evidence: evidence("r2", ["SDK-NEXTHOP"]),
			},
			{
				text: "The internal SIP domains and the FQDNs of all internal servers that may connect are known.",
				evidence: evidence("r2", ["SDK-INTSRV", "LYNC13-AUTH"]),
			},
		],
		verify: [
			{
				text: "The configuration wizard has finished, and its log shows no failure.",
				evidence: derived("The pages of the wizard were not readable; task 2 has the same check.", ["SHUDNOW5"]),
			},
			{
				text: "In Computer Management, properties of Office Communications Server 2007, the tab Edge Interfaces shows the values of the steps; on a server with an Access Edge, the tabs Internal, Allow, Block and IM Provider do as well.",
				evidence: evidence("r2", [
					"ADM-IF",
					"R2-WEBEXT",
					"R2-AVEXT",
					"LYNC13-AUTH",
					"R2-FEDMON",
					"R2-HLP-BLOCK",
					"R2-IMP",
				]),
			},
		],
		undo: [
			{
				text: "Set the value back and restart the service; no separate procedure is documented. The configuration wizard may be run again instead.",
				evidence: evidence("ocs2007", ["ADM-IF", "R2-WEBEXT", "R2-AVEXT"]),
			},
		],
		evidence: evidence(
			"seed",
			["HMC-EDGE", "SHUDNOW5", "ADM-IF", "SDK-LISTEN"],
			"The pages of the configuration wizard were not readable; the values are those of the settings classes and of the dialogs that hold them afterwards.",
		),
	},
	{
		id: "configure-certificates",
		number: 4,
		title: "Configure certificates",
		purpose: "Every interface that uses TLS, and the A/V Authentication service, has its certificate.",
		where: "on each edge server: step 4 of the page Deploy Edge Server of the Deployment Wizard",
		who: "A local administrator of the edge server, with whoever orders certificates from the authorities.",
		permissions: {
			text: "Member of the local Administrators group.",
			evidence: derived(localAdministrator, ["PEDIA-PERM"]),
		},
		after: [
			{
				task: "configure-edge-servers",
				result: "the edge roles are configured",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
		],
		prerequisites: [
			{
				text: "The names of all interfaces are settled: they become the subjects of the certificates.",
				evidence: evidence("ocs2007", ["MIG-4", "PLAN-DNS"]),
			},
			{
				text: "The certification path of each authority is at hand, to be imported on every edge server.",
				evidence: evidence("r2", ["R2-CERTINT"]),
			},
			{
				text: "Each authority issues certificates with the server authentication usage and a CRL distribution point.",
				evidence: evidence("ocs2007", ["PLAN-CERT"]),
			},
			{
				text: "The certificate team has published the revocation list of the internal authority, too, at the CRL distribution point of the certificates. An Access Edge has to be able to fetch it before task 5, not before this one.",
				evidence: derived(
					"The services of an Access Edge fetch the list as they start, so it has to be within reach from then on.",
					["PLAN-CERT", "EXPLUC-CRL"],
				),
			},
			{
				text: "The plan does without auto-enrolment: it is supported for internal servers, not for edge servers.",
				evidence: evidence("ocs2007", ["PLAN-CERT"]),
			},
			{
				text: "The plan leaves time for the public authorities. Where their certificates were ordered before the wizard is run, the requests were made on the edge server itself, which holds the keys.",
				evidence: unsourced("Advice without a source."),
			},
		],
		verify: [
			{
				text: "The certificate wizard lists each certificate as assigned to its component.",
				evidence: evidence("r2", ["R2-CERTINT", "R2-AVCERT"]),
			},
			{
				text: "The root of each authority is listed in Trusted Root Certification Authorities.",
				evidence: evidence("r2", ["R2-CERTINT"]),
			},
		],
		undo: [
			{
				text: "Assign the previous certificate, restart the service, remove the new certificate from the computer's store. On a first deployment there is no previous one, and no way to take an assignment away was found: the services stay stopped.",
				evidence: derived("No documented procedure was found; a change of certificate needs a restart.", ["ADM-APPC"]),
			},
			{
				text: "When the subject of the internal certificate changes back, the Edge Servers tab of Global Properties has to follow; when the external certificate of a Web Conferencing Edge does, the Web Conferencing Edge Server tab of each pool.",
				evidence: evidence("r2", ["R2-WEBEXT"]),
			},
		],
		evidence: evidence(
			"seed",
			["HMC-EDGE", "SHUDNOW5", "CERT-SAMPLE", "R2-CERTINT", "R2-AVCERT"],
			"The pages of the certificate wizard are documented for OCS 2007 R2, the contents of its requests for OCS 2007.",
		),
	},
	{
		id: "start-services",
		number: 5,
		title: "Start services",
		purpose: "The services of all edge roles run.",
		where:
			"on each edge server: step 5 of the page Deploy Edge Server of the Deployment Wizard, Computer Management or the Services snap-in",
		who: "A local administrator of the edge server.",
		permissions: {
			text: "Member of RTCUniversalServerAdmins; on a workgroup edge server the local Administrators group applies.",
			evidence: evidence(
				"unsourced",
				["ADM-SVC"],
				"The group is documented for OCS 2007; that local administrators stand in for it on a workgroup computer is general knowledge.",
			),
		},
		after: [
			{
				task: "configure-certificates",
				result: "the certificates are assigned",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
		],
		prerequisites: [
			{
				text: "Each Access Edge can fetch the revocation lists of its certificates; otherwise its service may not start (error 0xC3E93C62).",
				evidence: evidence("community", ["EXPLUC-CRL"], "Seen with OCS 2007 R2."),
			},
			{
				text: "The revocation list of the internal authority, too, answers under a name that the DNS servers of the edge server resolve, over TCP 80 through the external firewall, or as settled on the certificate sheet; the certificate team sees to it.",
				evidence: derived(
					"An edge server asks external DNS for the hosts of revocation lists, and the rule for them is one of the external firewall.",
					["R2-DNSCFG", "EXPLUC-CRL", "SFB-ENV"],
				),
			},
		],
		verify: [
			{
				text: "Every service of the edge roles runs, on every edge server. The Audio/Video Authentication service depends on the Audio/Video Edge service, so that one starts first.",
				evidence: evidence("community", ["BWCA"], "Written for OCS 2007 R2."),
			},
			{
				text: "The event log Office Communications Server shows no start errors.",
				evidence: evidence("r2", ["MP-14428", "R2-EVENTS"]),
			},
		],
		undo: [
			{
				text: "Stop the services with the same tools, on the computer itself.",
				evidence: evidence("ocs2007", ["ADM-SVC"]),
			},
			{
				text: "Stop the Access Edge service first, then the Audio/Video Authentication service, and after it the Audio/Video Edge service on which it depends. The place of the Web Conferencing Edge service in this order is not documented.",
				evidence: evidence("community", ["BWCA"], "Written for OCS 2007 R2."),
			},
		],
		evidence: evidence(
			"seed",
			["HMC-EDGE", "SHUDNOW5", "ADM-SVC"],
			"For the services of an edge server, the administrative snap-in on another computer cannot be used.",
		),
	},
	{
		id: "connect-internal-servers",
		number: 6,
		title: "Connect your internal servers with your edge servers",
		purpose: "The internal servers trust the edge servers and send their traffic through them.",
		where:
			"on the internal servers: Global Properties of the forest, properties of each pool and, for Enterprise Voice, of each Mediation Server",
		who: "The administrator of the internal deployment.",
		permissions: {
			text: "The right to change global and pool settings of OCS 2007; which group each dialog asks for was not found.",
			evidence: unsourced("The permission table that could be read has no row for it."),
		},
		after: [
			{
				task: "publish-web-components",
				result: "the Web Components are published",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
			{ task: "start-services", result: "all services run", evidence: evidence("seed", ["HMC-EDGE"]) },
		],
		prerequisites: [
			{
				text: "The internal FQDN of every edge server, or of every internal virtual address, has an internal DNS record.",
				evidence: evidence("ocs2007", ["MIG-4", "PLAN-LB"]),
			},
			{
				text: "Each Web Conferencing Edge has an internal DNS record of its own, in an array too: every Web Conferencing Server looks up each of them when it starts.",
				evidence: evidence("ocs2007", ["PLAN-LB"]),
			},
			{
				text: "The internal firewall lets the flows of the plan pass, and does not translate the internal address of an A/V Edge.",
				evidence: evidence("ocs2007", ["EDG-2.3"]),
			},
		],
		verify: [
			{
				text: "Global Properties, Edge Servers tab, lists every name that was entered; the pool's Media and Web Conferencing Edge Server tabs show the planned values.",
				evidence: evidence("ocs2007", ["ADM-GLOBAL", "R2-AVAUTH", "R2-WEBEXT"]),
			},
			{
				text: "Task 7 tests the connections.",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
		],
		undo: [
			{
				text: "Remove the entries: first those of the pools and of any Mediation Servers, which refer to the edge servers of the forest, then those of Global Properties. What a step replaced is entered again, so note the earlier values before.",
				evidence: derived("No documented procedure was found."),
			},
		],
		evidence: evidence(
			"seed",
			["HMC-EDGE", "ADM-GLOBAL", "R2-TRUST"],
			"The pages of the Configure Pool/Server Wizard were not readable; the tabs hold the same values.",
		),
	},
	{
		id: "validate",
		number: 7,
		title: "Validate your edge configuration",
		purpose: "Every scenario is shown to work from outside.",
		where:
			"on each edge server: step 6 of the page Deploy Edge Server of the Deployment Wizard; on the internal servers; and with clients outside",
		who: "The administrators of the edge and of the internal deployment, and a tester outside.",
		permissions: {
			text: "For internal pools: member of RTCUniversalServerAdmins. On a workgroup edge server: member of the local Administrators group.",
			evidence: derived(`The group for internal pools is in the permission table. ${localAdministrator}`, [
				"PEDIA-PERM",
			]),
		},
		after: [
			{
				task: "publish-web-components",
				result: "the Web Components are published",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
			{
				task: "connect-internal-servers",
				result: "the settings towards the edge servers are entered",
				evidence: evidence("seed", ["HMC-EDGE"]),
			},
		],
		prerequisites: [
			{
				text: "The internal deployment is complete. Its validation comes first below; external conferencing is tested only when that is clean.",
				evidence: evidence("community", ["DAVEH-CONF"]),
			},
		],
		verify: [
			{
				text: "The Validation Wizard reports no failure, on the edge servers and on the internal servers.",
				evidence: evidence("community", ["SHUDNOW5"], "Its individual checks were not readable."),
			},
			{
				text: "LCSCmd.exe /Server /Action:CheckLCServerState /Role:AP reports the state of the edge server.",
				evidence: evidence("r2", ["R2-CMD-STATE"], "The command is documented for OCS 2007 R2."),
			},
			{
				text: "The event log Office Communications Server has no event 14428 and no start failure.",
				evidence: evidence("r2", ["MP-14428"]),
			},
			{
				text: "The test of each scenario gives the expected result.",
				evidence: derived("The tests follow from the scenarios."),
			},
		],
		undo: [
			{
				text: "The checks and tests change no setting. Services that were stopped for a test are started again, and users who were enabled for the go-live are disabled again. The backups are kept.",
				evidence: derived("Follows from what the task does."),
			},
		],
		evidence: evidence("seed", ["HMC-EDGE", "SHUDNOW5"]),
	},
];
