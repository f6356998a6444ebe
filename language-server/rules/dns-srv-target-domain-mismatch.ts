import { discoversPartners } from "../requirements/scope.js";
import { defineRule, MET, undecided } from "./rule.js";
import { elsewhere, isFoundByName, isInOtherDomain, namesOutsideDomains } from "./support/dns/service-records.js";
import { domainOfService, externalZone } from "./support/dns/zone.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "dns-srv-target-domain-mismatch",
	title: "An external SRV record points at a host in its own domain",
	severity: "warning",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "R2-DNSCFG"],
	why: "The domain of the record has to match the server name on the certificate. Otherwise whoever forges a record could lead users and partners to a host of his own.",
	howToFix:
		"Point the record at sip.<SIP domain>, and let that name lead to the Access Edge and stand on its certificate.",
	needs: "SRV records for SIP in an external DNS view.",
	note: "Internal records are left alone: the text speaks of those for the edge. An Access Edge that is named in none of the SIP domains is told that, and nothing else.",
	*check(context) {
		const { deployment } = context;
		const leadsElsewhere = elsewhere(context);
		// An Access Edge that is named in no SIP domain is told so once, and to rename it mends the records too.
		const misnamed = isFoundByName(context.requirements) ? namesOutsideDomains(context) : new Set();
		for (const { record } of externalZone(deployment).services) {
			const { service, target } = record;
			if (!service.value.startsWith("_sip")) {
				continue;
			}
			if (!target) {
				yield undecided(deployment, `the target of ${service.value}`);
			} else if (!isInOtherDomain(record)) {
				yield MET;
			} else if (
				!misnamed.has(target.value.host) &&
				!(isFederation(service.value) && discoversPartners(deployment) && leadsElsewhere(record))
			) {
				const { host, port } = target.value;
				const domain = domainOfService(service.value);
				const right = port === undefined ? `sip.${domain}` : `sip.${domain}:${port}`;
				yield {
					message: `The SRV record ${service.value} points at ${host}, which lies in another domain than ${domain}. Clients and partners refuse that, because a forged record could lead them anywhere. Point it at a host such as sip.${domain}.`,
					at: target.origin,
					related: [{ message: `The record is for ${domain}`, origin: service.origin }],
					fixes: [
						{
							title: `Change the target to ${right}`,
							edits: [replace(target.origin, right)],
							safety: "unsafe",
							preferred: true,
						},
					],
				};
			}
		}
	},
});

/** That such a record leads to another host than the Access Edge is the mistake of another rule. */
function isFederation(service: string): boolean {
	return service.startsWith("_sipfederationtls._tcp.");
}
