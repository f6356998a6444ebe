import { append, remembered } from "../../../basics/collections.js";
import { type Address, isInDomain } from "../../../model/address.js";
import type { Deployment, DnsRecord, DnsView, DnsViewId } from "../../../model/deployment.js";
import type { TextEdit } from "../../../model/finding.js";
import type { Block, Stated } from "../../../model/origin.js";
import { isWhole } from "../completeness.js";
import { insertStatement, replace } from "../edits.js";

export type AddressRecord = Extract<DnsRecord, { type: "A" }>;
export type ServiceRecord = Extract<DnsRecord, { type: "SRV" }>;
export type AliasRecord = Extract<DnsRecord, { type: "CNAME" }>;

/** A record together with the view that it stands in. */
export interface InView<R extends DnsRecord> {
	readonly record: R;
	readonly view: DnsView;
}

/** What all views of one kind say together. */
export interface Zone {
	readonly views: readonly DnsView[];
	readonly hosts: ReadonlyMap<string, readonly InView<AddressRecord>[]>;
	readonly aliases: ReadonlyMap<string, InView<AliasRecord>>;
	readonly services: readonly InView<ServiceRecord>[];
	readonly byService: ReadonlyMap<string, readonly InView<ServiceRecord>[]>;
}

const zoneFor = (kind: DnsViewId) =>
	remembered((deployment: Deployment) => gather(deployment.dnsViews.filter(({ view }) => view.value === kind)));

const ZONES: Readonly<Record<DnsViewId, (deployment: Deployment) => Zone>> = {
	external: zoneFor("external"),
	internal: zoneFor("internal"),
	perimeter: zoneFor("perimeter"),
};

/** What the views of one kind say. */
export function zoneOf(deployment: Deployment, kind: DnsViewId): Zone {
	return ZONES[kind](deployment);
}

/** Whether a record that the zone seems to lack is certainly not there. */
export function isWholeZone(deployment: Deployment, { views }: Zone): boolean {
	return isWhole(deployment) && !views.some(({ block }) => block.leftOut);
}

/** What the external views say together. */
export function externalZone(deployment: Deployment): Zone {
	return zoneOf(deployment, "external");
}

function gather(views: readonly DnsView[]): Zone {
	const hosts = new Map<string, InView<AddressRecord>[]>();
	const aliases = new Map<string, InView<AliasRecord>>();
	const byService = new Map<string, InView<ServiceRecord>[]>();
	const services: InView<ServiceRecord>[] = [];
	for (const view of views) {
		for (const record of view.records) {
			switch (record.type) {
				case "A":
					append(hosts, record.host.value, { record, view });
					break;
				case "SRV":
					append(byService, record.service.value, { record, view });
					services.push({ record, view });
					break;
				case "CNAME":
					if (!aliases.has(record.alias.value)) {
						aliases.set(record.alias.value, { record, view });
					}
			}
		}
	}
	return { views, hosts, aliases, services, byService };
}

/** An address with the record that gives it. */
export interface FoundAddress extends InView<AddressRecord> {
	readonly address: Stated<Address>;
	/** The alias that the name is, where it has no record of its own. */
	readonly through?: InView<AliasRecord>;
}

/** More aliases than these in a row are a circle. */
const LONGEST_CHAIN = 8;

/**
 * The addresses to which a name resolves: its own records, those behind its alias, else those of a record for all names
 * of its domain. Empty where the zone does not have the name; undefined where an alias leads out of the zone, or a
 * record has a value that could not be read.
 */
export function addressesOf(zone: Zone, name: string): readonly FoundAddress[] | undefined {
	let host = name;
	let through: InView<AliasRecord> | undefined;
	for (let step = 0; step < LONGEST_CHAIN; step++) {
		const pattern = `*${host.slice(host.indexOf("."))}`;
		const ownAlias = zone.aliases.get(host);
		const records = zone.hosts.get(host) ?? (ownAlias ? undefined : zone.hosts.get(pattern));
		if (records) {
			return records.every(({ record }) => record.addresses.complete)
				? records.flatMap(({ record, view }) =>
						record.addresses.items.map((address) => ({ address, record, view, ...(through && { through }) })),
					)
				: undefined;
		}
		const alias = ownAlias ?? zone.aliases.get(pattern);
		if (!alias) {
			return host === name ? [] : undefined;
		}
		through ??= alias;
		host = alias.record.target.value;
	}
	return undefined;
}

/** The view in which a record of a domain is looked for: the one with its other records, else the first. */
export function viewFor({ views }: Zone, domain: string): DnsView | undefined {
	const [first, second] = views;
	return second === undefined ? first : (views.find((view) => view.records.some(isOf(domain))) ?? first);
}

function isOf(domain: string): (record: DnsRecord) => boolean {
	return (record) => isInDomain(nameOf(record).value, domain);
}

function nameOf(record: DnsRecord): Stated<string> {
	switch (record.type) {
		case "A":
			return record.host;
		case "SRV":
			return record.service;
		case "CNAME":
			return record.alias;
	}
}

/** Makes an A record of an alias, with its name where it was among the names of the other records. */
export function giveAddresses(
	{ record, view }: InView<AliasRecord>,
	addresses: readonly string[],
): readonly TextEdit[] {
	const { start } = record.alias.origin.range;
	const isInColumn = view.records.map(nameOf).some(({ origin }) => {
		const other = origin.range.start;
		return other.line !== start.line && other.character === start.character;
	});
	return [
		replace(record.origin, isInColumn ? "a".padEnd("cname".length) : "a"),
		replace(record.target.origin, addresses.join(", ")),
	];
}

/** The domain that a host name lies in. */
export function domainOfHost(name: string): string {
	return name.slice(name.indexOf(".") + 1);
}

/** The domain that an SRV record is for: what stands behind its service and protocol. */
export function domainOfService(service: string): string {
	return service.split(".").slice(2).join(".");
}

/** Adds statements at the end of a block: one below the other, or beside each other where the block is one line. */
export function insertStatements(block: Block, statements: readonly string[]): readonly TextEdit[] {
	return block.open && block.open.line === block.close?.line
		? [insertStatement(block, statements.join("  "))]
		: statements.map((statement) => insertStatement(block, statement));
}
