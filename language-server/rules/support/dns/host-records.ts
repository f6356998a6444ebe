import { groupBy, remembered } from "../../../basics/collections.js";
import { alternatives, listed, someOf } from "../../../basics/sentences.js";
import type { DnsTemplateId } from "../../../catalog/types.js";
import type { Deployment, DnsView, Side } from "../../../model/deployment.js";
import type { Fix, RelatedPlace, TextEdit } from "../../../model/finding.js";
import type { Block, Origin } from "../../../model/origin.js";
import type { DnsRequirement } from "../../../requirements/requirements.js";
import { MET, type Outcome, type RuleContext, undecided } from "../../rule.js";
import { contestedAddresses } from "../addresses/address-claims.js";
import { notPublicBecause } from "../addresses/addresses.js";
import { insertStatement, removeValues, replace } from "../edits.js";
import { ENOUGH } from "../limits.js";
import { clashingNames } from "./shared-names.js";
import { addressesOf, domainOfHost, type FoundAddress, giveAddresses, isWholeZone, viewFor, zoneOf } from "./zone.js";

/** What the declared records say of a name that needs an address. */
export type HostRecord = {
	readonly name: string;
	/** All that asks for the name, and thus the right addresses. */
	readonly wanted: readonly DnsRequirement[];
} & (
	| { readonly is: "right" }
	| { readonly is: "unknown"; readonly missing: string }
	| { readonly is: "missing"; readonly view: DnsView }
	| WrongAddresses
	/** The names of both sides are one, and both sides lead to one address: a rule of its own says so. */
	| { readonly is: "clash" }
);

interface WrongAddresses {
	readonly is: "wrong";
	readonly addresses: readonly [FoundAddress, ...FoundAddress[]];
	/** The wrong ones and the right ones. */
	readonly found: readonly FoundAddress[];
}

type WrongRecord = Extract<HostRecord, WrongAddresses>;

const RECORDS = {
	external: remembered((context: RuleContext) => compare(context, "external")),
	internal: remembered((context: RuleContext) => compare(context, "internal")),
};

/** Compares the declared addresses of one view with the derived ones. */
export function hostRecords(context: RuleContext, view: Side): readonly HostRecord[] {
	return RECORDS[view](context);
}

function compare(context: RuleContext, view: Side): readonly HostRecord[] {
	const { deployment, requirements } = context;
	const zone = zoneOf(deployment, view);
	const derived = requirements.dns.filter((record) => record.view === view && record.type === "A");
	const clashes = clashingNames(deployment);
	const isReadable = isWholeZone(deployment, zone);
	const isTranslated = translation(deployment, view);
	const contested = contestedAddresses(context);
	return [...groupBy(derived, ({ name }) => name)].map(([name, wanted]): HostRecord => {
		const known = { name, wanted };
		const found = addressesOf(zone, name);
		const place = found?.length === 0 ? viewFor(zone, domainOfHost(name)) : zone.views[0];
		if (!place) {
			return { ...known, is: "unknown", missing: `an ${view} DNS view` };
		}
		if (found?.length === 0 && isReadable) {
			return { ...known, is: "missing", view: place };
		}
		if (clashes.has(name)) {
			return { ...known, is: "clash" };
		}
		const expected = wanted.flatMap(({ address }) => address ?? []);
		const [wrong, ...others] = found?.filter(({ address }) => !expected.includes(address.value.text)) ?? [];
		if (found && found.length > 0 && !wrong) {
			return { ...known, is: "right" };
		}
		// Where two have the address, one of them is wrong, and the record may be right.
		const isOpen = expected.length < wanted.length || expected.some((one) => isTranslated(one) || contested.has(one));
		return !found || !wrong || isOpen
			? { ...known, is: "unknown", missing: `the ${view} address of ${name}` }
			: { ...known, is: "wrong", addresses: [wrong, ...others], found };
	});
}

/** Tells whether an address of an interface is not the one that the other side sees. */
function translation({ firewalls, index }: Deployment, view: Side): (address: string) => boolean {
	if (view === "external") {
		return (address) => notPublicBecause(address) !== undefined;
	}
	const inner = firewalls.filter(({ sides }) => {
		const zones = sides.map(({ name }) => index.networks.get(name)?.zone?.value);
		return zones.includes("internal") && !zones.includes("external");
	});
	const addresses = new Set(
		inner.flatMap(({ nat }) => (nat?.kind === "addresses" ? nat.addresses.items.map(({ value }) => value.text) : [])),
	);
	return inner.some(({ nat }) => nat?.kind === "all") ? () => true : (address) => addresses.has(address);
}

/**
 * A finding for each name of the view that is the rule's own, and that lacks its address or has another one.
 *
 * @param why why a record matters: one sentence
 */
