import { compareTexts } from "../basics/collections.js";
import { listed } from "../basics/sentences.js";
import type { SourceKey } from "../catalog/sources.js";
import type { Evidence, EvidenceClass } from "../catalog/types.js";
import { federationModeValues, imProviderValues, valueFact } from "../catalog/values.js";
import { formatAddress, formatPortRange } from "../model/address.js";
import type {
	AccessEdge,
	AccessEdgeOption,
	Adapter,
	AnyEdgeRole,
	EdgeArray,
	EdgeServer,
	Firewall,
	Membership,
	Publish,
	ReverseProxy,
} from "../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../model/edge-roles.js";
import { listeningPortsOf } from "../model/listening-ports.js";
import { scenarioOf } from "../model/lookups.js";
import type { StatedList } from "../model/origin.js";
import { neededOptions } from "./access-edge-options.js";
import { deriveBalancing, flowsToArrays, virtualAddressPart } from "./balancing.js";
import type { Flow, SettingRequirement } from "./requirements.js";
import {
	externalAddressOfRole,
	externalNameOfRole,
	externalWebFarmName,
	internalAddressOf,
	internalNameOfArray,
	internalServerOf,
	isBalancedInside,
} from "./resolve.js";
import type { Scope } from "./scope.js";
import { statedFacts } from "./stated-facts.js";

/*
 * What people enter on computers and devices besides firewall rules, DNS records, certificates and trust entries:
 * addresses, names and ports of interfaces, what an Access Edge lets in, what a reverse proxy publishes, the members of
 * arrays. A topology states most of it. It is derived nevertheless, so that two plans can be compared as a whole.
 */

const seed = documented("seed", "HMC-EDGE");
const interfaceTexts = documented("seed", "HMC-EDGE", "ADM-IF");
const nic = documented("later", "LYNC13-NIC", "SFB-ENV");
const suffix = documented("later", "LYNC13-DNSEDGE");
const names = documented("r2", "R2-DNSCFG");
const listening = documented("ocs2007", "SDK-LISTEN", "ADM-IF");
const options = documented("r2", "SDK-EXTEDGE");
const activation = documented("community", "SHUDNOW5", "R2TOPO");
const chain = documented("r2", "R2-CERTINT");
const publishing = documented("later", "LYNC13-WEBPUB", "EDG-2.1");

/** What is set on all elements of a deployment, element by element, in the order of the tasks on each. */
export function deriveSettings(scope: Scope, flows: readonly Flow[]): readonly SettingRequirement[] {
	const { deployment } = scope;
	const arriving = flowsToArrays(flows);
	const onProxies = new Set(
		deployment.reverseProxies.flatMap((proxy) => proxy.publishes.flatMap((publish) => publish.certificate?.name ?? [])),
	);
	return [
		...statedFacts(scope),
		...deployment.reverseProxies.flatMap((proxy) => onReverseProxy(scope, proxy)),
		...deployment.edgeServers.flatMap((server) => onEdgeServer(scope, server)),
		...deployment.edgeArrays.flatMap((array) => [
			...onArray(array),
			...deriveBalancing(deployment, array, arriving.get(array.name) ?? []),
		]),
		...deployment.loadBalancers.flatMap((balancer) => {
			const on: Place = { on: balancer.name, element: "load-balancer", task: "connect-internal-servers" };
			return [
				...whereStated(on, "kind", "kind", balancer.type?.value),
				...whereStated(on, "translation", "address translation", balancer.translation?.value.toUpperCase()),
				...whereStated(
					on,
					"snat-addresses",
					"number of addresses that senders are translated to",
					balancer.snatAddresses?.value.toString(),
				),
			];
		}),
		...deployment.firewalls.flatMap(onFirewall),
		...deployment.certificates.flatMap((certificate) => {
			const on: Place = {
				on: certificate.name,
				element: "certificate",
				task: onProxies.has(certificate.name) ? "publish-web-components" : "configure-certificates",
			};
			const { exportable, notExportable } = certificate;
			return [
				// Stated or not, it shows that the certificate is there.
				setting(on, "subject", "subject name", certificate.subject?.value),
				...whereStated(on, "san", "subject alternative names", listOf(certificate.san)),
				...whereStated(on, "issuer", "issuing authority", certificate.issuer?.value),
				...whereStated(on, "usage", "usage", listOf(certificate.usages)),
				...whereStated(
					on,
					"exportable",
					"exportable private key",
					exportable === undefined ? (notExportable === undefined ? undefined : "no") : "yes",
				),
				...whereStated(on, "installed-key", "key of the installed copy", certificate.installedKey?.value),
				...whereStated(on, "enrollment", "enrollment", certificate.enrollment?.value),
				...whereStated(on, "key-length", "key length", certificate.keyLength?.value.toString()),
				...whereStated(on, "algorithm", "key algorithm", certificate.algorithm?.value),
				...whereStated(on, "expires", "last day of validity", certificate.expires?.value),
				...whereStated(on, "crl-distribution-point", "CRL distribution point", certificate.crlDistributionPoint?.value),
			];
		}),
		...onForest(scope),
	];
}

