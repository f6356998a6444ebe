import { groupBy, once } from "../../../basics/collections.js";
import type { DnsTemplateId } from "../../../catalog/types.js";
import { isInDomain } from "../../../model/address.js";
import type { Fix, RelatedPlace } from "../../../model/finding.js";
import type { Stated } from "../../../model/origin.js";
import type { DnsRequirement, Requirements } from "../../../requirements/requirements.js";
import { MET, type Outcome, type RuleContext, undecided } from "../../rule.js";
import { notPublicBecause } from "../addresses/addresses.js";
import { insertStatement, replace } from "../edits.js";
import { isSpokenOf } from "./public-domains.js";
import {
	addressesOf,
	domainOfService,
	externalZone,
	type InView,
	isWholeZone,
	type ServiceRecord,
	viewFor,
} from "./zone.js";

/** How a rule speaks of the SRV records of one service. */
export interface ServiceWords {
	readonly template: DnsTemplateId;
	/** What stands before the domain. */
	readonly prefix: string;
	/** The domains that need the record. */
	readonly domains: readonly Stated<string>[];
	/** Why the record of a domain matters: one sentence. */
	readonly why: (domain: string) => string;
	readonly related: readonly RelatedPlace[];
	/** Whether another rule speaks of a record that is there. */
	readonly isOthers?: (record: ServiceRecord) => boolean;
	/** Whether the port is this rule's as well. */
	readonly withPort: boolean;
}

/** A finding for each domain whose record is missing, or leads elsewhere than to the Access Edge. */
export function* findServices(context: RuleContext, words: ServiceWords): Iterable<Outcome> {
	const { deployment } = context;
	const { prefix, template, domains, why } = words;
	const zone = externalZone(deployment);
	const isReadable = isWholeZone(deployment, zone);
	const leadsElsewhere = elsewhere(context);
	const wantedByName = groupBy(
		context.requirements.dns.filter(({ templates }) => templates.includes(template)),
		({ name }) => name,
	);
	for (const domain of domains) {
		if (isSpokenOf(context, domain.value)) {
			// External DNS cannot have it, which is what the rule on such domains says.
			continue;
		}
		const view = viewFor(zone, domain.value);
		const service = `${prefix}.${domain.value}`;
		const wanted = wantedByName.get(service) ?? [];
		const declared = zone.byService.get(service);
		if (!view || (!declared && !isReadable)) {
			yield undecided(deployment, view ? service : "an external DNS view");
			continue;
		}
		if (!declared) {
			yield {
				message: `The external DNS has no SRV record ${service}. ${why(domain.value)} Add the record.`,
				at: view.view.origin,
				related: [{ message: `The SIP domain ${domain.value}`, origin: domain.origin }, ...words.related],
				fixes: addRecord(view, service, wanted),
			};
			continue;
		}
		for (const { record } of declared) {
			const { target } = record;
			if (!target) {
				yield undecided(deployment, `the target of ${service}`);
			} else if (words.isOthers?.(record)) {
				// It is there, and what is wrong with it is said elsewhere.
			} else if (leadsElsewhere(record)) {
				yield {
					message: `The SRV record ${service} points at ${target.value.host}, which is not the Access Edge. ${why(domain.value)} Let it point there.`,
					at: target.origin,
					related: words.related,
					fixes: pointAt(target, wanted),
				};
			} else if (words.withPort && hasOtherPort(target, wanted)) {
				yield {
					message: `The SRV record ${service} has the port ${target.value.port}, and the Access Edge listens on ${wanted[0]?.port}. ${why(domain.value)} Correct the port.`,
					at: target.origin,
					related: words.related,
					fixes: pointAt(target, wanted, target.value.host),
				};
			} else {
				yield MET;
			}
		}
	}
}

type Target = NonNullable<ServiceRecord["target"]>;

function hasOtherPort({ value: { port } }: Target, wanted: readonly DnsRequirement[]): boolean {
	return port !== undefined && wanted.every((one) => one.port !== undefined && one.port !== port);
}

function targetOf({ target, port }: DnsRequirement, host = target): string | undefined {
	return host === undefined || port === undefined ? undefined : `${host}:${port}`;
}

