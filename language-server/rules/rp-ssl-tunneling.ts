import { defineRule } from "./rule.js";
import { findBridging } from "./support/reverse-proxy/bridging.js";

export const rule = defineRule({
	code: "rp-ssl-tunneling",
	title: "The reverse proxy bridges SSL and does not tunnel it",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "later",
	sources: ["LYNC13-WEBPUB", "PEDIA-RP", "PEDIA-RP2"],
	why: "A proxy that tunnels SSL sees neither path nor content, so it cannot keep outside users to the directories that are published.",
	howToFix:
		"Let the proxy bridge SSL: it ends the outside connection and opens another one, with SSL too, to the pool.",
	needs: "The bridging of what the reverse proxy publishes.",
	note: "Community pages for OCS 2007 advise against tunnelling; the publishing wizard of Lync Server 2013 has the setting.",
	*check({ deployment }) {
		yield* findBridging(
			deployment,
			"ssl-tunneling",
			({ proxy, server }) =>
				`${proxy.name} tunnels SSL to ${server.name}. It cannot see which directories outside users ask for, and tunnelling is not recommended. Use SSL bridging.`,
		);
	},
});
