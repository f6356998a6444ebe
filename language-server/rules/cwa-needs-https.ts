import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { webAccessPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "cwa-needs-https",
	title: "Communicator Web Access is published over HTTPS",
	severity: "error",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["CWA-PUB"],
	why: "HTTP is not supported for access to Communicator Web Access from outside.",
	howToFix: "Publish it over HTTPS.",
	needs: "The protocol with which a reverse proxy publishes a Communicator Web Access server.",
	*check({ deployment }) {
		for (const { proxy, publish, server } of webAccessPublications(deployment)) {
			const { protocol, pool } = publish;
			if (!protocol) {
				yield undecided({ name: proxy.name, origin: pool.origin }, "the protocol with which it publishes (`protocol`)");
			} else if (protocol.value === "https") {
				yield MET;
			} else {
				yield {
					message: `${proxy.name} publishes ${server.name} over HTTP. That is not supported for Communicator Web Access from outside. Publish it over HTTPS.`,
					at: protocol.origin,
					related: [{ message: `${server.name} is a Communicator Web Access server`, origin: server.origin }],
					fixes: [
						{
							title: "Publish over HTTPS",
							edits: [replace(protocol.origin, "https")],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
