import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { webAccessPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "cwa-proxy-dns-suffix",
	title: "The reverse proxy for Communicator Web Access has the DNS suffix of the external name",
	severity: "error",
	category: "reverse-proxy",
	evidence: "ocs2007",
	sources: ["CWA-PUB"],
	why: "The DNS suffix of the proxy, with its computer name, has to match the external DNS name of Communicator Web Access.",
	howToFix: "Set the DNS suffix of the reverse proxy to the external domain.",
	needs:
		"The DNS suffix of the reverse proxy, and the external URL under which it publishes a Communicator Web Access server.",
	note: "The source gives a domain as the example, so the suffix is compared and the computer name is not.",
	*check({ deployment }) {
		for (const { proxy, publish, server } of webAccessPublications(deployment)) {
			const { dnsSuffix: suffix } = proxy;
			const { externalUrl: url, pool } = publish;
			if (!suffix || !url) {
				yield undecided(
					{ name: proxy.name, origin: pool.origin },
					suffix ? `the external URL of ${server.name}` : `the DNS suffix of ${proxy.name}`,
				);
			} else if (url.value.endsWith(`.${suffix.value}`)) {
				yield MET;
			} else {
				const domain = url.value.slice(url.value.indexOf(".") + 1);
				yield {
					message: `${proxy.name} has the DNS suffix ${suffix.value} and publishes ${server.name} as ${url.value}. The suffix has to match the external name of Communicator Web Access. Set it to ${domain}.`,
					at: suffix.origin,
					related: [{ message: `The external name of ${server.name}`, origin: url.origin }],
					fixes: [
						{
							title: `Set the DNS suffix to ${domain}`,
							edits: [replace(suffix.origin, domain)],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});
