import { compareTexts } from "../basics/collections.js";
import { listed } from "../basics/sentences.js";
import type { Evidence } from "../catalog/types.js";
import { formatAddress } from "../model/address.js";
import type {
	ActiveDirectory,
	Firewall,
	InternalServer,
	Network,
	Organization,
	Scenario,
	Site,
} from "../model/deployment.js";
import type { Reference, Stated, StatedList } from "../model/origin.js";
import { ownRouteOf } from "./federation-routes.js";
import type { SettingRequirement } from "./requirements.js";
import type { Scope } from "./scope.js";

/*
 * What a topology states beyond the perimeter, and of the plan as a whole: networks, firewalls, internal servers, users, the
 * go-live. The runbooks print it, so two plans that differ in it differ. What follows from it in rules, records or trust
 * entries is told by those.
 */

/** What is stated of the plan and of what stands around the perimeter, in the order of the file. */
export function statedFacts(scope: Scope): readonly SettingRequirement[] {
	const { deployment } = scope;
	return [
		...ofPlan(scope),
		...deployment.sites.flatMap(ofSite),
		...deployment.networks.flatMap(ofNetwork),
		...deployment.firewalls.flatMap(ofFirewall),
		...deployment.activeDirectories.flatMap(ofDirectory),
		...deployment.internalServers.flatMap((server) => ofInternalServer(scope, server)),
	];
}

/** Where a fact stands. */
type Place = Pick<SettingRequirement, "on" | "element" | "task" | "part">;

/** What lets a single server or pool go by another route than that of the forest. */
const overriding: Evidence = { class: "derived", sources: ["R2-HLP-FED", "SDK-GLOBALFED"] };

/** A fact that shows, stated or not, that the element is there at all. */
function fact(place: Place, field: string, title: string, value: string | undefined): SettingRequirement {
	return { ...place, field, title, value };
}

function whereStated(
	place: Place,
	field: string,
	title: string,
	stated: string | number | Stated<string | number> | Reference | undefined,
): readonly SettingRequirement[] {
	if (stated === undefined) {
		return [];
	}
	const value = typeof stated !== "object" ? stated : "value" in stated ? stated.value : stated.name;
	return [fact(place, field, title, String(value))];
}

/** One entry of a list; entries come and go one by one. */
function entry(place: Place, field: string, title: string, key: string, value = key): SettingRequirement {
	return { ...place, field, title, entry: key, value };
}

function entries(place: Place, field: string, title: string, list: StatedList<string>): readonly SettingRequirement[] {
	return list.items.map(({ value }) => entry(place, field, title, value));
}

/** A list as one value, in an order of its own where that of the file says nothing. */
function together({ items }: StatedList<string>): string | undefined {
	return items.length === 0 ? undefined : listed(items.map(({ value }) => value).sort(compareTexts));
}

function ofPlan({ deployment, places }: Scope): readonly SettingRequirement[] {
	const place: Place = { on: "deployment", element: "deployment", task: "publish-web-components" };
	const { users, phases } = deployment;
	// With an Access Edge, who is let in are settings of it.
	const hasAccessEdge = places["access-edge"].servers.length > 0;
	return [
		...whereStated(place, "users", "number of users", users?.count),
		...whereStated(
			place,
			"external-share",
			"share of users outside",
			users?.externalShare === undefined ? undefined : `${users.externalShare.value}%`,
		),
		...whereStated(place, "vpn-users", "counting of users on a virtual private network", deployment.vpnUsers),
		...whereStated(place, "internal-deployment", "status of the internal deployment", deployment.internalDeployment),
		...entries(place, "existing-servers", "servers of an earlier release", deployment.existingServers),
		...whereStated(place, "client-configuration", "configuration of clients", deployment.clientConfiguration),
		...whereStated(place, "go-live", "day of the go-live", deployment.goLive),
		...ofOrganization(place, deployment.organization),
		...whereStated(
			place,
			"phases",
			"order of the phases",
			phases.items.length === 0 ? undefined : phases.items.map(({ value }) => value).join(", "),
		),
		...deployment.scenarios.flatMap((scenario) => ofScenario(place, scenario, hasAccessEdge)),
	];
}

/** What every certificate request says of its owner. It is asked for where the first certificate is requested. */
function ofOrganization(plan: Place, organization: Organization | undefined): readonly SettingRequirement[] {
	const place: Place = { ...plan, task: "configure-certificates" };
	return [
		...whereStated(place, "organization", "organisation in the subject of all certificates", organization?.title),
		...whereStated(
			place,
			"organizational-unit",
			"organisational unit in the subject of all certificates",
			organization?.unit,
		),
		...whereStated(place, "city", "city in the subject of all certificates", organization?.city),
		...whereStated(place, "state", "state in the subject of all certificates", organization?.state),
		...whereStated(place, "country", "country in the subject of all certificates", organization?.country),
	];
}

