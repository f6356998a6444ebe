import { normalizeFqdn } from "../../../model/address.js";
import type { Deployment } from "../../../model/deployment.js";
import type { DnsRequirement } from "../../../requirements/requirements.js";

/**
 * The addresses of an A record: the derived one, or where that is open those of the file's own record of the name, of which
 * there may be several. Empty where the file gives none.
 */
export function recordAddresses(deployment: Deployment, wanted: DnsRequirement): readonly string[] {
	return wanted.address === undefined ? statedAddresses(deployment, wanted) : [wanted.address];
}

/** The host that an SRV record points at: the derived one, or that of the file's own record where there is exactly one. */
export function recordTarget(deployment: Deployment, wanted: DnsRequirement): string | undefined {
	if (wanted.target !== undefined) {
		return wanted.target;
	}
	const [only, ...others] = new Set(
		recordsOfView(deployment, wanted).flatMap((record) =>
			record.type === "SRV" && record.target !== undefined && sameName(record.service.value, wanted.name)
				? [record.target.value.host]
				: [],
		),
	);
	return others.length === 0 ? only : undefined;
}

function statedAddresses(deployment: Deployment, wanted: DnsRequirement): readonly string[] {
	const records = recordsOfView(deployment, wanted).flatMap((record) =>
		record.type === "A" && sameName(record.host.value, wanted.name) ? [record.addresses] : [],
	);
	// A list with an address that could not be read is not known well enough.
	return records.every((addresses) => addresses.complete)
		? [...new Set(records.flatMap((addresses) => addresses.items.map((address) => address.value.text)))]
		: [];
}

function recordsOfView(deployment: Deployment, wanted: DnsRequirement) {
	return deployment.dnsViews.filter((view) => view.view.value === wanted.view).flatMap((view) => view.records);
}

function sameName(a: string, b: string): boolean {
	return normalizeFqdn(a) === normalizeFqdn(b);
}
