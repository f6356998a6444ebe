import { listed } from "../../../../basics/sentences.js";
import type { Evidence } from "../../../../catalog/types.js";
import type { EdgeServer } from "../../../../model/deployment.js";
import type { CertificateRequirement } from "../../../../requirements/requirements.js";
import { code } from "../../../markdown.js";
import { documented } from "../../facts.js";
import { blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../../page/page.js";
import { certificatesPage } from "../../page/page-paths.js";
import { orderOf } from "../../rows/certificate-orders.js";
import { type NumberedCertificate, spanOf } from "../../rows/row-ids.js";
import { restart, slotWords, undoEvidence, undoWords } from "./answers.js";
import { placeOrigin } from "./origins.js";

/** The certificates of other servers that are copies of this one. */
export function copiesOf({ rows }: RunbookContext, { id }: NumberedCertificate): readonly NumberedCertificate[] {
	return rows.certificates.filter((other) => other.copyOf?.id === id);
}

/** What other servers take from this one. */
export function exportSteps(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificates: readonly NumberedCertificate[],
): StepGroup {
	const name = code(server.name);
	return {
		id: `exports/${server.name}`,
		on: server.name,
		title: `${name}: certificates for other servers`,
		intro: [
			"The dialogs of the export were not found. What counts is that each file holds the certificate together with its private key; take the procedure from the Edge Server Deployment Guide of OCS 2007.",
		],
		steps: certificates.flatMap((certificate): readonly Step[] => {
			const copies = copiesOf(context, certificate);
			const [first] = copies;
			if (first === undefined) {
				return [];
			}
			return [
				{
					id: `${certificate.request.slot}/export`,
					action: `On ${name}, export ${page.link(certificate.id, certificatesPage)} with its private key to a file, for ${listed(copies.map((copy) => code(copy.request.server)))}.`,
					check: "the file holds the certificate and its private key.",
					evidence: sharing(context, first.request, certificate.request),
					origin:
						orderOf(context, certificate.request).declared?.exportable ?? placeOrigin(server, certificate.request),
				},
			];
		}),
		undo: `delete the exported files.${page.mark(documented("unsourced"))}`,
	};
}

/** The steps on a server that imports certificates which another one has requested. */
export function importSteps(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificates: readonly NumberedCertificate[],
): StepGroup {
	const name = code(server.name);
	const shared = certificates.flatMap(({ id, request, copyOf }) =>
		copyOf === undefined ? [] : [{ id, request, copyOf }],
	);
	return {
		id: `shared/${server.name}`,
		on: server.name,
		title: `${name}: certificates shared with other servers`,
		intro:
			shared.length === 0
				? []
				: [
						`These steps follow the exports on ${listed([...new Set(shared.map(({ copyOf }) => code(copyOf.request.server)))])}.`,
					],
		steps: [
			...shared.flatMap(({ id, request, copyOf }): readonly Step[] => {
				const origin = placeOrigin(server, request);
				return [
					{
						id: `${request.slot}/import`,
						action: `On ${name}, import ${page.link(copyOf.id, certificatesPage)} from the file that ${code(copyOf.request.server)} exported; here it is ${page.link(id, certificatesPage)}.`,
						values: [
							{
								id: "not-exportable",
								text: `Do not mark its key as exportable in the import: no other computer takes it from ${name}.${page.mark(documented("r2", "R2-WALKCERT"))}`,
								origin,
							},
						],
						check: `the certificate is in the computer's store, with its private key, is the same as on ${code(copyOf.request.server)}, and an export offers no private key.`,
						evidence: sharing(context, request, copyOf.request),
						origin,
					},
					{
						id: `${request.slot}/assign`,
						action: `Assign it on ${name}: ${slotWords[request.slot]}.`,
						check: "the wizard lists the certificate as assigned.",
						evidence: documented("ocs2007", "ADM-IF"),
						origin,
					},
				];
			}),
			...(shared.length === 0 ? [] : [restart(page, server)]),
		],
		...(shared.length === 0
			? {}
			: {
					undo: `${undoWords}, and remove the imported certificate from the computer's store.${page.mark(undoEvidence)}`,
				}),
	};
}

/** When every member has its copy, no key needs to leave the first one any more. */
export function keySteps(page: PageBuilder, context: RunbookContext, server: EdgeServer): StepGroup {
	const shared = context.rows.certificates.filter(
		(certificate) =>
			certificate.request.server === server.name &&
			certificate.copyOf === undefined &&
			copiesOf(context, certificate).length > 0,
	);
	const name = code(server.name);
	const ids = spanOf(shared.map(({ id }) => id));
	return {
		id: `keys/${server.name}`,
		on: server.name,
		title: `${name}: keys that no other server needs any more`,
		intro: [
			`Do this before task 5, when all servers have their copies and no further one is planned. It cannot be taken back: a server that is lost later gets its certificate only from the copy that is kept here, or from a new order.${page.mark(documented("derived", "R2-WALKCERT"))}`,
		],
		steps:
			shared.length === 0
				? []
				: [
						{
							id: "not-exportable",
							action: `Replace ${page.link(ids, certificatesPage)} on ${name} by ${shared.length === 1 ? "a copy whose key" : "copies whose keys"} cannot be exported, as on the other servers, and assign ${shared.length === 1 ? "it" : "them"} again.`,
							check: "exporting from this server offers no private key.",
							evidence: documented("r2", "R2-WALKCERT"),
							origin: server.origin,
						},
						{
							id: "files",
							action: `Keep one copy of the exported ${shared.length === 1 ? "file" : "files"} of ${page.link(ids, certificatesPage)}, locked away, with ${page.blank(blanks.keyKeeper())}; delete every other one, wherever it was taken.`,
							check: "the keeper has the one copy, and no other file with a private key is left.",
							evidence: documented("unsourced"),
							origin: server.origin,
						},
					],
	};
}

/** The texts describe the export for the members of an array; that the file shares other certificates is its own decision. */
function sharing(context: RunbookContext, copy: CertificateRequirement, first: CertificateRequirement): Evidence {
	const inArray = copy.array !== undefined && copy.array === first.array;
	const evidence = inArray ? context.catalogue.certificateSlots[copy.slot].sharedInArray : undefined;
	return evidence ?? documented("derived", "MIG-4");
}