function ofScenario(plan: Place, scenario: Scenario, hasAccessEdge: boolean): readonly SettingRequirement[] {
	const place: Place = { ...plan, part: `scenario ${scenario.kind}` };
	const { partners } = scenario;
	return [
		...(hasAccessEdge
			? []
			: [
					...whereStated(place, "mode", "mode of federation", scenario.mode),
					...partners.map(({ domain, accessEdge }) =>
						entry(
							place,
							"partner",
							"federated partner domain",
							domain.value,
							accessEdge === undefined ? domain.value : `${domain.value}, Access Edge ${accessEdge.value}`,
						),
					),
					...entries(place, "blocked-domain", "blocked SIP domain", scenario.blockedDomains),
					...entries(place, "provider", "IM provider", scenario.providers),
					...whereStated(
						place,
						"anonymous-users",
						"anonymous participants",
						scenario.anonymousUsers === undefined ? undefined : "yes",
					),
				]),
		...partners
			.filter(({ discovered }) => discovered !== undefined)
			.map(({ domain }) => entry(place, "discovered-partner", "partner found by discovery", domain.value)),
		...whereStated(place, "enabled-users", "number of users to be enabled", scenario.enabledUsers),
		...whereStated(place, "concurrent-sessions", "sessions at the busiest time", scenario.concurrentSessions),
		...whereStated(place, "features", "expected features", together(scenario.features)),
		...whereStated(place, "licences", "licences", scenario.licences),
		...whereStated(place, "provisioning", "provisioning by the providers", scenario.provisioning),
	];
}

function ofSite({ name, role }: Site): readonly SettingRequirement[] {
	return [fact({ on: name, element: "site", task: "publish-web-components" }, "kind", "kind of site", role?.value)];
}

function ofNetwork({ name, zone, subnets, speed, ipsec }: Network): readonly SettingRequirement[] {
	const place: Place = { on: name, element: "network", task: "publish-web-components" };
	return [
		fact(place, "zone", "zone", zone?.value),
		...subnets.items.map(({ value }) => entry(place, "subnet", "subnet", value.text)),
		...whereStated(place, "speed", "speed", speed),
		...whereStated(place, "ipsec", "IPsec", ipsec),
	];
}

function ofFirewall({ name, sides, product, runsOn }: Firewall): readonly SettingRequirement[] {
	const place: Place = { on: name, element: "firewall", task: "connect-internal-servers" };
	return [
		fact(
			place,
			"sides",
			"networks that it stands between",
			sides.length === 0 ? undefined : listed(sides.map((side) => side.name)),
		),
		...whereStated(place, "product", "product", product),
		...whereStated(place, "runs-on", "computer that it shares", runsOn),
	];
}

function ofDirectory({ name, network, domain, domainControllers }: ActiveDirectory): readonly SettingRequirement[] {
	const place: Place = { on: name, element: "active-directory", task: "connect-internal-servers" };
	return [
		fact(place, "domain", "domain", domain?.value),
		...whereStated(place, "in-network", "network", network),
		...entries(place, "domain-controller", "domain controller", domainControllers),
	];
}

function ofInternalServer(scope: Scope, server: InternalServer): readonly SettingRequirement[] {
	const place: Place = { on: server.name, element: "internal-server", task: "connect-internal-servers" };
	const { webFarm, membership } = server;
	return [
		fact(place, "kind", "kind of server", server.kind),
		...whereStated(place, "in-network", "network", server.network),
		...whereStated(place, "edition", "edition", server.edition),
		...whereStated(place, "fqdn", "FQDN", server.fqdn),
		...server.addresses.items.map(({ value }) =>
			entry(place, "ip-address", "IP address", value.text, formatAddress(value)),
		),
		...server.members.map(({ fqdn, address, roles }) => {
			const own = together(roles);
			return entry(
				place,
				"member",
				"member",
				fqdn.value,
				[
					fqdn.value,
					...(address === undefined ? [] : [formatAddress(address.value)]),
					...(own === undefined ? [] : [own]),
				].join(", "),
			);
		}),
		...whereStated(place, "roles", "server roles", together(server.roles)),
		...whereStated(place, "homed-users", "number of users homed on it", server.homedUsers),
		...whereStated(place, "web-farm-internal", "internal name of the web farm", webFarm?.internal),
		...whereStated(place, "web-farm-external", "external name of the web farm", webFarm?.external),
		...whereStated(
			place,
			"membership",
			"membership",
			membership?.value.kind === "domain" && membership.value.domain !== undefined
				? `domain ${membership.value.domain}`
				: membership?.value.kind,
		),
		...whereStated(place, "load-balancer", "load balancer", server.loadBalancer),
		...whereStated(place, "serves", "users that it signs in", together(server.serves)),
		...whereStated(place, "certificate", "certificate", server.certificate),
		...whereStated(place, "runs-on", "computer that it shares", server.runsOn),
		...(server.trustedRoots === undefined
			? []
			: entries(place, "trusted-root", "trusted root certificate", server.trustedRoots)),
		...federationRoute(scope, place, server),
	];
}

/**
 * A route of its own is the name and the port that are entered on the server, so it changes with the name of what it leads to.
 * A server that goes by the route of the forest only says so once more.
 */
function federationRoute(scope: Scope, place: Place, server: InternalServer): readonly SettingRequirement[] {
	const [field, title] = ["federation-route", "federation route"];
	const own = server.noFederationRoute === undefined ? ownRouteOf(scope, server) : undefined;
	if (own === undefined) {
		return whereStated(place, field, title, server.noFederationRoute === undefined ? server.federationRoute : "none");
	}
	const value = own.value === undefined ? server.federationRoute?.name : `${own.value}, port ${own.port}`;
	return [{ ...fact(place, field, title, value), evidence: overriding }];
}
