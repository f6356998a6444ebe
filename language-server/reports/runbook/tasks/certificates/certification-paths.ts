import { imProviderValues, valueFact } from "../../../../catalog/values.js";
import type { EdgeServer } from "../../../../model/deployment.js";
import { scenarioOf } from "../../../../model/lookups.js";
import { code, text } from "../../../markdown.js";
import { documented } from "../../facts.js";
import { blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup, StepValue } from "../../page/page.js";
import { certificatesPage } from "../../page/page-paths.js";
import { orderOf } from "../../rows/certificate-orders.js";
import { type NumberedCertificate, spanOf } from "../../rows/row-ids.js";

/** The steps by which a server comes to trust the authorities of its own and of its partners' certificates. */
export function certificationPaths(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificates: readonly NumberedCertificate[],
): StepGroup {
	const issued = (issuer: "public" | "internal") =>
		certificates.filter(({ request }) => orderOf(context, request).issuer === issuer).map(({ id }) => id);
	const name = code(server.name);
	const authorities = (["public", "internal"] as const).flatMap((issuer): readonly Step[] => {
		const ids = issued(issuer);
		// The servers inside show certificates of the own authority as a rule, so every edge server has to trust it.
		const stated = server.trustedRoots?.items.some((root) => root.value === issuer) === true;
		if (ids.length === 0 && issuer === "public" && !stated) {
			return [];
		}
		const why =
			ids.length === 0
				? issuer === "public"
					? "No certificate of the plan needs it; the topology file states that the server trusts it"
					: "It issues the certificates of the internal servers as a rule"
				: `It issues ${page.link(spanOf(ids), certificatesPage)}`;
		return [
			{
				id: issuer,
				action: `Get the certification path of the ${issuer} certification authority and import it on ${name}. ${why}.`,
				check: "the authority is listed in *Trusted Root Certification Authorities*.",
				evidence: ids.length === 0 ? documented("derived", "R2-CERTINT", "MP-14428") : documented("r2", "R2-CERTINT"),
				origin: server.trustedRoots?.items.find((root) => root.value === issuer)?.origin ?? server.origin,
			},
		];
	});
	return {
		id: `trusted-roots/${server.name}`,
		on: server.name,
		title: `${name}: certification paths`,
		intro: [
			`Without the root of its peer's authority a server refuses the connection; on an Access Edge the event log then shows event 14428.${page.mark(documented("r2", "MP-14428"))} The dialogs of the import were not found; take them from the Edge Server Deployment Guide of OCS 2007.`,
		],
		steps: [...authorities, ...partnerRoots(page, context, server)],
		undo: `remove the authorities that were imported for this task and that nothing else on ${name} needs.${page.mark(documented("unsourced"))}`,
	};
}

/** What a partner's Access Edge shows comes from an authority of the partner's choice, which has to be trusted as well. */
export function partnerRoots(page: PageBuilder, { deployment }: RunbookContext, server: EdgeServer): readonly Step[] {
	const federation = scenarioOf(deployment, "federation");
	const publicIm = scenarioOf(deployment, "public-im");
	const { accessEdge } = server;
	if (accessEdge === undefined || (federation === undefined && publicIm === undefined)) {
		return [];
	}
	const partners = (federation?.partners ?? []).map(
		({ domain, accessEdge: edge }): StepValue => ({
			id: `partner-${domain.value.toLowerCase()}`,
			text: `${code(domain.value)}${edge === undefined ? "" : `, Access Edge ${code(edge.value)}`}: ${page.blank(blanks.byHand(`issuing authority of ${domain.value}`))}.`,
			origin: domain.origin,
		}),
	);
	const providers = (publicIm?.providers.items ?? []).map(
		({ value, origin }): StepValue => ({
			id: `provider-${value}`,
			text: `The IM provider ${text(valueFact(imProviderValues, value)?.title ?? value)}: ${page.blank(blanks.byHand(`issuing authority of ${valueFact(imProviderValues, value)?.title ?? value}`))}.`,
			origin,
		}),
	);
	return [
		{
			id: "partners",
			action: `Ask each partner which authority issued the certificate of its Access Edge, and import the root of that authority on ${code(server.name)} where it is missing${
				federation?.mode?.value === "open" || partners.length === 0
					? ". Partners that come later are asked as well"
					: ""
			}. The tests with a partner in task 7 need the answer; the steps below do not wait for it.`,
			values: [...partners, ...providers],
			check: "each authority that was named is listed in *Trusted Root Certification Authorities*.",
			evidence: documented("derived", "MP-14428", "R2-CERTINT"),
			origin: federation?.origin ?? publicIm?.origin ?? accessEdge.origin,
		},
	];
}
