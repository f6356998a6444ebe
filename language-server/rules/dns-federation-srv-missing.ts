import { defineRule } from "./rule.js";
import { findServices } from "./support/dns/service-records.js";

export const rule = defineRule({
	code: "dns-federation-srv-missing",
	title: "With federation by discovery, every SIP domain has its SRV record",
	severity: "error",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SFB-ENV"],
	why: "Partners discover the Access Edge of a SIP domain through the record _sipfederationtls._tcp of that domain.",
	howToFix:
		"Add the SRV record to the external view, with port 5061 and a name of the Access Edge that lies in the domain: its external FQDN, or sip.<SIP domain>.",
	needs:
		"The scenario federation, the SIP domains, and an external DNS view. A mode that is not stated is open, the default.",
	*check(context) {
		const { deployment } = context;
		const federation = deployment.scenarios.find((scenario) => scenario.kind === "federation");
		// Without a mode partners are discovered; that is the default.
		const mode = federation?.mode?.value ?? "open";
		if (!federation?.block.complete || mode === "direct") {
			return;
		}
		yield* findServices(context, {
			template: "federation-srv",
			prefix: "_sipfederationtls._tcp",
			domains: deployment.sipDomains.items,
			why: (domain) =>
				`${federation.mode ? `With ${mode} federation partners` : "Federation without a mode means discovery, and partners"} find the Access Edge of ${domain} through it.`,
			related: [
				federation.mode
					? { message: `Federation is ${mode} here`, origin: federation.mode.origin }
					: { message: "Federation has no mode here", origin: federation.origin },
			],
			withPort: false,
		});
	},
});