/** In an order of its own, because that of the file says nothing. */
function listOf({ items }: StatedList<string>): string | undefined {
	return items.length === 0 ? undefined : listed(items.map(({ value }) => value).sort(compareTexts));
}

/** Stands where a part of a value is missing. */
const NOT_GIVEN = "(not given)";

/** Where a setting stands. */
type Place = Pick<SettingRequirement, "on" | "element" | "task" | "part">;

/** A value that the element always has: left open, it is a blank. */
function setting(
	place: Place,
	field: string,
	title: string,
	value: string | undefined,
	evidence?: Evidence,
	takesEffect?: SettingRequirement["takesEffect"],
): SettingRequirement {
	return { ...place, field, title, value, ...(takesEffect && { takesEffect }), ...(evidence && { evidence }) };
}

/** A value that an element need not have: left out, there is nothing to set. */
function whereStated(
	place: Place,
	field: string,
	title: string,
	value: string | undefined,
	evidence?: Evidence,
): readonly SettingRequirement[] {
	return value === undefined ? [] : [setting(place, field, title, value, evidence)];
}

/** One entry of a list; entries come and go one by one. */
function entry(
	place: Place,
	field: string,
	title: string,
	key: string,
	evidence?: Evidence,
	value: string | undefined = key,
): SettingRequirement {
	return { ...place, field, title, entry: key, value, ...(evidence && { evidence }) };
}

function onEdgeServer(scope: Scope, server: EdgeServer): readonly SettingRequirement[] {
	const computer: Place = { on: server.name, element: "edge-server", task: "install-edge-servers" };
	const roots: Place = { ...computer, task: "configure-certificates" };
	const array = scope.deployment.index.arrayOf.get(server.name);
	return [
		...whereStated(computer, "site", "site", (server.site ?? array?.site)?.name),
		setting(computer, "fqdn", "full computer name", server.fqdn?.value, suffix, "restart-computer"),
		setting(computer, "membership", "membership", membershipText(server.membership?.value), seed),
		...whereStated(computer, "operating-system", "operating system", server.operatingSystem?.value),
		...onComputer(computer, server),
		...(server.operations?.items ?? []).map(({ value }) =>
			entry({ ...computer, task: "validate" }, "operation", "planned operation", value),
		),
		...server.adapters.flatMap((adapter) => onAdapter(computer, adapter)),
		...server.hostsEntries.map(({ host, address }) =>
			entry(
				computer,
				"hosts-entry",
				"entry in the hosts file",
				host.value,
				names,
				`${host.value} -> ${address?.value.text ?? NOT_GIVEN}`,
			),
		),
		...rolesOf(server).map((role) =>
			entry(computer, "role", "role to activate", role.role, activation, ROLE_TITLES[role.role]),
		),
		...onInternalInterface(scope, server),
		...rolesOf(server).flatMap((role) => onRole(scope, server, role)),
		...(server.trustedRoots?.items ?? []).map((root) =>
			entry(roots, "trusted-root", "trusted root certificate", root.value, chain, `of the ${root.value} authority`),
		),
	];
}

