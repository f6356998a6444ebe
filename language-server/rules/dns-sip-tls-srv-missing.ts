import { discoversPartners } from "../requirements/scope.js";
import { defineRule } from "./rule.js";
import { domainsLeftOut, findServices, isInOtherDomain } from "./support/dns/service-records.js";

export const rule = defineRule({
	code: "dns-sip-tls-srv-missing",
	title: "With automatic configuration, every SIP domain has the SRV record for remote clients",
	severity: "warning",
	category: "dns",
	evidence: "r2",
	sources: ["DNSQ-BETA", "R2-CLIENTDNS", "SFB-ENV"],
	why: "A client that configures itself looks up _sip._tls of its SIP domain first to find the Access Edge.",
	howToFix:
		"Add the SRV record to the external view, with port 443 and a name of the Access Edge that lies in the domain: its external FQDN, or sip.<SIP domain>.",
	needs:
		"Automatic client configuration, a scenario in which users sign in from outside, the SIP domains, and an external DNS view.",
	note: "Worded for OCS 2007 R2; the port is from a later text. Without the record clients fall back to sip.<SIP domain>, so an A record may be enough.",
	*check(context) {
		const { deployment, requirements } = context;
		const { clientConfiguration } = deployment;
		const needed = new Set(
			requirements.dns.filter(({ templates }) => templates.includes("sip-tls-srv")).map(({ name }) => name),
		);
		// A domain without any SRV record is told that once, by the rule on federation or by that on domains left out.
		const leftOut = new Set(discoversPartners(deployment) ? [] : domainsLeftOut(context));
		yield* findServices(context, {
			template: "sip-tls-srv",
			prefix: "_sip._tls",
			domains: deployment.sipDomains.items.filter(
				(domain) => needed.has(`_sip._tls.${domain.value}`) && !leftOut.has(domain),
			),
			why: (domain) => `Remote clients of ${domain} look it up first to configure themselves.`,
			related: clientConfiguration
				? [{ message: "Clients configure themselves", origin: clientConfiguration.origin }]
				: [],
			isOthers: isInOtherDomain,
			withPort: true,
		});
	},
});
