import { append, remembered } from "../../basics/collections.js";
import type { Address } from "../../model/address.js";
import type { Deployment, DnsRecord, DnsView, DnsViewId } from "../../model/deployment.js";
import type { TextEdit } from "../../model/finding.js";
import type { Block, Stated } from "../../model/origin.js";
import { isWhole } from "./completeness.js";
import { insertStatement } from "./edits.js";

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
	for (let step = 0; step < LONGEST_CHAIN; step++) {
		const alias = zone.aliases.get(host);
		const records = zone.hosts.get(host) ?? (alias ? undefined : zone.hosts.get(`*${host.slice(host.indexOf("."))}`));
		if (records) {
			return records.every(({ record }) => record.addresses.complete)
				? records.flatMap(({ record, view }) => record.addresses.items.map((address) => ({ address, record, view })))
				: undefined;
		}
		if (!alias) {
			return host === name ? [] : undefined;
		}
		host = alias.record.target.value;
	}
	return undefined;
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
