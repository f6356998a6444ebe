import { listed } from "../basics/sentences.js";
import type { Certificate } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { discoversPartners } from "../requirements/scope.js";
import { defineRule, MET, type RuleContext, undecided } from "./rule.js";
import { isCovered } from "./support/certificates/names.js";
import { assignedIn, mismatch, slotsIn } from "./support/certificates/slots.js";
import { isSpokenOf } from "./support/dns/public-domains.js";
import { externalZone } from "./support/dns/zone.js";
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
	note: "With automatic configuration it is an error. For partners alone the Planning Guide requires only that the domain of an SRV record matches a name on the certificate: it is an error where a declared record leads to the missing name, a warning where there is no record yet, and nothing where the record leads to another name. A name with a star in place of the first label counts as covering it; whether to use one is the question of another rule, and so is a SIP domain that cannot exist on the Internet.",
	*check(context) {
		const { deployment, requirements } = context;
		if (deployment.sipDomains.items.length < 2) {
			return;
		}
		const domains = new Map(deployment.sipDomains.items.map((domain) => [`sip.${domain.value}`, domain]));
		const sansOf = new Map(
			requirements.certificates
				.filter(({ slot }) => slot === "access-edge-external")
				.map(({ server, sans }) => [server, sans.filter((name) => !isSpokenOf(context, name))]),
		);
		const seekers = seekersIn(context);
		const seen = new Set<string>();
		for (const slot of slotsIn(deployment)) {
			const sans = slot.id === "access-edge-external" ? (sansOf.get(slot.edge.name) ?? []) : [];
			if (sans.length === 0) {
				continue;
			}
			const assigned = assignedIn(slot, deployment);
			const { certificate } = assigned ?? {};
			if (!assigned || !certificate?.subject || !certificate.san.complete || !certificate.block.complete) {
				yield undecided(slot.edge, "the names on the certificate of its Access Edge (`subject`, `san`)");
				continue;
			}
			const names = [certificate.subject, ...certificate.san.items].map(({ value }) => value);
			const lacking = sans.filter((name) => !isCovered(name, names));
			if (lacking.length === 0) {
				yield MET;
				continue;
			}
			const missing = lacking.filter((name) => seekers.severityOf(name) !== undefined);
			// A certificate for another name altogether is the wrong one; and the members of an array share theirs.
			if (missing.length === 0 || mismatch(assigned).length > 0 || seen.has(certificate.name)) {
				continue;
			}
			seen.add(certificate.name);
			const isOne = missing.length === 1;
			yield {
				message: `The certificate ${certificate.name} of the Access Edge of ${slot.edge.name} lacks ${listed(missing)}. ${seekers.who} look for the Access Edge of ${isOne ? "that SIP domain under this name, and refuse a certificate without it. Add it" : "those SIP domains under these names, and refuse a certificate without them. Add them"} to its subject alternative names.`,
				at: placeOf(certificate),
				severity: missing.some((name) => seekers.severityOf(name) === "error") ? "error" : "warning",
				related: [
					...missing
						.flatMap((name) => domains.get(name) ?? [])
						.map(({ value, origin }) => ({ message: `The SIP domain ${value}`, origin })),
					{ message: `Assigned to ${slot.edge.name} here`, origin: assigned.assigned.origin },
				],
				fixes: [addNames(certificate, missing)],
			};
		}
	},
});

/** Who looks for the Access Edge by the names of the SIP domains, and how bad it is when one is missing. */
interface Seekers {
	readonly who: string;
	/** Undefined where nobody is led to the name. */
	readonly severityOf: (name: string) => "error" | "warning" | undefined;
}

/**
 * Clients that configure themselves need the names in any case ("Certificate Requirements for External User Access").
 * Partners go where the SRV record leads them: that it leads elsewhere is the mistake of another rule.
 */
function seekersIn({ deployment, requirements }: RuleContext): Seekers {
	const partners = discoversPartners(deployment);
	if (requirements.dns.some(({ templates }) => templates.includes("sip-tls-srv"))) {
		return { who: partners ? "Clients and partners" : "Clients", severityOf: () => "error" };
	}
	const { byService } = externalZone(deployment);
	return {
		who: "Partners",
		severityOf: (name) => {
			const records = byService.get(`_sipfederationtls._tcp.${name.slice("sip.".length)}`);
			const isLedTo = records?.some(({ record }) => record.target?.value.host === name);
			return isLedTo ? "error" : records ? undefined : "warning";
		},
	};
}

function placeOf({ san, block, origin }: Certificate): Origin {
	const [statement] = san.statements;
	return statement ? keywordOf(block.uri, statement, "san") : origin;
}

function addNames({ name, san, block }: Certificate, missing: readonly string[]): Fix {
	const names = missing.join(", ");
	return {
		title: `Add ${listed(missing)} to ${name}`,
		edits: [appendToList(san, names) ?? insertStatement(block, `san ${names}`)],
		safety: "unsafe",
		preferred: true,
	};
}
