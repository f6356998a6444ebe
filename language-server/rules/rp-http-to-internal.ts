import { defineRule } from "./rule.js";
import { findBridging } from "./support/reverse-proxy/bridging.js";

export const rule = defineRule({
	code: "rp-http-to-internal",
	title: "The reverse proxy forwards to the web farm over HTTPS",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "r2",
	sources: ["R2-RP", "LYNC13-WEBPUB"],
	why: "The traffic between the reverse proxy and the internal web servers is HTTPS.",
	howToFix: "Bridge to HTTPS on port 443 of the web farm.",
	needs: "The bridging of what the reverse proxy publishes.",
	note: "Written down for OCS 2007 R2.",
	*check({ deployment }) {
		yield* findBridging(
			deployment,
			"http",
			({ proxy, server }) =>
				`${proxy.name} forwards to ${server.name} over HTTP. The traffic between the proxy and the web farm has to be HTTPS. Use SSL bridging.`,
		);
	},
});
