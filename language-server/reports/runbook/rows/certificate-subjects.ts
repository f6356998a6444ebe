import type { CertificateRequirement } from "../../../requirements/requirements.js";
import { code } from "../../markdown.js";
import { roleAddressOf } from "../facts.js";
import { blanks, type SubjectPartId } from "../page/blanks.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";
import { orderOf, statedPart } from "./certificate-orders.js";

/** What all subjects carry behind the name, as the topology states it, or a blank that tells which statement gives it. */
export function subjectPartOf(page: PageBuilder, context: RunbookContext, id: SubjectPartId): string {
	return page.value(statedPart(context, id)?.value, blanks.subjectPart(context.deployment, id));
}

/** The subject as a value, or a blank that tells which statement decides it. */
export function subjectOf(page: PageBuilder, context: RunbookContext, request: CertificateRequirement): string {
	const { subject } = orderOf(context, request);
	if (subject !== undefined) {
		return code(subject);
	}
	const host = context.deployment.index.hosts.get(request.server);
	const array = request.array === undefined ? undefined : context.deployment.index.hosts.get(request.array);
	if (array?.kind === "edge-array" && (request.slot !== "edge-internal" || request.exportable)) {
		const isExternal = request.slot === "access-edge-external" || request.slot === "web-conferencing-edge-external";
		return page.blank(blanks.virtualFqdn(array, isExternal ? "external" : "internal"));
	}
	if (host?.kind === "edge-server") {
		switch (request.slot) {
			case "access-edge-external":
				return page.blank(
					blanks.roleFqdn(host, "access-edge", host.accessEdge && roleAddressOf(host, host.accessEdge)),
				);
			case "web-conferencing-edge-external":
				return page.blank(
					blanks.roleFqdn(
						host,
						"web-conferencing-edge",
						host.webConferencingEdge && roleAddressOf(host, host.webConferencingEdge),
					),
				);
			default:
				return page.blank(blanks.fqdn(host));
		}
	}
	if (host?.kind === "reverse-proxy") {
		return page.blank(
			request.publishes === undefined ? blanks.published(host) : blanks.webFarmExternal(request.publishes),
		);
	}
	return page.blank(blanks.certificateName());
}
