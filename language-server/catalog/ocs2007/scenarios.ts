import type { ScenarioFact, ScenarioId } from "../types.js";
import { disputed, evidence } from "./evidence.js";

// The test steps follow from what each scenario is for: no readable page lists the expected results of a validation.
const seed = ["HMC-EDGE", "EDG-1.1"] as const;

export const scenarios: Readonly<Record<ScenarioId, ScenarioFact>> = {
	"remote-access": {
		id: "remote-access",
		title: "Remote user access",
		description: "Own users sign in from outside without VPN and have presence and instant messages.",
		requires: ["access-edge"],
		recommends: ["reverse-proxy", "director"],
		internalRoles: ["pool"],
		validation: [
			{
				id: "sign-in",
				action:
					"Sign in with Office Communicator from a computer outside, without VPN, with a user enabled for remote access.",
				expected: "The sign-in succeeds over the external name of the Access Edge, and the presence of contacts shows.",
			},
			{
				id: "messages",
				action: "Exchange instant messages with a user who is signed in inside.",
				expected: "The messages arrive in both directions.",
			},
		],
		whenTesting: [
			{
				text: "Test without a virtual private network: users who come in through one count as internal users.",
				evidence: evidence("ocs2007", ["SUP-EXT"]),
			},
			{
				text: "By default users outside have no access: the test user has to be enabled for it.",
				evidence: evidence("ocs2007", ["SUP-EXT"]),
			},
			{
				text: "File transfer with outside users is not supported across a firewall; its failure is not an edge fault.",
				evidence: evidence("community", ["INSIDEOCS-FT"]),
			},
		],
		evidence: disputed(
			"seed",
			[...seed, "SUP-PERIM", "SUP-EXT"],
			"The supportability page names an Access Edge and a reverse proxy as the minimum for outside users other than those of Communicator Web Access; the reference architecture says that a reverse proxy might be needed.",
		),
	},
	federation: {
		id: "federation",
		title: "Federation",
		description: "Users of partner organisations and own users see each other's presence and exchange messages.",
		requires: ["access-edge"],
		recommends: ["director"],
		internalRoles: ["pool"],
		validation: [
			{
				id: "messages",
				action: "Exchange instant messages with a user of a federated partner, once started from each side.",
				expected: "The messages arrive, and each side sees the presence of the other.",
			},
		],
		whenTesting: [
			{
				text: "A partner that is not on the allow list is limited: to 20 messages per second as long as its traffic looks legitimate, to 1 per second when it looks suspicious; and a partner that asks for more than 1,000 of your URIs comes onto the watch list, after which its further requests are blocked.",
				evidence: evidence("ocs2007", ["EDG-4.1"]),
			},
			{
				text: "File transfer with outside users is not supported across a firewall; its failure is not an edge fault.",
				evidence: evidence("community", ["INSIDEOCS-FT"]),
			},
		],
		evidence: evidence("seed", [...seed, "EDG-4.1"]),
	},
	"public-im": {
		id: "public-im",
		title: "Public IM connectivity",
		description:
			"Own users exchange instant messages and presence with users of MSN, AOL and Yahoo!. It needs separate licences and the provisioning of the SIP domains and the Access Edge name.",
		requires: ["access-edge"],
		recommends: ["director"],
		internalRoles: ["pool"],
		validation: [
			{
				id: "messages",
				action: "Exchange instant messages with a contact of a provider that is switched on.",
				expected: "The messages arrive in both directions, and presence shows.",
			},
		],
		whenTesting: [
			{
				text: "Only instant messages and presence work with the providers. Nothing works before the licences are bought and the SIP domains and the name of the Access Edge are provisioned.",
				evidence: evidence("community", ["RK-PIC"]),
			},
		],
		evidence: evidence("seed", [...seed, "RK-PIC", "R2-IMP"]),
	},
	"web-conferencing": {
		id: "web-conferencing",
		title: "External web conferencing",
		description: "Remote, federated and, where allowed, anonymous users take part in web conferences held inside.",
		requires: ["access-edge", "web-conferencing-edge", "reverse-proxy"],
		recommends: ["director"],
		internalRoles: ["web-conferencing", "web-components"],
		validation: [
			{
				id: "join",
				action: "Join a web conference of an internal organiser with the Live Meeting 2007 client as a remote user.",
				expected: "The meeting opens and its content shows.",
			},
			{
				id: "join-anonymously",
				action: "Join the same conference as an anonymous user with the conference key.",
				expected: "The meeting opens without an Active Directory account.",
			},
		],
		whenTesting: [
			{
				text: "Where the meeting works inside and fails outside, look at the certificates of the Front Ends: the certificate of a pool should list each Front End by its own name, because edge servers connect to single Front Ends.",
				evidence: evidence(
					"community",
					["TT-SAN"],
					"A single source, written about OCS 2007 R2. No port table has such a connection, so the firewall sheet has no rule for it: what the tables have is that the Web Conferencing Servers connect to the edge servers.",
				),
			},
		],
		evidence: evidence(
			"seed",
			[...seed, "PEDIA-TYPES", "R2-ANON"],
			"The organisation of a federated participant vouches for their identity; the edge cannot check it.",
		),
	},
	"av-conferencing": {
		id: "av-conferencing",
		title: "A/V conferencing with external users",
		description: "Outside users take part in audio and video conferences held inside.",
		requires: ["access-edge", "av-edge"],
		recommends: ["director"],
		internalRoles: ["av-conferencing"],
		validation: [
			{
				id: "join",
				action: "Join an audio and video conference of an internal organiser from outside.",
				expected: "Sound and picture pass in both directions.",
			},
		],
		whenTesting: [
			{
				text: "For each audio stream 45 kbit/s are recommended on the links, and for each video stream 300 kbit/s at peak.",
				evidence: evidence("ocs2007", ["PLAN-NET"]),
			},
		],
		evidence: evidence("seed", [...seed]),
	},
	"point-to-point-av": {
		id: "point-to-point-av",
		title: "Point-to-point A/V with external users",
		description: "An outside user and an internal user call each other with audio and video.",
		requires: ["access-edge", "av-edge"],
		recommends: ["director"],
		internalRoles: ["av-conferencing"],
		validation: [
			{
				id: "call",
				action: "Make an audio and video call between an outside user and an internal user, once from each side.",
				expected: "Sound and picture pass in both directions.",
			},
			{
				id: "call-partner",
				action: "Make an audio and video call with a user of a federated partner, once started from each side.",
				expected: "Sound and picture pass in both directions.",
			},
		],
		whenTesting: [
			{
				text: "For each audio stream 45 kbit/s are recommended on the links, and for each video stream 300 kbit/s at peak.",
				evidence: evidence("ocs2007", ["PLAN-NET"]),
			},
		],
		evidence: evidence(
			"seed",
			[...seed, "R2-AVAUTH"],
			"The reference architecture lists the A/V Conferencing Server as the counterpart; what the call itself needs is the A/V authentication setting of the pool.",
		),
	},
	"address-book": {
		id: "address-book",
		title: "Address book download",
		description: "Outside users download the address book files, so that they find colleagues by name.",
		requires: ["reverse-proxy"],
		recommends: ["access-edge", "director"],
		internalRoles: ["web-components"],
		validation: [
			{
				id: "download",
				action: "Sign in from outside with a client that has no address book yet, and search for a colleague by name.",
				expected: "The address book is downloaded and the search finds the colleague.",
			},
		],
		evidence: evidence(
			"seed",
			[...seed, "HMC-RP"],
			"The Access Edge is needed for signing in, not for the download itself.",
		),
	},
	"group-expansion": {
		id: "group-expansion",
		title: "Distribution group expansion",
		description: "Outside users expand a distribution group of Active Directory into its members.",
		requires: ["reverse-proxy"],
		recommends: ["access-edge", "director"],
		internalRoles: ["web-components"],
		validation: [
			{
				id: "expand",
				action: "Add a distribution group as a contact from outside and expand it.",
				expected: "The members of the group show.",
			},
		],
		evidence: evidence(
			"seed",
			[...seed, "HMC-RP"],
			"The Access Edge is needed for signing in, not for the expansion itself.",
		),
	},
	"meeting-content": {
		id: "meeting-content",
		title: "Meeting content download",
		description: "Outside participants of a web conference download its content, such as slides.",
		requires: ["web-conferencing-edge", "reverse-proxy"],
		recommends: ["access-edge", "director"],
		internalRoles: ["web-components", "web-conferencing"],
		validation: [
			{
				id: "download",
				action: "Join a web conference from outside while slides are uploaded to it.",
				expected: "The slides show.",
			},
		],
		evidence: evidence(
			"seed",
			[...seed, "EDG-2.1"],
			"The Access Edge is needed for the meeting, not for the download itself.",
		),
	},
	"enterprise-voice": {
		id: "enterprise-voice",
		title: "Enterprise Voice for external users",
		description: "Outside users make and receive telephone calls through the internal deployment.",
		requires: ["access-edge", "av-edge"],
		recommends: ["director"],
		internalRoles: ["mediation-server", "pool"],
		validation: [
			{
				id: "call",
				action: "Call a telephone number from outside, and call the outside user from a telephone.",
				expected: "Both calls connect, and sound passes in both directions.",
			},
		],
		evidence: evidence(
			"seed",
			[...seed, "R2-TRUST"],
			"The reference architecture names the Access Edge; that the A/V Edge is needed, and set on the Mediation Server, is written down for OCS 2007 R2.",
		),
	},
	"communicator-web-access": {
		id: "communicator-web-access",
		title: "Communicator Web Access from outside",
		description: "Outside users use presence and instant messages in a web browser.",
		requires: [],
		recommends: ["reverse-proxy"],
		internalRoles: [],
		validation: [
			{
				id: "sign-in",
				action: "Open the external address of Communicator Web Access over HTTPS from outside and sign in.",
				expected: "The sign-in succeeds, and presence and messages work.",
			},
		],
		evidence: evidence(
			"ocs2007",
			["SUP-PERIM", "CWA-PUB"],
			"It needs no edge role. A reverse proxy is strongly recommended. The internal counterpart is a Communicator Web Access server, which is no role of a pool.",
		),
	},
	"device-updates": {
		id: "device-updates",
		title: "Communicator Phone Edition updates from outside",
		description: "Telephones outside fetch their software updates.",
		requires: ["reverse-proxy"],
		recommends: ["access-edge"],
		internalRoles: ["web-components"],
		validation: [
			{
				id: "update",
				action: "Start a telephone with Communicator Phone Edition outside, for which an update is available.",
				expected: "The telephone installs the update.",
			},
		],
		evidence: evidence(
			"r2",
			["R2-RP", "R2-DUS", "R2-DUSMGR"],
			"Written for OCS 2007 R2. In OCS 2007 the Software Update Service was a separate installation with anonymous access from outside; the path to publish for it was not found.",
		),
	},
};
