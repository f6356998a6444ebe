import type { TrustTemplate, TrustTemplateId } from "../types.js";
import { evidence } from "./evidence.js";

const wizardOnly =
	"The value is documented; the dialog that holds it after deployment was not found, and the pages of the wizard were not readable.";

export const trust: Readonly<Record<TrustTemplateId, TrustTemplate>> = {
	"trusted-edge": {
		id: "trusted-edge",
		title: "Trusted edge servers of the forest",
		side: "internal",
		where: "Global Properties, Edge Servers tab",
		value: "The internal FQDN of each edge server, or of each internal virtual address of an array.",
		evidence: evidence(
			"ocs2007",
			["ADM-GLOBAL", "ADM-APPA", "SDK-EDGEPROXY", "R2-TRUST"],
			"The tab is documented for OCS 2007; which name it holds in an array is written down for R2.",
		),
	},
	"federation-route": {
		id: "federation-route",
		title: "Global federation and its default route",
		side: "internal",
		where: "Global Properties, Federation tab",
		value:
			"Federation enabled; the FQDN of the Director, or without one of the Access Edge's internal interface or internal virtual address, with its port (5061 by default).",
		evidence: evidence(
			"ocs2007",
			["ADM-GLOBAL", "SDK-GLOBALFED", "R2-HLP-FED"],
			"The tab is documented for OCS 2007; the FQDN and port of the route are written down for R2. One pool or Standard Edition server may override it.",
		),
	},
	"web-conferencing-edge-entry": {
		id: "web-conferencing-edge-entry",
		title: "Web Conferencing Edges of the pool",
		side: "internal",
		where: "Pool properties, Web Conferencing Properties, Web Conferencing Edge Server tab",
		value:
			"For each Web Conferencing Edge server one entry: internal FQDN, external FQDN and ports; never a virtual address.",
		evidence: evidence("r2", ["R2-TRUST", "R2-WEBEXT", "R2-WEBCERT", "SDK-DATASRV", "SDK-DATAPORT"]),
	},
	"av-authentication-service": {
		id: "av-authentication-service",
		title: "A/V Authentication service of the pool",
		side: "internal",
		where: "Pool properties, Media tab",
		value:
			"The internal FQDN of the A/V Edge, or of its internal virtual address, with its port. Exactly one per pool.",
		evidence: evidence("r2", ["R2-AVAUTH", "R2-POOL", "SDK-POOL"]),
	},
	"mediation-av-edge": {
		id: "mediation-av-edge",
		title: "A/V Edge of the Mediation Server",
		side: "internal",
		where: "on the Mediation Server",
		value: "The A/V Edge that outside voice users go through.",
		evidence: evidence("r2", ["R2-TRUST"], "The dialog was not found."),
	},
	"external-web-farm": {
		id: "external-web-farm",
		title: "External addresses of the web farm",
		side: "internal",
		where: "Pool properties, Web Component Properties, Address Book and Group Expansion tabs, External URL",
		value: "The addresses below the external web farm FQDN that the reverse proxy publishes.",
		evidence: evidence("r2", ["R2-GRPEXP", "R2-HLP-ABS"]),
	},
	"authorized-server": {
		id: "authorized-server",
		title: "Internal servers that may connect to the Access Edge",
		side: "edge",
		where: "Computer Management, properties of Office Communications Server 2007, Internal tab",
		value:
			"The FQDN of every internal server that may send to the Access Edge, and of the next hop. Wildcards are allowed, an asterisk alone is not, nor are IP addresses.",
		evidence: evidence("r2", ["SDK-INTSRV", "LYNC13-AUTH"]),
	},
	"internal-sip-domain": {
		id: "internal-sip-domain",
		title: "Internal SIP domains",
		side: "edge",
		where: "Deployment Wizard, Step 3: Configure Edge Server",
		value: "One entry for each SIP domain of the organisation; messages for any other domain are rejected.",
		evidence: evidence("r2", ["R2-EVENTS", "SDK-NEXTHOP"], wizardOnly),
	},
	"next-hop": {
		id: "next-hop",
		title: "Next hop of the Access Edge",
		side: "edge",
		where: "Deployment Wizard, Step 3: Configure Edge Server",
		value:
			"The FQDN and port of the Director, of the virtual address of a Director array, or without a Director of the pool or server. Never an IP address.",
		evidence: evidence("ocs2007", ["SUP-PERIM", "SDK-NEXTHOP"], `Name and port are written down for R2. ${wizardOnly}`),
	},
};
