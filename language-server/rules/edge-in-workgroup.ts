import { defineRule, MET, undecided } from "./rule.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "edge-in-workgroup",
	title: "An edge server is a member of a workgroup",
	severity: "warning",
	category: "topology",
	evidence: "seed",
	sources: ["HMC-EDGE", "PEDIA-IMP", "R2-ACCESS"],
	why: "A workgroup keeps Active Directory out of the perimeter network and makes the installation simpler.",
	howToFix: "Set the membership to workgroup.",
	needs: "The membership of the edge server.",
	note: "A text for OCS 2007 R2 tolerates a domain of its own in the perimeter, outside the namespace of the enterprise.",
	*check({ deployment }) {
		const directories = new Map(
			deployment.activeDirectories.flatMap((directory) =>
				directory.domain ? [[directory.domain.value, directory] as const] : [],
			),
		);
		for (const edge of deployment.edgeServers) {
			const { name, membership } = edge;
			if (membership?.value.kind !== "domain") {
				yield membership ? MET : undecided(edge, "the membership (`membership`)");
				continue;
			}
			const { domain } = membership.value;
			const directory = domain === undefined ? undefined : directories.get(domain);
			const where = domain === undefined ? "a domain" : `the domain ${domain}`;
			yield {
				message: `${name} is a member of ${where}. A workgroup keeps Active Directory out of the perimeter network and makes the installation simpler. Set the membership to workgroup.`,
				at: membership.origin,
				related: directory?.domain
					? [{ message: `${domain} is the domain of ${directory.name}`, origin: directory.domain.origin }]
					: [],
				fixes: [
					{
						title: `Set the membership of ${name} to workgroup`,
						edits: [replace(membership.origin, "workgroup")],
						safety: "unsafe",
						preferred: true,
					},
				],
			};
		}
	},
});
