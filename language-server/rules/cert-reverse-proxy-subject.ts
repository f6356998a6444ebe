import type { Certificate, Deployment, Publish, ReverseProxy } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference, Stated } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isCovered, usesOf } from "./support/certificate-uses.js";
import { named } from "./support/completeness.js";
import { replace } from "./support/edits.js";
import { groupBy } from "./support/groups.js";

export const rule = defineRule({
	code: "cert-reverse-proxy-subject",
	title: "The subject of the certificate of a reverse proxy is the name that it publishes",
	severity: "warning",
	category: "certificates",
	evidence: "community",
	sources: ["PEDIA-RP"],
	why: "Outside users compare the name that they connect to with the certificate. ISA Server 2006 without service pack reads the subject only.",
	howToFix: "Issue the certificate for the external web farm FQDN.",
	needs:
		"The subject of the certificate that a publication uses, and its external name. Where that name is an alternative name of the certificate: the product.",
	note: "Service pack 1 of ISA Server 2006 is reported to read subject alternative names.",
	*check({ deployment }) {
		const bySubject = groupBy(named(deployment.certificates), ({ subject }) => subject?.value);
		for (const proxy of deployment.reverseProxies) {
			const seen = new Set<string>();
			for (const publish of proxy.publishes) {
				const { certificate: assigned } = publish;
				const certificate = assigned && deployment.index.certificates.get(assigned.name);
				const name = publishedName(publish, deployment);
				if (!assigned || !certificate?.subject || !name) {
					yield undecided(proxy, `the subject of the certificate with which it publishes ${publish.pool.name}`);
					continue;
				}
				const fit = fits(proxy, certificate, name.value);
				if (fit !== false) {
					yield fit ?? undecided(proxy, "its product, which decides whether it reads subject alternative names");
				} else if (!seen.has(`${certificate.name} ${name.value}`)) {
					seen.add(`${certificate.name} ${name.value}`);
					yield {
						message: `The certificate ${certificate.name} has the subject ${certificate.subject.value}, and ${proxy.name} publishes ${publish.pool.name} as ${name.value}. Outside users refuse a certificate with another name. Issue it for ${name.value}.`,
						at: certificate.subject.origin,
						related: [
							{ message: `Published as ${name.value}`, origin: name.origin },
							{ message: `Assigned to ${proxy.name} here`, origin: assigned.origin },
						],
						fixes: correct(assigned, certificate, name.value, bySubject.get(name.value) ?? [], deployment),
					};
				}
			}
		}
	},
});

/** The external name of what is published, with the word that states it. */
function publishedName({ externalUrl, pool }: Publish, { index }: Deployment): Stated<string> | undefined {
	const host = index.hosts.get(pool.name);
	return externalUrl ?? (host && "webFarm" in host ? host.webFarm?.external : undefined);
}

/** Whether the certificate serves the name; undefined where the product decides and is not stated. */
function fits({ product }: ReverseProxy, { subject, san }: Certificate, name: string): typeof MET | false | undefined {
	if (subject && isCovered(name, [subject.value])) {
		return MET;
	}
	if (!san.complete) {
		return undefined;
	}
	const isAlternative = isCovered(
		name,
		san.items.map(({ value }) => value),
	);
	if (!isAlternative || product?.value === "isa-server-2006") {
		return false;
	}
	return product ? MET : undefined;
}

/** A certificate with the right subject may be there already; else this one is issued for the name, if only this uses it. */
function correct(
	assigned: Reference,
	certificate: Certificate,
	name: string,
	others: readonly Certificate[],
	deployment: Deployment,
): readonly Fix[] {
	const isShared = (usesOf(deployment).get(certificate.name) ?? []).length > 1;
	const { subject } = certificate;
	return [
		...others.map(
			(other): Fix => ({
				title: `Assign the certificate ${other.name} instead`,
				edits: [replace(assigned.origin, other.name)],
				safety: "unsafe",
				preferred: others.length === 1,
			}),
		),
		...(subject
			? [
					{
						title: `Change the subject of ${certificate.name} to ${name}`,
						edits: [replace(subject.origin, name)],
						safety: "unsafe",
						preferred: others.length === 0 && !isShared,
					} as const,
				]
			: []),
	];
}
