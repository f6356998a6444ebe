import { safeFileName } from "../folder-name.js";
import type { NumberedCertificate } from "../rows/row-ids.js";

/*
 * Where the files of the teams lie in the folder of a deployment. Whatever of a path comes from the topology goes through
 * `safeFileName`.
 */

export const firewallRulesFile = "firewall/rules.csv";
export const dnsRecordsFile = "dns/records.csv";
export const certificateRequestsFile = "certificates/requests.csv";
export const serverAddressesFile = "servers/addresses.csv";
/** Only where there is an edge array. */
export const balancerPortsFile = "load-balancers/ports.csv";

/** As in "dns/external/contoso.com.zone". */
export function zoneFile(view: "external" | "internal", zone: string): string {
	return `dns/${view}/${safeFileName(zone, "zone")}.zone`;
}

/** As in "certificates/C-01-edge1-access-edge-external.inf": the number and the place never change, a subject may. */
export function requestFile({ id, request }: NumberedCertificate): string {
	const { server, slot, publishes } = request;
	const place = [server, slot, ...(publishes === undefined ? [] : [publishes])].join("-");
	return `certificates/${id}-${safeFileName(place, "request")}.inf`;
}
