import { defineRule, MET, undecided } from "./rule.js";
import { isMisplaced } from "./support/certificates/misplaced.js";
import { assignedIn, slotsIn } from "./support/certificates/slots.js";
import { appendToList } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-aol-client-eku",
	title: "With AOL, the certificate of the Access Edge has the client usage as well",
	severity: "warning",
	category: "certificates",
	evidence: "r2",
	sources: ["R2-CERT", "R2-PKI", "CERT-SAMPLE", "R2-CMD-CERT"],
	why: "AOL asks the Access Edge to identify itself as a client too, and refuses a certificate for server authentication only.",
	howToFix:
		"Request a certificate with both usages. The certificate wizard of OCS 2007 asks for server authentication only, so arrange the client usage with the certification authority.",
	needs: "Public IM with AOL, and the usages of the certificate that is assigned to the Access Edge.",
	note: "Worded for OCS 2007 R2. Its command line has a switch for it, /enableClientEKU. A certificate that was meant for another place is told that, and nothing else.",
	*check({ deployment, requirements }) {
		const needing = new Set(
			requirements.certificates
				.filter(({ slot, eku }) => slot === "access-edge-external" && eku.includes("client"))
				.map(({ server }) => server),
		);
		const seen = new Set<string>();
		for (const slot of slotsIn(deployment)) {
			if (slot.id !== "access-edge-external" || !needing.has(slot.edge.name)) {
				continue;
			}
			const assigned = assignedIn(slot, deployment);
			if (assigned && isMisplaced(assigned, deployment)) {
				continue;
			}
			const certificate = assigned?.certificate;
			const [usage] = certificate?.usages.items ?? [];
			if (!certificate?.usages.complete || !usage) {
				yield undecided(slot.edge, "the usages of the certificate of its Access Edge (`usage`)");
			} else if (certificate.usages.items.some(({ value }) => value === "client")) {
				yield MET;
			} else if (!seen.has(certificate.name)) {
				seen.add(certificate.name);
				const edit = appendToList(certificate.usages, "client");
				yield {
					message: `The certificate ${certificate.name} of the Access Edge of ${slot.edge.name} is for server authentication only. AOL asks for client authentication as well. Request both usages; the certificate wizard asks for the first only.`,
					at: usage.origin,
					related: deployment.scenarios
						.flatMap(({ providers }) => providers.items)
						.filter(({ value }) => value === "aol")
						.map(({ origin }) => ({ message: "AOL is wanted here", origin })),
					fixes: edit
						? [
								{
									title: `Add the usage client to ${certificate.name}`,
									edits: [edit],
									safety: "unsafe",
									preferred: true,
								},
							]
						: [],
				};
			}
		}
	},
});
