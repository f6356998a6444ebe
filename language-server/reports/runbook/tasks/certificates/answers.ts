import { listed } from "../../../../basics/sentences.js";
import type { EdgeServer } from "../../../../model/deployment.js";
import type { CertificateRequirement } from "../../../../requirements/requirements.js";
import { code } from "../../../markdown.js";
import { requestFile } from "../../artefacts/paths.js";
import { isRequestable } from "../../artefacts/request-files.js";
import { documented } from "../../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../../page/page.js";
import { certificatesPage, taskPage } from "../../page/page-paths.js";
import { orderOf } from "../../rows/certificate-orders.js";
import { subjectOf } from "../../rows/certificate-subjects.js";
import type { NumberedCertificate } from "../../rows/row-ids.js";
import { placeOrigin } from "./origins.js";

/** The texts that describe the certificate wizard. */
export const wizard = documented("r2", "R2-CERTINT", "R2-AVCERT");

/** The steps on one server when its certificates have been issued: read, process, assign. */
export function answerSteps(
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
export const undoWords =
	"where the place had a certificate before, assign that one again and restart the service. On a first deployment there is none, and no way to take the assignment away was found: leave the services stopped";

/** Behind the words of `undoWords`. */
export const undoEvidence = {
	...documented("derived", "ADM-APPC"),
	note: "No documented procedure was found; a change of certificate needs a restart.",
};

/** What an issued certificate has to show, so that nothing is found out only when a service does not start. */
function issuedAsOrdered(page: PageBuilder, context: RunbookContext, request: CertificateRequirement): string {
	const order = orderOf(context, request);
	const parts = [
		`the subject ${subjectOf(page, context, request)}`,
		...(order.sans.length === 0
			? []
			: [`the alternative ${order.sans.length === 1 ? "name" : "names"} ${listed(order.sans.map(code))}`]),
	];
	return `it has ${listed([...parts, ...besideNames(context, request)])}${validity(context)}.`;
}

/** What an issued certificate has to show beside its names, wherever it is used. */
export function besideNames(context: RunbookContext, request: CertificateRequirement): readonly string[] {
	const { declared, usages } = orderOf(context, request);
	const distribution = declared?.crlDistributionPoint?.value;
	return [
		usages.length === 1 ? "the server authentication usage" : "the usages server and client authentication",
		distribution === undefined || distribution === "none"
			? "a CRL distribution point"
			: `the CRL distribution point ${code(distribution)}`,
	];
}

/** How long an issued certificate has to be valid, as the end of a sentence; empty where the file states no go-live. */
export function validity({ deployment }: RunbookContext): string {
	return deployment.goLive === undefined ? "" : `, and is valid beyond the go-live on ${code(deployment.goLive.value)}`;
}

/** Services that run already take a changed certificate up with a restart only. */
export function restart(page: PageBuilder, server: EdgeServer): Step {
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

/** What a place for a certificate is called where it is assigned. */
export const slotWords: Readonly<Record<CertificateRequirement["slot"], string>> = {
	"access-edge-external": "external interface of the Access Edge",
	"web-conferencing-edge-external": "external interface of the Web Conferencing Edge",
	"edge-internal": "internal interface",
	"av-authentication": "A/V authentication",
	"reverse-proxy-external": "listener of the reverse proxy",
};
