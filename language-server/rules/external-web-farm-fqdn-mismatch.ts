import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";
import { webFarmPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "external-web-farm-fqdn-mismatch",
	title: "A pool is published under its external web farm name",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "community",
	sources: ["PEDIA-RP"],
	why: "Clients use the name that the pool gives them. Under another name the reverse proxy does not answer.",
	howToFix:
		"Make the external web farm name of the pool, the external URL of the reverse proxy and its certificate agree.",
	needs: "The external web farm name of the pool, and the external URL under which a reverse proxy publishes it.",
	note: "The file contradicts itself then; the statement comes from a community page. That the certificate has another name is the finding of another rule.",
	*check({ deployment }) {
		for (const { proxy, publish, server } of webFarmPublications(deployment)) {
			const { externalUrl: url, pool, certificate } = publish;
			const farm = server.webFarm?.external;
			if (!url || !farm) {
				yield undecided(
					{ name: proxy.name, origin: pool.origin },
					url ? `the external web farm name of ${server.name}` : `the external URL of ${server.name}`,
				);
				continue;
			}
			if (url.value === farm.value) {
				yield MET;
				continue;
			}
			const subject = certificate && deployment.index.certificates.get(certificate.name)?.subject;
			// The certificate decides, where it has one of the two names.
			const isUrlRight = subject?.value === url.value;
			yield {
				message: `${proxy.name} publishes ${server.name} as ${url.value}, and the pool gives its clients the name ${farm.value}. The proxy does not answer to that name, so downloads fail outside. Make the two names equal.`,
				at: url.origin,
				related: [
					{ message: `The external web farm name of ${server.name}`, origin: farm.origin },
					...(subject ? [{ message: `The certificate is for ${subject.value}`, origin: subject.origin }] : []),
				],
				fixes: [
					{
						title: `Publish ${server.name} as ${farm.value}`,
						edits: [replace(url.origin, farm.value)],
						safety: "unsafe",
						preferred: !isUrlRight,
					},
					{
						title: `Change the external web farm name to ${url.value}`,
						edits: [replace(farm.origin, url.value)],
						safety: "unsafe",
						preferred: isUrlRight,
					},
				],
			};
		}
	},
});
