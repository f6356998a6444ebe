import { listed } from "../../../basics/sentences.js";
import { operatingSystemValues, valueFact } from "../../../catalog/values.js";
import { containsSubnet } from "../../../model/address.js";
import type { Deployment, EdgeServer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn, internalServerNamed } from "../../../model/lookups.js";
import { code, text } from "../../markdown.js";
import { blanks } from "../blanks.js";
import { addressText, documented, documentedTogether, edgeServersOf, subnetOf } from "../facts.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page.js";

const nic = documented("later", "LYNC13-NIC", "SFB-ENV");
const suffix = documented("later", "LYNC13-DNSEDGE");
const setup = documented("community", "SHUDNOW5");

/** Task 2: each edge server is prepared, then installed. */
export function installEdgeServers(
	page: PageBuilder,
	context: RunbookContext,
	servers: readonly string[],
): readonly StepGroup[] {
	return edgeServersOf(context.deployment, servers).flatMap((server) => [
		prepare(page, context, server),
		install(context, server),
	]);
}

function prepare(page: PageBuilder, context: RunbookContext, server: EdgeServer): StepGroup {
	const { deployment, catalogue } = context;
	const membership = server.membership?.value;
	const system = server.operatingSystem?.value;
	const systemFact = system === undefined ? undefined : valueFact(operatingSystemValues, system);
	return {
		title: `Prepare ${code(server.name)}`,
		intro: ["Do this before the installation; it brings about what must be ready above."],
		steps: [
			{
				action: `Install the operating system: ${
					system === undefined ? page.blank(blanks.operatingSystem(server)) : text(systemFact?.title ?? system)
				}.`,
				check: "The computer starts, and its version is the one named here.",
				...(systemFact?.sources === undefined ? {} : { evidence: documentedTogether(catalogue, systemFact.sources) }),
			},
			membership?.kind === "domain"
				? {
						action: `Join the computer to the domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}, as the topology file states. The reference architecture keeps edge servers in a workgroup.`,
						check: "The computer is a member of that domain.",
						evidence: documented("seed", "HMC-EDGE"),
					}
				: {
						action: `Keep the computer in a workgroup; do not join it to a domain${
							membership === undefined ? ` (the file does not say: ${page.blank(blanks.membership(server))})` : ""
						}.`,
						check: "The computer shows a workgroup and no domain.",
						evidence: documented("seed", "HMC-EDGE"),
					},
			...names(page, server, membership?.kind === "domain"),
			...internalSide(page, deployment, server),
			...externalSide(page, deployment, server),
			...resolution(page, deployment, server),
		],
	};
}

function names(page: PageBuilder, server: EdgeServer, inDomain: boolean): readonly Step[] {
	const fqdn = server.fqdn?.value;
	const dot = fqdn?.indexOf(".") ?? -1;
	if (fqdn === undefined || dot < 1 || inDomain) {
		return [
			{
				action: `Make computer name and DNS suffix together the internal FQDN ${page.value(fqdn, blanks.fqdn(server))}.`,
				check: "The full computer name is that FQDN.",
				evidence: suffix,
			},
		];
	}
	return [
		{
			action: `Set the computer name to ${code(fqdn.slice(0, dot))}.`,
			check: "The tab *Computer Name* shows it.",
			evidence: suffix,
		},
		{
			action: `On the tab *Computer Name*, choose *Change* > *More* and enter ${code(fqdn.slice(dot + 1))} as *Primary DNS suffix of this computer*.`,
			check: `The full computer name is ${code(fqdn)}.`,
			evidence: suffix,
		},
		{ action: "Restart the computer.", check: "The full computer name is kept.", evidence: suffix },
	];
}

