import type { PortSettingFact, PortSettingId } from "../types.js";
import { evidence } from "./evidence.js";

const visibleDefault = evidence("ocs2007", ["SDK-LISTEN", "PEDIA-PORTS"]);
const listedDefault = evidence(
	"ocs2007-copy",
	["SDK-LISTEN", "PEDIA-PORTS", "CLOUDSERVUS"],
	"The settings class names the property; the default is that of the port lists.",
);

export const portSettings: Readonly<Record<PortSettingId, PortSettingFact>> = {
	"access-federation": {
		id: "access-federation",
		title: "Access Edge, external, federation",
		default: "5061",
		property: "APExternalFederationPort",
		evidence: visibleDefault,
	},
	"access-remote-access": {
		id: "access-remote-access",
		title: "Access Edge, external, remote users",
		default: "443",
		property: "APExternalRemoteAccessPort",
		evidence: listedDefault,
	},
	"access-internal": {
		id: "access-internal",
		title: "Access Edge, internal",
		default: "5061",
		property: "APInternalPort",
		evidence: listedDefault,
	},
	"web-conferencing-external": {
		id: "web-conferencing-external",
		title: "Web Conferencing Edge, external",
		default: "443",
		property: "DPExternalPort",
		evidence: listedDefault,
	},
	"web-conferencing-internal": {
		id: "web-conferencing-internal",
		title: "Web Conferencing Edge, internal",
		default: "8057",
		property: "DPInternalPort",
		evidence: evidence("ocs2007-copy", ["SDK-LISTEN", "PEDIA-PORTS", "R2-WEBINT"]),
	},
	"av-authentication-internal": {
		id: "av-authentication-internal",
		title: "A/V Authentication service, internal",
		default: "5062",
		property: "MRASInternalPort",
		evidence: evidence("ocs2007-copy", ["SDK-LISTEN", "NETMON", "SFB-ENV"]),
	},
	"av-media-range": {
		id: "av-media-range",
		title: "A/V Edge, external media range",
		default: "50000-59999",
		property: "MRExternalPortRangeFrom, MRExternalPortRangeTo",
		evidence: evidence(
			"ocs2007",
			["SDK-LISTEN", "LYNC13-AV", "TEKTIPS"],
			"The settings class of OCS 2007 names the property. A Lync Server 2013 page states the range for OCS 2007; before the release candidate it was 50000-52999.",
		),
	},
	"av-external-tcp": {
		id: "av-external-tcp",
		title: "A/V Edge, external, STUN over TCP",
		default: "443",
		property: "MRExternalTCPPort",
		evidence: evidence("ocs2007", ["SDK-LISTEN", "TEKTIPS", "R2-MEDIA"], "The default is that of the port lists."),
	},
	"av-external-udp": {
		id: "av-external-udp",
		title: "A/V Edge, external, STUN over UDP",
		default: "3478",
		property: "MRExternalUDPPort",
		evidence: evidence("ocs2007", ["SDK-LISTEN", "TEKTIPS", "R2-MEDIA"], "The default is that of the port lists."),
	},
	"av-internal-tcp": {
		id: "av-internal-tcp",
		title: "A/V Edge, internal, STUN over TCP",
		default: "443",
		property: "MRInternalTCPPort",
		evidence: evidence("ocs2007-copy", ["SDK-LISTEN", "NETMON", "SFB-ENV"]),
	},
	"av-internal-udp": {
		id: "av-internal-udp",
		title: "A/V Edge, internal, STUN over UDP",
		default: "3478",
		property: "MRInternalUDPPort",
		evidence: evidence("ocs2007-copy", ["SDK-LISTEN", "NETMON", "SFB-ENV"]),
	},
	https: {
		id: "https",
		title: "Reverse proxy and web farm, HTTPS",
		default: "443",
		evidence: evidence("ocs2007", ["EDG-2.1", "PEDIA-PORTS", "R2-RP"]),
	},
	"crl-download": {
		id: "crl-download",
		title: "Download of certificate revocation lists",
		default: "80",
		evidence: evidence("later", ["SFB-ENV", "EXPLUC-CRL"]),
	},
	dns: {
		id: "dns",
		title: "DNS queries",
		default: "53",
		evidence: evidence("later", ["SFB-ENV"]),
	},
};
