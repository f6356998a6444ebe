import { isInSubnet } from "../model/address.js";
import type { Deployment } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import type { Fix } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, type RuleContext, type RuleFinding, undecided } from "./rule.js";
import { notPublicBecause } from "./support/addresses/addresses.js";
import { privateAvAddresses } from "./support/addresses/av-addresses.js";
import { type HostRecord, hostRecords } from "./support/dns/host-records.js";
import { clashingNames } from "./support/dns/shared-names.js";
import {
	type AliasRecord,
	addressesOf,
	externalZone,
	type FoundAddress,
	giveAddresses,
	type InView,
} from "./support/dns/zone.js";
import { removeStatement, removeValues } from "./support/edits.js";

export const rule = defineRule({
	code: "dns-internal-fqdn-public",
	title: "External DNS holds neither internal names of edge servers nor internal addresses",
	severity: "warning",
	category: "dns",
	evidence: "ocs2007",
	sources: ["PLAN-DNS"],
	why: "A record on the wrong side tells the Internet what is inside, and leads whoever asks to an address that does not answer.",
	howToFix: "Move the record to the internal view. An external name gets the external address there.",
	needs: "An external DNS view, the names of the edge servers, and the internal addresses and networks.",
	note: "Inferred from the requirements for both sides. A record with another address than the role has is told that, and nothing else.",
	*check(context) {
		const { deployment } = context;
		const zone = externalZone(deployment);
		if (zone.views.length === 0) {
			yield undecided(deployment, "an external DNS view");
			return;
		}
		const names = internalNames(deployment);
		const others = reportedElsewhere(context);
		// The records of an A/V Edge follow its address.
		const avAddresses = privateAvAddresses(deployment);
		const internalBecause = internalAddresses(deployment);
		const wanted = new Map(hostRecords(context, "external").map((one) => [one.name, one]));
		for (const view of zone.views) {
			for (const record of view.records) {
				const word = record.type === "A" ? record.host : record.type === "CNAME" ? record.alias : undefined;
				const owner = word && names.get(word.value);
				if (!word || record.type === "SRV") {
					continue;
				}
				if (owner) {
					yield {
						message: `${word.value} is the internal name of ${owner.name}, and the external DNS has it. Outside parties use the external names only, and the record tells them of the inside. Keep it in the internal DNS.`,
						at: word.origin,
						related: [{ message: `The internal name of ${owner.name}`, origin: owner.origin }],
						fixes: [
							{
								title: `Remove the record ${word.value} from the external DNS`,
								edits: [removeStatement(view.block, word.statement)],
								safety: "unsafe",
								preferred: true,
							},
						],
					};
					continue;
				}
				if (record.type === "CNAME") {
					// What the view says of the internal name itself is found there.
					const isSaid = others.has(record.target.origin) || zone.hosts.has(record.target.value);
					const internal = isSaid ? undefined : names.get(record.target.value);
					yield judgeAlias({ record, view }, internal, wanted.get(record.alias.value));
					continue;
				}
				for (const address of record.addresses.items) {
					const { text } = address.value;
					const because = others.has(address.origin) || avAddresses.has(text) ? undefined : internalBecause(text);
					if (!because) {
						yield MET;
						continue;
					}
					yield {
						message: `The external DNS leads ${record.host.value} to ${address.value.text}, ${because.what}. Nobody on the Internet reaches it. ${wanted.has(record.host.value) ? "Publish the address that the Internet sees." : "Keep the record in the internal DNS."}`,
						at: address.origin,
						...(because.origin && { related: [{ message: "The same address", origin: because.origin }] }),
						fixes: wanted.has(record.host.value) ? [] : remove({ address, record, view }),
					};
				}
			}
		}
	},
});

