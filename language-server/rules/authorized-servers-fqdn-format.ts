import type { Deployment } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { replace } from "./support/edits.js";
import { sipServers } from "./support/internal-servers.js";

export const rule = defineRule({
	code: "authorized-servers-fqdn-format",
	title: "An entry of the authorised servers is a name and no asterisk alone",
	severity: "warning",
	category: "next-hop",
	evidence: "r2",
	sources: ["SDK-INTSRV"],
	why: "The entries are FQDNs. An asterisk may be part of one, as in *.corp.contoso.com; an asterisk alone is refused.",
	howToFix: "Name the servers, or write a pattern with their domain.",
	needs: "The authorised servers of the Access Edge.",
	note: "Described for OCS 2007 R2. An address in the list is reported as a reference that names nothing.",
	*check({ deployment }) {
		for (const { edge, accessEdge } of accessEdgesOf(deployment)) {
			const entries = accessEdge.authorizedServers ?? [];
			const alone = entries.filter(({ name }) => name === "*");
			if (alone.length === 0) {
				yield entries.length > 0 ? MET : undecided(edge, "the authorised servers (`authorized-servers`)");
			}
			for (const entry of alone) {
				yield {
					message: `The authorised servers of ${edge.name} have an asterisk as an entry. An asterisk may be a part of an FQDN and not the whole of it. Name the servers, or write a pattern with their domain.`,
					at: entry.origin,
					fixes: narrow(entry, deployment),
				};
			}
		}
	},
});

/** A pattern for the domain of the internal servers, where they share one. */
function narrow({ origin }: Reference, deployment: Deployment): readonly Fix[] {
	const domains = new Set(
		sipServers(deployment).flatMap(({ fqdn }) => (fqdn ? [fqdn.value.slice(fqdn.value.indexOf(".") + 1)] : [])),
	);
	const [domain] = domains;
	return domain === undefined || domains.size > 1
		? []
		: [
				{
					title: `Write *.${domain}`,
					edits: [replace(origin, `*.${domain}`)],
					safety: "unsafe",
					preferred: true,
				},
			];
}
