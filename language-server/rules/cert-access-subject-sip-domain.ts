import { groupBy, once } from "../basics/collections.js";
import { isInDomain } from "../model/address.js";
import type { Deployment, EdgeServer } from "../model/deployment.js";
import type { Fix, RelatedPlace } from "../model/finding.js";
import type { Origin, Stated } from "../model/origin.js";
import type { Requirements } from "../requirements/requirements.js";
import { defineRule, MET, undecided } from "./rule.js";
import { type AccessEdgeOnServer, accessEdgesOf } from "./support/access-edges.js";
import { assignedIn, mismatch, slotsIn } from "./support/certificates.js";
import { externalZone } from "./support/dns-zone.js";
import { replace } from "./support/edits.js";

export const rule = defineRule({
	code: "cert-access-subject-sip-domain",
	title: "The external name of the Access Edge, and thus its subject, is sip.<SIP domain>",
	severity: "warning",
	category: "certificates",
	evidence: "ocs2007",
	sources: ["PLAN-DNS"],
	why: "Clients that configure themselves and partners that discover a domain expect the name sip.<SIP domain> behind the SRV record. This keeps anybody else from answering for the domain.",
	howToFix: "Name the Access Edge sip.<SIP domain>, and issue its certificate for that name.",
	needs:
		"Automatic client configuration or federation by discovery, the SIP domains, and the external FQDN of the Access Edge or of its virtual address.",
	note: "Other external names are common in practice and work with matching subject alternative names.",
	*check({ deployment, requirements }) {
		if (!isFoundByName(requirements)) {
			return;
		}
		const { sipDomains } = deployment;
		const names = new Set(sipDomains.items.map(({ value }) => `sip.${value}`));
		const wrong = wrongCertificates(deployment);
		const seen = new Set<Stated<string>>();
		const places = once(() => placesByName(deployment));
		for (const place of accessEdgesOf(deployment)) {
			const fqdn = nameOf(place, deployment);
			if (!fqdn || !sipDomains.complete) {
				yield undecided(place.edge, fqdn ? "every SIP domain" : "the external FQDN of its Access Edge");
			} else if (names.has(fqdn.value)) {
				yield MET;
			} else if (!seen.has(fqdn) && !wrong.has(place.edge)) {
				seen.add(fqdn);
				yield {
					message: `The Access Edge of ${place.edge.name} is ${fqdn.value} outside, and not sip.<SIP domain>. Clients and partners find it through SRV records and expect that name, which keeps others from answering for the domain. Name it sip.<SIP domain>, on its certificate too.`,
					at: fqdn.origin,
					related: causes(deployment),
					fixes: renames(deployment, fqdn, places().get(fqdn.value) ?? []),
				};
			}
		}
	},
});

/** SRV records are needed for exactly those who find the Access Edge by themselves. */
function isFoundByName({ dns }: Requirements): boolean {
	return dns.some(({ templates }) => templates.includes("federation-srv") || templates.includes("sip-tls-srv"));
}

function nameOf({ edge, accessEdge }: AccessEdgeOnServer, { index }: Deployment): Stated<string> | undefined {
	const virtual = index.arrayOf
		.get(edge.name)
		?.virtualAddresses.find(({ side, role, fqdn }) => side.value === "external" && role === "access-edge" && fqdn);
	return virtual?.fqdn ?? accessEdge.external?.fqdn;
}

/** Where the certificate has another subject than the role has a name, the rule on that speaks, and offers to rename. */
function wrongCertificates(deployment: Deployment): ReadonlySet<EdgeServer> {
	return new Set(
		slotsIn(deployment).flatMap((slot) => {
			const assigned = slot.id === "access-edge-external" ? assignedIn(slot, deployment) : undefined;
			return assigned && mismatch(assigned).length > 0 ? [slot.edge] : [];
		}),
	);
}

function causes({ clientConfiguration, scenarios }: Deployment): readonly RelatedPlace[] {
	const federation = scenarios.find(({ kind, mode }) => kind === "federation" && mode?.value !== "direct");
	return [
		...(clientConfiguration?.value === "automatic"
			? [{ message: "Clients configure themselves", origin: clientConfiguration.origin }]
			: []),
		...(federation ? [{ message: "Partners discover the Access Edge", origin: federation.origin }] : []),
	];
}

/** The SIP domain that the name lies in is the likely one. */
function renames(deployment: Deployment, fqdn: Stated<string>, places: readonly Place[]): readonly Fix[] {
	const domains = deployment.sipDomains.items.map(({ value }) => value);
	const own = domains.filter((domain) => isInDomain(fqdn.value, domain));
	const candidates = (own.length > 0 ? own : domains).slice(0, 5);
	return candidates.map((domain) => ({
		title: `Change ${fqdn.value} to sip.${domain}`,
		edits: places.map(({ origin, suffix }) => replace(origin, `sip.${domain}${suffix}`)),
		safety: "unsafe",
		preferred: candidates.length === 1,
	}));
}

/** A word that is a name of the Access Edge, with what follows the name in it. */
interface Place {
	readonly origin: Origin;
	readonly suffix: string;
}

/** The external names of Access Edges, the subjects of their certificates and the SRV records that point at them. */
function placesByName(deployment: Deployment): ReadonlyMap<string, readonly Place[]> {
	const places = accessEdgesOf(deployment).flatMap((place) => {
		const names = [nameOf(place, deployment), place.accessEdge.external?.fqdn].filter((one) => one !== undefined);
		return names.map(({ value, origin }) => ({ name: value, origin, suffix: "" }));
	});
	const subjects = slotsIn(deployment).flatMap((slot) => {
		const subject = slot.id === "access-edge-external" ? assignedIn(slot, deployment)?.certificate.subject : undefined;
		return subject ? [{ name: subject.value, origin: subject.origin, suffix: "" }] : [];
	});
	const targets = externalZone(deployment).services.flatMap(({ record: { target } }) => {
		const port = target?.value.port;
		return target
			? [{ name: target.value.host, origin: target.origin, suffix: port === undefined ? "" : `:${port}` }]
			: [];
	});
	// The members of an array share names and certificates, and a word is changed once.
	const all = new Map([...places, ...subjects, ...targets].map((place) => [place.origin, place]));
	return groupBy(all.values(), ({ name }) => name);
}
