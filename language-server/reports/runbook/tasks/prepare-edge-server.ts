import { listed } from "../../../basics/sentences.js";
import { operatingSystemValues, valueFact } from "../../../catalog/values.js";
import type { Adapter, Deployment, EdgeServer, InternalServer, Side } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import { adaptersOn, internalServerNamed, virtualAddressOf } from "../../../model/lookups.js";
import { mayCarry, poolMembersWith } from "../../../requirements/pool-roles.js";
import { internalAddressOf } from "../../../requirements/resolve.js";
import { code, text } from "../../markdown.js";
import { documented, documentedTogether, roleAddressOf, roleNameOf } from "../facts.js";
import { blanks } from "../page/blanks.js";
import type { PageBuilder, RunbookContext, Step, StepGroup } from "../page/page.js";
import { certificatesPage, firewallPage } from "../page/page-paths.js";
import { spanOf } from "../rows/row-ids.js";
import { isUsedAtStart } from "../rows/task-needs.js";
import { listHostsToEnter } from "../sheets/edge-lookups.js";
import { balancersWithOpenWayBack } from "../way-back.js";
import { addressesOf, addressOrigin, missingRoutes, statedDnsServers, statedRoutes } from "./adapters.js";
import { aboutServer, nameBehind } from "./computers.js";
import { statementOf } from "./origins.js";

const nic = documented("later", "LYNC13-NIC", "SFB-ENV");
const suffix = documented("later", "LYNC13-DNSEDGE");
const interfaces = documented("seed", "HMC-EDGE", "ADM-IF");
const resolving = documented("r2", "R2-DNSCFG");

/** What an edge computer has to be before OCS 2007 is installed on it: system and name, adapters, name resolution. */
export function prepareEdgeServer(
	page: PageBuilder,
	context: RunbookContext,
	server: EdgeServer,
): readonly StepGroup[] {
	const name = code(server.name);
	return [
		{
			id: `${server.name}/computer`,
			on: server.name,
			title: `${name}: computer`,
			intro: [
				...aboutServer(context, server),
				`This and the next two sections are for whoever builds the computer, before anything of OCS 2007 is installed on it${
					// The pages of a change say nothing of it above.
					context.newServers === undefined ? "; they bring about what must be ready above" : ""
				}.`,
			],
			steps: computer(page, context, server),
			undo: `set name and DNS suffix back and restart, as long as no role is activated; no procedure is documented.${page.mark(documented("unsourced"))}`,
		},
		{
			id: `${server.name}/adapters`,
			on: server.name,
			title: `${name}: network adapters`,
			steps: [
				...internalSide(page, context, server),
				...externalSide(page, context, server),
				speed(context.deployment, server),
				...ofMedia(page, context.deployment, server),
			],
			check: `the internal and the external network of the perimeter are not routable to each other through this computer.${page.mark(documented("later", "LYNC13-NIC"))}`,
			undo: `set the adapters back to what they were; no procedure is documented.${page.mark(documented("unsourced"))}`,
		},
		nameResolution(page, context, server),
	];
}

/** How the computer finds names, with what takes back what was entered for it. */
function nameResolution(page: PageBuilder, context: RunbookContext, server: EdgeServer): StepGroup {
	const intro = [
		`Edge servers ask no internal DNS servers. Internal names come from a DNS server in the perimeter or from the hosts file; partner domains and the hosts of revocation lists from external DNS.${page.mark(resolving)}`,
		...(server.accessEdge === undefined
			? [
					`The port table has rules for names and revocation lists from the Access Edge only. None is planned for this computer, and no text that was read says that its roles ask for public ${server.webConferencingEdge === undefined ? "or internal " : ""}names${
						adaptersOn(server, "external").some((adapter) => adapter.dnsServers.items.length > 0)
							? "; the DNS server of the external adapter has no use here before a rule lets the computer ask it"
							: ""
					}.${page.mark(documented("derived", "SFB-ENV"))}`,
				]
			: []),
	];
	const steps = resolution(page, context, server);
	return {
		id: `${server.name}/name-resolution`,
		on: server.name,
		title: `${code(server.name)}: name resolution`,
		intro,
		steps,
		...undoOfResolution(page, steps),
	};
}