export function* findHostRecords(
	context: RuleContext,
	view: Side,
	isOwn: (record: HostRecord) => boolean,
	why: (record: HostRecord) => string,
): Iterable<Outcome> {
	const { deployment } = context;
	for (const record of hostRecords(context, view)) {
		if (!isOwn(record)) {
			continue;
		}
		const { name, wanted } = record;
		const holder = deployment.index.hosts.get(wanted[0]?.host ?? "");
		const related: readonly RelatedPlace[] = holder
			? [{ message: `${name} belongs to ${holder.name}`, origin: holder.origin }]
			: [];
		// Behind address translation the file does not know what the Internet sees.
		const addresses = [...new Set(wanted.flatMap(({ address }) => address ?? []))].filter(
			(address) => view === "internal" || notPublicBecause(address) === undefined,
		);
		switch (record.is) {
			case "right":
				yield MET;
				break;
			case "unknown":
				yield undecided(holder ?? deployment, record.missing);
				break;
			case "missing":
				yield {
					message: `The ${view} DNS has no A record ${name}. ${why(record)} ${addresses.length > 0 ? `Add it with the address ${listed(addresses)}.` : `Add it with the address that ${view === "external" ? "the Internet sees" : "internal servers see"}.`}`,
					at: record.view.view.origin,
					related,
					fixes: addRecord(record.view, name, addresses),
				};
				break;
			case "wrong": {
				const texts = [...new Set(record.addresses.map(({ address }) => address.value.text))];
				const detour = detourOf(record);
				yield {
					message: `The ${view} DNS leads ${name}${detour?.words ?? ""} to ${someOf(texts)} instead of ${alternatives(addresses)}. ${why(record)} ${detour ? "Give it an A record of its own." : texts.length === 1 ? "Correct the address." : "Correct the addresses."}`,
					at: detour?.at ?? record.addresses[0].address.origin,
					related: [
						...related,
						...(detour ? record.addresses : record.addresses.slice(1))
							.slice(0, ENOUGH)
							.map(({ address }) => ({ message: `It leads to ${address.value.text} here`, origin: address.origin })),
					],
					fixes: detour ? [detour.fix(addresses)] : correct(record, addresses),
				};
			}
		}
	}
}

/** How a name gets its addresses where it has no record of its own, and what gives it one. */
interface Detour {
	/** What stands behind the name in the sentence. */
	readonly words: string;
	readonly at: Origin;
	readonly fix: (addresses: readonly string[]) => Fix;
}

function detourOf({ name, addresses: [first] }: WrongRecord): Detour | undefined {
	const { through, record, view } = first;
	const fix = (edits: (addresses: readonly string[]) => readonly TextEdit[]) => (addresses: readonly string[]) =>
		({
			title: `Give ${name} an A record of its own`,
			edits: edits(addresses),
			safety: "unsafe",
			preferred: true,
		}) as const;
	const add = (block: Block) => (addresses: readonly string[]) => [
		insertStatement(block, `a ${name} -> ${addresses.join(", ")}`),
	];
	if (through) {
		const { alias, target } = through.record;
		const isItsOwn = alias.value === name;
		return {
			words: isItsOwn ? `, an alias of ${target.value},` : ` through the alias ${alias.value}`,
			at: target.origin,
			fix: fix(isItsOwn ? (addresses) => giveAddresses(through, addresses) : add(through.view.block)),
		};
	}
	return record.host.value === name
		? undefined
		: { words: ` through ${record.host.value}`, at: record.host.origin, fix: fix(add(view.block)) };
}

/** Whether the name is asked for by one of these templates. */
export function isAskedBy({ wanted }: HostRecord, templates: readonly DnsTemplateId[]): boolean {
	return wanted.some((one) => one.templates.some((template) => templates.includes(template)));
}

function addRecord(view: DnsView, name: string, addresses: readonly string[]): readonly Fix[] {
	return addresses.length === 0
		? []
		: [
				{
					title: `Add the A record ${name}`,
					edits: [insertStatement(view.block, `a ${name} -> ${addresses.join(", ")}`)],
					safety: "safe",
					preferred: true,
				},
			];
}

/** The first wrong address becomes the right one, and the others go; all of them go where the right one is there already. */
function correct({ addresses: wrong, found }: WrongRecord, right: readonly string[]): readonly Fix[] {
	const [{ address: first }] = wrong;
	const isRightThere = found.length > wrong.length;
	const statements = groupBy(wrong, ({ record }) => record);
	const removed = new Set(wrong.map(({ address }) => address).slice(isRightThere ? 0 : 1));
	const removals = [...statements].flatMap(([record, [one]]) =>
		one ? removeValues(one.view.block, record.addresses, (item) => removed.has(item)) : [],
	);
	if (isRightThere) {
		return [
			{
				title: removed.size === 1 ? `Remove the address ${first.value.text}` : "Remove the other addresses",
				edits: removals,
				safety: "unsafe",
				preferred: true,
			},
		];
	}
	return right.map((address) => ({
		title: `Change the ${wrong.length === 1 ? "address" : "addresses"} to ${address}`,
		edits: [replace(first.origin, address), ...removals],
		safety: "unsafe",
		preferred: right.length === 1,
	}));
}