/** An alias of an internal name tells of the inside as well, and leads to what the Internet cannot resolve. */
function judgeAlias(
	inView: InView<AliasRecord>,
	owner: Owner | undefined,
	wanted: HostRecord | undefined,
): RuleFinding | typeof MET {
	if (!owner) {
		return MET;
	}
	const { alias, target } = inView.record;
	const addresses = new Set(wanted?.wanted.flatMap(({ address }) => address ?? []));
	const outside = [...addresses].filter((address) => notPublicBecause(address) === undefined);
	return {
		message: `${alias.value} is an alias of ${target.value} in the external DNS, and that is the internal name of ${owner.name}. The Internet cannot resolve it, and need not know of it. Give ${alias.value} an A record with its external address.`,
		at: target.origin,
		related: [{ message: `The internal name of ${owner.name}`, origin: owner.origin }],
		fixes: [
			outside.length > 0
				? {
						title: `Give ${alias.value} an A record instead of the alias`,
						edits: giveAddresses(inView, outside),
						safety: "unsafe",
						preferred: true,
					}
				: {
						title: `Remove the alias ${alias.value} from the external DNS`,
						edits: [removeStatement(inView.view.block, alias.statement)],
						safety: "unsafe",
						preferred: false,
					},
		],
	};
}

interface Owner {
	readonly name: string;
	readonly origin: Origin;
}

/** The names of edge servers and arrays that are for the inside only. */
function internalNames({ edgeServers, edgeArrays }: Deployment): ReadonlyMap<string, Owner> {
	const names = new Map<string, Owner>();
	const outside = new Set<string>();
	for (const edge of edgeServers) {
		for (const role of rolesOf(edge)) {
			if (role.external?.fqdn) {
				outside.add(role.external.fqdn.value);
			}
		}
		if (edge.fqdn) {
			names.set(edge.fqdn.value, { name: edge.name, origin: edge.fqdn.origin });
		}
	}
	for (const { name, virtualAddresses } of edgeArrays) {
		for (const { fqdn, side } of virtualAddresses) {
			if (fqdn && side.value === "internal") {
				names.set(fqdn.value, { name, origin: fqdn.origin });
			} else if (fqdn) {
				outside.add(fqdn.value);
			}
		}
	}
	for (const name of outside) {
		names.delete(name);
	}
	return names;
}

/** The addresses of which another rule says that they are wrong. */
function reportedElsewhere(context: RuleContext): ReadonlySet<Origin> {
	const zone = externalZone(context.deployment);
	const wrong = hostRecords(context, "external").flatMap((record) => (record.is === "wrong" ? record.addresses : []));
	const clashes = [...clashingNames(context.deployment)].flatMap((name) => addressesOf(zone, name) ?? []);
	return new Set(
		[...wrong, ...clashes].flatMap(({ address, through }) => [
			address.origin,
			...(through ? [through.record.target.origin] : []),
		]),
	);
}

/** Tells whose internal address one is, or why else it does not belong outside. */
function internalAddresses(
	deployment: Deployment,
): (address: string) => { readonly what: string; readonly origin?: Origin } | undefined {
	const owners = new Map<string, Owner>();
	for (const computer of [...deployment.edgeServers, ...deployment.reverseProxies]) {
		for (const { side, addresses } of computer.adapters) {
			for (const { value, origin } of side?.value === "internal" ? addresses.items : []) {
				owners.set(value.text, { name: computer.name, origin });
			}
		}
	}
	for (const server of deployment.internalServers) {
		for (const address of [...server.addresses.items, ...server.members.flatMap((member) => member.address ?? [])]) {
			owners.set(address.value.text, { name: server.name, origin: address.origin });
		}
	}
	for (const { name, virtualAddresses } of deployment.edgeArrays) {
		for (const { side, address } of virtualAddresses) {
			if (address && side.value === "internal") {
				owners.set(address.value.text, { name, origin: address.origin });
			}
		}
	}
	const inside = deployment.networks.filter(({ zone }) => zone?.value === "internal");
	return (address) => {
		const owner = owners.get(address);
		if (owner) {
			return { what: `the internal address of ${owner.name}`, origin: owner.origin };
		}
		for (const network of inside) {
			const subnet = network.subnets.items.find(({ value }) => isInSubnet(address, value));
			if (subnet) {
				return { what: `an address of the internal network ${network.name}`, origin: subnet.origin };
			}
		}
		const because = notPublicBecause(address);
		return because === undefined ? undefined : { what: because };
	};
}

function remove({ address, record, view }: FoundAddress): readonly Fix[] {
	const isOnly = record.addresses.items.length === 1;
	return [
		{
			title: isOnly
				? `Remove the record ${record.host.value} from the external DNS`
				: `Remove the address ${address.value.text} from the external DNS`,
			edits: isOnly
				? [removeStatement(view.block, record.host.statement)]
				: removeValues(view.block, record.addresses, (item) => item === address),
			safety: "unsafe",
			preferred: true,
		},
	];
}
