import type { CertificateSlotId, EdgeRoleId, ScenarioId } from "../catalog/types.js";
import { isInDomain } from "../model/address.js";
import type { EdgeArray, EdgeServer, Publish } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import { virtualAddressOf } from "../model/lookups.js";
import type { Reference } from "../model/origin.js";
import type { CertificateRequirement } from "./requirements.js";
import {
	externalNameOfRole,
	externalWebFarmName,
	internalNameOfArray,
	isBalancedInside,
	needsOfPublished,
} from "./resolve.js";
import { inOrder, type RoleOnServer, type Scope } from "./scope.js";

/**
 * The certificates that the wanted scenarios need: one row for each place on each computer, because each place has to
 * be filled. Where the members of an array share one certificate, their rows have the same subject and name the array.
 */
export function deriveCertificates(scope: Scope): readonly CertificateRequirement[] {
	return withSharedKeys([
		...externalCertificates(scope, "access-edge", "access-edge-external"),
		...externalCertificates(scope, "web-conferencing-edge", "web-conferencing-edge-external"),
		...scope.deployment.edgeServers.flatMap((server) => internalCertificate(scope, server)),
		...scope.places["av-edge"].servers.flatMap((place) => authenticationCertificate(scope, place)),
		...proxyCertificates(scope),
	]);
}

/** A certificate that the file assigns on several computers has to be taken there with its key, asked for or not. */
function withSharedKeys(rows: readonly CertificateRequirement[]): readonly CertificateRequirement[] {
	const servers = new Map<string, string>();
	const shared = new Set<string>();
	for (const row of rows) {
		const key = keyOfDeclared(row);
		if (key !== undefined && (servers.get(key) ?? row.server) !== row.server) {
			shared.add(key);
		}
		if (key !== undefined) {
			servers.set(key, row.server);
		}
	}
	return rows.map((row) => (shared.has(keyOfDeclared(row) ?? "") ? { ...row, exportable: true } : row));
}

/** One certificate of the file serves several computers only in the same place and under the same name. */
function keyOfDeclared({ declared, slot, subject, anySubject }: CertificateRequirement): string | undefined {
	return declared === undefined ? undefined : JSON.stringify([declared, slot, anySubject ? undefined : subject]);
}

interface SlotValues {
	readonly server: string;
	readonly array?: EdgeArray;
	readonly publishes?: string;
	readonly subject: string | undefined;
	readonly anySubject?: true;
	readonly sans?: readonly string[];
	readonly advisedName?: string | undefined;
	readonly clientUsage?: boolean;
	readonly exportable?: boolean;
	readonly declared: Reference | undefined;
	readonly requiredBy: readonly ScenarioId[];
}

function requirement(scope: Scope, slot: CertificateSlotId, values: SlotValues): readonly CertificateRequirement[] {
	if (values.requiredBy.length === 0) {
		return [];
	}
	const fact = scope.catalogue.certificateSlots[slot];
	const { server, array, publishes, subject, anySubject, sans, clientUsage, exportable, declared, requiredBy } = values;
	const { advisedName } = values;
	const issuerRequired = needsPublicIssuer(scope, slot);
	return [
		{
			slot,
			server,
			array: array?.name,
			publishes,
			subject,
			anySubject,
			sans: sans ?? [],
			...(advisedName === undefined || fact.memberNames === undefined
				? {}
				: { advisedName: { name: advisedName, evidence: fact.memberNames } }),
			eku: clientUsage && !fact.usages.includes("client") ? [...fact.usages, "client"] : fact.usages,
			issuer: issuerRequired ? "public" : fact.usualIssuer,
			issuerRequired,
			exportable: exportable ?? false,
			declared: declared?.name,
			requiredBy,
			evidence: fact.evidence,
		},
	];
}

/**
 * Strangers trust only public certification authorities: providers of public IM, partners that come by discovery, and
 * anonymous participants of web conferences ("Certificate Requirements for External User Access", written for OCS 2007
 * R2; for the providers also the OCS 2007 Resource Kit).
 */
function needsPublicIssuer(scope: Scope, slot: CertificateSlotId): boolean {
	const required = scope.catalogue.certificateSlots[slot].publicRequiredFor;
	if (scope.scenarios.some((id) => required.includes(id))) {
		return true;
	}
	switch (slot) {
		case "access-edge-external":
			return scope.anonymousUsers || scope.partnerDiscovery;
		case "web-conferencing-edge-external":
			return scope.anonymousUsers;
		default:
			return false;
	}
}

