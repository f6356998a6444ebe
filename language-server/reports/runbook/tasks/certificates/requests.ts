import { listed } from "../../../../basics/sentences.js";
import type { Deployment, EdgeServer } from "../../../../model/deployment.js";
import { scenarioOf } from "../../../../model/lookups.js";
import type { Origin } from "../../../../model/origin.js";
import { code, text } from "../../../markdown.js";
import { subjectBehindName } from "../../artefacts/distinguished-name.js";
import { requestFile } from "../../artefacts/paths.js";
import { isRequestable } from "../../artefacts/request-files.js";
import { documented, documentedTogether } from "../../facts.js";
import { blanks } from "../../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup, StepValue } from "../../page/page.js";
import { certificatesPage } from "../../page/page-paths.js";
import { type CertificateOrder, orderOf } from "../../rows/certificate-orders.js";
import { subjectOf, subjectPartOf } from "../../rows/certificate-subjects.js";
import type { NumberedCertificate } from "../../rows/row-ids.js";
import { placeOrigin, subjectOrigin } from "./origins.js";
import { copiesOf } from "./shared-keys.js";

const usageWords = {
	server: "server authentication (1.3.6.1.5.5.7.3.1)",
	client: "client authentication",
} as const;

/** What the certificate is for and what the wizard does not ask: whoever sits before it need not turn to the sheet. */
function contents(page: PageBuilder, context: RunbookContext, certificate: NumberedCertificate): string {
	const { id, request } = certificate;
	const order = orderOf(context, request);
	const advised = advisedNames(context, certificate).filter(({ name }) => !order.sans.includes(name));
	const [advice] = advised;
	const names =
		order.sans.length === 0
			? "no subject alternative names"
			: `the subject alternative ${order.sans.length === 1 ? "name" : "names"} ${listed(order.sans.map(code))}${request.sans.length === 0 ? " (as the file states; none is needed)" : ""}`;
	const separate =
		request.slot === "av-authentication"
			? ` Its key makes the credentials of audio and video users, so no other place uses it.${page.mark(documented("r2", "R2-CERT"))}`
			: "";
	return [
		`From ${order.issuer === "public" ? "a public" : "the internal"} certification authority (${order.issuerBasis}), with ${names}, for ${listed(order.usages.map((usage) => usageWords[usage]))}.${page.mark(request.evidence)}${separate}`,
		...(advice === undefined
			? []
			: [`Names to consider as well: ${listed(advised.map(({ name }) => code(name)))}.${page.mark(advice.evidence)}`]),
		`The whole order is ${page.link(id, certificatesPage)}.`,
	].join(" ");
}

/** What the certificate of an array may carry for its members. */
function advisedNames({ rows }: RunbookContext, { request }: NumberedCertificate) {
	return rows.certificates.flatMap((other) =>
		other.request.slot === request.slot &&
		(other.request.server === request.server ||
			(request.array !== undefined && other.request.array === request.array)) &&
		other.request.advisedName !== undefined
			? [other.request.advisedName]
			: [],
	);
}

/** The pages of the wizard in their order, with what is entered on each. */
function wizardPages(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificate: NumberedCertificate,
): readonly StepValue[] {
	const { id, request } = certificate;
	const slot = context.catalogue.certificateSlots[request.slot];
	const order = orderOf(context, request);
	const { declared } = order;
	const { organization } = context.deployment;
	const length = declared?.keyLength;
	const origin = placeOrigin(server, request);
	const array = request.array === undefined ? undefined : context.deployment.index.hosts.get(request.array);
	const copies = copiesOf(context, certificate);
	const component =
		slot.wizardComponent === undefined
			? `the component for: ${text(slot.title)}. Its exact label was not found`
			: `*${slot.wizardComponent}*`;
	const friendlyName =
		request.declared === undefined ? page.blank(blanks.friendlyName(request, id)) : code(request.declared);
	return [
		{ id: "new-certificate", text: "*Available Certificate Tasks*: *Create a new certificate*.", origin },
		{
			id: "component",
			text: `*Select the Component for Which Certificate Is Requested*: ${component}.`,
			origin,
		},
		{
			id: "delayed-request",
			text: "*Delayed or Immediate Request*: *Prepare the request now, but send it later*.",
			origin: declared?.enrollment?.origin ?? origin,
		},
		{
			id: "friendly-name",
			text: `*Name and Security Settings*, friendly name: ${friendlyName}.`,
			origin: declared?.origin ?? origin,
		},
		{
			id: "bit-length",
			text: `*Name and Security Settings*, bit length: ${
				length === undefined
					? "the file states none; the wizard offers 1024, and RSA up to 4096 is supported"
					: `${code(String(length.value))}; the wizard offers 1024`
			}.${page.mark(documented("r2", "R2-AVCERT", "R2-PKI", "CERT-SAMPLE"))}`,
			origin: length?.origin ?? declared?.origin ?? origin,
		},
		{
			id: "exportable",
			text: `*Name and Security Settings*, *Mark the certificate as exportable*: ${
				order.exportable
					? `ticked.${copies.length === 0 ? "" : ` ${listed(copies.map((copy) => code(copy.request.server)))} ${copies.length === 1 ? "imports" : "import"} it with its key.`}`
					: "not ticked; no other server needs this key."
			}`,
			origin: declared?.exportable ?? (order.exportable ? array?.origin : undefined) ?? declared?.origin ?? origin,
		},
		{
			id: "organization",
			text: `*Organization Information*: organisation ${subjectPartOf(page, context, "title")}, unit ${subjectPartOf(page, context, "unit")}.`,
			origin: organization?.title?.origin ?? organization?.origin ?? origin,
		},
		{
			id: "subject",
			text: `*Your Server's Subject Name*: ${subjectOf(page, context, request)}${request.anySubject ? " (any name works: only the private key is used)" : ""}.`,
			origin: subjectOrigin(context, server, request),
		},
		{
			id: "places",
			text: `Where a page asks for them: city ${subjectPartOf(page, context, "city")}, state ${subjectPartOf(page, context, "state")}, country ${subjectPartOf(page, context, "country")}. The requests carry them in the subject; the page that asks for them was not found.${page.mark(documented("ocs2007", "CERT-SAMPLE"))}`,
			origin: (organization?.city ?? organization?.state ?? organization?.country ?? organization)?.origin ?? origin,
		},
		{
			id: "file",
			text: "The file for the request: a name by which it is told from the others.",
			origin,
		},
	];
}

