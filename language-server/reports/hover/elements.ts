import { listed } from "../../basics/sentences.js";
import type {
	Certificate,
	Deployment,
	DeploymentElement,
	EdgeArray,
	EdgeServer,
	Firewall,
	Membership,
	Network,
	ReverseProxy,
} from "../../model/deployment.js";
import { ROLE_TITLES, rolesOf } from "../../model/edge-roles.js";
import type { Stated } from "../../model/origin.js";
import { externalAddressOfRole } from "../../requirements/resolve.js";
import { code, text } from "../markdown.js";
import {
	card,
	certificateText,
	codes,
	elementLink,
	evidenceOf,
	type Facts,
	few,
	flowTable,
	type HoverContext,
	heading,
	KIND_TITLES,
	lines,
	nameLink,
	place,
	shortTable,
	sources,
} from "./card.js";
import { type Referrer, referrersOf } from "./referrers.js";
import { flowHosts, nextHop } from "./roles.js";

/** A hover is read at a glance; whoever wants all uses of a name asks the editor for its references. */
const MOST_REFERRERS = 12;

/** What a name stands for: its kind, where it is declared, the essentials, what follows, and who refers to it. */
export function elementHover(context: HoverContext, facts: Facts, element: DeploymentElement): string {
	const { essentials, detail } = describe(context, facts, element);
	return card(
		heading(element.name, KIND_TITLES[element.kind]),
		`Declared in ${place(element.origin)}.`,
		lines(...essentials, ...referrerLines(facts, element)),
		detail,
	);
}

type Line = readonly [label: string, content: string | undefined];

interface Description {
	readonly essentials: readonly Line[];
	/** A table, or what a longer remark says. */
	readonly detail?: string | undefined;
}

function describe(context: HoverContext, facts: Facts, element: DeploymentElement): Description {
	switch (element.kind) {
		case "site":
			return describeSite(facts.deployment, element.name, element.role?.value);
		case "network":
			return describeNetwork(facts.deployment, element);
		case "firewall":
			return describeFirewall(facts, element);
		case "active-directory":
			return {
				essentials: [
					["Domain", element.domain && code(element.domain.value)],
					["Domain controllers", codes(element.domainControllers.items.map((one) => one.value))],
					["Network", element.network && networkLink(facts.deployment, element.network.name)],
				],
			};
		case "pool":
		case "director":
		case "mediation-server":
		case "communicator-web-access":
			return {
				essentials: [
					["FQDN", element.fqdn && code(element.fqdn.value)],
					["Address", codes(element.addresses.items.map((one) => one.value.text))],
					["Network", element.network && networkLink(facts.deployment, element.network.name)],
					["Edition", element.edition && code(element.edition.value)],
					["Roles", codes(element.roles.items.map((one) => one.value))],
					[
						"Web farm",
						codes([element.webFarm?.internal?.value, element.webFarm?.external?.value].filter((x) => x !== undefined)),
					],
					["Members", codes(element.members.map((member) => member.fqdn.value))],
					["Homed users", element.homedUsers && String(element.homedUsers.value)],
					["Trusts", few((element.trusts ?? []).map((edge) => elementLink(facts, edge.name)))],
				],
				detail: flowTable(facts.requirements.flows.filter((flow) => flowHosts(flow).includes(element.name))),
			};
		case "edge-server":
			return describeEdgeServer(facts, element);
		case "edge-array":
			return describeArray(facts, element);
		case "load-balancer":
			return {
				essentials: [
					["Kind", element.type && code(element.type.value)],
					["Translation", element.translation && code(element.translation.value)],
				],
			};
		case "reverse-proxy":
			return describeProxy(facts, element);
		case "certificate":
			return describeCertificate(context, facts, element);
	}
}

function describeSite(deployment: Deployment, name: string, role: string | undefined): Description {
	const here = [...deployment.edgeServers, ...deployment.edgeArrays, ...deployment.reverseProxies].filter(
		(element) => element.site?.name === name,
	);
	return {
		essentials: [
			["Kind", role && text(role)],
			["Stands here", few(here.map((element) => nameLink(element.name, element.origin)))],
		],
	};
}