/** What an edge server and the computer of a reverse proxy have alike, where it is stated. */
function onComputer(computer: Place, { dnsSuffix, runs }: EdgeServer | ReverseProxy): readonly SettingRequirement[] {
	return [
		...(dnsSuffix === undefined
			? []
			: [setting(computer, "dns-suffix", "primary DNS suffix", dnsSuffix.value, suffix, "restart-computer")]),
		...runs.items.map(({ value }) => entry(computer, "runs", "other software", value)),
	];
}

function membershipText(membership: Membership | undefined): string | undefined {
	switch (membership?.kind) {
		case "workgroup":
			return "workgroup";
		case "domain":
			return membership.domain === undefined ? "domain" : `domain ${membership.domain}`;
		default:
			return undefined;
	}
}

function onAdapter(computer: Place, adapter: Adapter): readonly SettingRequirement[] {
	const place: Place = { ...computer, part: adapter.side === undefined ? "adapter" : `${adapter.side.value} adapter` };
	return [
		...whereStated(place, "network", "network", adapter.network?.name, interfaceTexts),
		...(adapter.dhcp === undefined ? [] : [setting(place, "dhcp", "address by DHCP", "yes", nic)]),
		...adapter.addresses.items.map(({ value }) =>
			entry(place, "address", "address", value.text, interfaceTexts, formatAddress(value)),
		),
		...whereStated(place, "gateway", "default gateway", adapter.gateway?.value.text, nic),
		...adapter.routes.map(({ destination, gateway }) =>
			entry(
				place,
				"route",
				"persistent static route",
				destination.value.text,
				nic,
				`${destination.value.text} via ${gateway?.value.text ?? NOT_GIVEN}`,
			),
		),
		...adapter.dnsServers.items.map(({ value }) => entry(place, "dns-server", "DNS server", value.text, names)),
	];
}

function onInternalInterface(scope: Scope, server: EdgeServer): readonly SettingRequirement[] {
	const place: Place = {
		on: server.name,
		element: "edge-server",
		task: "configure-edge-servers",
		part: "internal interface",
	};
	const array = scope.deployment.index.arrayOf.get(server.name);
	const fqdn =
		array !== undefined && isBalancedInside(scope.deployment, server) ? internalNameOfArray(array) : server.fqdn?.value;
	return [
		setting(place, "address", "IP address", internalAddressOf(server), listening, "restart-service"),
		setting(place, "fqdn", "FQDN", fqdn, listening, "restart-service"),
	];
}

function onRole(scope: Scope, server: EdgeServer, role: AnyEdgeRole): readonly SettingRequirement[] {
	const array = scope.deployment.index.arrayOf.get(server.name);
	const onServer = { server, role, ...(array && { array }) };
	const place: Place = {
		on: server.name,
		element: "edge-server",
		task: "configure-edge-servers",
		part: ROLE_TITLES[role.role],
	};
	return [
		setting(
			place,
			"external-address",
			"external IP address",
			externalAddressOfRole(onServer),
			listening,
			"restart-service",
		),
		setting(place, "external-fqdn", "external FQDN", externalNameOfRole(scope, onServer), listening, "restart-service"),
		...listeningPortsOf(role).map((port) => {
			const fact = scope.catalogue.portSettings[port.setting];
			const value = port.stated === undefined ? fact.default : formatPortRange(port.stated.value);
			return setting(place, port.setting, portTitles[port.setting] ?? fact.title, value, listening, "restart-service");
		}),
		...(role.role === "access-edge" ? accessEdgeOptions(scope, place, role) : []),
	];
}

/** Beside the name of the role, the titles of the catalogue would name it twice. */
const portTitles: Readonly<Record<string, string>> = {
	"access-remote-access": "port for remote users",
	"access-federation": "port for federation",
	"access-internal": "internal port",
	"web-conferencing-external": "external port",
	"web-conferencing-internal": "internal data port",
	"av-external-tcp": "external TCP port",
	"av-external-udp": "external UDP port",
	"av-media-range": "media port range",
	"av-authentication-internal": "internal port of the A/V Authentication service",
};

