import type { DnsTemplateId, EdgeRoleId, ScenarioId } from "../catalog/types.js";
import { isInDomain } from "../model/address.js";
import type { EdgeServer, InternalServer } from "../model/deployment.js";
import { rolesOf } from "../model/edge-roles.js";
import { virtualAddressOf } from "../model/lookups.js";
import type { DnsRequirement } from "./requirements.js";
import {
	addressOfInternalServer,
	addressOfWebFarm,
	externalAddressOfProxy,
	externalWebFarmName,
	frontsOf,
	internalAddressOf,
	internalServerOf,
	listeningPort,
	needsOfPublished,
	type RoleFront,
	singlePort,
} from "./resolve.js";
import { inOrder, type Scope } from "./scope.js";

/** What a topic asks for before records of one name are merged. A record without a name is not asked for at all. */
interface Wish {
	readonly template: DnsTemplateId;
	readonly name: string | undefined;
	readonly target?: string;
	readonly port?: number;
	readonly address?: string;
	readonly host?: string;
	readonly requiredBy: readonly ScenarioId[];
	/** What the record is for besides the purpose that all records of its template have. */
	readonly furtherPurpose?: string | undefined;
}

/** Why a virtual name does not serve the Web Conferencing Edge: each of its computers is an entry of its own in the pool. */
const conferencingPurpose =
	"Web Conferencing Servers look up every Web Conferencing Edge by its own name, so each computer needs its record even in an array.";

const elsewherePurpose =
	"The Access Edge is named in another domain, so this record points at a name in its own, which has to be on the certificate.";

/**
 * The DNS records that the wanted scenarios need, external ones first, each name, type and value once.
 *
 * Two decisions on what a file leaves open. The SRV records for automatic sign-in are asked for when the file says
 * `client-configuration automatic`, because they serve nothing else. The name `sip.<SIP domain>` is what clients fall
 * back to, so it is asked for unless the file says that clients are configured by hand.
 */
export function deriveDns(scope: Scope): readonly DnsRequirement[] {
	return merged(scope, [
		...sipDomainRecords(scope),
		...roleRecords(scope),
		...externalWebFarmRecords(scope),
		...edgeComputerRecords(scope),
		...internalServerRecords(scope),
		...internalSignInRecords(scope),
	]);
}

function sipDomainRecords(scope: Scope): readonly Wish[] {
	const { deployment, partnerDiscovery, signInNeeds } = scope;
	const configuration = deployment.clientConfiguration?.value;
	const federation: readonly ScenarioId[] = partnerDiscovery ? ["federation"] : [];
	const automatic = configuration === "automatic" ? signInNeeds : [];
	const fallBack = configuration === "manual" ? [] : signInNeeds;
	const fronts = frontsOf(scope, "access-edge");
	const records = (wishes: (domain: string, front: RoleFront) => Wish) =>
		deployment.sipDomains.items.flatMap((domain) => fronts.map((front) => wishes(domain.value, front)));
	return [
		...records((domain, front) => ({
			template: "federation-srv",
			name: `_sipfederationtls._tcp.${domain}`,
			target: nameInDomain(front.externalName, domain),
			port: singlePort(listeningPort(scope, front.members, "access-federation")),
			host: front.host,
			requiredBy: federation,
			furtherPurpose: isElsewhere(front.externalName, domain) ? elsewherePurpose : undefined,
		})),
		...records((domain, front) => ({
			template: "sip-tls-srv",
			name: `_sip._tls.${domain}`,
			target: nameInDomain(front.externalName, domain),
			port: singlePort(listeningPort(scope, front.members, "access-remote-access")),
			host: front.host,
			requiredBy: automatic,
			furtherPurpose: isElsewhere(front.externalName, domain) ? elsewherePurpose : undefined,
		})),
		...records((domain, front) => ({
			template: "sip-domain-a",
			name: `sip.${domain}`,
			address: front.externalAddress,
			host: front.host,
			requiredBy: inOrder(
				scope,
				fallBack,
				isElsewhere(front.externalName, domain) ? [...federation, ...automatic] : [],
			),
		})),
	];
}

