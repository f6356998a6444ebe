import type { RoleFact, RoleId, WindowsServiceFact } from "../types.js";
import { derived, evidence } from "./evidence.js";

const servicePairing =
	"No readable OCS 2007 page lists the services. The display names are those of OCS 2007 R2, the short names those of later releases, and that they belong together follows from the component names.";

const accessEdgeService: WindowsServiceFact = {
	displayName: "Office Communications Server Access Edge",
	serviceName: "RtcSrv",
	dependsOn: [],
	evidence: derived(servicePairing, ["BWCA", "R2-CMD-IMP"]),
};

const webConferencingEdgeService: WindowsServiceFact = {
	displayName: "Office Communications Server Web Conferencing Edge",
	serviceName: "RTCDATAPROXY",
	dependsOn: [],
	evidence: derived(servicePairing, ["R2-WEBINT", "R2-CMD-IMP"]),
};

const audioVideoEdgeService: WindowsServiceFact = {
	displayName: "Office Communications Server Audio/Video Edge",
	serviceName: "RTCMEDIARELAY",
	dependsOn: [],
	evidence: derived(servicePairing, ["BWCA", "R2-CMD-IMP"]),
};

const audioVideoAuthenticationService: WindowsServiceFact = {
	displayName: "Office Communications Server Audio/Video Authentication",
	serviceName: "RTCMRAUTH",
	dependsOn: [audioVideoEdgeService.displayName],
	evidence: derived(servicePairing, ["BWCA", "R2-CMD-IMP"]),
};

const seed = ["HMC-EDGE", "EDG-1.1"] as const;

