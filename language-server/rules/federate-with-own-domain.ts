import type { Deployment } from "../model/deployment.js";
import { scenarioOf } from "../model/lookups.js";
import type { Stated } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { accessEdgesOf } from "./support/access-edges.js";
import { federatedDomains, removeFederated } from "./support/federation/federation.js";

export const rule = defineRule({
	code: "federate-with-own-domain",
	title: "A federated partner has a SIP domain of its own",
	severity: "warning",
	category: "federation",
	evidence: "r2",
	sources: ["R2-EVENTS"],
	why: "A domain cannot be internal and federated at once: the Access Edge takes messages for an internal SIP domain inside and never to a partner.",
	howToFix: "Remove the partner, or correct its domain.",
	needs:
		"The partners and audio conferencing providers of the federation, and the SIP domains of the deployment or of the Access Edge.",
	note: "Inferred from how an Access Edge of OCS 2007 R2 validates domains.",
	*check({ deployment }) {
		const federation = scenarioOf(deployment, "federation");
		if (!federation) {
			return;
		}
		const own = ownDomains(deployment);
		for (const federated of federatedDomains(federation)) {
			const { noun } = federated;
			const { value: domain, origin } = federated.domain;
			const internal = own.get(domain);
			if (own.size === 0) {
				yield undecided({ name: domain, origin }, "the SIP domains of the deployment");
			} else if (!internal) {
				yield MET;
			} else {
				yield {
					message: `The ${noun} ${domain} is a SIP domain of ${deployment.name} itself. A domain cannot be internal and federated at once. Remove the ${noun} or correct its domain.`,
					at: origin,
					related: [{ message: `${domain} is an internal SIP domain here`, origin: internal.origin }],
					fixes: [removeFederated(federation, federated, true)],
				};
			}
		}
	},
});

/** The own SIP domains with the word that states each: that of the deployment before that of an Access Edge. */
function ownDomains(deployment: Deployment): ReadonlyMap<string, Stated<string>> {
	const stated = [
		...accessEdgesOf(deployment).flatMap(({ accessEdge }) => accessEdge.internalSipDomains?.items ?? []),
		...deployment.sipDomains.items,
	];
	return new Map(stated.map((domain) => [domain.value, domain]));
}
