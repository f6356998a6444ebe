import { listed } from "../basics/sentences.js";
import type { Certificate } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isCovered } from "./support/certificate-uses.js";
import { assignedIn, mismatch, slotsIn } from "./support/certificates.js";
import { appendToList, insertStatement } from "./support/edits.js";
import { keywordOf } from "./support/places.js";

export const rule = defineRule({
	code: "cert-san-missing-sip-domain",
	title: "The certificate of the Access Edge names every SIP domain",
	severity: "error",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["PLAN-DNS", "SFB-ENV"],
	why: "The SRV record of a SIP domain leads clients and partners to a name in that domain. They refuse the Access Edge unless the name is on its certificate.",
	howToFix: "Add sip.<SIP domain> for each further SIP domain to the subject alternative names.",
	needs:
		"Two or more SIP domains, automatic client configuration or federation by discovery, and the subject of the certificate of the Access Edge. A certificate with a subject and no alternative names is taken to have none.",
	note: "A name with a star in place of the first label counts as covering it; whether to use one is the question of another rule.",
	*check({ deployment, requirements }) {
		if (deployment.sipDomains.items.length < 2) {
			return;
		}
		const seen = new Set<string>();
		const sansOf = new Map(
			requirements.certificates
				.filter(({ slot, sans }) => slot === "access-edge-external" && sans.length > 0)
				.map(({ server, sans }) => [server, sans]),
		);
		for (const slot of slotsIn(deployment)) {
			const sans = slot.id === "access-edge-external" ? sansOf.get(slot.edge.name) : undefined;
			if (!sans) {
				continue;
			}
			const assigned = assignedIn(slot, deployment);
			const { certificate } = assigned ?? {};
			if (!assigned || !certificate?.subject || !certificate.san.complete || !certificate.block.complete) {
				yield undecided(slot.edge, "the names on the certificate of its Access Edge (`subject`, `san`)");
				continue;
			}
			const names = [certificate.subject, ...certificate.san.items].map(({ value }) => value);
			const missing = sans.filter((name) => !isCovered(name, names));
			if (missing.length === 0) {
				yield MET;
				continue;
			}
			// A certificate for another name altogether is the wrong one; and the members of an array share theirs.
			if (mismatch(assigned, deployment).length > 0 || seen.has(certificate.name)) {
				continue;
			}
			seen.add(certificate.name);
			const isOne = missing.length === 1;
			yield {
				message: `The certificate ${certificate.name} of the Access Edge of ${slot.edge.name} lacks ${listed(missing)}. SRV records lead clients and partners to ${isOne ? "that name" : "those names"}, and they refuse a certificate without ${isOne ? "it. Add it" : "them. Add them"} to its subject alternative names.`,
				at: placeOf(certificate),
				related: [
					...deployment.sipDomains.items
						.filter(({ value }) => missing.includes(`sip.${value}`))
						.map(({ value, origin }) => ({ message: `The SIP domain ${value}`, origin })),
					{ message: `Assigned to ${slot.edge.name} here`, origin: assigned.assigned.origin },
				],
				fixes: [addNames(certificate, missing)],
			};
		}
	},
});

function placeOf({ san, block, origin }: Certificate): Origin {
	const [statement] = san.statements;
	return statement ? keywordOf(block.uri, statement, "san") : origin;
}

function addNames({ name, san, block }: Certificate, missing: readonly string[]): Fix {
	const names = missing.join(", ");
	return {
		title: `Add ${listed(missing)} to ${name}`,
		edits: [appendToList(san, names) ?? insertStatement(block, `san ${names}`)],
		safety: "safe",
		preferred: true,
	};
}
