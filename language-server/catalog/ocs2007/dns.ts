import type { DnsTemplate, DnsTemplateId } from "../types.js";
import { evidence } from "./evidence.js";

const perRole =
	"The Planning Guide asks for records for each deployed role; its table could be read in part only, so the single rows follow a later page.";

const ownNamePerDomain =
	"The domain of the record has to match a name on the certificate, so a further SIP domain points at its own sip.<SIP domain>; that reading of the Planning Guide is derived.";

export const dnsRecords: Readonly<Record<DnsTemplateId, DnsTemplate>> = {
	"federation-srv": {
		id: "federation-srv",
		view: "external",
		type: "SRV",
		name: "_sipfederationtls._tcp.<SIP domain>",
		value:
			"the external FQDN of the Access Edge, or of its virtual address; where that lies in another domain, sip.<SIP domain>",
		port: "access-federation",
		purpose: "Automatic discovery of this organisation by federation partners.",
		evidence: evidence("ocs2007", ["PLAN-DNS", "EDG-4.1"], ownNamePerDomain),
	},
	"sip-tls-srv": {
		id: "sip-tls-srv",
		view: "external",
		type: "SRV",
		name: "_sip._tls.<SIP domain>",
		value: "the external FQDN of the Access Edge; where that lies in another domain, sip.<SIP domain>",
		port: "access-remote-access",
		purpose: "Automatic configuration of remote clients.",
		evidence: evidence(
			"r2",
			["R2-CLIENTDNS", "DNSQ-BETA", "SFB-ENV"],
			`The look-up of the clients is written down for OCS 2007 R2, the port for a later release. ${ownNamePerDomain}`,
		),
	},
	"sip-domain-a": {
		id: "sip-domain-a",
		view: "external",
		type: "A",
		name: "sip.<SIP domain>",
		value: "the external address of the Access Edge",
		purpose:
			"The name that clients try when no SRV record answers, the expected name on the certificate, and the target of the SRV records of a further SIP domain.",
		evidence: evidence("ocs2007", ["PLAN-DNS", "DNSQ-BETA"]),
	},
	"access-edge-a": {
		id: "access-edge-a",
		view: "external",
		type: "A",
		name: "<external FQDN of the Access Edge>",
		value: "its external address or virtual address",
		purpose: "SIP from outside clients and partners.",
		evidence: evidence("ocs2007", ["PLAN-DNS", "SFB-ENV"], perRole),
	},
	"web-conferencing-edge-a": {
		id: "web-conferencing-edge-a",
		view: "external",
		type: "A",
		name: "<external FQDN of the Web Conferencing Edge>",
		value: "its external address or virtual address",
		purpose: "PSOM from outside participants.",
		evidence: evidence("ocs2007", ["PLAN-DNS", "SFB-ENV"], perRole),
	},
	"av-edge-a": {
		id: "av-edge-a",
		view: "external",
		type: "A",
		name: "<external FQDN of the A/V Edge>",
		value: "its publicly routable external address or virtual address",
		purpose: "STUN and media.",
		evidence: evidence("ocs2007", ["PLAN-DNS", "R2-AVEXT", "SFB-ENV"], perRole),
	},
	"web-farm-external-a": {
		id: "web-farm-external-a",
		view: "external",
		type: "A",
		name: "<external web farm FQDN>",
		value: "the external address of the reverse proxy",
		purpose: "Address book, group expansion and meeting content.",
		evidence: evidence("ocs2007", ["EDG-2.1", "PLAN-DNS2"]),
	},
	"cwa-a": {
		id: "cwa-a",
		view: "external",
		type: "A",
		name: "<external FQDN of Communicator Web Access>",
		value: "the external address of the reverse proxy",
		purpose: "Communicator Web Access from outside.",
		evidence: evidence("ocs2007", ["CWA-PUB"]),
	},
	"edge-internal-a": {
		id: "edge-internal-a",
		view: "internal",
		type: "A",
		name: "<internal FQDN of the edge server, or of an internal virtual address>",
		value: "the internal address of that computer, or the virtual address",
		purpose: "Internal servers reach the edge.",
		evidence: evidence("ocs2007", ["MIG-4", "PLAN-LB", "R2-TRUST"]),
	},
	"pool-a": {
		id: "pool-a",
		view: "internal",
		type: "A",
		name: "<pool FQDN>",
		value: "the virtual address of the pool, or its only Front End",
		purpose: "Next hop of the Access Edge where there is no Director.",
		evidence: evidence("ocs2007", ["PLAN-DNS2", "EE-DNS"]),
	},
	"director-a": {
		id: "director-a",
		view: "internal",
		type: "A",
		name: "<Director FQDN>",
		value: "the address of the Director, or the virtual address of a Director array",
		purpose: "Next hop of the Access Edge.",
		evidence: evidence(
			"ocs2007",
			["SUP-PERIM", "SUP-DIR", "SDK-NEXTHOP"],
			"No page lists the record as such: a Director is an OCS 2007 server or pool, and the next hop has to be resolvable.",
		),
	},
	"web-farm-internal-a": {
		id: "web-farm-internal-a",
		view: "internal",
		type: "A",
		name: "<internal web farm FQDN>",
		value: "the virtual address of the Web Components, or the server that carries them",
		purpose: "What the reverse proxy forwards to.",
		evidence: evidence("ocs2007", ["EE-DNS"]),
	},
	"sip-internal-tls-srv": {
		id: "sip-internal-tls-srv",
		view: "internal",
		type: "SRV",
		name: "_sipinternaltls._tcp.<SIP domain>",
		value: "the FQDN of the one server, pool or Director that distributes sign-in",
		fixedPort: 5061,
		purpose: "Automatic sign-in of internal clients. One record per SIP domain, never several for one domain.",
		evidence: evidence("ocs2007", ["PLAN-DNS2", "SE-DNS"]),
	},
};
