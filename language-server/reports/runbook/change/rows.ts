import { BALANCED_PORT, virtualAddressPart } from "../../../requirements/balancing.js";
import type { BalancerRow, RowIds } from "../rows/row-ids.js";

/** The numbers of rows in the old and the new state, by the identity of the requirement. */
export interface ChangeRows {
	/** The rows of a rule: one for each firewall that it passes. */
	readonly flow: (id: string) => { readonly ids: readonly string[]; readonly firewalls: readonly string[] };
	readonly record: (id: string) => string;
	readonly certificate: (id: string) => string;
	/** The rows of the load balancer sheet that a setting of an array is part of. */
	readonly setting: (id: string) => readonly string[];
	/** The rows to which the topology assigns the certificate of a name. */
	readonly declared: (name: string) => readonly string[];
}

/** Looks a row up in the new state first: a removed one is found in the old state, with the number that it had. */
export function changeRows(before: RowIds, after: RowIds): ChangeRows {
	const states = [after, before];
	const flows = states.map((rows) => {
		const found = new Map<string, { readonly ids: string[]; readonly firewalls: string[] }>();
		for (const { name, rows: own } of rows.firewalls) {
			for (const { id, identity } of own) {
				// On a further firewall the identity ends with the name of that firewall.
				const plain =
					name !== undefined && identity.endsWith(`@${name}`) ? identity.slice(0, -name.length - 1) : identity;
				const row = found.get(plain) ?? { ids: [], firewalls: [] };
				row.ids.push(id);
				if (name !== undefined) {
					row.firewalls.push(name);
				}
				found.set(plain, row);
			}
		}
		return found;
	});
	const numbers = (lists: readonly (readonly { readonly id: string; readonly identity: string }[])[]) =>
		// The last one counts, and that is the new state.
		new Map(lists.toReversed().flatMap((list) => list.map(({ id, identity }) => [identity, id])));
	const records = numbers(states.map((rows) => rows.dns));
	const certificates = numbers(states.map((rows) => rows.certificates));
	const balanced = states.map((state) => state.balancers.flatMap(({ rows }) => rows));
	return {
		setting: (id) => balanced.map((ports) => rowsOfSetting(id, ports)).find((found) => found.length > 0) ?? [],
		flow: (id) => flows.flatMap((found) => found.get(id) ?? [])[0] ?? { ids: [], firewalls: [] },
		record: (id) => records.get(id) ?? "",
		certificate: (id) => certificates.get(id) ?? "",
		declared: (name) => after.certificates.filter(({ request }) => request.declared === name).map(({ id }) => id),
	};
}

/** A port is one row; a virtual address, and a member behind it, is part of the rows of all its ports. */
function rowsOfSetting(id: string, ports: readonly BalancerRow[]): readonly string[] {
	return ports
		.filter(({ array, flow: { firewall, role, template, protocol } }) => {
			if (role === "reverse-proxy") {
				return false;
			}
			const part = `edge-array/${array.name}/${virtualAddressPart(firewall, role)}/`;
			const port = `${part}${BALANCED_PORT}/`;
			return id.startsWith(port) ? id === `${port}${template}/${protocol}` : id.startsWith(part);
		})
		.map((row) => row.id);
}
