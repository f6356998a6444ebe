import { once } from "../basics/collections.js";
import { listed } from "../basics/sentences.js";
import type { Certificate, Deployment, InternalServer } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference, Stated } from "../model/origin.js";
import type { Requirements } from "../requirements/requirements.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isCovered, isPattern } from "./support/certificates/names.js";
import { assignedIn, mismatch, slotsIn } from "./support/certificates/slots.js";
import { type CertificateUse, relatedUses, usesOf } from "./support/certificates/uses.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-wildcard",
	title: "A certificate of an edge server or pool names each host",
	severity: "warning",
	category: "certificates",
	evidence: "later",
	sources: ["LYNC13-CERT", "TT-SAN"],
	why: "Services are reported not to start with a wildcard on the certificate of the pool, and a wildcard as subject is ruled out for partners that run OCS.",
	howToFix: "Name each host on the certificate.",
	needs: "The names on a certificate that is assigned to an edge server or an internal server.",
	note: "From Lync Server 2013 and a community source. For A/V authentication the names do not matter, and a reverse proxy may have a wildcard. A subject that is not the name of its role is told that, and nothing else.",
	*check({ deployment, requirements }) {
		const wrong = new Set(
			slotsIn(deployment).flatMap((slot) => {
				const assigned = assignedIn(slot, deployment);
				return assigned && mismatch(assigned).length > 0 ? [assigned.certificate] : [];
			}),
		);
		const needed = once(() => namesByReference(deployment, requirements));
		for (const [name, all] of usesOf(deployment)) {
			const certificate = deployment.index.certificates.get(name);
			const uses = all.filter(isByName);
			const [use] = uses;
			if (!certificate || !use) {
				continue;
			}
			const names = [...(certificate.subject ? [certificate.subject] : []), ...certificate.san.items];
			const pattern = names.find(({ value }) => isPattern(value));
			if (names.length === 0) {
				yield undecided(certificate, "its names");
			} else if (!pattern) {
				yield MET;
			} else if (pattern !== certificate.subject || !wrong.has(certificate)) {
				yield {
					message: `The certificate ${name} of ${use.title} has the wildcard ${pattern.value}. ${use.on === "internal-server" ? "Services are reported not to start with one on the certificate of a pool." : "A text for a later release asks for explicit names, for compatibility with OCS."} Name each host.`,
					at: pattern.origin,
					related: relatedUses(uses),
					fixes: spellOut(
						certificate,
						pattern,
						uses.flatMap(({ reference }) => needed().get(reference) ?? []),
					),
				};
			}
		}
	},
});

/** Other parties look at the names of a certificate in every place but A/V authentication. */
function isByName({ on, slot }: CertificateUse): boolean {
	return on === "internal-server" || (slot !== undefined && slot !== "av-authentication");
}

/** The names that each place needs on its certificate. */
function namesByReference(
	deployment: Deployment,
	{ certificates }: Requirements,
): ReadonlyMap<Reference, readonly string[]> {
	const bySlot = new Map(certificates.map((one) => [`${one.slot} ${one.server}`, one]));
	const names = new Map<Reference, readonly string[]>();
	for (const { assigned, id, edge } of slotsIn(deployment)) {
		const wanted = bySlot.get(`${id} ${edge.name}`);
		if (assigned && wanted) {
			names.set(assigned, wanted.subject === undefined ? wanted.sans : [wanted.subject, ...wanted.sans]);
		}
	}
	for (const server of deployment.internalServers) {
		if (server.certificate) {
			names.set(server.certificate, hostNames(server));
		}
	}
	return names;
}

function hostNames({ fqdn, members }: InternalServer): readonly string[] {
	return [...(fqdn ? [fqdn.value] : []), ...members.map((member) => member.fqdn.value)];
}

/** The hosts that the wildcard stands for, in its place. Where none is known, only the author knows what it is for. */
function spellOut(certificate: Certificate, pattern: Stated<string>, needed: readonly string[]): readonly Fix[] {
	const isSubject = pattern === certificate.subject;
	const stated = certificate.san.items.map(({ value }) => value).concat(certificate.subject?.value ?? []);
	const hosts = [...new Set(needed)].filter((name) => isCovered(name, [pattern.value]) && !stated.includes(name));
	const meant = isSubject ? hosts.slice(0, 1) : hosts;
	return meant.length === 0
		? []
		: [
				{
					title: `Change ${pattern.value} to ${listed(meant)}`,
					edits: [replace(pattern.origin, meant.join(", "))],
					safety: "unsafe",
					preferred: true,
				},
			];
}
