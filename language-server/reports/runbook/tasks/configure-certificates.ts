import { listed } from "../../../basics/sentences.js";
import type { EdgeRoleId, Evidence } from "../../../catalog/types.js";
import { imProviderValues, valueFact } from "../../../catalog/values.js";
import type { Deployment, EdgeServer, Side } from "../../../model/deployment.js";
import { scenarioOf, virtualAddressOf } from "../../../model/lookups.js";
import type { Origin } from "../../../model/origin.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";
import { code, text } from "../../markdown.js";
import { requestFile } from "../artefacts/paths.js";
import { isRequestable } from "../artefacts/request-files.js";
import { documented, documentedTogether, edgeServersOf, roleAddressOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup, StepValue } from "../page/page.js";
import { certificatesPage, taskPage } from "../page/page-paths.js";
import { type CertificateOrder, orderOf, subjectParts } from "../rows/certificate-orders.js";
import { type NumberedCertificate, spanOf } from "../rows/row-ids.js";

const wizard = documented("r2", "R2-CERTINT", "R2-AVCERT");
const keeper = blanks.byHand("who keeps the copy of the exported keys, and where");

/** Task 4: on each edge server the certification paths, the requests, and then the answers. */
export function configureCertificates(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	const { deployment, rows } = context;
	const edgeServers = edgeServersOf(deployment, servers);
	const first = rows.certificates.find(
		({ request, copyOf }) => copyOf === undefined && edgeServers.some((server) => server.name === request.server),
	);
	return [
		...edgeServers.flatMap((server) => {
			const own = rows.certificates.filter(({ request }) => request.server === server.name);
			const requested = own.filter((certificate) => certificate.copyOf === undefined);
			return [
				chain(page, context, server, own),
				...requested.map((certificate) => request(page, context, server, certificate, certificate === first)),
				answers(page, context, server, requested),
				exports(page, context, server, requested),
				copies(page, context, server, own),
			];
		}),
		...edgeServers.map((server) => closing(page, context, server)),
	];
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

/** What decides a certificate: the assignment in the file, else the role that needs it. */
function placeOrigin(server: EdgeServer, { slot }: CertificateRequirement): Origin {
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
function subjectOrigin({ deployment }: RunbookContext, server: EdgeServer, request: CertificateRequirement): Origin {
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

function chain(
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
function partnerRoots(page: PageBuilder, { deployment }: RunbookContext, server: EdgeServer): readonly Step[] {
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

/** The certificates of other servers that are copies of this one. */
function copiesOf({ rows }: RunbookContext, { id }: NumberedCertificate): readonly NumberedCertificate[] {
	return rows.certificates.filter((other) => other.copyOf?.id === id);
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
			text: `*Organization Information*: organisation ${page.blank(subjectParts.O.blank)}, unit ${page.blank(subjectParts.OU.blank)}.`,
			origin,
		},
		{
			id: "subject",
			text: `*Your Server's Subject Name*: ${subjectOf(page, context, request)}${request.anySubject ? " (any name works: only the private key is used)" : ""}.`,
			origin: subjectOrigin(context, server, request),
		},
		{
			id: "places",
			text: `Where a page asks for them: city ${page.blank(subjectParts.L.blank)}, state ${page.blank(subjectParts.S.blank)}, country ${page.blank(subjectParts.C.blank)}. The requests carry them in the subject; the page that asks for them was not found.${page.mark(documented("ocs2007", "CERT-SAMPLE"))}`,
			origin,
		},
		{
			id: "file",
			text: "The file for the request: a name by which it is told from the others.",
			origin,
		},
	];
}

function request(
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
	const contentsOfRequest = contents(page, context, certificate);
	return {
		id: `request/${certificate.identity}`,
		on: server.name,
		title: `${code(server.name)}: request ${id}, ${text(slot.title)}`,
		intro: [
			contentsOfRequest,
			...(isFirst
				? [
						`A request file (INF) with the same values belongs to each certificate whose subject is known, for a request that is made on the edge server without the wizard; no text for OCS 2007 describes that way.${page.mark(documented("unsourced"))} Where it was taken before this task, the two steps of that request are done, and the answer is processed as the first lines of the file say.`,
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
	const authority =
		order.issuer === "public" ? "a public certification authority" : "the internal certification authority";
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

function answers(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
	certificates: readonly NumberedCertificate[],
): StepGroup {
	const name = code(server.name);
	return {
		id: `answers/${server.name}`,
		on: server.name,
		title: `${name}: answers of the authorities`,
		intro: [
			"Continue here when the certificates have been issued.",
			...(server.avEdge === undefined
				? []
				: [
						`The external interface of the A/V Edge gets no certificate: there is no TLS on it.${page.mark(documented("ocs2007", "SUP-PERIM"))}`,
					]),
		],
		steps: [
			...certificates.flatMap((certificate): readonly Step[] => {
				const { id, request } = certificate;
				const origin = placeOrigin(server, request);
				return [
					{
						id: `${request.slot}/issued`,
						action: `Read the certificate that was issued for ${page.link(id, certificatesPage)} before it is imported.`,
						check: issuedAsOrdered(page, context, request),
						evidence: documented("ocs2007", "PLAN-CERT"),
						origin: orderOf(context, request).declared?.origin ?? origin,
					},
					{
						id: `${request.slot}/process`,
						action: `On ${name}, process the answer to ${page.link(id, certificatesPage)} with the certificate wizard of step 4. What its page calls this task was not found.${
							isRequestable(context, certificate)
								? ` Where the request was made from ${page.link("its request file", requestFile(certificate))}, process the answer as the first lines of that file say instead.`
								: ""
						}`,
						check: "the certificate is in the computer's store, with its private key.",
						evidence: wizard,
						origin,
					},
					{
						id: `${request.slot}/assign`,
						action: `Assign it with the certificate wizard, or on the tab *Edge Interfaces*: ${slotWords[request.slot]}.`,
						check: "the wizard lists the certificate as assigned.",
						evidence: documented("ocs2007", "ADM-IF"),
						origin,
					},
				];
			}),
			...(certificates.length === 0 ? [] : [restart(page, server)]),
		],
		undo: `${undoWords}, and remove the new certificate from the computer's store.${page.mark(undoEvidence)}`,
	};
}

/** On a first deployment there is nothing to go back to, and taking an assignment away is not documented. */
const undoWords =
	"where the place had a certificate before, assign that one again and restart the service. On a first deployment there is none, and no way to take the assignment away was found: leave the services stopped";

const undoEvidence = {
	...documented("derived", "ADM-APPC"),
	note: "No documented procedure was found; a change of certificate needs a restart.",
};

/** What an issued certificate has to show, so that nothing is found out only when a service does not start. */
function issuedAsOrdered(page: PageBuilder, context: RunbookContext, request: CertificateRequirement): string {
	const order = orderOf(context, request);
	const { declared } = order;
	const distribution = declared?.crlDistributionPoint?.value;
	const goLive = context.deployment.goLive?.value;
	const parts = [
		`the subject ${subjectOf(page, context, request)}`,
		...(order.sans.length === 0
			? []
			: [`the alternative ${order.sans.length === 1 ? "name" : "names"} ${listed(order.sans.map(code))}`]),
		order.usages.length === 1 ? "the server authentication usage" : "the usages server and client authentication",
		distribution === undefined || distribution === "none"
			? "a CRL distribution point"
			: `the CRL distribution point ${code(distribution)}`,
	];
	return `it has ${listed(parts)}${goLive === undefined ? "" : `, and is valid beyond the go-live on ${code(goLive)}`}.`;
}

function restart(page: PageBuilder, server: EdgeServer): Step {
	return {
		id: "restart",
		action: `If services of ${code(server.name)} run already, restart them; otherwise ${page.link("task 5", taskPage({ number: 5, id: "start-services" }))} starts them. A changed certificate takes effect with a restart, unless only its expiry date differs.`,
		check: "the services that ran before run again; where none did, there is nothing to check before task 5.",
		evidence: {
			...documented("derived", "ADM-APPC"),
			note: "Documented for the Front End service; the rows of the same table on edge services were not readable.",
		},
		origin: server.origin,
	};
}

const slotWords: Readonly<Record<CertificateRequirement["slot"], string>> = {
	"access-edge-external": "external interface of the Access Edge",
	"web-conferencing-edge-external": "external interface of the Web Conferencing Edge",
	"edge-internal": "internal interface",
	"av-authentication": "A/V authentication",
	"reverse-proxy-external": "listener of the reverse proxy",
};

/** What other servers take from this one. */
function exports(
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

function copies(
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
function closing(page: PageBuilder, context: RunbookContext, server: EdgeServer): StepGroup {
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
							action: `Keep one copy of the exported ${shared.length === 1 ? "file" : "files"} of ${page.link(ids, certificatesPage)}, locked away, with ${page.blank(keeper)}; delete every other one, wherever it was taken.`,
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
