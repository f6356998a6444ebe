import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "edge-fqdn-needs-dns-suffix",
	title: "The FQDN of an edge computer in a workgroup is its name with its primary DNS suffix",
	severity: "warning",
	category: "dns",
	evidence: "later",
	sources: ["LYNC13-DNSEDGE"],
	why: "A computer in a workgroup has a short name only. Its primary DNS suffix completes it to the FQDN that servers and certificates use.",
	howToFix: "Set the primary DNS suffix of the computer to the domain of its FQDN, and restart it.",
	needs: "The membership of the edge server, its FQDN and its `dns-suffix`.",
	note: "Written for Lync Server 2013. No text for OCS 2007 that was read mentions the suffix.",
	*check({ deployment }) {
		for (const edge of deployment.edgeServers) {
			const { name, membership, fqdn, dnsSuffix } = edge;
			if (membership?.value.kind === "domain") {
				continue;
			}
			const missing =
				membership === undefined ? "the membership (`membership`)" : !fqdn ? "the FQDN" : "the DNS suffix";
			if (!membership || !fqdn || !dnsSuffix) {
				yield undecided(edge, missing);
				continue;
			}
			const domain = fqdn.value.slice(fqdn.value.indexOf(".") + 1);
			if (domain === dnsSuffix.value) {
				yield MET;
				continue;
			}
			yield {
				message: `${name} has the DNS suffix ${dnsSuffix.value}, and its FQDN is ${fqdn.value}. A computer in a workgroup gets its FQDN from its name and this suffix, so servers and certificates would look for another name. Set the suffix to ${domain}.`,
				at: dnsSuffix.origin,
				related: [{ message: `The FQDN of ${name}`, origin: fqdn.origin }],
				fixes: [
					{
						title: `Set the DNS suffix to ${domain}`,
						edits: [replace(dnsSuffix.origin, domain)],
						safety: "unsafe",
						preferred: true,
					},
				],
			};
		}
	},
});