function targetsOf(wanted: readonly DnsRequirement[], host?: string): readonly string[] {
	return [...new Set(wanted.flatMap((one) => targetOf(one, host) ?? []))];
}

function addRecord(
	view: InView<ServiceRecord>["view"],
	service: string,
	wanted: readonly DnsRequirement[],
): readonly Fix[] {
	const targets = targetsOf(wanted);
	return targets.map((target) => ({
		title: targets.length === 1 ? `Add the SRV record ${service}` : `Add the SRV record ${service} to ${target}`,
		edits: [insertStatement(view.block, `srv ${service} -> ${target}`)],
		safety: targets.length === 1 ? "safe" : "unsafe",
		preferred: targets.length === 1,
	}));
}

function pointAt(target: Target, wanted: readonly DnsRequirement[], host?: string): readonly Fix[] {
	const targets = targetsOf(wanted, host);
	return targets.map((right) => ({
		title: `Change the target to ${right}`,
		edits: [replace(target.origin, right)],
		safety: "unsafe",
		preferred: targets.length === 1,
	}));
}

/**
 * Tells whether an SRV record certainly leads to another host than an Access Edge: to a name that is neither an external
 * name of one nor sip.<SIP domain>, and that the view leads nowhere or to another address.
 */
export function elsewhere({ deployment, requirements }: RuleContext): (record: ServiceRecord) => boolean {
	const zone = externalZone(deployment);
	const own = requirements.dns.filter(
		({ templates }) => templates.includes("access-edge-a") || templates.includes("sip-domain-a"),
	);
	const names = new Set([
		...own.map(({ name }) => name),
		...deployment.sipDomains.items.map(({ value }) => `sip.${value}`),
	]);
	// Where the Internet sees another address than the interface has, only the records of the own names may tell it.
	const isKnown = own.every(({ address }) => address !== undefined && notPublicBecause(address) === undefined);
	const addresses = once(
		() =>
			new Set([
				...own.map(({ address }) => address),
				...[...names].flatMap((name) => (addressesOf(zone, name) ?? []).map((one) => one.address.value.text)),
			]),
	);
	const isReadable = isWholeZone(deployment, zone);
	return ({ target }) => {
		const host = target?.value.host;
		if (host === undefined || own.length === 0 || names.has(host)) {
			return false;
		}
		const found = addressesOf(zone, host);
		if (!found || (found.length === 0 && !isReadable)) {
			return false;
		}
		// With an address that is not known, the name may be a further one of the Access Edge.
		return found.length === 0 || (isKnown && found.every((one) => !addresses().has(one.address.value.text)));
	};
}

/** Whether somebody finds the Access Edge through SRV records: clients that configure themselves, or partners. */
export function isFoundByName({ dns }: Requirements): boolean {
	return dns.some(({ templates }) => templates.includes("federation-srv") || templates.includes("sip-tls-srv"));
}

/** The external names of Access Edges that lie in no SIP domain: no SRV record can lead to them within its domain. */
export function namesOutsideDomains({ deployment, requirements }: RuleContext): ReadonlySet<string> {
	const domains = deployment.sipDomains.items.map(({ value }) => value);
	const names = requirements.dns.filter(({ templates }) => templates.includes("access-edge-a")).map(({ name }) => name);
	return new Set(names.filter((name) => !domains.some((domain) => isInDomain(name, domain))));
}

/** Whether the target of an SRV record lies in another domain than the record. */
export function isInOtherDomain({ service, target }: ServiceRecord): boolean {
	const domain = domainOfService(service.value);
	return target !== undefined && target.value.host !== domain && !isInDomain(target.value.host, domain);
}

/**
 * The SIP domains that have no external SRV record at all, where others have some; empty where that is not known. Those
 * of which another rule says that they cannot exist outside are none of them.
 */
export function domainsLeftOut(context: RuleContext): readonly Stated<string>[] {
	const { deployment } = context;
	const zone = externalZone(deployment);
	const served = new Set(zone.services.map(({ record }) => domainOfService(record.service.value)));
	const domains = deployment.sipDomains.items;
	return domains.some(({ value }) => served.has(value)) && isWholeZone(deployment, zone)
		? domains.filter(({ value }) => !served.has(value) && !isSpokenOf(context, value))
		: [];
}
