import type { Deployment } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { discoversPartners } from "../requirements/scope.js";
import { defineRule, MET, undecided } from "./rule.js";
import { domainsLeftOut } from "./support/dns/service-records.js";
import {
	addressesOf,
	domainOfService,
	externalZone,
	type InView,
	insertStatements,
	type ServiceRecord,
} from "./support/dns/zone.js";

export const rule = defineRule({
	code: "dns-multiple-domains-srv",
	title: "Every SIP domain has external SRV records, where others have them",
	severity: "warning",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS"],
	why: "SRV records serve one SIP domain each. Users and partners of a domain without records do not find the Access Edge.",
	howToFix: "Add the same records for the domain, with sip.<SIP domain> as their target.",
	needs: "Two or more SIP domains, and an external DNS view with SRV records for one of them.",
	note: "Where partners discover the domains, the rule on federation records speaks.",
	*check(context) {
		const { deployment } = context;
		const { sipDomains } = deployment;
		if (sipDomains.items.length < 2 || discoversPartners(deployment)) {
			return;
		}
		const { services } = externalZone(deployment);
		const example = services.find(({ record }) =>
			sipDomains.items.some(({ value }) => value === domainOfService(record.service.value)),
		);
		if (!example) {
			yield undecided(deployment, "SRV records in the external DNS");
			return;
		}
		const other = domainOfService(example.record.service.value);
		const leftOut = new Set(domainsLeftOut(context));
		const examples = services.filter(({ record }) => domainOfService(record.service.value) === other);
		for (const domain of sipDomains.items) {
			if (!leftOut.has(domain)) {
				yield MET;
				continue;
			}
			yield {
				message: `The SIP domain ${domain.value} has no SRV records in the external DNS, and ${other} has. Records serve one domain each, so nobody outside finds the Access Edge for ${domain.value}. Add the records.`,
				at: domain.origin,
				related: [{ message: `A record of ${other}`, origin: example.record.service.origin }],
				fixes: [addRecords(deployment, domain.value, other, examples)],
			};
		}
	},
});

/** The records of the other domain, written for this one, and the address of the name that they point at. */
function addRecords(
	deployment: Deployment,
	domain: string,
	other: string,
	examples: readonly InView<ServiceRecord>[],
): Fix {
	const zone = externalZone(deployment);
	const name = `sip.${domain}`;
	const services = examples.map(({ record: { service, target } }) => {
		const port = target?.value.port;
		const prefix = service.value.slice(0, -other.length);
		return `srv ${prefix}${domain} -> ${name}${port === undefined ? "" : `:${port}`}`;
	});
	const [host] = examples.flatMap(({ record }) => record.target?.value.host ?? []);
	const addresses = host === undefined ? [] : (addressesOf(zone, host) ?? []);
	const isThere = addressesOf(zone, name)?.length !== 0;
	const list = addresses.map(({ address }) => address.value.text).join(", ");
	const [view] = examples.map((one) => one.view);
	return {
		title: `Add the SRV records of ${domain}`,
		edits: view
			? insertStatements(view.block, [...services, ...(isThere || list === "" ? [] : [`a ${name} -> ${list}`])])
			: [],
		safety: "unsafe",
		preferred: true,
	};
}