/**
 * The name under which a SIP domain finds the Access Edge. The domain of an SRV record has to be that of its target, so
 * an Access Edge that is named in another domain is found as `sip.<SIP domain>` ("DNS Requirements" of the OCS 2007
 * Planning Guide), which needs a record and a place on the certificate.
 */
function nameInDomain(externalName: string | undefined, domain: string): string | undefined {
	return isElsewhere(externalName, domain) ? `sip.${domain}` : externalName;
}

function isElsewhere(externalName: string | undefined, domain: string): boolean {
	return externalName !== undefined && !isInDomain(externalName, domain);
}

function roleRecords(scope: Scope): readonly Wish[] {
	const records = (role: EdgeRoleId, template: DnsTemplateId): readonly Wish[] =>
		frontsOf(scope, role).map((front) => ({
			template,
			name: front.externalName,
			address: front.externalAddress,
			host: front.host,
			requiredBy: scope.roleNeeds[role],
		}));
	return [
		...records("access-edge", "access-edge-a"),
		...records("web-conferencing-edge", "web-conferencing-edge-a"),
		...records("av-edge", "av-edge-a"),
	];
}

/** A web farm whose external name is stated needs its record even before a reverse proxy publishes it. */
function externalWebFarmRecords(scope: Scope): readonly Wish[] {
	const covered = new Set<InternalServer | undefined>();
	const published = scope.deployment.reverseProxies.flatMap((proxy) =>
		proxy.publishes.map((publish): Wish => {
			const server = internalServerOf(scope, publish.pool);
			covered.add(server);
			return {
				template: server?.kind === "communicator-web-access" ? "cwa-a" : "web-farm-external-a",
				name: externalWebFarmName(scope, publish),
				address: externalAddressOfProxy(proxy),
				host: proxy.name,
				requiredBy: needsOfPublished(scope, publish),
			};
		}),
	);
	const unpublished = scope.pools
		.filter((pool) => !covered.has(pool))
		.map(
			(pool): Wish => ({
				template: "web-farm-external-a",
				name: pool.webFarm?.external?.value,
				host: pool.name,
				requiredBy: scope.webFarmNeeds,
			}),
		);
	return [...published, ...unpublished];
}

/** Each edge computer by its own name, and each internal virtual address of an Access Edge or A/V Edge array. */
function edgeComputerRecords(scope: Scope): readonly Wish[] {
	const computers = scope.deployment.edgeServers.map((server) => ({
		name: server.fqdn?.value,
		address: internalAddressOf(server),
		host: server.name,
		requiredBy: needsOfServer(scope, server),
		furtherPurpose:
			server.webConferencingEdge !== undefined && scope.roleNeeds["web-conferencing-edge"].length > 0
				? conferencingPurpose
				: undefined,
	}));
	// The Web Conferencing Edge has no internal virtual address: each of its servers is reached by its own name.
	const arrays = (["access-edge", "av-edge"] as const).flatMap((role) =>
		scope.places[role].arrays.map(({ array }) => {
			const virtual = virtualAddressOf(array, role, "internal");
			return {
				name: virtual?.fqdn?.value,
				address: virtual?.address?.value.text,
				host: array.name,
				requiredBy: scope.roleNeeds[role],
				furtherPurpose: "It is the virtual address of an array, for which the load balancer answers.",
			};
		}),
	);
	return [...computers, ...arrays].map((record) => ({ template: "edge-internal-a", ...record }));
}

function needsOfServer(scope: Scope, server: EdgeServer): readonly ScenarioId[] {
	return inOrder(scope, ...rolesOf(server).map((role) => scope.roleNeeds[role.role]));
}

function internalServerRecords(scope: Scope): readonly Wish[] {
	const needs = scope.roleNeeds["access-edge"];
	const records = (template: DnsTemplateId, servers: readonly InternalServer[]): readonly Wish[] =>
		servers.map((server) => ({
			template,
			name: server.fqdn?.value,
			address: addressOfInternalServer(server),
			host: server.name,
			requiredBy: needs,
		}));
	return [
		...records("pool-a", scope.pools),
		...records("director-a", scope.directors),
		...scope.pools.map(
			(pool): Wish => ({
				template: "web-farm-internal-a",
				name: pool.webFarm?.internal?.value,
				address: addressOfWebFarm(pool),
				host: pool.name,
				requiredBy: scope.webFarmNeeds,
			}),
		),
	];
}