/** The steps of one request: the wizard with the value for each page, and the hand-over to the certificate team. */
export function requestSteps(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificate: NumberedCertificate,
	isFirst: boolean,
): StepGroup {
	const { id, request } = certificate;
	const slot = context.catalogue.certificateSlots[request.slot];
	const order = orderOf(context, request);
	const link = page.link(id, certificatesPage);
	const origin = placeOrigin(server, request);
	const leftOut = subjectBehindName(context).unsafe;
	const contentsOfRequest = contents(page, context, certificate);
	return {
		id: `request/${certificate.identity}`,
		on: server.name,
		title: `${code(server.name)}: request ${id}, ${text(slot.title)}`,
		intro: [
			contentsOfRequest,
			...(isFirst
				? [
						`A request file (INF) with the same values${leftOut.length === 0 ? "" : `, except ${listed(leftOut.map(code))} of the subject, which it leaves out,`} belongs to each certificate whose subject is known, for a request that is made on the edge server without the wizard; no text for OCS 2007 describes that way.${page.mark(documented("unsourced"))} Where it was taken before this task, the two steps of that request are done, and the answer is processed as the first lines of the file say.`,
					]
				: []),
		],
		steps: [
			{
				id: "request",
				action: `On ${code(server.name)}, at *Step 4: Configure Certificates for the Edge Server*, choose *Run*, then *Next* on *Welcome*, and request ${link} with these values; *Next* leads from page to page.`,
				values: wizardPages(page, context, server, certificate),
				check: `the file holds a PKCS10 request whose subject has the common name ${subjectOf(page, context, request)}, and which asks for server authentication (1.3.6.1.5.5.7.3.1).`,
				evidence: documentedTogether(context.catalogue, ["R2-CERTINT", "R2-AVCERT", "CERT-SAMPLE"]),
				origin: order.declared?.origin ?? origin,
			},
			handOver(page, context, certificate, link, order, origin),
		],
		undo: `have the certificate team withdraw the order for ${link}, and delete the request file.${page.mark(documented("unsourced"))}`,
	};
}

/** What no page of the wizard asks for is arranged with the authority, together with the order. */
function handOver(
	page: PageBuilder,
	context: RunbookContext,
	certificate: NumberedCertificate,
	link: string,
	order: CertificateOrder,
	origin: Origin,
): Step {
	const { deployment } = context;
	const { request } = certificate;
	const { declared } = order;
	const names =
		order.sans.length === 0
			? []
			: [`the subject alternative ${order.sans.length === 1 ? "name" : "names"} ${listed(order.sans.map(code))}`];
	const usage = order.usages.includes("client") ? ["the client authentication usage"] : [];
	const added = [...names, ...usage];
	const why = [
		...(names.length === 0 ? [] : ["no page of the wizard for such names is documented"]),
		...(usage.length === 0 ? [] : ["the request that the wizard makes asks for server authentication only"]),
	];
	const authority = `the ${order.issuer} certification authority that the sheet names`;
	return {
		id: "hand-over",
		action: `Give the file to the certificate team for ${link}, to be sent to ${authority}${
			added.length === 0 ? "" : `, which has to add ${listed(added)}: ${why.join("; ")}`
		}.${added.length > 0 && isRequestable(context, certificate) ? ` A request from ${page.link("its request file", requestFile(certificate))} names ${added.length === 1 ? "it" : "them"} itself.` : ""}`,
		check: `the authority has confirmed the order to the team${added.length === 0 ? "" : `, with ${listed(added)}`}.`,
		...(usage.length > 0
			? { evidence: documented("ocs2007", "CERT-SAMPLE") }
			: names.length > 0
				? { evidence: request.evidence }
				: {}),
		origin:
			declared?.san.items[0]?.origin ??
			(usage.length === 0 ? undefined : usageOrigin(deployment, declared)) ??
			declared?.issuer?.origin ??
			origin,
	};
}

/** What asks for the client usage: the certificate itself, or the provider that wants it. */
function usageOrigin(deployment: Deployment, declared: CertificateOrder["declared"]): Origin | undefined {
	return (
		declared?.usages.items.find((usage) => usage.value === "client")?.origin ??
		scenarioOf(deployment, "public-im")?.providers.items.find((provider) => provider.value === "aol")?.origin
	);
}