/** Which outside users are let in. A scenario that is wanted asks for its switch, stated or not. */
function accessEdgeOptions(scope: Scope, place: Place, role: AccessEdge): readonly SettingRequirement[] {
	const { deployment, catalogue, scenarios } = scope;
	const federation = scenarioOf(deployment, "federation");
	const enabled: ReadonlySet<AccessEdgeOption> = new Set([
		...neededOptions(deployment, catalogue, scenarios),
		...(role.enables?.items ?? []).map((option) => option.value),
	]);
	const onOff = (on: boolean) => (on ? "on" : "off");
	const mode = federation?.mode?.value;
	const modeTitle = mode === undefined ? undefined : (valueFact(federationModeValues, mode)?.title ?? mode);
	const listed = new Set([...scope.directors, ...scope.pools].map(({ name }) => name)).add(role.nextHop?.name ?? "");
	const sipDomains = new Set(deployment.sipDomains.items.map(({ value }) => value));
	return [
		// Those of the deployment are trust entries; these are stated for the Access Edge alone.
		...(role.internalSipDomains?.items ?? [])
			.filter(({ value }) => !sipDomains.has(value))
			.map(({ value }) => entry(place, "internal-sip-domain", "further internal SIP domain", value)),
		...(role.authorizedServers ?? [])
			.filter(({ name }) => !listed.has(name))
			.map((reference) =>
				entry(
					place,
					"authorized-server",
					"further authorised internal server",
					reference.name,
					undefined,
					internalServerOf(scope, reference)?.fqdn?.value ?? reference.name,
				),
			),
		setting(place, "remote-users", "access for remote users", onOff(enabled.has("remote-users")), options),
		setting(place, "anonymous-users", "access for anonymous users", onOff(enabled.has("anonymous-users")), options),
		setting(place, "federation", "federation", onOff(enabled.has("federation")), options),
		...(federation === undefined
			? []
			: [
					setting(
						place,
						"discovery",
						"discovery of federation partners",
						mode === undefined ? undefined : `${onOff(mode !== "direct")} (${modeTitle})`,
						documented("ocs2007", "MIG-7", "EDG-4.1"),
					),
				]),
		...(federation?.partners ?? [])
			.filter(({ discovered }) => discovered === undefined)
			.map(({ domain, accessEdge }) =>
				entry(
					place,
					"partner",
					"federated partner domain",
					domain.value,
					documented("r2", "R2-FEDMON"),
					accessEdge === undefined ? domain.value : `${domain.value}, Access Edge ${accessEdge.value}`,
				),
			),
		...(federation?.audioConferencingProviders ?? []).map(({ domain, accessEdge }) =>
			entry(
				place,
				"audio-conferencing-provider",
				"audio conferencing provider",
				domain?.value ?? NOT_GIVEN,
				undefined,
				`${domain?.value ?? NOT_GIVEN}, Access Edge ${accessEdge?.value ?? NOT_GIVEN}`,
			),
		),
		...(federation?.blockedDomains.items ?? []).map((domain) =>
			entry(place, "blocked-domain", "blocked SIP domain", domain.value, documented("r2", "R2-HLP-BLOCK")),
		),
		...[...scope.providers].map((provider) =>
			entry(
				place,
				"provider",
				"IM provider that is switched on",
				provider,
				documented("r2", "R2-IMP", "RK-PIC"),
				valueFact(imProviderValues, provider)?.title ?? provider,
			),
		),
	];
}

