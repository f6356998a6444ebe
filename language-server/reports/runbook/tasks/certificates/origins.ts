import type { EdgeRoleId } from "../../../../catalog/types.js";
import type { EdgeServer, Side } from "../../../../model/deployment.js";
import { virtualAddressOf } from "../../../../model/lookups.js";
import type { Origin } from "../../../../model/origin.js";
import type { CertificateRequirement } from "../../../../requirements/requirements.js";
import type { RunbookContext } from "../../page/page.js";

/** What decides a certificate: the assignment in the file, else the role that needs it. */
export function placeOrigin(server: EdgeServer, { slot }: CertificateRequirement): Origin {
	switch (slot) {
		case "access-edge-external":
			return server.accessEdge?.certificate?.origin ?? server.accessEdge?.origin ?? server.origin;
		case "web-conferencing-edge-external":
			return server.webConferencingEdge?.certificate?.origin ?? server.webConferencingEdge?.origin ?? server.origin;
		case "av-authentication":
			return server.avEdge?.authenticationCertificate?.origin ?? server.avEdge?.origin ?? server.origin;
		case "edge-internal":
			return server.internalCertificate?.origin ?? server.origin;
		case "reverse-proxy-external":
			return server.origin;
	}
}

/** The statement that gives the subject. */
export function subjectOrigin(
	{ deployment }: RunbookContext,
	server: EdgeServer,
	request: CertificateRequirement,
): Origin {
	const stated =
		request.declared === undefined ? undefined : deployment.index.certificates.get(request.declared)?.subject?.origin;
	const host = request.array === undefined ? undefined : deployment.index.hosts.get(request.array);
	const virtual = (role: EdgeRoleId, side: Side) =>
		host?.kind === "edge-array" ? virtualAddressOf(host, role, side)?.fqdn?.origin : undefined;
	const named = (): Origin | undefined => {
		switch (request.slot) {
			case "access-edge-external":
				return virtual("access-edge", "external") ?? server.accessEdge?.external?.fqdn?.origin;
			case "web-conferencing-edge-external":
				return virtual("web-conferencing-edge", "external") ?? server.webConferencingEdge?.external?.fqdn?.origin;
			case "edge-internal":
				return request.exportable
					? (virtual("access-edge", "internal") ?? virtual("av-edge", "internal") ?? server.fqdn?.origin)
					: server.fqdn?.origin;
			case "av-authentication":
				return stated ?? server.fqdn?.origin;
			case "reverse-proxy-external":
				return undefined;
		}
	};
	return named() ?? stated ?? placeOrigin(server, request);
}