/** The A/V Edge has no certificate on its external interface: there is no TLS there. */
function externalCertificates(
	scope: Scope,
	role: Exclude<EdgeRoleId, "av-edge">,
	slot: CertificateSlotId,
): readonly CertificateRequirement[] {
	const isAccessEdge = role === "access-edge";
	return scope.places[role].servers.flatMap((place) => {
		const subject = externalNameOfRole(scope, place);
		return requirement(scope, slot, {
			server: place.server.name,
			array: place.array,
			subject,
			sans: isAccessEdge ? signInNames(scope, subject) : [],
			clientUsage: isAccessEdge && scope.providers.has("aol"),
			exportable: isAccessEdge && place.array !== undefined,
			declared: place.role.certificate,
			requiredBy: scope.roleNeeds[role],
		});
	});
}

/**
 * `sip.<SIP domain>` for each SIP domain other than the one that the subject lies in, so that clients that configure
 * themselves, and partners that discover the domain, accept the certificate: the SRV record leads them to that name.
 */
function signInNames(scope: Scope, subject: string | undefined): readonly string[] {
	const isAutomatic = scope.deployment.clientConfiguration?.value === "automatic" && scope.signInNeeds.length > 0;
	if (!isAutomatic && !scope.partnerDiscovery) {
		return [];
	}
	const domains = scope.deployment.sipDomains.items.map((domain) => domain.value);
	const further = subject === undefined ? domains.slice(1) : domains.filter((domain) => !isInDomain(subject, domain));
	return [...new Set(further.map((domain) => `sip.${domain}`))];
}

/** One for each computer: all its edge roles share the internal interface. */
function internalCertificate(scope: Scope, server: EdgeServer): readonly CertificateRequirement[] {
	const array = scope.deployment.index.arrayOf.get(server.name);
	const isShared = array !== undefined && isBalancedInside(scope.deployment, server);
	return requirement(scope, "edge-internal", {
		server: server.name,
		array,
		subject: isShared ? internalNameOfArray(array) : server.fqdn?.value,
		advisedName: isShared ? nameForConferencing(scope, server) : undefined,
		exportable: isShared,
		declared: server.internalCertificate,
		requiredBy: inOrder(scope, ...rolesOf(server).map((role) => scope.roleNeeds[role.role])),
	});
}

/** The computer's own name, where Web Conferencing Servers connect to it by that name. */
function nameForConferencing(scope: Scope, server: EdgeServer): string | undefined {
	const isLookedUp = server.webConferencingEdge !== undefined && scope.roleNeeds["web-conferencing-edge"].length > 0;
	return isLookedUp ? server.fqdn?.value : undefined;
}

function authenticationCertificate(scope: Scope, place: RoleOnServer): readonly CertificateRequirement[] {
	const { server, role, array } = place;
	return requirement(scope, "av-authentication", {
		server: server.name,
		array,
		subject: array === undefined ? server.fqdn?.value : virtualAddressOf(array, "av-edge", "internal")?.fqdn?.value,
		anySubject: true,
		exportable: array !== undefined,
		declared: role.role === "av-edge" ? role.authenticationCertificate : undefined,
		requiredBy: scope.roleNeeds["av-edge"],
	});
}

function proxyCertificates(scope: Scope): readonly CertificateRequirement[] {
	return scope.deployment.reverseProxies.flatMap((proxy) => {
		const published = proxy.publishes.flatMap((publish) => proxyCertificate(scope, proxy.name, publish));
		return proxy.publishes.length > 0
			? published
			: requirement(scope, "reverse-proxy-external", {
					server: proxy.name,
					subject: undefined,
					declared: undefined,
					requiredBy: scope.webFarmNeeds,
				});
	});
}

function proxyCertificate(scope: Scope, proxy: string, publish: Publish): readonly CertificateRequirement[] {
	return requirement(scope, "reverse-proxy-external", {
		server: proxy,
		publishes: publish.pool.name,
		subject: externalWebFarmName(scope, publish),
		declared: publish.certificate,
		requiredBy: needsOfPublished(scope, publish),
	});
}
