import type { PortSettingId } from "../catalog/types.js";
import { formatPortRange } from "../model/address.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import { listeningPortsOf } from "../model/listening-ports.js";
import { defineRule, MET } from "./rule.js";
import { replace } from "./support/edits.js";
import { problemOfMediaRange } from "./support/firewall/media-range.js";

export const rule = defineRule({
	code: "non-default-port",
	title: "The roles listen on their default ports",
	severity: "info",
	category: "firewall",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SDK-LISTEN"],
	why: "The procedures of the guides assume the default ports. Another port has to be changed in firewall rules, DNS records and the settings of pools as well.",
	howToFix:
		"Use the default port unless there is a reason, and otherwise change firewall, DNS SRV records and pool settings with it.",
	needs: "The ports of the roles; what is not stated has the default.",
	note: "A media range that cannot be used is reported by media-range-invalid.",
	*check({ deployment, catalogue }) {
		for (const edge of deployment.edgeServers) {
			for (const role of rolesOf(edge)) {
				let isMet = true;
				for (const { setting, stated } of listeningPortsOf(role)) {
					if (!stated) {
						continue;
					}
					const usual = catalogue.portSettings[setting].default;
					const written = formatPortRange(stated.value);
					const isOthers = setting === "av-media-range" && problemOfMediaRange(stated.value) !== undefined;
					if (written === usual || isOthers) {
						continue;
					}
					isMet = false;
					yield {
						message: `On the ${ROLE_TITLES[role.role]} of ${edge.name} ${TITLES[setting]} is ${written}, and not the default ${usual}. The guides assume the default, so firewall rules, DNS records and pool settings have to be changed with it. Keep the default unless there is a reason.`,
						at: stated.origin,
						fixes: [
							{
								title: `Use the default ${usual}`,
								edits: [replace(stated.origin, usual)],
								safety: "unsafe",
								preferred: true,
							},
						],
					};
				}
				if (isMet) {
					yield MET;
				}
			}
		}
	},
});

/** What the ports are called in a sentence. */
const TITLES: Readonly<Partial<Record<PortSettingId, string>>> = {
	"access-remote-access": "the port for remote access",
	"access-federation": "the port for federation",
	"access-internal": "the internal port",
	"web-conferencing-external": "the external port",
	"web-conferencing-internal": "the internal port",
	"av-media-range": "the media range",
	"av-external-tcp": "the external TCP port",
	"av-external-udp": "the external UDP port",
	"av-authentication-internal": "the A/V authentication port",
};
