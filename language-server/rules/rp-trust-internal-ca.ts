import { defineRule, MET, undecided } from "./rule.js";
import { appendToList } from "./support/edits.js";
import { keywordOf } from "./support/places.js";
import { webFarmPublications } from "./support/reverse-proxy/publishing.js";

export const rule = defineRule({
	code: "rp-trust-internal-ca",
	title: "The reverse proxy trusts the issuer of the web farm's certificate",
	severity: "warning",
	category: "reverse-proxy",
	evidence: "r2",
	sources: ["R2-WALKCERT", "PEDIA-RP"],
	why: "The proxy opens TLS to the internal web servers. Without the root certificate of the authority that issued their certificate it refuses the connection.",
	howToFix: "Import the root certificate of that authority on the reverse proxy.",
	needs: "The trusted roots of the reverse proxy, and the certificate of the pool that it publishes with its issuer.",
	note: "Written down for OCS 2007 R2.",
	*check({ deployment }) {
		// One root serves all pools that a proxy publishes.
		const seen = new Set<string>();
		for (const { proxy, publish, server } of webFarmPublications(deployment)) {
			if (publish.bridging && publish.bridging.value !== "ssl-bridging") {
				// It opens no TLS of its own then, and that is the mistake.
				yield undecided(proxy, `SSL bridging to ${server.name} (\`bridging\`)`);
				continue;
			}
			const { trustedRoots: roots } = proxy;
			const certificate = server.certificate && deployment.index.certificates.get(server.certificate.name);
			const issuer = certificate?.issuer;
			const [statement] = roots?.statements ?? [];
			if (!roots?.complete || !statement) {
				yield undecided(proxy, "its trusted roots (`trusted-roots`)");
			} else if (!issuer) {
				yield undecided(server, "its certificate with the issuer");
			} else if (roots.items.some(({ value }) => value === issuer.value)) {
				yield MET;
			} else if (!seen.has(`${proxy.name} ${issuer.value}`)) {
				seen.add(`${proxy.name} ${issuer.value}`);
				const edit = appendToList(roots, issuer.value);
				const authority = issuer.value === "internal" ? "the internal" : "a public";
				yield {
					message: `${proxy.name} lacks the root certificate of ${authority} authority that issued the certificate of ${server.name}. It opens TLS to ${server.name} and would not trust it. Import the root certificate.`,
					at: keywordOf(proxy.block.uri, statement, "trusted-roots"),
					related: [{ message: `The certificate of ${server.name} is from here`, origin: issuer.origin }],
					fixes: edit
						? [{ title: `Add ${issuer.value} to the trusted roots`, edits: [edit], safety: "unsafe", preferred: true }]
						: [],
				};
			}
		}
	},
});
