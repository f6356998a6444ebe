import { groupBy, once } from "../basics/collections.js";
import { isInDomain } from "../model/address.js";
import type { Deployment } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import type { Fix, RelatedPlace } from "../model/finding.js";
import type { Origin } from "../model/origin.js";
import { defineRule, MET, undecided } from "./rule.js";
import { assignedIn, mismatch, type Slot, slotsIn } from "./support/certificates/slots.js";
import { isFoundByName } from "./support/dns/service-records.js";
import { addressesOf, externalZone } from "./support/dns/zone.js";
import { replace } from "./support/edits.js";
import { CHOICES } from "./support/limits.js";

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
		const right = new Set(sipDomains.items.map(({ value }) => `sip.${value}`));
		const seen = new Set<string>();
		const places = once(() => placesByName(deployment));
		const others = once(() => namesOfOtherRoles(deployment));
		for (const slot of slotsIn(deployment)) {
			if (slot.id !== "access-edge-external") {
				continue;
			}
			const [fqdn] = slot.expected;
			if (!fqdn || !sipDomains.complete) {
				yield undecided(slot.edge, fqdn ? "every SIP domain" : "the external FQDN of its Access Edge");
			} else if (right.has(fqdn.name)) {
				yield MET;
			} else if (!seen.has(fqdn.name) && !hasOtherCertificate(slot, deployment)) {
				seen.add(fqdn.name);
				const names = candidates(deployment, fqdn.name);
				const better = names.length === 1 ? names[0] : "sip.<SIP domain>";
				yield {
					message: `The Access Edge of ${slot.edge.name} is ${fqdn.name} outside, and not ${better}. Clients and partners find it through SRV records and expect that name, which keeps others from answering for the domain. Name it ${better}, on its certificate too.`,
					at: fqdn.origin,
					related: causes(deployment),
					fixes: renames(deployment, fqdn.name, names, places().get(fqdn.name) ?? [], others().has(fqdn.name)),
				};
			}
		}
	},
});

/** Where the certificate has another subject than the role has a name, the rule on that speaks, and offers to rename. */
function hasOtherCertificate(slot: Slot, deployment: Deployment): boolean {
	const assigned = assignedIn(slot, deployment);
	return assigned !== undefined && mismatch(assigned).length > 0;
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

/** The names that would do. The SIP domain that the present name lies in is the likely one. */
function candidates({ sipDomains }: Deployment, name: string): readonly string[] {
	const domains = sipDomains.items.map(({ value }) => value);
	const own = domains.filter((domain) => isInDomain(name, domain));
	return (own.length > 0 ? own : domains).map((domain) => `sip.${domain}`);
}

function renames(
	deployment: Deployment,
	name: string,
	candidates: readonly string[],
	places: readonly Place[],
	isNameOfOtherRole: boolean,
): readonly Fix[] {
	const zone = externalZone(deployment);
	return candidates.slice(0, CHOICES).map((candidate) => {
		// The host keeps its record under the new name, unless that name has one or another role goes by the old one.
		const isFree = addressesOf(zone, candidate)?.length === 0 && !isNameOfOtherRole;
		const hosts = isFree ? (zone.hosts.get(name) ?? []).map(({ record }) => record.host) : [];
		return {
			title: `Change ${name} to ${candidate}`,
			edits: [
				...places.map(({ origin, suffix }) => replace(origin, candidate + suffix)),
				...hosts.map(({ origin }) => replace(origin, candidate)),
			],
			safety: "unsafe",
			preferred: candidates.length === 1,
		};
	});
}

/** The external names of the other two roles, on servers and of arrays. */
function namesOfOtherRoles({ edgeServers, edgeArrays }: Deployment): ReadonlySet<string> {
	const onServers = edgeServers.flatMap((edge) => rolesOf(edge).map(({ role, external }) => ({ role, ...external })));
	const ofArrays = edgeArrays.flatMap(({ virtualAddresses }) => virtualAddresses);
	return new Set(
		[...onServers, ...ofArrays].flatMap(({ role, fqdn }) => (fqdn && role !== "access-edge" ? [fqdn.value] : [])),
	);
}

/** A word that is a name of the Access Edge, with what follows the name in it. */
interface Place {
	readonly origin: Origin;
	readonly suffix: string;
}

/** The external names of Access Edges, the subjects of their certificates and the SRV records that point at them. */
function placesByName(deployment: Deployment): ReadonlyMap<string, readonly Place[]> {
	const places = slotsIn(deployment)
		.filter(({ id }) => id === "access-edge-external")
		.flatMap((slot) => {
			const own = slot.edge.accessEdge?.external?.fqdn;
			const subject = assignedIn(slot, deployment)?.certificate.subject;
			const stated = [own, subject].flatMap((one) => one ?? []);
			return [...slot.expected, ...stated.map(({ value, origin }) => ({ name: value, origin }))];
		})
		.map((place) => ({ ...place, suffix: "" }));
	const targets = externalZone(deployment).services.flatMap(({ record: { target } }) => {
		const port = target?.value.port;
		return target
			? [{ name: target.value.host, origin: target.origin, suffix: port === undefined ? "" : `:${port}` }]
			: [];
	});
	// The members of an array share names and certificates, and a word is changed once.
	const all = new Map([...places, ...targets].map((place) => [place.origin, place]));
	return groupBy(all.values(), ({ name }) => name);
}
