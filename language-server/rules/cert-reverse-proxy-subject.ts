import { groupBy } from "../basics/collections.js";
import type { Certificate, Deployment, Publish, ReverseProxy } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import type { Reference, Stated } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { isCovered } from "./support/certificates/names.js";
import { usesOf } from "./support/certificates/uses.js";
import { named } from "./support/completeness.js";
import { replace } from "./support/edits.js";
import { ENOUGH } from "./support/limits.js";

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
		const mistakes = new Map<string, Mistake>();
		for (const proxy of deployment.reverseProxies) {
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
					continue;
				}
				// The certificate has the name that the pool gives its clients: what differs is the name that is published.
				const farm = webFarmName(publish, deployment);
				if (farm && fits(proxy, certificate, farm.value) === MET) {
					yield undecided(proxy, `one external name of ${publish.pool.name} (\`external-url\`)`);
					continue;
				}
				// Several publications, on several proxies perhaps, may use the certificate for one name: that is one mistake.
				const key = `${certificate.name} ${name.value}`;
				const mistake = mistakes.get(key);
				if (mistake) {
					mistake.assigned.push(assigned);
				} else {
					mistakes.set(key, { proxy, publish, certificate, subject: certificate.subject, name, assigned: [assigned] });
				}
			}
		}
		for (const mistake of mistakes.values()) {
			const { proxy, publish, certificate, subject, name, assigned } = mistake;
			const others = bySubject.get(name.value) ?? [];
			const uses = usesOf(deployment).get(certificate.name) ?? [];
			const isOfServer = uses.some(({ on }) => on !== "reverse-proxy");
			// What is wrong with a certificate that was meant for another place is that it is assigned here.
			const isMisplaced = isOfServer || others.length > 0;
			yield {
				message: `The certificate ${certificate.name} has the subject ${subject.value}, and ${proxy.name} publishes ${publish.pool.name} as ${name.value}. ${isAlternative(certificate, name.value) ? "ISA Server 2006 without service pack reads the subject only, and not the alternative names." : "Outside users refuse a certificate with another name."} ${isMisplaced ? "Assign one" : "Issue it"} for ${name.value}.`,
				at: isMisplaced ? assigned[0].origin : subject.origin,
				related: [
					{ message: `Published as ${name.value}`, origin: name.origin },
					...(isMisplaced ? [{ message: `The subject of ${certificate.name}`, origin: subject.origin }] : []),
					...assigned
						.slice(isMisplaced ? 1 : 0)
						.slice(0, ENOUGH)
						.map(({ origin }) => ({ message: `The certificate ${certificate.name} is used here`, origin })),
				],
				fixes: correct(mistake, others, { isOfServer, isShared: uses.length > assigned.length }),
			};
		}
	},
});

/** A certificate that is used for a name which is not on it. */
interface Mistake {
	readonly proxy: ReverseProxy;
	readonly publish: Publish;
	readonly certificate: Certificate;
	readonly subject: Stated<string>;
	readonly name: Stated<string>;
	readonly assigned: [Reference, ...Reference[]];
}

/** The external name of what is published, with the word that states it. */
function publishedName(publish: Publish, deployment: Deployment): Stated<string> | undefined {
	return publish.externalUrl ?? webFarmName(publish, deployment);
}

function webFarmName({ pool }: Publish, { index }: Deployment): Stated<string> | undefined {
	const host = index.hosts.get(pool.name);
	return host && "webFarm" in host ? host.webFarm?.external : undefined;
}

/** Whether the certificate serves the name; undefined where the product decides and is not stated. */
function fits({ product }: ReverseProxy, certificate: Certificate, name: string): typeof MET | false | undefined {
	const { subject, san } = certificate;
	if (subject && isCovered(name, [subject.value])) {
		return MET;
	}
	if (!san.complete) {
		return undefined;
	}
	if (!isAlternative(certificate, name) || product?.value === "isa-server-2006") {
		return false;
	}
	return product ? MET : undefined;
}

function isAlternative({ san }: Certificate, name: string): boolean {
	return isCovered(
		name,
		san.items.map(({ value }) => value),
	);
}

/** A certificate with the right subject may be there already; else this one is issued for the name, unless it is a server's. */
function correct(
	{ certificate, subject, name, assigned }: Mistake,
	others: readonly Certificate[],
	{ isOfServer, isShared }: { readonly isOfServer: boolean; readonly isShared: boolean },
): readonly Fix[] {
	return [
		...others.map(
			(other): Fix => ({
				title: `Assign the certificate ${other.name} instead`,
				edits: assigned.map(({ origin }) => replace(origin, other.name)),
				safety: "unsafe",
				preferred: others.length === 1,
			}),
		),
		...(isOfServer
			? []
			: [
					{
						title: `Change the subject of ${certificate.name} to ${name.value}`,
						edits: [replace(subject.origin, name.value)],
						safety: "unsafe",
						preferred: others.length === 0 && !isShared,
					} as const,
				]),
	];
}
