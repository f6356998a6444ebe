import type { EdgeRoleId } from "../../../catalog/types.js";
import { isInDomain } from "../../../model/address.js";
import type { Deployment, EdgeArray } from "../../../model/deployment.js";
import { roleOf } from "../../../model/edge-roles.js";
import { virtualAddressOf } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import type { CertificateRequirement, DnsRequirement, Flow } from "../../../requirements/requirements.js";

/*
 * Which element of the topology a row of a sheet comes from. A row has several causes as a rule; the origin is the one that
 * somebody would go to who wants to change the row: the role, the virtual address, the SIP domain or the certificate.
 */

export function originOfFlow(deployment: Deployment, flow: Flow): Origin | undefined {
	return originOfRole(deployment, flow.server, flow.role, flow.firewall);
}

export function originOfPort(array: EdgeArray, { role, firewall }: Flow): Origin {
	return role === "reverse-proxy" ? array.origin : (virtualAddressOf(array, role, firewall)?.origin ?? array.origin);
}

const roleOfRecord: Partial<Readonly<Record<DnsRequirement["template"], EdgeRoleId>>> = {
	"access-edge-a": "access-edge",
	"web-conferencing-edge-a": "web-conferencing-edge",
	"av-edge-a": "av-edge",
};

export function originOfRecord(deployment: Deployment, record: DnsRequirement): Origin | undefined {
	switch (record.template) {
		case "federation-srv":
		case "sip-tls-srv":
		case "sip-domain-a":
		case "sip-internal-tls-srv": {
			// The domain closest to the name, where one SIP domain lies in another.
			const [domain] = deployment.sipDomains.items
				.filter(({ value }) => isInDomain(record.name, value))
				.sort((a, b) => b.value.length - a.value.length);
			return domain?.origin;
		}
		default: {
			const role = roleOfRecord[record.template];
			return originOfRole(deployment, record.host, role, record.view);
		}
	}
}

export function originOfCertificate(deployment: Deployment, request: CertificateRequirement): Origin | undefined {
	const declared = request.declared === undefined ? undefined : deployment.index.certificates.get(request.declared);
	return declared?.origin ?? deployment.index.hosts.get(request.server)?.origin;
}

function originOfRole(
	deployment: Deployment,
	name: string | undefined,
	role: EdgeRoleId | "reverse-proxy" | undefined,
	side: "external" | "internal",
): Origin | undefined {
	const host = name === undefined ? undefined : deployment.index.hosts.get(name);
	if (role !== undefined && role !== "reverse-proxy") {
		if (host?.kind === "edge-array") {
			return virtualAddressOf(host, role, side)?.origin ?? host.origin;
		}
		if (host?.kind === "edge-server" && side === "external") {
			const declared = roleOf(host, role);
			return declared?.external?.statement ?? declared?.origin ?? host.origin;
		}
	}
	return host?.origin;
}