function internalSide(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Step[] {
	const [adapter] = adaptersOn(server, "internal");
	const addresses = adapter?.addresses.items ?? [];
	const network = adapter?.network?.name;
	const shown = addresses.map((address) => withSubnet(deployment, server, address.value.text, "internal"));
	const stated = (adapter?.routes ?? []).map(
		(route): Step => ({
			action: `Add a persistent static route to ${code(route.destination.value.text)} via ${page.value(
				route.gateway?.value.text,
				blanks.routeGateway(server, route.destination.value.text, route.destination.value.text),
			)}, on the internal adapter.`,
			check: "The route is in the route table, also after a restart.",
			evidence: nic,
		}),
	);
	const uncovered = deployment.networks
		.filter((candidate) => candidate.zone?.value === "internal")
		.flatMap((candidate) =>
			candidate.subnets.items.length === 0
				? [
						{
							destination: page.blank(blanks.subnet(candidate.name)),
							gateway: blanks.routeGateway(server, candidate.name),
						},
					]
				: candidate.subnets.items
						.filter(
							(subnet) =>
								!(adapter?.routes ?? []).some((route) => containsSubnet(route.destination.value, subnet.value)),
						)
						.map((subnet) => ({
							destination: code(subnet.value.text),
							gateway: blanks.routeGateway(server, subnet.value.text, subnet.value.text),
						})),
		)
		.map(
			({ destination, gateway }): Step => ({
				action: `Add a persistent static route to ${destination} via ${page.blank(gateway)}, on the internal adapter.`,
				check: "The route is in the route table, also after a restart.",
				evidence: nic,
			}),
		);
	return [
		{
			action: `Connect the internal network adapter${network === undefined ? "" : ` to ${code(network)}`} and set its address to ${
				shown.length > 0 ? listed(shown) : page.blank(blanks.internalAddress(server))
			}.`,
			check: "The adapter shows the address.",
			evidence: documented("seed", "HMC-EDGE", "ADM-IF"),
		},
		{
			action: "Leave the default gateway of the internal adapter empty.",
			check: "The route table has no default route by this adapter.",
			evidence: nic,
		},
		...stated,
		...uncovered,
	];
}

function externalSide(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Step[] {
	const adapters = adaptersOn(server, "external");
	const gateways = adapters.flatMap((adapter) => adapter.gateway ?? []);
	const connect =
		adapters.length === 0
			? [
					{
						action: `Connect the external network adapter and set its address to ${page.blank(blanks.externalAddress(server))}.`,
						check: "The adapter shows the address.",
						evidence: documented("seed", "HMC-EDGE", "ADM-IF"),
					},
				]
			: adapters.map((adapter): Step => {
					const addresses = adapter.addresses.items.map((address) =>
						withSubnet(deployment, server, address.value.text, "external"),
					);
					const network = adapter.network?.name;
					return {
						action: `Connect the external network adapter${network === undefined ? "" : ` to ${code(network)}`} and set its ${
							addresses.length > 1 ? "addresses" : "address"
						} to ${addresses.length > 0 ? listed(addresses) : page.blank(blanks.externalAddress(server))}.`,
						check: addresses.length > 1 ? "The adapter shows all of them." : "The adapter shows the address.",
						evidence: documented("seed", "HMC-EDGE", "ADM-IF"),
					};
				});
	return [
		...connect,
		{
			action: `Set the default gateway of the external adapter to ${
				gateways.length > 0
					? listed(gateways.map((gateway) => code(gateway.value.text)))
					: page.blank(blanks.gateway(server))
			}.`,
			check: "The computer has this one default route and no other.",
			evidence: nic,
		},
	];
}

function resolution(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Step[] {
	const evidence = documented("r2", "R2-DNSCFG");
	const dnsServers = server.adapters.flatMap((adapter) =>
		adapter.dnsServers.items.map(
			(address): Step => ({
				action: `Enter ${code(address.value.text)} as DNS server of the ${adapter.side?.value ?? ""} adapter.`,
				check: "The adapter shows it.",
				evidence,
			}),
		),
	);
	const hosts = server.hostsEntries.map(
		(entry): Step => ({
			action: `Enter ${code(entry.host.value)} with the address ${page.value(
				entry.address?.value.text,
				blanks.byHand(`address of ${entry.host.value}`),
			)} into the hosts file.`,
			check: `On this computer ${code(entry.host.value)} resolves to that address.`,
			evidence,
		}),
	);
	const inHosts = new Set(server.hostsEntries.map((entry) => entry.host.value.toLowerCase()));
	const nextHop = server.accessEdge?.nextHop;
	const internal = nextHop === undefined ? undefined : internalServerNamed(deployment, nextHop.name);
	const name = internal?.fqdn?.value;
	if (server.accessEdge === undefined || (name !== undefined && inHosts.has(name.toLowerCase()))) {
		return [...dnsServers, ...hosts];
	}
	const nameText =
		name !== undefined
			? code(name)
			: internal === undefined
				? page.blank(blanks.nextHop(server))
				: page.blank(blanks.fqdn(internal));
	const addresses = internal?.addresses.items.map((address) => code(address.value.text)) ?? [];
	const addressOfNextHop =
		addresses.length > 0
			? listed(addresses)
			: internal === undefined
				? "its address"
				: page.blank(blanks.address(internal));
	return [
		...dnsServers,
		...hosts,
		{
			action: `Make the next hop ${nameText} resolve to ${addressOfNextHop} on this computer, by a DNS server in the perimeter or by its hosts file, not by an internal DNS server.`,
			check: `On this computer ${nameText} resolves to ${addressOfNextHop}.`,
			evidence,
		},
	];
}

function install(context: RunbookContext, server: EdgeServer): StepGroup {
	const titles = rolesOf(server).map((role) => text(context.catalogue.roles[role.role].title));
	return {
		title: `Install ${code(server.name)}`,
		steps: [
			{
				action:
					"Start setup from the OCS 2007 media as a member of the local Administrators group. It installs the Microsoft Visual C++ 2005 SP1 Redistributable and the .NET Framework 2.0 where they are missing.",
				check: "the Deployment Wizard opens.",
				evidence: setup,
			},
			{
				action: "In the Deployment Wizard, choose *Deploy Other Server Roles* > *Deploy Edge Server*.",
				check: "the page *Deploy Edge Server* shows its six steps.",
				evidence: setup,
			},
			{
				action: "At *Step 1: Install Files for Edge Server*, choose *Install*.",
				check: "the installation asks for the licence terms.",
				evidence: setup,
			},
			{
				action:
					"Accept the licence terms and enter product key, name, organisation and folder. Take the product key from your licence records.",
				check: "the wizard reports step 1 as done.",
				evidence: setup,
			},
			{
				action: `At *Step 2: Activate Edge Server*, activate ${titles.length === 0 ? "the roles of this server" : listed(titles)}, and no other role. The pages of this step could not be read, so they are not repeated here: take them from the Edge Server Deployment Guide of OCS 2007.`,
				check:
					titles.length === 0
						? "exactly the planned roles are active on this computer."
						: `exactly ${titles.length === 1 ? "this role is" : "these roles are"} active on this computer.`,
				evidence: documented("community", "SHUDNOW5", "R2TOPO"),
			},
		],
	};
}

function withSubnet(
	deployment: Deployment,
	server: EdgeServer,
	address: string,
	side: "internal" | "external",
): string {
	const adapter = server.adapters.find(
		(candidate) =>
			candidate.side?.value === side && candidate.addresses.items.some((item) => item.value.text === address),
	);
	const item = adapter?.addresses.items.find((candidate) => candidate.value.text === address)?.value;
	if (adapter === undefined || item === undefined || item.prefix !== undefined) {
		return code(item === undefined ? address : addressText(item));
	}
	const subnet = subnetOf(deployment, adapter, item);
	return subnet === undefined ? code(address) : `${code(address)} (in ${code(subnet)})`;
}