function networkLink(deployment: Deployment, name: string): string {
	const network = deployment.index.networks.get(name);
	const zone = network?.zone === undefined ? "" : ` (${network.zone.value})`;
	return `${nameLink(name, network?.origin)}${zone}`;
}

function describeNetwork(deployment: Deployment, network: Network): Description {
	const computers = [...deployment.edgeServers, ...deployment.reverseProxies].flatMap((computer) =>
		computer.adapters
			.filter((adapter) => adapter.network?.name === network.name)
			.map((adapter) => [
				nameLink(computer.name, computer.origin),
				adapter.side === undefined ? "adapter" : `${adapter.side.value} adapter`,
				codes(adapter.addresses.items.map((address) => address.value.text)) ?? "not stated",
			]),
	);
	const servers = deployment.internalServers
		.filter((server) => server.network?.name === network.name)
		.map((server) => [
			nameLink(server.name, server.origin),
			KIND_TITLES[server.kind],
			codes(server.addresses.items.map((address) => address.value.text)) ?? "not stated",
		]);
	return {
		essentials: [
			["Zone", network.zone && text(network.zone.value)],
			["Subnets", codes(network.subnets.items.map((subnet) => subnet.value.text))],
			["Speed", network.speed && text(network.speed.value)],
		],
		detail: shortTable(["Attached", "As", "Addresses"], [...computers, ...servers], "attached"),
	};
}

/** Whether a firewall is the external or the internal one, by the zones of its two sides. */
function sideOfFirewall(deployment: Deployment, firewall: Firewall): "external" | "internal" | undefined {
	const zones = firewall.sides.map((side) => deployment.index.networks.get(side.name)?.zone?.value);
	if (!zones.includes("perimeter")) {
		return undefined;
	}
	return zones.includes("external") ? "external" : zones.includes("internal") ? "internal" : undefined;
}

function describeFirewall(facts: Facts, firewall: Firewall): Description {
	const { deployment, requirements } = facts;
	const side = sideOfFirewall(deployment, firewall);
	const flows = requirements.flows.filter((flow) => flow.firewall === side);
	const nat = firewall.nat;
	return {
		essentials: [
			["Between", listed(firewall.sides.map((one) => networkLink(deployment, one.name)))],
			["Role", side === undefined ? "the zones of its networks do not tell" : `the ${side} firewall`],
			["Product", firewall.product && code(firewall.product.value)],
			["Runs on", firewall.runsOn && elementLink(facts, firewall.runsOn.name)],
			[
				"NAT",
				nat && (nat.kind === "addresses" ? codes(nat.addresses.items.map((one) => one.value.text)) : code(nat.kind)),
			],
			["Rules stated", String(firewall.rules.length)],
			[
				"Must let pass",
				side && (flows.length === 0 ? "nothing: no wanted scenario needs a flow here" : "the flows below"),
			],
		],
		detail: flowTable(flows),
	};
}

function membershipText(membership: Stated<Membership> | undefined): string | undefined {
	if (membership === undefined) {
		return undefined;
	}
	const { value } = membership;
	return value.kind === "workgroup"
		? "workgroup"
		: `domain${value.domain === undefined ? "" : ` ${code(value.domain)}`}`;
}