/**
 * Own users sign in inside with the same client settings as outside. Which server distributes sign-in is decided where
 * the internal deployment is planned: it is the target of the record that the file declares, or the only pool where
 * there is no Director, and is left open otherwise.
 */
function internalSignInRecords(scope: Scope): readonly Wish[] {
	const { deployment, pools, directors, signInNeeds, catalogue } = scope;
	if (deployment.clientConfiguration?.value !== "automatic") {
		return [];
	}
	const [candidate, other] = [...pools, ...directors];
	const only = other === undefined ? candidate?.fqdn?.value : undefined;
	const declared = declaredTargets(scope);
	const byName = new Map([...pools, ...directors].map((server) => [server.fqdn?.value, server.name]));
	return deployment.sipDomains.items.map((domain) => {
		const name = `_sipinternaltls._tcp.${domain.value}`;
		const target = declared.get(name) ?? only;
		return {
			template: "sip-internal-tls-srv",
			name,
			target,
			port: catalogue.dnsRecords["sip-internal-tls-srv"].fixedPort,
			host: target === undefined ? undefined : byName.get(target),
			requiredBy: signInNeeds,
		};
	});
}

/** The hosts that the declared internal SRV records point at, by service; the first one where there are several. */
function declaredTargets({ deployment }: Scope): ReadonlyMap<string, string> {
	const targets = new Map<string, string>();
	for (const { view, records } of deployment.dnsViews) {
		for (const record of view.value === "internal" ? records : []) {
			if (record.type === "SRV" && record.target !== undefined && !targets.has(record.service.value)) {
				targets.set(record.service.value, record.target.value.host);
			}
		}
	}
	return targets;
}

/** Wishes, in their order, for the same record become one; a record whose value is open joins one of its name whose value is known. */
function merged(scope: Scope, wishes: readonly Wish[]): readonly DnsRequirement[] {
	const records = new Map<string, DnsRequirement>();
	/** The first record of each name and port whose value is known. */
	const known = new Map<string, string>();
	const add = (key: string, record: DnsRequirement) => {
		const same = records.get(key);
		records.set(key, same === undefined ? record : joined(scope, same, record));
	};
	for (const wish of wishes) {
		const { template, name, target, port, address } = wish;
		if (name === undefined || wish.requiredBy.length === 0) {
			continue;
		}
		const { view, type } = scope.catalogue.dnsRecords[template];
		const key = `${view} ${type} ${name} ${port ?? ""}`;
		const value = type === "SRV" ? target : address;
		const full = value === undefined ? key : `${key} ${value}`;
		if (value !== undefined && !known.has(key)) {
			known.set(key, full);
		}
		add(full, recordOf(scope, wish, name));
	}
	for (const [key, full] of known) {
		const open = records.get(key);
		if (open !== undefined) {
			records.delete(key);
			add(full, open);
		}
	}
	return [...records.values()];
}

function recordOf(scope: Scope, wish: Wish, name: string): DnsRequirement {
	const { view, type, evidence } = scope.catalogue.dnsRecords[wish.template];
	const purpose = purposeOf(scope, wish.template);
	const { template, target, port, address, host, requiredBy, furtherPurpose } = wish;
	return {
		template,
		templates: [template],
		view,
		type,
		name,
		target,
		port,
		address,
		host,
		purpose: furtherPurpose === undefined ? purpose : `${purpose} ${furtherPurpose}`,
		requiredBy,
		evidence,
	};
}

/** What a record is for; behind a Director a pool is no next hop. */
function purposeOf({ catalogue, directors }: Scope, template: DnsTemplateId): string {
	return template === "pool-a" && directors.length > 0
		? "The pool behind the Director."
		: catalogue.dnsRecords[template].purpose;
}

function joined(scope: Scope, record: DnsRequirement, other: DnsRequirement): DnsRequirement {
	const further = other.templates.filter((template) => !record.templates.includes(template));
	const purposes = further.map((template) => purposeOf(scope, template));
	return {
		...record,
		templates: [...record.templates, ...further],
		purpose: [record.purpose, ...purposes].join(" "),
		requiredBy: inOrder(scope, record.requiredBy, other.requiredBy),
	};
}
