import { append, remembered } from "../../../basics/collections.js";
import { normalizeFqdn } from "../../../model/address.js";
import type { RowIds } from "./row-ids.js";
import { hostsOf, isFromAnyMediaServer } from "./task-needs.js";

/** Rows by whom they concern, so that a page on every server does not go through every row for each. */
class RowIndex {
	readonly #rows = new Map<string, { readonly id: string; readonly position: number }[]>();
	#position = 0;

	/** Rows come in the order of their sheet. */
	add(id: string, keys: Iterable<string>): void {
		this.#position += 1;
		for (const key of new Set(keys)) {
			append(this.#rows, key, { id, position: this.#position });
		}
	}

	/** The numbers of the rows that concern any of these, each once, in the order of the sheet. */
	of(keys: Iterable<string>): readonly string[] {
		const found = new Map<number, string>();
		for (const key of keys) {
			for (const { id, position } of this.#rows.get(key) ?? []) {
				found.set(position, id);
			}
		}
		return [...found].sort(([a], [b]) => a - b).map(([, id]) => id);
	}
}

export interface RowsByHost {
	/** For each firewall, in the order of the sheet: by the elements that a row leads from, to or through. */
	readonly firewalls: readonly RowIndex[];
	/** By the element that a record is for, as `forHost` writes it, by its name as `forName` does, and by its target as `forTarget` does. */
	readonly dns: RowIndex;
	/** By array. */
	readonly balancers: RowIndex;
}

/** Rows that name no server inside and concern each one that sends media. No element has this name. */
export const ANY_MEDIA_SERVER = "any media server";

/** An element as a key of `RowsByHost.dns`. */
export function forHost(name: string): string {
	return `host ${name}`;
}

/** An FQDN as a key of `RowsByHost.dns`. */
export function forName(fqdn: string): string {
	return `name ${normalizeFqdn(fqdn)}`;
}

/** The FQDN that a record leads to as a key of `RowsByHost.dns`. */
export function forTarget(fqdn: string): string {
	return `target ${normalizeFqdn(fqdn)}`;
}

/** All rows by whom they concern. */
export const rowsByHost = remembered((rows: RowIds): RowsByHost => {
	const dns = new RowIndex();
	for (const { id, record } of rows.dns) {
		dns.add(id, [
			...(record.host === undefined ? [] : [forHost(record.host)]),
			forName(record.name),
			...(record.target === undefined ? [] : [forTarget(record.target)]),
		]);
	}
	const balancers = new RowIndex();
	for (const { id, array } of rows.balancers.flatMap((balancer) => balancer.rows)) {
		balancers.add(id, [array.name]);
	}
	const firewalls = rows.firewalls.map((firewall) => {
		const index = new RowIndex();
		for (const { id, flow } of firewall.rows) {
			index.add(id, [...hostsOf(flow), ...(isFromAnyMediaServer(flow) ? [ANY_MEDIA_SERVER] : [])]);
		}
		return index;
	});
	return { firewalls, dns, balancers };
});
