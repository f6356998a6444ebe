import { listed } from "../../../basics/sentences.js";
import type { Evidence } from "../../../catalog/types.js";
import type { CertificateRequirement } from "../../../requirements/requirements.js";
import { describe, valuesText } from "../../diff/words.js";
import { code, text } from "../../markdown.js";
import { requestFile } from "../artefacts/paths.js";
import { isRequestable } from "../artefacts/request-files.js";
import { documented } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { RunbookContext, Step } from "../page/page.js";
import { slotWords, wizard } from "../tasks/certificates/answers.js";
import { asOrdered, withoutAdvice } from "./certificate-orders.js";
import type { AssignStep, EntryStep } from "./change-step.js";
import { itemOf, type OperationOf } from "./operation.js";
import { bold, changeWords, type StepWords, valueWords } from "./step-text.js";

const assigning = documented("ocs2007", "ADM-IF");
const removing: Evidence = {
	...documented("derived", "ADM-APPC"),
	note: "No documented procedure for removing a certificate was found.",
};

/** A certificate is requested, or removed from a store. */
export function certificateWords(
	{ page, context, rows, before }: StepWords,
	step: EntryStep,
	operation: OperationOf<"certificates">,
): Step {
	const certificate = itemOf(operation);
	const row = bold([rows.certificate(operation.id)]);
	const place = `the ${slotWords[certificate.slot]} of ${code(certificate.server)}`;
	const isProxy = certificate.slot === "reverse-proxy-external";
	const ordered =
		operation.does === "remove"
			? withoutAdvice(asOrdered(before, certificate))
			: asOrdered(context.deployment, certificate);
	const value = valueWords(
		page,
		"certificates",
		describe.certificates(ordered, context.catalogue),
		`subject of the certificate for ${certificate.server}, ${slotWords[certificate.slot]}`,
	);
	if (operation.does === "remove") {
		return {
			id: step.id,
			action: `Remove ${step.besides ? "the earlier certificate of " : ""}${row}, for ${place}, from the store of ${code(certificate.server)}: ${value}.${
				step.besides ? " Where the new one has the same names, tell the two by the day of issue." : ""
			} ${ordered.exportable ? LOCKED_COPY : NO_COPY}`,
			check: step.besides
				? "the new certificate is still assigned, and the tests of part 2 still succeed."
				: "no component has it assigned.",
			undo: ordered.exportable
				? "import it again from the locked copy, and assign it."
				: "order a certificate with the same names anew, or restore the computer from a backup made before this step; then assign the certificate.",
			evidence: removing,
		};
	}
	const own = context.rows.certificates.find(({ identity }) => identity === operation.id);
	const stated = step.stated ?? [];
	const differing =
		stated.length === 0 ? "" : ` Unlike the one in force: ${listed(stated.map((one) => statedWords(context, one)))}.`;
	const later = step.besides ? "Do not assign it yet." : "Assign it.";
	const isThere = `the certificate is in the computer's store, with its private key${
		step.besides ? "; the earlier one is still assigned" : isProxy ? "" : ", and the wizard lists it as assigned"
	}.`;
	const source = own?.copyOf;
	if (source !== undefined) {
		return {
			id: step.id,
			action: `On ${code(certificate.server)}, import the new certificate of ${bold([source.id])} with its private key, from the file that ${code(source.request.server)} exports; here it is ${row}, for ${place}: ${value}.${differing} Do not mark its key as exportable. ${later}`,
			check: isThere,
			undo: "remove the new certificate from the store.",
			evidence: sharedCertificate(context, certificate),
		};
	}
	const copies = own === undefined ? [] : context.rows.certificates.filter(({ copyOf }) => copyOf?.id === own.id);
	const file =
		own !== undefined && isRequestable(context, own)
			? ` Its request file is ${code(requestFile(own))} of the runbook of the new state.`
			: "";
	const shared =
		copies.length === 0
			? ""
			: ` Then export it with its private key to a file, for ${listed(copies.map((copy) => code(copy.request.server)))}. When all of them have it, import it here again with a key that cannot be exported, keep one copy of the file, locked away, with ${page.blank(blanks.keyKeeper())}, and delete every other one.`;
	return {
		id: step.id,
		action: `Request ${row}, for ${place}: ${value}.${differing}${file} Import the answer into the store of ${code(certificate.server)}. ${later}${shared} ${
			isProxy
				? "Task 1 of the runbook of the new state has the order; the reverse proxy has no certificate wizard of Office Communications Server."
				: "Task 4 of the runbook of the new state has the pages of the wizard."
		}`,
		check: `${isThere}${copies.length === 0 ? "" : " The keeper has the one file."}`,
		undo: "remove the new certificate from the store.",
		evidence: isProxy ? certificate.evidence : wizard,
	};
}

