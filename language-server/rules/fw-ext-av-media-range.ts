import { defineRule } from "./rule.js";
import { auditFirewalls } from "./support/firewall/flows.js";
import { arrayWithMedia, MEDIA_ROWS, mediaPorts } from "./support/firewall/media-ports.js";
import { missingFlows } from "./support/firewall/missing-flows.js";

export const rule = defineRule({
	code: "fw-ext-av-media-range",
	title: "The media range of the A/V Edge is open for TCP and UDP in both directions",
	severity: "warning",
	category: "firewall",
	evidence: "later",
	sources: ["LYNC13-AV", "R2-AVPORT", "TEKTIPS"],
	why: "OCS 2007, unlike later releases, needs the whole media range by TCP and UDP, inbound and outbound.",
	howToFix:
		"Allow TCP and UDP 50000-59999, or the range that is set, to and from the external address of the A/V Edge.",
	needs:
		"The external firewall with its two networks and their zones, its rules, and the adapters or addresses of the A/V Edge. Where no rule of the firewall is for the edge, the plan derives them, and nothing is asked for.",
	note: "Some sources ask for the range with federated partners only; a page for Lync Server 2013 states it for OCS 2007 without that limit. Another range in the rules is reported by fw-media-range-mismatch, a range for the virtual address alone by av-media-range-to-nodes.",
	*check(context) {
		const audit = auditFirewalls(context);
		const spokenOf = new Set(
			mediaPorts(context)
				.filter((media) => media.mismatches.length > 0 || arrayWithMedia(context, audit, media) !== undefined)
				.map(({ edge }) => edge.name),
		);
		yield* missingFlows(context, {
			rows: MEDIA_ROWS,
			why: "OCS 2007 relays media on these ports by both protocols and in both directions.",
			isOthers: ({ name }) => spokenOf.has(name),
		});
	},
});
