import { listed } from "../../../basics/sentences.js";
import { normalizeFqdn } from "../../../model/address.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { subjectBehindName } from "../artefacts/distinguished-name.js";
import { certificateRequestsFile, requestFile } from "../artefacts/paths.js";
import { isRequestable } from "../artefacts/request-files.js";
import { documented, scenarioTitles } from "../facts.js";
import { blanks } from "../page/blanks.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import { certificatesPage, overviewPage } from "../page/page-paths.js";
import { type CertificateOrder, orderOf, statedPart, subjectParts } from "../rows/certificate-orders.js";
import { subjectOf, subjectPartOf } from "../rows/certificate-subjects.js";
import { type NumberedCertificate, spanOf } from "../rows/row-ids.js";
import { originOfCertificate } from "../rows/row-origins.js";
import { taskLinks, tasksByRow } from "../rows/row-tasks.js";
import { scenariosOfCertificate } from "../rows/scenarios-served.js";
import { revocationLists } from "./revocation-lists.js";

const usages = {
	server: "server authentication (1.3.6.1.5.5.7.3.1)",
	client: "client authentication",
} as const;

/** The sheet of the certificate team: one section for each request. */
export function certificatesSheet(context: RunbookContext): RunbookPage {
	const { catalogue, rows } = context;
	const page = new PageBuilder(context, certificatesPage, "Certificate sheet");
	page.paragraph(
		`For the certificate team. Each row is one certificate to order, or says which one is imported instead; the task pages ask for it by its number, and below the table each one has a section. The plan as a whole is in the ${page.link("overview", overviewPage)}.`,
	);
	if (rows.certificates.length === 0) {
		page.paragraph("No scenario of the file needs a certificate.");
	} else {
		page.bullets([
			`Order the public certificates early: they take time. A request is made on the server that gets the certificate: with the certificate wizard of an edge server in task 4, or with its request file as soon as the computer is built.${page.mark(documented("unsourced"))}`,
			`Every certificate needs the server authentication usage and a CRL distribution point.${page.mark(documented("ocs2007", "PLAN-CERT", "CERT-SAMPLE"))}`,
		]);
	}
	authorities(page, context);
	checkList(page, context);
	subjects(page, context);
	revocationLists(page, context);
	const copies = copiesByOriginal(rows.certificates);
	const advisedNames = advisedByArray(rows.certificates);
	for (const certificate of rows.certificates) {
		const { id, request, copyOf } = certificate;
		const slot = catalogue.certificateSlots[request.slot];
		const order = orderOf(context, request);
		const { declared } = order;
		page.heading(2, `${id} ${text(slot.title)}, ${code(request.server)}`);
		if (copyOf !== undefined) {
			page.paragraph(
				`Not a request of its own: the certificate ${copyOf.id} of ${code(copyOf.request.server)}, exported with its private key and imported here.`,
			);
			continue;
		}
		const shared = copies.get(id) ?? [];
		const advised = [...(advisedNames.get(placeInArray(request)) ?? [])].filter((name) => !order.sans.includes(name));
		const rowsOf: (readonly [string, string])[] = [
			["Name in the file", request.declared === undefined ? "none" : code(request.declared)],
			["Server", `${code(request.server)}${request.array === undefined ? "" : ` (member of ${code(request.array)})`}`],
			["Place", text(slot.title)],
			["Subject", subjectOf(page, context, request)],
			["Subject alternative names", alternativeNames(page, certificate, order, advisedNames)],
			...subjectAmongNames(request, order),
			...(advised.length === 0
				? []
				: [
						[
							"Names to consider as well",
							`${advised.map(code).join(", ")}${page.mark(request.advisedName?.evidence)}`,
						] as const,
					]),
			["Enhanced key usage", order.usages.map((usage) => usages[usage]).join(", ")],
			["Issuer", `${order.issuer} certification authority (${order.issuerBasis}), as named at the top`],
			["Private key exportable", order.exportable ? "yes" : "no"],
			["Request file", requestLink(page, context, certificate, requestFile(certificate).replace(/^.*\//, ""))],
		];
		if (declared?.keyLength !== undefined) {
			rowsOf.push(["Key length", code(String(declared.keyLength.value))]);
		}
		if (declared?.algorithm !== undefined) {
			rowsOf.push(["Algorithm", code(declared.algorithm.value)]);
		}
		if (declared?.crlDistributionPoint !== undefined) {
			rowsOf.push(["CRL distribution point", code(declared.crlDistributionPoint.value)]);
		}
		if (declared?.expires !== undefined) {
			rowsOf.push(["Wanted validity, as the file states", `until ${code(declared.expires.value)}`]);
		}
		rowsOf.push(
			["Import on", [request.server, ...shared.map((copy) => copy.request.server)].map(code).join(", ")],
			["Required by", scenarioTitles(context, scenariosOfCertificate(context, request))],
			["Basis", page.mark(request.evidence).trim() || "OCS 2007"],
		);
		if (shared.length > 0) {
			rowsOf.push([
				"Shared by",
				`${[{ id }, ...shared].map((copy) => copy.id).join(", ")}${page.mark(slot.sharedInArray)}`,
			]);
		}
		page.table(["Property", "Value"], rowsOf);
		page.bullets(
			slot.notes.filter((note) => isAbout(note, request.array !== undefined, request.eku.includes("client"))).map(text),
		);
	}
	page.sources();
	return page.finish();
}

/** Who issues what, once for all orders: no topology file names an authority. */
function authorities(page: PageBuilder, context: RunbookContext): void {
	const orders = context.rows.certificates.filter(({ copyOf }) => copyOf === undefined);
	const issued = (["public", "internal"] as const).map((issuer) => ({
		issuer,
		ids: orders.filter(({ request }) => orderOf(context, request).issuer === issuer).map(({ id }) => id),
	}));
	page.rows(
		["Certification authority", "Which one it is", "Issues"],
		issued
			.filter(({ ids }) => ids.length > 0)
			.map(({ issuer, ids }) => ({
				id: `authority/${issuer}`,
				cells: [issuer, page.blank(blanks.authority(issuer)), spanOf(ids)],
			})),
	);
}

/** One row for each certificate, in which people note who orders it and how far it is. */
function checkList(page: PageBuilder, context: RunbookContext): void {
	const { catalogue, deployment, rows } = context;
	if (rows.certificates.length === 0) {
		return;
	}
	const tasks = tasksByRow(context);
	page.paragraph(
		`The same as files: ${page.link("requests.csv", certificateRequestsFile)}, and for each certificate to order a request file for ${code("certreq")}, for those who do not take the certificate wizard of the edge servers, and for the reverse proxy, which has none. *Owner*, *Ordered* and *Done* are for you to fill in: a certificate is ordered when its request is with the authority, and done when it is issued and checked against its section. A copy is done when it is imported. *Task* says which task pages wait for the row.`,
	);
	page.rows(
		["Row", "For", "Subject", "Issuer", "Request file", "Task", "Owner", "Ordered", "Done"],
		rows.certificates.map((certificate) => {
			const { id, identity, request, copyOf } = certificate;
			return {
				id: identity,
				origin: originOfCertificate(deployment, request),
				cells: [
					id,
					`${text(catalogue.certificateSlots[request.slot].title)}, ${code(request.server)}`,
					copyOf === undefined ? subjectOf(page, context, request) : `copy of ${copyOf.id}`,
					copyOf === undefined ? orderOf(context, request).issuer : "",
					copyOf === undefined ? requestLink(page, context, certificate, "INF") : "",
					// What is imported from another server waits with the request that brings it.
					taskLinks(page, tasks.get(copyOf?.id ?? id)),
					"",
					"",
					"",
				],
			};
		}),
	);
}

/** The parts of the subject that all requests share. */
function subjects(page: PageBuilder, context: RunbookContext): void {
	if (context.rows.certificates.length === 0) {
		return;
	}
	page.heading(2, "What all subjects have in common");
	page.paragraph(
		`The requests of the certificate wizard carry this in the subject, behind the name.${page.mark(documented("ocs2007", "CERT-SAMPLE"))} ${inRequestFiles(page, context)}`,
	);
	page.rows(
		["Part", "What it is", "Value"],
		subjectParts.map(({ id, attribute, title }) => ({
			id: `subject/${attribute}`,
			origin: statedPart(context, id)?.origin ?? context.deployment.organization?.origin,
			cells: [code(attribute), title, subjectPartOf(page, context, id)],
		})),
	);
}

/** What of the subject whoever takes a request file does without. */
function inRequestFiles(page: PageBuilder, context: RunbookContext): string {
	const { missing, unsafe } = subjectBehindName(context);
	const leftOut =
		unsafe.length === 0
			? "The request file of the reverse proxy has the same."
			: `The request files, that of the reverse proxy included, leave out ${listed(unsafe.map(code))}: letters that are not ASCII, long texts and some signs would not be read there as they are meant.${page.mark(documented("unsourced"))} Where the authority asks for ${unsafe.length === 1 ? "this part" : "these parts"}, take the wizard, or settle with the authority that it adds ${unsafe.length === 1 ? "it" : "them"}.`;
	return missing.length === 0 ? leftOut : `${leftOut} What is blank below is missing from the request files as well.`;
}

/** The names with whose wish each one is: some only the file asks for. */
function alternativeNames(
	page: PageBuilder,
	{ request }: NumberedCertificate,
	{ sans }: CertificateOrder,
	advisedNames: ReadonlyMap<string, ReadonlySet<string>>,
): string {
	const advised = advisedNames.get(placeInArray(request));
	// In the order of the request, so that those of one kind that follow each other stand together.
	const runs: { readonly isRequired: boolean; readonly names: string[] }[] = [];
	for (const name of sans) {
		const isRequired = request.sans.includes(name);
		const last = runs.at(-1);
		if (last?.isRequired === isRequired) {
			last.names.push(name);
		} else {
			runs.push({ isRequired, names: [name] });
		}
	}
	return (
		runs
			.map(({ isRequired, names }) => {
				const why = names.some((name) => advised?.has(name)) ? page.mark(request.advisedName?.evidence) : "";
				return `${names.map(code).join(", ")}${isRequired ? "" : ` (as the file states; not required)${why}`}`;
			})
			.join("; ") || "none"
	);
}

/** What is not known of a certificate whose alternative names leave its subject out. Where any subject works, nobody compares names. */
function subjectAmongNames(
	{ anySubject }: CertificateRequirement,
	{ subject, sans }: CertificateOrder,
): readonly (readonly [string, string])[] {
	if (anySubject || subject === undefined || sans.length === 0) {
		return [];
	}
	const own = normalizeFqdn(subject);
	return sans.some((name) => normalizeFqdn(name) === own)
		? []
		: [
				[
					"Subject among them",
					`not asked for. No text that was read says whether the subject has to be repeated there. Settle it with the authority before the order goes out; where it wants that, the topology file states the name in ${code("san")}`,
				],
			];
}

function requestLink(
	page: PageBuilder,
	context: RunbookContext,
	certificate: NumberedCertificate,
	label: string,
): string {
	return isRequestable(context, certificate)
		? page.link(label, requestFile(certificate))
		: "none while the subject is open";
}

/** What is imported on further servers, by the number of the request that brings it. */
function copiesByOriginal(
	certificates: readonly NumberedCertificate[],
): ReadonlyMap<string, readonly NumberedCertificate[]> {
	const copies = new Map<string, NumberedCertificate[]>();
	for (const certificate of certificates) {
		if (certificate.copyOf !== undefined) {
			const others = copies.get(certificate.copyOf.id) ?? [];
			others.push(certificate);
			copies.set(certificate.copyOf.id, others);
		}
	}
	return copies;
}

/** The names that the certificate of an array may carry for its members, by place and array. */
function advisedByArray(certificates: readonly NumberedCertificate[]): ReadonlyMap<string, ReadonlySet<string>> {
	const names = new Map<string, Set<string>>();
	for (const { request } of certificates) {
		if (request.advisedName !== undefined) {
			const others = names.get(placeInArray(request)) ?? new Set<string>();
			names.set(placeInArray(request), others.add(request.advisedName.name));
		}
	}
	return names;
}

function placeInArray({ slot, array }: CertificateRequirement): string {
	return `${slot} ${array ?? ""}`;
}

/** Notes on arrays and on AOL belong only where there is an array, or a client usage to arrange. */
function isAbout(note: string, isArray: boolean, hasClientUsage: boolean): boolean {
	return (isArray || !/\barray\b/.test(note)) && (hasClientUsage || !/\bAOL\b/.test(note));
}