const LOCKED_COPY =
	"Before, see to it that there is a locked copy of the file with its key; where there is none and the key in the store can be exported, export it.";

const NO_COPY =
	"Its key cannot be exported, so that it cannot be imported again: leave it in the store until nobody wants to go back to it.";

/** As in "key length from `2048` to `4096`". */
function statedWords({ catalogue }: RunbookContext, one: OperationOf<"settings">): string {
	const item = itemOf(one);
	const words = describe.settings(item, catalogue);
	return `${text(item.title)} ${
		one.does === "alter"
			? changeWords(describe.settings(one.before, catalogue), words)
			: one.does === "add"
				? code(valuesText("settings", words))
				: `no longer ${code(valuesText("settings", words))}`
	}`;
}

/** Members of an array share a certificate; that other servers do is the decision of the topology. */
function sharedCertificate({ catalogue }: RunbookContext, { slot, array }: CertificateRequirement): Evidence {
	return (
		(array === undefined ? undefined : catalogue.certificateSlots[slot].sharedInArray) ?? documented("derived", "MIG-4")
	);
}

/** The new certificate comes into force in place of the earlier one. */
export function assignWords({ page, rows }: StepWords, { id, certificate, renewal }: AssignStep): Step {
	const { slot, server } = certificate.after;
	const row = bold([rows.certificate(certificate.id)]);
	return slot === "reverse-proxy-external"
		? {
				id,
				action: `On ${code(server)}, choose the new certificate of ${row} for the listener.`,
				check: "a client outside is shown the new certificate.",
				undo: "choose the earlier certificate again.",
				evidence: documented("later", "LYNC13-WEBPUB"),
			}
		: {
				id,
				action: `On ${code(server)}, assign the new certificate of ${row} with the certificate wizard, or on the tab *Edge Interfaces*: ${slotWords[slot]}.`,
				check: `the wizard lists the new certificate as assigned.${
					renewal ? ` Only its last day differs, so no restart is needed.${page.mark(restartOfCertificate)}` : ""
				}`,
				undo: `assign the earlier certificate${renewal ? " again" : ", and restart the service again"}.`,
				evidence: assigning,
			};
}

/** What a topology states of a certificate beside its names: a new one has to be ordered for it. */
export function certificateSetting(
	{ page, context, rows }: StepWords,
	step: EntryStep,
	operation: OperationOf<"settings">,
): Step {
	const setting = itemOf(operation);
	const places = rows.declared(setting.on);
	const value = valueWords(
		page,
		"settings",
		describe.settings(setting, context.catalogue),
		`${setting.title} of ${setting.on}`,
	);
	const used = places.length === 0 ? "" : ` It is ${bold(places)}.`;
	if (operation.does !== "alter") {
		const does = operation.does === "add" ? "now states" : "no longer states";
		return {
			id: step.id,
			action: `Of the certificate ${code(setting.on)} the plan ${does}: ${text(setting.title)} ${value}.${used} Compare it with the certificate in use.`,
			check: "the certificate in use agrees with the plan.",
			undo: "nothing was altered.",
		};
	}
	const change = changeWords(
		describe.settings(operation.before, context.catalogue),
		describe.settings(setting, context.catalogue),
	);
	if (setting.field === "installed-key") {
		return {
			id: step.id,
			action: `Import the certificate ${code(setting.on)} again: ${text(setting.title)} ${change}.${used}`,
			check: "the key of the installed certificate can be exported, or not, as the plan states.",
			undo: "import it again as it was.",
		};
	}
	return {
		id: step.id,
		action: `Order the certificate ${code(setting.on)} anew: ${text(setting.title)} ${change}. The plan assigns it to no place, so nothing that is in force takes it up.`,
		check: "the new certificate has been issued as the plan states it.",
		undo: "keep the earlier certificate.",
		evidence: assigning,
	};
}

const restartOfCertificate: Evidence = {
	...documented("ocs2007", "ADM-APPC"),
	note: "After a change of certificate the service has to be restarted, except when only the day of expiry differs. This is written for the Front End service; the rows for the edge services were not readable.",
};