function describeEdgeServer(facts: Facts, server: EdgeServer): Description {
	const { deployment } = facts;
	const rows = rolesOf(server).map((role) => [
		ROLE_TITLES[role.role],
		role.external?.fqdn === undefined ? "not stated" : code(role.external.fqdn.value),
		code(externalAddressOfRole({ server, role }) ?? "not stated"),
		certificateLink(
			deployment,
			role.role === "av-edge" ? role.authenticationCertificate?.name : role.certificate?.name,
		),
	]);
	const array = deployment.index.arrayOf.get(server.name);
	return {
		essentials: [
			["Internal FQDN", server.fqdn && code(server.fqdn.value)],
			["Site", server.site && nameLink(server.site.name, deployment.index.sites.get(server.site.name)?.origin)],
			["Member of", array && nameLink(array.name, array.origin)],
			["Belongs to", membershipText(server.membership)],
			["Operating system", server.operatingSystem && code(server.operatingSystem.value)],
			["Adapters", adapterText(deployment, server)],
			["Next hop", server.accessEdge && nextHop(facts, server.accessEdge.nextHop?.name)],
			["Internal certificate", certificateLink(deployment, server.internalCertificate?.name)],
		],
		detail: shortTable(["Role", "External name", "Address", "Certificate"], rows, "roles"),
	};
}

function adapterText(deployment: Deployment, computer: EdgeServer | ReverseProxy): string {
	return computer.adapters
		.map((adapter) => {
			const on = adapter.network === undefined ? "" : ` on ${networkLink(deployment, adapter.network.name)}`;
			const addresses = codes(adapter.addresses.items.map((address) => address.value.text));
			return `${adapter.side?.value ?? "adapter"}${on}${addresses === undefined ? "" : `: ${addresses}`}`;
		})
		.join("; ");
}

function certificateLink(deployment: Deployment, name: string | undefined): string {
	return name === undefined ? "not stated" : nameLink(name, deployment.index.certificates.get(name)?.origin);
}

function describeArray(facts: Facts, array: EdgeArray): Description {
	const rows = array.virtualAddresses.map((virtual) => [
		ROLE_TITLES[virtual.role],
		virtual.side.value,
		virtual.fqdn === undefined ? "not stated" : code(virtual.fqdn.value),
		virtual.address === undefined ? "not stated" : code(virtual.address.value.text),
	]);
	const balancer = array.loadBalancer?.name;
	return {
		essentials: [
			["Members", few(array.members.map((member) => elementLink(facts, member.name)))],
			["Load balancer", balancer && nameLink(balancer, facts.deployment.index.loadBalancers.get(balancer)?.origin)],
		],
		detail: shortTable(["Role", "Side", "Virtual name", "Virtual address"], rows, "virtual addresses"),
	};
}

function describeProxy(facts: Facts, proxy: ReverseProxy): Description {
	const { deployment } = facts;
	const rows = proxy.publishes.map((publish) => [
		elementLink(facts, publish.pool.name),
		publish.externalUrl === undefined ? "not stated" : code(publish.externalUrl.value),
		codes(publish.paths.items.map((path) => path.value)) ?? "not stated",
		certificateLink(deployment, publish.certificate?.name),
	]);
	return {
		essentials: [
			["Product", proxy.product && code(proxy.product.value)],
			["FQDN", proxy.fqdn && code(proxy.fqdn.value)],
			["Belongs to", membershipText(proxy.membership)],
			["Runs on the computer of", proxy.runsOn && elementLink(facts, proxy.runsOn.name)],
			["Adapters", adapterText(deployment, proxy)],
		],
		detail: shortTable(["Publishes", "As", "Paths", "Certificate"], rows, "publishing rules"),
	};
}

function describeCertificate(context: HoverContext, facts: Facts, certificate: Certificate): Description {
	const needed = facts.requirements.certificates.filter((one) => one.declared === certificate.name);
	const [first] = needed;
	return {
		essentials: [
			["Subject", certificate.subject && code(certificate.subject.value)],
			["Alternative names", codes(certificate.san.items.map((one) => one.value))],
			["Issuer", certificate.issuer && text(certificate.issuer.value)],
			["Usage", text(certificate.usages.items.map((one) => one.value).join(", "))],
			["Expires", certificate.expires && text(certificate.expires.value)],
			...needed.map((one): Line => {
				const { title } = context.catalogue.certificateSlots[one.slot];
				return [`Must be, on ${one.server}`, `${text(title)}: ${certificateText(one)}`];
			}),
		],
		detail: first && evidenceOf(context.catalogue, first.evidence),
	};
}

