import { type CsvColumn, csvOf } from "../../csv.js";
import type { RunbookContext } from "../page/page.js";
import { orderOf, statedPart, subjectParts } from "../rows/certificate-orders.js";
import type { NumberedCertificate } from "../rows/row-ids.js";
import { scenariosOfCertificate } from "../rows/scenarios-served.js";
import { type Artefact, evidenceColumns, list } from "./artefact.js";
import { certificateRequestsFile, requestFile } from "./paths.js";
import { isRequestable } from "./request-files.js";

/** One line for each row of the certificate sheet, what is only imported included. */
export function certificateRequests(context: RunbookContext): Artefact {
	const { certificates } = context.rows;
	const order = ({ request }: NumberedCertificate) => orderOf(context, request);
	const columns: readonly CsvColumn<NumberedCertificate>[] = [
		{ title: "Row", value: ({ id }) => id },
		{ title: "Id", value: ({ identity }) => identity },
		{ title: "Server", value: ({ request }) => request.server },
		{ title: "Array", value: ({ request }) => request.array },
		{ title: "Place", value: ({ request }) => request.slot },
		{ title: "Publishes", value: ({ request }) => request.publishes },
		{ title: "Copy of", value: ({ copyOf }) => copyOf?.id },
		{ title: "Subject", value: (row) => order(row).subject },
		{ title: "Any subject", value: ({ request }) => (request.anySubject ? "yes" : "no") },
		...subjectParts.map(({ id, title }) => ({ title, value: () => statedPart(context, id)?.value })),
		{ title: "Subject alternative names", value: (row) => list(order(row).sans) },
		{ title: "Key usage", value: (row) => list(order(row).usages) },
		{ title: "Issuer", value: (row) => order(row).issuer },
		{ title: "Issuer is", value: (row) => order(row).issuerBasis },
		{ title: "Exportable", value: (row) => (order(row).exportable ? "yes" : "no") },
		{ title: "Key length", value: (row) => order(row).declared?.keyLength?.value },
		{ title: "Algorithm", value: (row) => order(row).declared?.algorithm?.value },
		{ title: "CRL distribution point", value: (row) => order(row).declared?.crlDistributionPoint?.value },
		{ title: "Expires", value: (row) => order(row).declared?.expires?.value },
		{ title: "In the topology", value: ({ request }) => request.declared },
		{ title: "Request file", value: (row) => (isRequestable(context, row) ? requestFile(row) : undefined) },
		{ title: "Scenarios", value: ({ request }) => list(scenariosOfCertificate(context, request)) },
		...evidenceColumns<NumberedCertificate>(({ request }) => request.evidence),
	];
	return { path: certificateRequestsFile, title: "Certificates", content: csvOf(columns, certificates) };
}
