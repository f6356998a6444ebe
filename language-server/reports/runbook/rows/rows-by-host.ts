import { append, remembered } from "../../../basics/collections.js";
import { normalizeFqdn } from "../../../model/address.js";
import type { Flow, Party } from "../../../requirements/requirements.js";
import type { BalancerRow, FlowRow, NumberedCertificate, RecordRow, RowIds } from "./row-ids.js";

/** Rows by whom they concern, so that a page on every server does not go through every row for each. */
class RowIndex<Row extends { readonly id: string }> {
	readonly #rows = new Map<string, { readonly row: Row; readonly position: number }[]>();
	#position = 0;

	/** Rows come in the order of their sheet. */
	add(row: Row, keys: Iterable<string>): void {
		this.#position += 1;
		for (const key of new Set(keys)) {
			append(this.#rows, key, { row, position: this.#position });
		}
	}

	/** The rows that concern any of these, each once, in the order of the sheet. */
	rowsOf(keys: Iterable<string>): readonly Row[] {
		const found = new Map<number, Row>();
		for (const key of keys) {
			for (const { row, position } of this.#rows.get(key) ?? []) {
				found.set(position, row);
			}
		}
		return [...found].sort(([a], [b]) => a - b).map(([, row]) => row);
	}

	/** The numbers of these rows. */
	of(keys: Iterable<string>): readonly string[] {
		return this.rowsOf(keys).map(({ id }) => id);
	}
}

export interface RowsByHost {
	/** For each firewall, in the order of the sheet: by the elements that a row leads from, to or through. */
	readonly firewalls: readonly RowIndex<FlowRow>[];
	/** By the element that a record is for, as `forHost` writes it, by its name as `forName` does, and by its target as `forTarget` does. */
	readonly dns: RowIndex<RecordRow>;
	/** By the server on which it is assigned. */
	readonly certificates: RowIndex<NumberedCertificate>;
	/** By array. */
	readonly balancers: RowIndex<BalancerRow>;
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
	const dns = new RowIndex<RecordRow>();
	for (const row of rows.dns) {
		const { record } = row;
		dns.add(row, [
			...(record.host === undefined ? [] : [forHost(record.host)]),
			forName(record.name),
			...(record.target === undefined ? [] : [forTarget(record.target)]),
		]);
	}
	const certificates = new RowIndex<NumberedCertificate>();
	for (const certificate of rows.certificates) {
		certificates.add(certificate, [certificate.request.server]);
	}
	const balancers = new RowIndex<BalancerRow>();
	for (const row of rows.balancers.flatMap((balancer) => balancer.rows)) {
		balancers.add(row, [row.array.name]);
	}
	const firewalls = rows.firewalls.map((firewall) => {
		const index = new RowIndex<FlowRow>();
		for (const row of firewall.rows) {
			index.add(row, [...hostsOf(row.flow), ...(isFromAnyMediaServer(row.flow) ? [ANY_MEDIA_SERVER] : [])]);
		}
		return index;
	});
	return { firewalls, dns, certificates, balancers };
});

/** "Any internal client or media server": the row names none, and concerns every A/V Conferencing and Mediation Server. */
function isFromAnyMediaServer({ role, firewall, source }: Flow): boolean {
	return role === "av-edge" && firewall === "internal" && source.host === undefined && source.parts === undefined;
}

/** Everything that a flow leads from, to or through. */
function hostsOf(flow: Flow): readonly string[] {
	const ofParty = (party: Party): readonly string[] => [
		...(party.host === undefined ? [] : [party.host]),
		...(party.parts ?? []).flatMap(ofParty),
	];
	return [flow.server, ...ofParty(flow.source), ...ofParty(flow.destination)];
}