function computer(page: PageBuilder, { catalogue }: RunbookContext, server: EdgeServer): readonly Step[] {
	const membership = server.membership?.value;
	const system = server.operatingSystem?.value;
	const systemFact = system === undefined ? undefined : valueFact(operatingSystemValues, system);
	const operations = server.operations?.items.find((operation) => operation.value === "auditing");
	return [
		{
			id: "dedicated",
			action: "Provide a computer for this server alone: no firewall, no reverse proxy, no domain controller on it.",
			check: "Nothing else is installed on the computer.",
			evidence: documented("ocs2007", "SUP-PERIM"),
			origin: server.origin,
		},
		{
			id: "operating-system",
			action: `Install the operating system: ${
				system === undefined ? page.blank(blanks.operatingSystem(server)) : text(systemFact?.title ?? system)
			}.`,
			check: "The computer starts, and its version is the one named here.",
			...(systemFact?.sources === undefined ? {} : { evidence: documentedTogether(catalogue, systemFact.sources) }),
			origin: statementOf(server.operatingSystem) ?? server.origin,
		},
		{
			id: "membership",
			...(membership?.kind === "domain"
				? {
						action: `Join the computer to the domain${membership.domain === undefined ? "" : ` ${code(membership.domain)}`}, as the topology file states. The reference architecture keeps edge servers in a workgroup.`,
						check: "The computer is a member of that domain.",
					}
				: {
						action: `Keep the computer in a workgroup; do not join it to a domain${
							membership === undefined ? ` (the file does not say: ${page.blank(blanks.membership(server))})` : ""
						}.`,
						check: "The computer shows a workgroup and no domain.",
					}),
			evidence: documented("seed", "HMC-EDGE"),
			origin: statementOf(server.membership) ?? server.origin,
		},
		...names(page, server, membership?.kind === "domain"),
		{
			id: "services",
			action: "Disable the services of the operating system that this server does not need.",
			check: "Only services that the roles and the operation of the computer need are running.",
			evidence: documented("ocs2007-copy", "PEDIA-IMP"),
			origin: server.origin,
		},
		{
			id: "auditing",
			action: "Switch on monitoring and auditing, as early as possible.",
			check: "Audited events are recorded, and somebody is named who reads them.",
			evidence: documented("ocs2007-copy", "PEDIA-IMP"),
			origin: statementOf(operations) ?? server.origin,
		},
	];
}

function names(page: PageBuilder, server: EdgeServer, inDomain: boolean): readonly Step[] {
	const fqdn = server.fqdn?.value;
	const dot = fqdn?.indexOf(".") ?? -1;
	const origin = statementOf(server.fqdn) ?? server.origin;
	if (fqdn === undefined || dot < 1 || inDomain) {
		return [
			{
				id: "computer-name",
				action: `Set computer name and DNS suffix so that they make up the internal FQDN ${page.value(fqdn, blanks.fqdn(server))}.`,
				check: "The full computer name is that FQDN.",
				evidence: suffix,
				origin,
			},
		];
	}
	return [
		{
			id: "computer-name",
			action: `Set the computer name to ${code(fqdn.slice(0, dot))}.`,
			check: "The tab *Computer Name* shows it.",
			evidence: suffix,
			origin,
		},
		{
			id: "dns-suffix",
			action: `On the tab *Computer Name*, choose *Change* > *More* and enter ${code(fqdn.slice(dot + 1))} as *Primary DNS suffix of this computer*.`,
			check: `The full computer name is ${code(fqdn)}.`,
			evidence: suffix,
			origin: statementOf(server.dnsSuffix) ?? origin,
		},
		{
			id: "restart",
			action: "Restart the computer.",
			check: "The full computer name is kept.",
			evidence: suffix,
			origin,
		},
	];
}

