import type { Fix } from "../model/finding.js";
import { defineRule, MET } from "./rule.js";
import { type AliasRecord, addressesOf, type ServiceRecord, type Zone, zoneOf } from "./support/dns-zone.js";
import { replace } from "./support/edits.js";

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
	*check({ deployment }) {
		for (const view of ["external", "internal", "perimeter"] as const) {
			const zone = zoneOf(deployment, view);
			for (const { record } of zone.services) {
				const alias = record.target && zone.aliases.get(record.target.value.host)?.record;
				if (!record.target || !alias) {
					yield MET;
					continue;
				}
				yield {
					message: `The SRV record ${record.service.value} points at ${alias.alias.value}, which is an alias of ${alias.target.value}. Clients look up the address of the target, and not all of them follow an alias. Give ${alias.alias.value} an A record.`,
					at: record.target.origin,
					related: [{ message: `An alias of ${alias.target.value}`, origin: alias.alias.origin }],
					fixes: fixes(zone, record.target, alias),
				};
			}
		}
	},
});

/** The name keeps its purpose with an address of its own; where that is not known, the record goes to the host itself. */
function fixes(
	zone: Zone,
	{ value, origin }: NonNullable<ServiceRecord["target"]>,
	alias: AliasRecord,
): readonly Fix[] {
	const addresses = (addressesOf(zone, alias.alias.value) ?? []).map(({ address }) => address.value.text);
	const port = value.port === undefined ? "" : `:${value.port}`;
	const { statement } = alias.alias;
	return [
		...(addresses.length > 0
			? [
					{
						title: `Give ${alias.alias.value} an A record instead of the alias`,
						edits: [
							{
								uri: alias.origin.uri,
								range: statement,
								newText: `a ${alias.alias.value} -> ${addresses.join(", ")}`,
							},
						],
						safety: "unsafe",
						preferred: true,
					} as const,
				]
			: []),
		{
			title: `Point the SRV record at ${alias.target.value}`,
			edits: [replace(origin, `${alias.target.value}${port}`)],
			safety: "unsafe",
			preferred: addresses.length === 0,
		},
	];
}
