import { defineRule, MET, undecided } from "./rule.js";

export const rule = defineRule({
	code: "acp-needs-domain-and-fqdn",
	title: "An audio conferencing provider has a domain and an Access Edge",
	severity: "warning",
	category: "federation",
	evidence: "r2",
	sources: ["R2-FED"],
	why: "The entry of an audio conferencing provider on the allow list needs its domain and the FQDN of its Access Edge.",
	howToFix: "Add the missing half. The provider knows both.",
	needs: "The entry of the audio conferencing provider.",
	note: "Written down for OCS 2007 R2.",
	*check({ deployment }) {
		for (const scenario of deployment.scenarios) {
			for (const { domain, accessEdge, origin, block } of scenario.audioConferencingProviders) {
				const name = domain?.value ?? accessEdge?.value;
				const subject = { name: name ?? scenario.kind, origin };
				if (domain && accessEdge) {
					yield MET;
				} else if (!block.complete) {
					yield undecided(subject, "the entry of the audio conferencing provider");
				} else {
					const missing = domain
						? "the FQDN of its Access Edge"
						: accessEdge
							? "its domain"
							: "its domain and Access Edge";
					yield {
						message: `The entry of the audio conferencing provider${name === undefined ? "" : ` ${name}`} lacks ${missing}. An entry needs both to let the provider in. Add what is missing.`,
						at: origin,
					};
				}
			}
		}
	},
});
