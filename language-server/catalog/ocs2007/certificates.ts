import type { CertificateSlotFact, CertificateSlotId } from "../types.js";
import { derived, evidence } from "./evidence.js";

const clientUsage =
	"AOL wants the client authentication usage as well. The certificate wizard of OCS 2007 requests server authentication only, so the client usage has to be arranged with the certification authority.";
const revocation =
	"The certificate needs a CRL distribution point, and an Access Edge must be able to fetch the list. For a server without an Access Edge no firewall rule for that is documented.";

export const certificateSlots: Readonly<Record<CertificateSlotId, CertificateSlotFact>> = {
	"access-edge-external": {
		id: "access-edge-external",
		title: "Access Edge, external interface",
		subject: "The external FQDN of the Access Edge, which should be sip.<SIP domain> for automatic configuration.",
		san: "One sip.<SIP domain> for each further SIP domain.",
		issuer: "A public certification authority for public IM, anonymous users and open federation.",
		usualIssuer: "public",
		publicRequiredFor: ["public-im"],
		usages: ["server"],
		sharedInArray: evidence(
			"r2",
			["MP-14559", "R2-WALKCERT"],
			"Different certificates on the members make invalid signatures, which event 14559 reports.",
		),
		evidence: evidence(
			"ocs2007",
			["SUP-PERIM", "PLAN-CERT", "PLAN-DNS", "R2-CERT", "SCHERTZ-CERT"],
			"Names, public authority and AOL are written down for OCS 2007 R2; the sip.<SIP domain> rule is that of the OCS 2007 Planning Guide.",
		),
		notes: [
			clientUsage,
			revocation,
			"All members of an Access Edge array carry the same certificate; otherwise event 14559 is logged (written for OCS 2007 R2).",
			"Web conferencing with anonymous users and federation with automatic discovery call for a public certification authority as well.",
		],
	},
	"web-conferencing-edge-external": {
		id: "web-conferencing-edge-external",
		title: "Web Conferencing Edge, external interface",
		subject: "The external FQDN of the Web Conferencing Edge.",
		san: "None needed.",
		issuer: "A public certification authority, because anonymous users are strangers.",
		usualIssuer: "public",
		publicRequiredFor: [],
		usages: ["server"],
		evidence: evidence(
			"ocs2007",
			["SUP-PERIM", "PLAN-CERT", "R2-CERT", "SCHERTZ-CERT"],
			"The name and the public authority are written down for OCS 2007 R2.",
		),
		notes: [
			revocation,
			"A public certification authority is required when anonymous users may join.",
			"The members of an array answer to one external name, so one certificate can serve all of them; no source asks for that, nor for one each.",
		],
	},
	"edge-internal": {
		id: "edge-internal",
		title: "Internal interface of the edge server",
		subject: "The internal FQDN of the computer; in an array, the FQDN of the internal virtual address.",
		san: "None needed.",
		issuer: "Usually the internal certification authority.",
		usualIssuer: "internal",
		publicRequiredFor: [],
		usages: ["server"],
		sharedInArray: evidence("ocs2007", ["MIG-4"]),
		memberNames: derived(
			"Web Conferencing Servers open TLS connections to each Web Conferencing Edge under its own name, while the subject is the virtual name. No source that could be read asks for the own names on the certificate.",
			["PLAN-LB", "R2-TRUST", "MIG-4"],
		),
		evidence: evidence("ocs2007", ["SUP-PERIM", "PLAN-CERT", "MIG-4", "R2-CERT", "SCHERTZ-CERT"]),
		notes: [
			"All edge roles of a computer share its internal interface, and with it this certificate.",
			"In an array it is requested as exportable on the first computer, exported with its private key and imported on the others.",
			"Auto-enrolment is not supported for edge servers.",
			"When its subject changes, the Edge Servers tab of Global Properties has to follow.",
		],
	},
	"av-authentication": {
		id: "av-authentication",
		title: "A/V authentication",
		subject: "Any name: only the private key is used. The internal FQDN of the edge server is the usual choice.",
		san: "None needed.",
		issuer: "Usually the internal certification authority.",
		usualIssuer: "internal",
		publicRequiredFor: [],
		usages: ["server"],
		wizardComponent: "A/V Authentication Certificate",
		sharedInArray: evidence("r2", ["R2-CERT"], "Same issuer and same private key on every member."),
		evidence: evidence(
			"ocs2007",
			["SUP-PERIM", "PLAN-CERT", "R2-CERT", "R2-AVCERT", "CONFUSED-AV"],
			"What it is for and its sharing in arrays are written down for OCS 2007 R2. Microsoft texts name the internal FQDN in some places and the external one in others; a community test shows that the name does not matter.",
		),
		notes: [
			"Its private key makes the credentials of audio and video users, so no other certificate should be reused for it.",
			"All members of an A/V Edge array carry the same certificate and key.",
			"The external interface of the A/V Edge itself has no certificate.",
		],
	},
	"reverse-proxy-external": {
		id: "reverse-proxy-external",
		title: "Reverse proxy, external listener",
		subject: "The external web farm FQDN.",
		san: "None: ISA Server 2006 without service pack does not read subject alternative names.",
		issuer: "A public certification authority.",
		usualIssuer: "public",
		publicRequiredFor: [],
		usages: ["server"],
		evidence: evidence("community", ["PEDIA-RP", "EDG-2.1", "LYNC10-RP"]),
		notes: [
			"The proxy also needs the root certificate of the authority that issued the certificate of the web farm.",
			"Communicator Web Access is usually published with a certificate of its own.",
			"That ISA Server 2006 ignores subject alternative names is reported as fixed in its service pack 1.",
		],
	},
};
