import type { RunbookContext } from "../page/page.js";
import type { Artefact } from "./artefact.js";
import { balancerPorts } from "./balancer-ports.js";
import { certificateRequests } from "./certificate-requests.js";
import { dnsRecords } from "./dns-records.js";
import { firewallRules } from "./firewall-rules.js";
import { requestFiles } from "./request-files.js";
import { serverAddresses } from "./server-addresses.js";
import { zones } from "./zones.js";

export type { Artefact } from "./artefact.js";

/** All files that the teams feed into their tools. */
export function artefactsOf(context: RunbookContext): readonly Artefact[] {
	return [
		firewallRules(context),
		dnsRecords(context),
		...zones(context),
		certificateRequests(context),
		...requestFiles(context),
		serverAddresses(context),
		...balancerPorts(context),
	];
}