function internalSide(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly Step[] {
	const { deployment } = context;
	const unless = unlessSettled(page, context, server, "internal");
	const [adapter] = adaptersOn(server, "internal");
	const network = adapter?.network?.name;
	const shown = adapter === undefined ? [] : addressesOf(deployment, adapter);
	return [
		{
			id: "internal/address",
			action: `Connect the internal network adapter${network === undefined ? "" : ` to ${code(network)}`} and set its address to ${
				shown.length > 0 ? listed(shown) : page.blank(blanks.internalAddress(server))
			}.`,
			check: "The adapter shows the address, and it is static.",
			evidence: interfaces,
			origin: addressOrigin(server, adapter),
		},
		{
			id: "internal/gateway",
			action: "Leave the default gateway of the internal adapter empty.",
			check: "The route table has no default route by this adapter.",
			evidence: nic,
			origin: adapter?.origin ?? server.origin,
		},
		...[...statedRoutes(page, deployment, server, nic), ...missingRoutes(page, deployment, server, nic)].map(
			(route) => ({
				...route,
				action: route.action.replace(/\.$/, () => unless),
			}),
		),
	];
}

function externalSide(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly Step[] {
	const { deployment } = context;
	const adapters = adaptersOn(server, "external");
	const gateways = adapters.flatMap((adapter) => adapter.gateway ?? []);
	const connect = (adapters.length === 0 ? [undefined] : adapters).map((adapter): Step => {
		const addresses = adapter === undefined ? [] : addressesOf(deployment, adapter);
		const network = adapter?.network?.name;
		const order = adapter === undefined ? "" : firstAddress(page, context, server, adapter);
		return {
			id: "external/address",
			action: `Connect the external network adapter${network === undefined ? "" : ` to ${code(network)}`} and set its ${
				addresses.length > 1 ? "addresses" : "address"
			} to ${addresses.length > 0 ? listed(addresses) : page.blank(blanks.externalAddress(server))}.${order}`,
			check: `The adapter shows ${addresses.length > 1 ? "all of them, and they are" : "the address, and it is"} static.`,
			evidence: interfaces,
			origin: addressOrigin(server, adapter),
		};
	});
	return [
		...connect,
		{
			id: "external/gateway",
			action: `Set the default gateway of the external adapter${
				adapters.length > 1 ? " with the address of the Access Edge" : ""
			} to ${
				gateways.length > 0
					? listed(gateways.map((gateway) => code(gateway.value.text)))
					: page.blank(blanks.gateway(server))
			}: the inside address of the external firewall${unlessSettled(page, context, server, "external")}`,
			check: "The computer has this one default route and no other.",
			evidence: nic,
			origin: statementOf(gateways[0]) ?? adapters[0]?.origin ?? server.origin,
		},
	];
}

/**
 * The end of a sentence on gateway or routes: members of an array may need others than the file states, so that their answers
 * pass the balancer.
 */
function unlessSettled(
	page: PageBuilder,
	{ deployment, rows, newServers }: RunbookContext,
	server: EdgeServer,
	side: Side,
): string {
	const array = deployment.index.arrayOf.get(server.name);
	const [balancer] = array === undefined ? [] : balancersWithOpenWayBack(deployment, [array.name]);
	const isBalanced = rows.balancers.some((one) =>
		one.rows.some((row) => row.array.name === array?.name && row.flow.firewall === side),
	);
	if (balancer === undefined || !isBalanced) {
		return ".";
	}
	const settled =
		newServers === undefined
			? `, unless the way back of answers through ${code(balancer)} is settled otherwise (see *What must be ready*).`
			: `, unless the network team and the load balancer team have settled the way back of answers through ${code(balancer)} otherwise: it leaves the members the sender's address, and the answers have to go back through it.`;
	return `${settled}${page.mark(documented("derived", "PLAN-HLB"))}`;
}

/** Which of several addresses is entered first: the computer opens connections from it, and the rules name the Access Edge's. */
function firstAddress(page: PageBuilder, { rows }: RunbookContext, server: EdgeServer, adapter: Adapter): string {
	const first = server.accessEdge === undefined ? undefined : roleAddressOf(server, server.accessEdge);
	const isHere = adapter.addresses.items.some(({ value }) => value.text === first);
	if (first === undefined || !isHere || adapter.addresses.items.length < 2) {
		return "";
	}
	const ids = rows.firewalls
		.flatMap((firewall) => firewall.rows)
		.filter(({ flow }) => flow.server === server.name && isUsedAtStart(flow))
		.map((row) => row.id);
	const reason =
		ids.length === 0 ? "" : `: the rules ${page.link(spanOf(ids), firewallPage)} let the computer out from it alone`;
	return ` Enter ${code(first)}, that of the Access Edge, as the first one${reason}.${page.mark(documented("derived", "SCHERTZ-HOST"))}`;
}

function speed(deployment: Deployment, server: EdgeServer): Step {
	const stated = server.adapters.flatMap(
		(adapter) => deployment.index.networks.get(adapter.network?.name ?? "")?.speed ?? [],
	);
	return {
		id: "speed",
		action: "Connect the adapters to Ethernet of 1 Gbit/s, which is recommended for all servers.",
		check: "Each adapter reports a link of 1 Gbit/s.",
		evidence: documented("ocs2007", "PLAN-NET"),
		origin: statementOf(stated[0]) ?? server.origin,
	};
}

/** What holds for a computer that carries media. */
function ofMedia(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Step[] {
	const { avEdge } = server;
	if (avEdge === undefined) {
		return [];
	}
	const array = deployment.index.arrayOf.get(server.name);
	const external = page.value(
		roleAddressOf(server, avEdge),
		blanks.roleAddress(server, "av-edge", roleNameOf(deployment, server, avEdge)),
	);
	const internal = page.value(internalAddressOf(server), blanks.internalAddress(server));
	const virtual = (["external", "internal"] as const).flatMap((side) => {
		const address = array === undefined ? undefined : virtualAddressOf(array, "av-edge", side)?.address?.value.text;
		return address === undefined ? [] : [code(address)];
	});
	const others = rolesOf(server).filter(({ role }) => role !== "av-edge").length;
	return [
		{
			id: "translation",
			action: `Have the firewall team confirm that no firewall translates the external address ${external} and the internal address ${internal} of the A/V Edge${
				virtual.length === 0
					? ""
					: `, nor the virtual ${virtual.length > 1 ? "addresses" : "address"} ${listed(virtual)} of ${code(array?.name ?? "")}`
			}, and that what is external of these is publicly routable.${others === 0 ? "" : " For the addresses of the other roles translation is not forbidden."}`,
			check: "The confirmation names these addresses.",
			evidence: documented("ocs2007", "EDG-2.3", ...(virtual.length === 0 ? [] : ["PEDIA-PUBIP"])),
			origin: statementOf(avEdge.external?.address) ?? avEdge.origin,
		},
		{
			id: "ipsec",
			action: "Make sure that no IPsec policy covers the media ports of this computer.",
			check: "The IPsec policies in force on the computer leave out the media port range.",
			evidence: documented("ocs2007", "PLAN-NET"),
			origin: avEdge.mediaPorts?.origin ?? avEdge.origin,
		},
	];
}

function resolution(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly Step[] {
	const { deployment } = context;
	const dnsServers = (["internal", "external"] as const).flatMap((side) => statedDnsServers(server, side, resolving));
	const hosts = server.hostsEntries.map(
		(entry): Step => ({
			id: `hosts-entry/${nameBehind(deployment, entry.host.value)}`,
			action: `Enter ${code(entry.host.value)} with the address ${page.value(
				entry.address?.value.text,
				blanks.byHand(`address of ${entry.host.value}`),
			)} into the hosts file.`,
			check: `On this computer ${code(entry.host.value)} resolves to that address.`,
			evidence: resolving,
			origin: statementOf(entry.host),
		}),
	);
	const isFindingServers = server.accessEdge !== undefined || server.webConferencingEdge !== undefined;
	return [
		...(dnsServers.length === 0 ? (server.accessEdge === undefined ? [] : [externalDns(page, server)]) : dnsServers),
		...noInternalDns(server, dnsServers.length > 0),
		...hosts,
		...(server.accessEdge === undefined ? [] : nextHop(page, deployment, server)),
		...(isFindingServers ? [...pools(page, deployment, server), ...conferencingServers(page, deployment, server)] : []),
		...listHosts(page, context, server),
	];
}

/** What there is to take back: not every computer gets entries in its hosts file, or DNS servers. */
function undoOfResolution(page: PageBuilder, steps: readonly Step[]): Pick<StepGroup, "undo"> {
	const isOfDns = ({ id }: Step) => id.startsWith("dns-servers/");
	const parts = [
		...(steps.every(isOfDns) ? [] : ["remove from the hosts file what these steps have entered"]),
		...(steps.some(isOfDns) ? ["take the DNS servers from the adapters"] : []),
	];
	return parts.length === 0
		? {}
		: { undo: `${parts.join(", and ")}; no procedure is documented.${page.mark(documented("unsourced"))}` };
}

/** Whether the host of an internal revocation list gets a name in public DNS or an entry here is settled beforehand. */
function listHosts(page: PageBuilder, context: RunbookContext, server: EdgeServer): readonly Step[] {
	return listHostsToEnter(context, server).map(
		({ name, certificate, origin }): Step => ({
			id: `revocation-list/${certificate}`,
			action: `Only where the ${page.link("certificate sheet", certificatesPage)} is settled that way: enter ${code(name)}, the host of the revocation list of the internal authority, with the address ${page.blank(blanks.listHost(name))} into the hosts file.`,
			check: `On this computer ${code(name)} resolves to that address. Where it is settled that the host answers on the Internet, the hosts file does not name it.`,
			evidence: documented("derived", "EXPLUC-CRL", "R2-DNSCFG"),
			origin,
		}),
	);
}

/** With external DNS servers and a hosts file, the internal adapter has no DNS server. */
function noInternalDns(server: EdgeServer, isStated: boolean): readonly Step[] {
	const adapters = adaptersOn(server, "internal");
	return !isStated || adapters.some((adapter) => adapter.dnsServers.items.length > 0)
		? []
		: [
				{
					id: "dns-servers/internal",
					action: "Leave the DNS servers of the internal adapter empty.",
					check: "The internal adapter shows none.",
					evidence: documented("later", "LYNC13-NIC"),
					origin: adapters[0]?.origin ?? server.origin,
				},
			];
}

/** The Web Conferencing Servers of each pool that are computers of their own and not in the hosts file. */
function conferencingServers(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Step[] {
	const inHosts = new Set(server.hostsEntries.map((entry) => entry.host.value.toLowerCase()));
	return deployment.internalServers
		.filter((pool) => mayCarry(pool, "web-conferencing"))
		.flatMap((pool): readonly Step[] => {
			const missing = poolMembersWith(pool, "web-conferencing").filter(
				({ fqdn }) =>
					!inHosts.has(fqdn.value.toLowerCase()) && fqdn.value.toLowerCase() !== pool.fqdn?.value.toLowerCase(),
			);
			const names = missing.map(
				({ fqdn, address }) =>
					`${code(fqdn.value)} to ${page.value(address?.value.text, blanks.memberAddress(pool, fqdn.value))}`,
			);
			return names.length === 0
				? []
				: [
						{
							id: `web-conferencing-servers/${pool.name}`,
							action: `Make the Web Conferencing Servers of ${code(pool.name)} resolve on this computer, ${wayOfNames(server)}: ${listed(names)}.`,
							check: "On this computer each of these names resolves to its address.",
							evidence: resolving,
							origin: statementOf(missing[0]?.fqdn) ?? pool.origin,
						},
					];
		});
}

/** A server with entries in its hosts file is meant to find internal names there. */
function wayOfNames(server: EdgeServer): string {
	return server.hostsEntries.length > 0
		? "by its hosts file, as the names above"
		: "by a DNS server in the perimeter or by its hosts file";
}

function externalDns(page: PageBuilder, server: EdgeServer): Step {
	const [adapter] = adaptersOn(server, "external");
	return {
		id: "dns-servers/external",
		action: `Enter DNS servers that resolve public names on the external adapter, or those of the perimeter on both adapters: ${page.blank(blanks.dnsServers(server, "external"))}.`,
		check: "On this computer public names resolve.",
		evidence: documented("later", "LYNC13-NIC"),
		origin: adapter?.origin ?? server.origin,
	};
}

/** The pools that the Access Edge works with besides the next hop, where the hosts file does not name them. */
function pools(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Step[] {
	const inHosts = new Set(server.hostsEntries.map((entry) => entry.host.value.toLowerCase()));
	return deployment.internalServers
		.filter((pool) => pool.kind === "pool" && pool.name !== server.accessEdge?.nextHop?.name)
		.filter((pool) => pool.fqdn === undefined || !inHosts.has(pool.fqdn.value.toLowerCase()))
		.map((pool): Step => {
			const name = page.value(pool.fqdn?.value, blanks.fqdn(pool));
			const addresses = pool.addresses.items.map((address) => code(address.value.text));
			const address = addresses.length > 0 ? listed(addresses) : page.blank(blanks.address(pool));
			return {
				id: `pool/${pool.name}`,
				action: `Make the pool ${name} resolve to ${address} on this computer, ${wayOfNames(server)}.`,
				check: `On this computer ${name} resolves to ${address}.`,
				evidence: resolving,
				origin: statementOf(pool.fqdn) ?? pool.origin,
			};
		});
}

/** Makes the next hop known to a server whose hosts file, as stated, does not name it. */
function nextHop(page: PageBuilder, deployment: Deployment, server: EdgeServer): readonly Step[] {
	const reference = server.accessEdge?.nextHop;
	const internal = reference === undefined ? undefined : internalServerNamed(deployment, reference.name);
	const name = internal?.fqdn?.value;
	const inHosts = new Set(server.hostsEntries.map((entry) => entry.host.value.toLowerCase()));
	if (name !== undefined && inHosts.has(name.toLowerCase())) {
		return [];
	}
	const nameText = nameOfNextHop(page, server, internal);
	const addresses = internal?.addresses.items.map((address) => code(address.value.text)) ?? [];
	const address =
		addresses.length > 0
			? listed(addresses)
			: internal === undefined
				? "its address"
				: page.blank(blanks.address(internal));
	return [
		{
			id: "next-hop",
			action: `Make the next hop ${nameText} resolve to ${address} on this computer, by a DNS server in the perimeter or by its hosts file, not by an internal DNS server.`,
			check: `On this computer ${nameText} resolves to ${address}.`,
			evidence: resolving,
			origin: reference?.origin ?? server.accessEdge?.origin ?? server.origin,
		},
	];
}

function nameOfNextHop(page: PageBuilder, server: EdgeServer, internal: InternalServer | undefined): string {
	if (internal === undefined) {
		return page.blank(blanks.nextHop(server));
	}
	return page.value(internal.fqdn?.value, blanks.fqdn(internal));
}