export const roles: Readonly<Record<RoleId, RoleFact>> = {
	"access-edge": {
		id: "access-edge",
		title: "Access Edge Server",
		purpose:
			"The only door for SIP between the Internet and the internal deployment. It carries the signalling that sets up and ends every external session, conferences and calls included.",
		doesNot: [
			"It does not authenticate users: the Director or the pool behind it does.",
			"It carries no audio, video or meeting data, only signalling.",
			"It needs no Active Directory, because it handles SIP domains and not users.",
			"It does not replace a firewall.",
		],
		supports: [
			"remote-access",
			"federation",
			"public-im",
			"web-conferencing",
			"av-conferencing",
			"point-to-point-av",
			"enterprise-voice",
		],
		counterparts: ["pool", "director"],
		counterpartText: "OCS 2007 server or pool; optionally a Director",
		protocol: "SIP",
		zone: "perimeter",
		services: [accessEdgeService],
		evidence: evidence(
			"seed",
			[...seed, "ADM-EXT", "R2-ACCESS", "R2-EXTCFG"],
			"What it does not do is written down for OCS 2007 R2.",
		),
	},
	"web-conferencing-edge": {
		id: "web-conferencing-edge",
		title: "Web Conferencing Edge Server",
		purpose:
			"Lets outside users join meetings held on the internal Web Conferencing Servers, with the Live Meeting 2007 client. It exchanges the meeting traffic between both sides.",
		doesNot: [
			"It does not authenticate anonymous participants: the conference key of each meeting does.",
			"It does not serve the meeting content to download: that goes through the reverse proxy.",
			"It does not sign users in: the Access Edge is needed as well.",
		],
		supports: ["web-conferencing"],
		counterparts: ["web-conferencing"],
		counterpartText: "Web Conferencing Server",
		protocol: "PSOM",
		zone: "perimeter",
		services: [webConferencingEdgeService],
		evidence: evidence("seed", [...seed, "ADM-EXT", "PEDIA-TYPES"]),
	},
	"av-edge": {
		id: "av-edge",
		title: "A/V Edge Server",
		purpose:
			"Relays audio and video across the firewalls, in conferences and in calls between two people. It is a STUN server with a publicly routable address.",
		doesNot: [
			"It does not use TLS on its external interface, so it needs no external certificate; the media itself is SRTP.",
			"It does not work behind address translation, on neither side.",
			"It does not relay for anybody: only authenticated users, in a session with an internal user, may use it.",
		],
		supports: ["av-conferencing", "point-to-point-av", "enterprise-voice"],
		counterparts: ["av-conferencing"],
		counterpartText: "A/V Conferencing Server",
		protocol: "RTP/RTCP and STUN",
		zone: "perimeter",
		// The authentication service runs on the same computer, so whoever starts an A/V Edge starts both.
		services: [audioVideoEdgeService, audioVideoAuthenticationService],
		evidence: evidence(
			"seed",
			[...seed, "HMC-AV", "SUP-PERIM", "EDG-2.3", "CHEAT-48", "R2-TRUST"],
			"Its part in Enterprise Voice is written down for OCS 2007 R2.",
		),
	},
	"av-authentication": {
		id: "av-authentication",
		title: "A/V Authentication service",
		purpose:
			"The second service of an A/V Edge computer. It authenticates audio and video users and makes their credentials with the private key of its own certificate.",
		doesNot: [
			"It does not care for the subject name of its certificate: only the private key is used.",
			"A pool cannot use several of them: it refers to exactly one.",
		],
		supports: ["av-conferencing", "point-to-point-av", "enterprise-voice"],
		counterparts: ["pool", "av-conferencing", "mediation-server"],
		counterpartText: "Front Ends, A/V Conferencing Servers and Mediation Servers",
		protocol: "SIP/MTLS",
		zone: "perimeter",
		services: [audioVideoAuthenticationService],
		evidence: evidence(
			"ocs2007",
			["MP-DISC", "R2-CERT", "R2-AVAUTH", "SDK-POOL", "NETMON"],
			"Details are those of R2.",
		),
	},
	"reverse-proxy": {
		id: "reverse-proxy",
		title: "Reverse proxy",
		purpose:
			"Publishes the Web Components to the Internet over HTTPS: address book files, group expansion and meeting content. Any product with web publishing and SSL bridging will do; ISA Server 2006 is the documented one.",
		doesNot: [
			"It is no OCS server role and is not installed by OCS setup.",
			"It carries neither SIP nor media.",
			"It must not share a computer with an edge role.",
		],
		supports: [
			"address-book",
			"group-expansion",
			"meeting-content",
			"web-conferencing",
			"communicator-web-access",
			"device-updates",
		],
		counterparts: ["web-components"],
		counterpartText: "Web Components Server (IIS)",
		protocol: "HTTP(S)",
		zone: "perimeter",
		services: [],
		evidence: evidence("seed", [...seed, "EDG-2.1", "HMC-RP", "SUP-PERIM", "PEDIA-RP"]),
	},
	director: {
		id: "director",
		title: "Director",
		purpose:
			"A Standard Edition server or an Enterprise pool that homes no users. It authenticates outside users against Active Directory and routes them to their pool, so that invalid traffic never reaches the pools.",
		doesNot: [
			"It does not stand in the perimeter: it needs Active Directory and belongs to the internal network.",
			"It is recommended, never required.",
		],
		supports: [
			"remote-access",
			"federation",
			"public-im",
			"web-conferencing",
			"av-conferencing",
			"point-to-point-av",
			"enterprise-voice",
		],
		counterparts: [],
		counterpartText: "the pools it routes to",
		protocol: "SIP",
		zone: "internal",
		services: [],
		evidence: evidence("ocs2007", ["HMC-DIR", "SUP-DIR", "R2-DIR"]),
	},
	pool: {
		id: "pool",
		title: "OCS 2007 server or pool",
		purpose:
			"A Standard Edition server, or an Enterprise pool of Front End Servers, that homes the users. Without a Director it authenticates outside users itself.",
		doesNot: ["It never stands in the perimeter.", "It refers to one A/V Authentication service only."],
		supports: [
			"remote-access",
			"federation",
			"public-im",
			"web-conferencing",
			"av-conferencing",
			"point-to-point-av",
			"enterprise-voice",
		],
		counterparts: [],
		counterpartText: "",
		protocol: "SIP",
		zone: "internal",
		services: [],
		evidence: evidence("seed", [...seed, "HMC-DIR", "SDK-POOL"]),
	},
	"front-end": {
		id: "front-end",
		title: "Front End Server",
		purpose:
			"The servers of a pool that accept SIP connections from clients and from other servers, and that authenticate outside users where there is no Director.",
		doesNot: ["It never stands in the perimeter."],
		supports: ["remote-access", "federation", "public-im"],
		counterparts: [],
		counterpartText: "",
		protocol: "SIP",
		zone: "internal",
		services: [],
		evidence: evidence("ocs2007", ["HMC-DIR", "PEDIA-PORTS"]),
	},
	"web-conferencing": {
		id: "web-conferencing",
		title: "Web Conferencing Server",
		purpose:
			"The internal half of web conferencing. It is part of a Standard Edition server and of a consolidated pool, and a computer of its own in the expanded configuration. When it starts it opens four connections to every Web Conferencing Edge it knows.",
		doesNot: ["It is not reached from the perimeter: it opens the connections to the edge itself."],
		supports: ["web-conferencing", "meeting-content"],
		counterparts: [],
		counterpartText: "",
		protocol: "PSOM",
		zone: "internal",
		services: [],
		evidence: evidence("seed", [...seed, "PLAN-LB", "PLAN-CAP"]),
	},
	"av-conferencing": {
		id: "av-conferencing",
		title: "A/V Conferencing Server",
		purpose:
			"The internal half of audio and video conferencing. It is part of a Standard Edition server and of a consolidated pool, and a computer of its own in the expanded configuration.",
		doesNot: ["It does not reach outside users by itself: the A/V Edge relays their media."],
		supports: ["av-conferencing", "point-to-point-av"],
		counterparts: [],
		counterpartText: "",
		protocol: "RTP/RTCP",
		zone: "internal",
		services: [],
		evidence: evidence("seed", [...seed, "HMC-AV", "PLAN-CAP", "ADM-AVMCU"]),
	},
	"web-components": {
		id: "web-components",
		title: "Web Components Server (IIS)",
		purpose: "Serves address book files, distribution group expansion and meeting content from IIS.",
		doesNot: ["It is not exposed to the Internet itself: the reverse proxy publishes it."],
		supports: ["address-book", "group-expansion", "meeting-content", "web-conferencing", "device-updates"],
		counterparts: [],
		counterpartText: "",
		protocol: "HTTP(S)",
		zone: "internal",
		services: [],
		evidence: evidence("seed", [...seed, "HMC-RP", "EDG-2.1"]),
	},
	"mediation-server": {
		id: "mediation-server",
		title: "Mediation Server",
		purpose:
			"The server of Enterprise Voice that faces the telephone network. When voice is offered to outside users, the A/V Edge has to be configured on it.",
		doesNot: ["It never stands in the perimeter."],
		supports: ["enterprise-voice"],
		counterparts: [],
		counterpartText: "",
		protocol: "SIP and RTP/RTCP",
		zone: "internal",
		services: [],
		evidence: evidence(
			"r2",
			["R2-TRUST"],
			"The A/V Edge setting is written down for OCS 2007 R2; what the server is for is general knowledge.",
		),
	},
	"communicator-web-access": {
		id: "communicator-web-access",
		title: "Communicator Web Access server",
		purpose:
			"Gives users instant messaging and presence in a web browser. Outside users reach it over HTTPS, through a reverse proxy rather than through an edge role.",
		doesNot: ["It needs no edge role, and it does not stand in the perimeter."],
		supports: ["communicator-web-access"],
		counterparts: [],
		counterpartText: "",
		protocol: "HTTPS",
		zone: "internal",
		services: [],
		evidence: evidence("ocs2007", ["CWA-PUB"]),
	},
};
