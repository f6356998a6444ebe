import { listed } from "../../../basics/sentences.js";
import type { Evidence } from "../../../catalog/types.js";
import type { EdgeServer } from "../../../model/deployment.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { blanks } from "../blanks.js";
import { orderOf } from "../certificate-orders.js";
import { documented, edgeServersOf, roleAddressOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";
import { certificatesPage } from "../page-paths.js";
import type { NumberedCertificate } from "../row-ids.js";

const wizard = documented("r2", "R2-CERTINT", "R2-AVCERT");
const organization = blanks.byHand("organisation, for all certificates");
const unit = blanks.byHand("organisational unit, for all certificates");

/** Task 4: on each edge server the certification paths, the requests, and then the answers. */
export function configureCertificates(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	const { deployment } = context;
	return edgeServersOf(deployment, servers).flatMap((server) => {
		const own = context.rows.certificates.filter(({ request }) => request.server === server.name);
		const requested = own.filter((certificate) => certificate.copyOf === undefined);
		return [
			chain(context, server, own),
			...requested.map((certificate) => request(page, context, server, certificate)),
			answers(page, server, requested),
			copies(page, context, server, own),
		];
	});
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

function chain(context: RunbookContext, server: EdgeServer, certificates: readonly NumberedCertificate[]): StepGroup {
	const issuers = (["public", "internal"] as const).filter((issuer) =>
		certificates.some(({ request }) => orderOf(context, request).issuer === issuer),
	);
	return {
		id: `trusted-roots/${server.name}`,
		title: `${code(server.name)}: certification paths`,
		steps: issuers.map(
			(issuer): Step => ({
				id: issuer,
				action: `Get the certification path of the ${issuer} certification authority and import it on ${code(server.name)}.`,
				check: "the authority stands under *Trusted Root Certification Authorities*.",
				evidence: documented("r2", "R2-CERTINT"),
			}),
		),
	};
}

function request(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificate: NumberedCertificate,
): StepGroup {
	const { id, request } = certificate;
	const slot = context.catalogue.certificateSlots[request.slot];
	const order = orderOf(context, request);
	const length = order.declared?.keyLength?.value;
	const subject = subjectOf(page, context, request);
	const component =
		slot.wizardComponent === undefined
			? `the component for: ${text(slot.title)}. Its exact label was not found`
			: `*${slot.wizardComponent}*`;
	const steps: Step[] = [
		{
			id: "open-wizard",
			action: `On ${code(server.name)}, at *Step 4: Configure Certificates for the Edge Server*, choose *Run*, then *Next* on *Welcome*.`,
			check: "the page *Available Certificate Tasks* opens.",
			evidence: wizard,
		},
		{
			id: "new-certificate",
			action: "*Available Certificate Tasks*: choose *Create a new certificate*.",
			check: "the page *Select the Component for Which Certificate Is Requested* opens.",
			evidence: wizard,
		},
		{
			id: "component",
			action: `*Select the Component for Which Certificate Is Requested*: choose ${component}.`,
			check: "the page *Delayed or Immediate Request* opens.",
			evidence: wizard,
		},
		{
			id: "delayed-request",
			action: "*Delayed or Immediate Request*: choose *Prepare the request now, but send it later*.",
			check: "the page *Name and Security Settings* opens.",
			evidence: wizard,
		},
		{
			id: "friendly-name",
			action: `*Name and Security Settings*: enter ${
				request.declared === undefined ? page.blank(blanks.friendlyName(request, id)) : code(request.declared)
			} as the friendly name.`,
			evidence: wizard,
		},
		{
			id: "bit-length",
			action:
				length === undefined
					? "*Name and Security Settings*: set the bit length. The file states none; the wizard offers 1024, and RSA up to 4096 is supported."
					: `*Name and Security Settings*: set the bit length to ${code(String(length))}.`,
			evidence: documented("r2", "R2-AVCERT", "R2-PKI"),
		},
		{
			id: "exportable",
			action: order.exportable
				? "*Name and Security Settings*: tick *Mark the certificate as exportable*."
				: "*Name and Security Settings*: leave *Mark the certificate as exportable* unticked.",
			check: "the page *Organization Information* opens.",
			evidence: wizard,
		},
		{
			id: "organization",
			action: `*Organization Information*: enter the organisation ${page.blank(organization)} and the unit ${page.blank(unit)}.`,
			check: "the page *Your Server's Subject Name* opens.",
			evidence: wizard,
		},
		{
			id: "subject",
			action: `*Your Server's Subject Name*: enter ${subject} as the subject name.`,
			evidence: wizard,
		},
		{
			id: "save",
			action: "Save the request to a file.",
			check: `the file holds a request whose subject is ${subject}.`,
			evidence: wizard,
		},
	];
	steps.push({
		id: "hand-over",
		action: `Give the file to the certificate team as ${page.link(id, certificatesPage)}.`,
		check: "the team confirms the order.",
	});
	if (order.sans.length > 0) {
		steps.push({
			id: "alternative-names",
			action: `Have the certification authority add the subject alternative ${order.sans.length === 1 ? "name" : "names"} ${listed(order.sans.map(code))}. No page of the wizard for them is documented.`,
			check: "the issued certificate lists them.",
			evidence: request.evidence,
		});
	}
	if (order.usages.includes("client")) {
		steps.push({
			id: "client-usage",
			action:
				"Have the certification authority add the client authentication usage. The request that the wizard makes asks for server authentication only.",
			check: "the issued certificate shows both usages.",
			evidence: documented("ocs2007", "CERT-SAMPLE"),
		});
	}
	return {
		id: `request/${certificate.identity}`,
		title: `${code(server.name)}: request ${id}, ${text(slot.title)}`,
		steps,
	};
}

function answers(page: PageBuilder, server: EdgeServer, certificates: readonly NumberedCertificate[]): StepGroup {
	return {
		id: `answers/${server.name}`,
		title: `${code(server.name)}: answers of the authorities`,
		intro: ["Continue here when the certificates have been issued."],
		steps: certificates.flatMap(({ id, request }): readonly Step[] => [
			{
				id: `${request.slot}/process`,
				action: `Process the answer to ${page.link(id, certificatesPage)} with the certificate wizard of step 4.`,
				check: `the certificate is in the computer's store, with its private key.`,
				evidence: wizard,
			},
			{
				id: `${request.slot}/assign`,
				action: `Assign it with the certificate wizard, or on the tab *Edge Interfaces*: ${slotWords[request.slot]}.`,
				check: "the wizard lists the certificate as assigned.",
				evidence: documented("ocs2007", "ADM-IF"),
			},
		]),
	};
}

const slotWords: Readonly<Record<CertificateRequirement["slot"], string>> = {
	"access-edge-external": "external interface of the Access Edge",
	"web-conferencing-edge-external": "external interface of the Web Conferencing Edge",
	"edge-internal": "internal interface",
	"av-authentication": "A/V authentication",
	"reverse-proxy-external": "listener of the reverse proxy",
};

function copies(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificates: readonly NumberedCertificate[],
): StepGroup {
	return {
		id: `shared/${server.name}`,
		title: `${code(server.name)}: certificates shared with other servers`,
		steps: certificates.flatMap(({ id, request, copyOf }): readonly Step[] =>
			copyOf === undefined
				? []
				: [
						{
							id: `${request.slot}/import`,
							action: `Export ${page.link(copyOf.id, certificatesPage)} with its private key on ${code(copyOf.request.server)}, and import it on ${code(server.name)} as ${page.link(id, certificatesPage)}.`,
							check: "the certificate is in the computer's store, with its private key.",
							evidence: sharing(context, request, copyOf.request),
						},
						{
							id: `${request.slot}/not-exportable`,
							action: `Import it without marking its key as exportable: no other computer takes it from ${code(server.name)}.`,
							check: "exporting this copy offers no private key.",
							evidence: documented("r2", "R2-WALKCERT"),
						},
						{
							id: `${request.slot}/assign`,
							action: `Assign it on ${code(server.name)}: ${slotWords[request.slot]}.`,
							check: "the wizard lists the certificate as assigned.",
							evidence: documented("ocs2007", "ADM-IF"),
						},
					],
		),
	};
}

/** The texts describe the export for the members of an array; that the file shares other certificates is its own decision. */
function sharing(context: RunbookContext, copy: CertificateRequirement, first: CertificateRequirement): Evidence {
	const inArray = copy.array !== undefined && copy.array === first.array;
	const evidence = inArray ? context.catalogue.certificateSlots[copy.slot].sharedInArray : undefined;
	return evidence ?? documented("derived", "MIG-4");
}