function onReverseProxy(scope: Scope, proxy: ReverseProxy): readonly SettingRequirement[] {
	const computer: Place = { on: proxy.name, element: "reverse-proxy", task: "publish-web-components" };
	return [
		...whereStated(computer, "fqdn", "full computer name", proxy.fqdn?.value),
		...whereStated(computer, "product", "product", proxy.product?.value),
		setting(computer, "membership", "membership", membershipText(proxy.membership?.value), seed),
		...whereStated(computer, "operating-system", "operating system", proxy.operatingSystem?.value),
		...whereStated(computer, "site", "site", proxy.site?.name),
		...whereStated(computer, "runs-on", "computer that it shares", proxy.runsOn?.name),
		...onComputer(computer, proxy),
		...proxy.adapters.flatMap((adapter) => onAdapter(computer, adapter)),
		...proxy.publishes.flatMap((publish) => onPublish(scope, computer, publish)),
		...(proxy.trustedRoots?.items ?? []).map((root) =>
			entry(computer, "trusted-root", "trusted root certificate", root.value, chain, `of the ${root.value} authority`),
		),
	];
}

function onPublish(scope: Scope, computer: Place, publish: Publish): readonly SettingRequirement[] {
	const place: Place = { ...computer, part: `publishing rule for ${publish.pool.name}` };
	const server = internalServerOf(scope, publish.pool);
	const site = server?.kind === "communicator-web-access" ? server.fqdn?.value : server?.webFarm?.internal?.value;
	return [
		setting(place, "public-name", "public name", externalWebFarmName(scope, publish), publishing),
		setting(place, "internal-site-name", "internal site name", site, publishing),
		...publish.paths.items.map((path) => {
			const fact = scope.catalogue.publishedPaths.find(({ scenario }) => scenario === path.value);
			return entry(place, "path", "published path", path.value, publishing, fact?.rulePath ?? path.value);
		}),
		...whereStated(place, "bridging", "bridging", publish.bridging?.value, publishing),
		...whereStated(place, "protocol", "protocol of the listener", publish.protocol?.value, publishing),
		...whereStated(
			place,
			"listener-authentication",
			"authentication of the listener",
			publish.listenerAuthentication?.value,
			publishing,
		),
		...whereStated(place, "delegation", "authentication delegation", publish.delegation?.value, publishing),
		...(publish.singleSignOn === undefined
			? []
			: [setting(place, "single-sign-on", "single sign on", "on", publishing)]),
	];
}

/** What the load balancer has to know of an array; a member is added when its services run. */
function onArray(array: EdgeArray): readonly SettingRequirement[] {
	const place: Place = { on: array.name, element: "edge-array", task: "connect-internal-servers" };
	const balanced = documented("ocs2007", "PLAN-LB");
	return [
		...whereStated(place, "site", "site", array.site?.name),
		...whereStated(place, "load-balancer", "load balancer", array.loadBalancer?.name, balanced),
		...array.virtualAddresses.flatMap(({ side, role, fqdn, address }) => {
			const part: Place = { ...place, part: virtualAddressPart(side.value, role) };
			return [
				setting(part, "address", "IP address", address?.value.text, balanced),
				setting(part, "fqdn", "FQDN", fqdn?.value, balanced),
			];
		}),
		...array.members.map((member) => entry(place, "member", "member", member.name, balanced)),
	];
}

function onFirewall({ name, nat }: Firewall): readonly SettingRequirement[] {
	const place: Place = { on: name, element: "firewall", task: "connect-internal-servers" };
	const value =
		nat?.kind === "addresses" ? listed(nat.addresses.items.map((address) => formatAddress(address.value))) : nat?.kind;
	return whereStated(place, "nat", "address translation", value, documented("ocs2007", "EDG-2.3"));
}

/** Who may invite anonymous participants; the rest of the internal side are trust entries. */
function onForest({ deployment }: Scope): readonly SettingRequirement[] {
	const place: Place = {
		on: "forest",
		element: "forest",
		task: "connect-internal-servers",
		part: "Global Properties, Meetings tab",
	};
	const policy = scenarioOf(deployment, "web-conferencing")?.meetingPolicy?.value;
	return whereStated(
		place,
		"meeting-policy",
		"policy for anonymous participants",
		policy,
		documented("r2", "R2-ANON", "ADM-GLOBAL"),
	);
}

function documented(founded: EvidenceClass, ...sources: readonly SourceKey[]): Evidence {
	return { class: founded, sources };
}
