import { defineRule, MET } from "./rule.js";
import { privateSuffix } from "./support/dns/public-domains.js";

export const rule = defineRule({
	code: "sip-domain-not-public",
	title: "A SIP domain that is used outside is a public one",
	severity: "warning",
	category: "dns",
	evidence: "r2",
	sources: ["RK-DNS", "R2-CERT"],
	why: "Nobody can publish external DNS records for a domain that exists inside only, and no public authority issues a certificate for it.",
	howToFix: "Give users SIP addresses in a domain that is registered.",
	needs: "The SIP domains, and a scenario with outside users.",
	note: "Inferred from what external DNS records and public certificates are needed for. The suffixes are those that are set aside for private use or for examples.",
	*check({ deployment }) {
		const [scenario] = deployment.scenarios;
		if (!scenario) {
			return;
		}
		for (const { value, origin } of deployment.sipDomains.items) {
			const suffix = privateSuffix(value);
			if (suffix === undefined) {
				yield MET;
				continue;
			}
			yield {
				message: `${value} ends in ${suffix}, which does not exist on the Internet. External DNS records and public certificates cannot be had for it, and outside users need both. Use a registered domain as SIP domain.`,
				at: origin,
				related: [{ message: `The scenario ${scenario.kind} reaches outside`, origin: scenario.origin }],
			};
		}
	},
});
