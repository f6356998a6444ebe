import { defineRule, MET, undecided } from "./rule.js";
import { relatedUses, usesOf } from "./support/certificates/uses.js";
import { named } from "./support/completeness.js";
import { appendToList } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-server-eku",
	title: "Every server certificate has the server usage",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["PLAN-CERT"],
	why: "Clients and servers accept a certificate only for what it is issued for, and every server of OCS has to identify itself as a server.",
	howToFix: "Issue the certificate again with the usage server authentication.",
	needs: "The usages of the certificate.",
	*check({ deployment }) {
		for (const certificate of named(deployment.certificates)) {
			const { name, usages } = certificate;
			const [usage] = usages.items;
			if (!usages.complete || !usage) {
				yield undecided(certificate, "its usages (`usage`)");
			} else if (usages.items.some(({ value }) => value === "server")) {
				yield MET;
			} else {
				const edit = appendToList(usages, "server");
				yield {
					message: `The certificate ${name} is for client authentication only. Servers have to identify themselves as servers, or TLS connections to them fail. Have it issued for server authentication too.`,
					at: usage.origin,
					related: relatedUses(usesOf(deployment).get(name) ?? []),
					fixes: edit
						? [{ title: `Add the usage server to ${name}`, edits: [edit], safety: "unsafe", preferred: true }]
						: [],
				};
			}
		}
	},
});