/** Nothing in the language refers to these, so that nobody does is no news. */
const NEVER_REFERRED_TO: readonly DeploymentElement["kind"][] = ["firewall", "active-directory"];

function referrerLines(facts: Facts, element: DeploymentElement): readonly Line[] {
	const referrers = referrersOf(facts.deployment, element);
	if (referrers.length === 0 && NEVER_REFERRED_TO.includes(element.kind)) {
		return [];
	}
	const byUse = new Map<string, Map<string, Referrer>>();
	for (const referrer of referrers.slice(0, MOST_REFERRERS)) {
		const users = byUse.get(referrer.use) ?? new Map<string, Referrer>();
		byUse.set(referrer.use, users.set(referrer.by, referrer));
	}
	const used = [...byUse].map(([use, users]) => {
		const names = [...users].map(([name, { reference }]) => nameLink(name, reference.origin));
		return `${text(use)} ${listed(names)}`;
	});
	if (referrers.length > MOST_REFERRERS) {
		used.push(`and ${referrers.length - MOST_REFERRERS} more`);
	}
	return [["Used as", used.length === 0 ? `nothing in ${text(facts.deployment.name)} refers to it` : used.join("; ")]];
}

/** What the records of a DNS view must be. */
export function dnsViewHover(context: HoverContext, view: "external" | "internal"): string | undefined {
	const records = context.facts?.requirements.dns.filter((record) => record.view === view) ?? [];
	if (!context.facts || records.length === 0) {
		return undefined;
	}
	const rows = records.map((record) => [
		`${record.type} ${code(record.name)}`,
		record.type === "SRV"
			? `${record.target === undefined ? "not stated" : code(record.target)}${record.port === undefined ? "" : `, port ${record.port}`}`
			: code(record.address ?? "not stated"),
		text(record.purpose),
	]);
	return card(
		`**In this deployment** the ${view} view needs:`,
		shortTable(["Record", "Points at", "For"], rows, "records"),
	);
}

/** The files and facts that a whole deployment comes down to. */
export function deploymentHover(context: HoverContext, facts: Facts): string {
	const { deployment, requirements } = facts;
	const { catalogue } = context;
	const topology = requirements.topology === undefined ? undefined : catalogue.topologies[requirements.topology];
	const hosts = [...deployment.edgeServers, ...deployment.reverseProxies].map((host) =>
		nameLink(host.name, host.origin),
	);
	const rows = requirements.tasks.map((task) => [
		`${task.number}. ${text(task.title)}`,
		task.needed ? few(task.servers.map((name) => elementLink(facts, name))) : text(task.because ?? "not needed"),
	]);
	return card(
		heading(deployment.name, "deployment"),
		lines(
			["Product", text(catalogue.title)],
			["Topology", topology ? text(topology.title) : "none of the documented ones"],
			["SIP domains", codes(deployment.sipDomains.items.map((domain) => domain.value))],
			["Wanted", text(requirements.scenarios.map((id) => catalogue.scenarios[id].title).join(", "))],
			["At the perimeter", few(hosts)],
			[
				"Derived",
				`${requirements.flows.length} firewall rules, ${requirements.dns.length} DNS records, ${requirements.certificates.length} certificates`,
			],
		),
		shortTable(["Task", "On"], rows, "tasks"),
		topology && sources(catalogue, topology.evidence.sources, topology.evidence.note),
	);
}

/** What tells an element from others of its kind, in a few plain words; for lists. */
export function essence(element: DeploymentElement): string | undefined {
	switch (element.kind) {
		case "site":
			return element.role?.value;
		case "network":
			return element.zone?.value;
		case "certificate":
			return element.subject?.value;
		case "active-directory":
			return element.domain?.value;
		case "load-balancer":
			return element.type?.value;
		case "firewall":
		case "edge-array":
			return undefined;
		default:
			return element.fqdn?.value;
	}
}
