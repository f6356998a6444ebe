import { append } from "../basics/collections.js";
import { isInDomain } from "../model/address.js";
import type { DnsViewId } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { defineRule, MET, type RuleContext } from "./rule.js";
import { hostRecords, isAskedBy } from "./support/dns/host-records.js";
import {
	type AliasRecord,
	addressesOf,
	domainOfService,
	giveAddresses,
	type InView,
	type ServiceRecord,
	type Zone,
	zoneOf,
} from "./support/dns/zone.js";
import { replace } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";

export const rule = defineRule({
	code: "dns-srv-target-is-cname",
	title: "An SRV record points at a name with an address of its own",
	severity: "warning",
	category: "dns",
	evidence: "r2",
	sources: ["DNSQ-BETA"],
	why: "Clients look up the address of the target, and many do not follow an alias there.",
	howToFix: "Give the target an A record instead of the alias, or point the SRV record at the host behind the alias.",
	needs: "The SRV records of a DNS view, and its aliases.",
	note: "The look-up is documented for OCS 2007 R2; that a target is no alias is general DNS practice. An address as target is no name, which the language reports.",
	*check(context) {
		const { deployment } = context;
		const wrong = wrongAliases(context);
		for (const view of ["external", "internal", "perimeter"] as const) {
			const zone = zoneOf(deployment, view);
			const byAlias = new Map<InView<AliasRecord>, Pointer[]>();
			for (const { record } of zone.services) {
				const { target } = record;
				const alias = target && zone.aliases.get(target.value.host);
				if (!target || !alias) {
					yield MET;
				} else if (!wrong.has(alias.record)) {
					append(byAlias, alias, { ...record, target });
				}
			}
			for (const [alias, [first, ...others]] of byAlias) {
				const { record } = alias;
				if (first) {
					yield {
						message: `The SRV record ${first.service.value} points at ${record.alias.value}, which is an alias of ${record.target.value}. Clients look up the address of the target, and not all of them follow an alias. Give ${record.alias.value} an A record.`,
						at: first.target.origin,
						related: [
							{ message: `An alias of ${record.target.value}`, origin: record.alias.origin },
							...others.slice(0, ENOUGH).map(({ service, target }) => ({
								message: `${service.value} points at it too`,
								origin: target.origin,
							})),
						],
						fixes: fixes(zone, view, [first, ...others], alias),
					};
				}
			}
		}
	},
});

type Pointer = ServiceRecord & { readonly target: NonNullable<ServiceRecord["target"]> };

/** The aliases that lead an Access Edge to a wrong address: an A record of its own, which that asks for, mends this too. */
function wrongAliases(context: RuleContext): ReadonlySet<AliasRecord> {
	return new Set(
		hostRecords(context, "external")
			.filter((record) => isAskedBy(record, ["access-edge-a", "sip-domain-a"]))
			.flatMap((record) => (record.is === "wrong" ? record.addresses : []))
			.flatMap(({ through }) => through?.record ?? []),
	);
}

/**
 * The name keeps its purpose with an address of its own; else the records go to the host behind the alias. Outside that
 * host has to lie in their domain, because records that lead to another one are refused.
 */
function fixes(zone: Zone, view: DnsViewId, pointers: readonly Pointer[], alias: InView<AliasRecord>): readonly Fix[] {
	const name = alias.record.alias.value;
	const addresses = (addressesOf(zone, name) ?? []).map(({ address }) => address.value.text);
	const host = endOf(zone, name);
	const isNear =
		view !== "external" ||
		pointers.every(({ service }) => host !== undefined && isInDomain(host, domainOfService(service.value)));
	return [
		...(addresses.length > 0
			? [
					{
						title: `Give ${name} an A record instead of the alias`,
						edits: giveAddresses(alias, addresses),
						safety: "unsafe",
						preferred: true,
					} as const,
				]
			: []),
		...(host !== undefined && isNear
			? [
					{
						title: `Point the SRV ${pointers.length === 1 ? "record" : "records"} at ${host}`,
						edits: pointers.map(({ target: { value, origin } }) =>
							replace(origin, value.port === undefined ? host : `${host}:${value.port}`),
						),
						safety: "unsafe",
						preferred: addresses.length === 0,
					} as const,
				]
			: []),
	];
}

/** The name at the end of a chain of aliases; undefined where they go in a circle. */
function endOf({ aliases }: Zone, name: string): string | undefined {
	const seen = new Set<string>();
	let end = name;
	for (let next = aliases.get(end); next; next = aliases.get(end)) {
		if (seen.has(end)) {
			return undefined;
		}
		seen.add(end);
		end = next.record.target.value;
	}
	return end;
}
