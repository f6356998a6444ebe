import { listed } from "../../../basics/sentences.js";
import { isInternalServer, virtualAddressOf } from "../../../model/lookups.js";
import { NAME_FLOW, nearNameServersOf } from "../../../requirements/near-name-servers.js";
import type { Flow, Party } from "../../../requirements/requirements.js";
import { type UnnumberedRule, unnumberedRules } from "../../../requirements/unnumbered-rules.js";
import { code, text } from "../../markdown.js";
import { isAnybody, isPortSideOpen } from "../artefacts/firewall-rules.js";
import { firewallRulesFile } from "../artefacts/paths.js";
import { documented, scenarioTitles } from "../facts.js";
import { type Blank, blanks } from "../page/blanks.js";
import { PageBuilder, type RunbookContext, type RunbookPage } from "../page/page.js";
import { certificatesPage, firewallPage, overviewPage } from "../page/page-paths.js";
import { originOfFlow } from "../rows/row-origins.js";
import { taskLinks, tasksByRow } from "../rows/row-tasks.js";
import { scenariosOfFlow } from "../rows/scenarios-served.js";

/** The sheet of the firewall team: one table for each firewall. */
export function firewallSheet(context: RunbookContext): RunbookPage {
	const { deployment, rows } = context;
	const page = new PageBuilder(context, firewallPage, "Firewall sheet");
	const tasks = tasksByRow(context);
	page.paragraph(
		`For the firewall team. Each row is one rule to allow; the task pages ask for rows by their number. The plan as a whole is in the ${page.link("overview", overviewPage)}.`,
	);
	page.paragraph(
		`The same as a file: ${page.link("rules.csv", firewallRulesFile)}. *Owner*, *Done* and *Tested* are for you to fill in. A rule is done when it is in force; the task pages under *Task* wait for that. It is tested later, when both ends of it are there.`,
	);
	page.bullets([
		"When a rule can be tested: a rule for the reverse proxy after task 1; one by which an Access Edge asks DNS or fetches revocation lists in task 5, before the services start; every other rule of the external firewall when the services run; every other one of the internal firewall after task 6. Until then a connection that fails says nothing about the rule.",
		"External firewall: inbound is from the Internet to the perimeter network, outbound the other way.",
		`Internal firewall: outbound is from the internal network to the perimeter network, inbound the other way.${page.mark(documented("ocs2007", "EDG-2.3"))}`,
		"Both: the rule is needed in each direction, whoever opens the connection.",
		...(deployment.edgeArrays.length === 0
			? []
			: [
					"In an array the address is the virtual one or that of one member, as the column *Purpose and basis* says. Where both are listed, both rules are needed.",
				]),
	]);
	for (const firewall of rows.firewalls) {
		const side = firewall.side === "external" ? "External" : "Internal";
		page.heading(
			2,
			firewall.name === undefined
				? `${side} firewall (not named in the file)`
				: `${side} firewall ${code(firewall.name)}`,
		);
		if (firewall.rows.length === 0) {
			page.paragraph("No scenario of the file needs a rule here.");
			continue;
		}
		page.rows(
			["Row", "Allow", "Source", "Destination", "Purpose and basis", "Task", "Owner", "Done", "Tested"],
			firewall.rows.map(({ id, identity, flow }) => ({
				id: identity,
				origin: originOfFlow(deployment, flow),
				cells: [
					id,
					`${flow.direction} ${flow.protocol.toUpperCase()} ${code(flow.ports)}`,
					party(page, context, flow.source, flow),
					party(page, context, flow.destination, flow),
					[
						text(flow.purpose),
						...listHosts(page, flow),
						...withoutFirewall(page, context, flow),
						...sideOfPorts(flow),
						...virtualSenders(page, context, flow),
						`Scenarios: ${scenarioTitles(context, scenariosOfFlow(context, flow))}`,
						`Basis: ${page.mark(flow.evidence).trim() || "OCS 2007"}${flow.confidence === "medium" ? ", medium confidence" : ""}${endOfArray(page, flow)}`,
						...membersToo(page, flow),
					].join("<br>"),
					taskLinks(page, tasks.get(id)),
					"",
					"",
					"",
				],
			})),
		);
	}
	beyondThePortTable(page, context);
	const relays = deployment.edgeServers.filter((server) => server.avEdge !== undefined);
	if (relays.length > 0) {
		const virtual = deployment.edgeArrays
			.flatMap((array) => virtualAddressOf(array, "av-edge", "external") ?? [])
			.flatMap(({ address }) => (address === undefined ? [] : code(address.value.text)));
		page.heading(2, "Addresses of the A/V Edge and the media range");
		page.bullets([
			`Translate neither the external nor the internal address of the A/V Edge (${listed(relays.map((server) => code(server.name)))}).${page.mark(documented("ocs2007", "EDG-2.3"))}`,
			`Its internal address has to be fully routable from the internal network.${page.mark(documented("ocs2007", "EDG-2.3"))}`,
			...(virtual.length === 0
				? []
				: [
						`The external virtual address of the A/V Edge (${listed(virtual)}) has to be publicly routable as those of its members are.${page.mark(documented("community", "PEDIA-PUBIP"))}`,
					]),
			`Open the media port range on the external firewall only. Internal parties use the STUN rows of the internal firewall.${page.mark(documented("derived", "SFB-ENV"))}`,
			...(rows.firewalls.some(({ rows: rules }) => rules.some(({ flow }) => isPortSideOpen(flow)))
				? [
						`What comes from outside goes to the range at the A/V Edge. For connections that the A/V Edge opens, no text for OCS 2007 that was read says whether the range is their source or their destination port. It has to be open in both directions.${page.mark(documented("later", "LYNC13-AV"))} Where a rule has to name the side, the firewall team settles it with the edge administrator before task 7, and they test audio and video with a partner, once started from each side.${page.mark(documented("derived", "LYNC13-AV"))}`,
					]
				: []),
		]);
	}
	page.sources();
	return page.finish();
}

/** What somebody has to let through although no port table has a row for it. It is neither numbered nor in rules.csv. */
function beyondThePortTable(page: PageBuilder, context: RunbookContext): void {
	const { deployment, requirements, catalogue } = context;
	const rules = unnumberedRules(deployment, requirements.flows, requirements.certificates);
	if (rules.length === 0) {
		return;
	}
	page.heading(2, "Asked for beyond the port table");
	page.paragraph(
		`The port table of the product has no rows for these, so they have no number and are not in ${code("rules.csv")}.${page.mark(documented("derived"))}`,
	);
	page.rows(
		["Allow", "Source", "Destination", "Purpose and basis", "Before task", "Owner", "Done", "Tested"],
		rules.map((rule) => ({
			id: `beyond/${rule.id}`,
			origin: rule.flow === undefined ? rule.origin : originOfFlow(deployment, rule.flow),
			cells: [
				`${rule.firewall} firewall: ${rule.direction === undefined ? "" : `${rule.direction} `}${rule.protocol} ${code(rule.port)}`,
				...endsBeyond(page, context, rule),
				purposeBeyond(page, rule),
				String(catalogue.tasks.find(({ id }) => id === rule.task)?.number ?? ""),
				"",
				"",
				"",
			],
		})),
	);
}

function endsBeyond(page: PageBuilder, context: RunbookContext, rule: UnnumberedRule): readonly [string, string] {
	const { kind, on, source, destination, network, flow } = rule;
	const addresses = (end: UnnumberedRule["source"]) => end.addresses.map(code).join(", ");
	switch (kind) {
		case "names":
			return [`${code(on)} ${addresses(source)}`, `${destination.label} ${addresses(destination)}`];
		case "name-servers":
			return [
				`${source.label} ${addresses(source)}${network === undefined ? "" : ` in ${code(network)}`}`,
				destination.label,
			];
		case "list-hosts":
			return [flow === undefined ? code(on) : party(page, context, flow.source, flow), destination.label];
		case "published-lists":
			return [source.label, `${code(on)}, at its public address`];
		case "revocation-lists": {
			const server = context.deployment.edgeServers.find(({ name }) => name === on);
			const address =
				server === undefined ? addresses(source) : page.value(source.addresses[0], blanks.internalAddress(server));
			return [`${code(on)} ${address}`, `host of ${listed(destination.addresses.map(code))}`];
		}
	}
}

function purposeBeyond(page: PageBuilder, rule: UnnumberedRule): string {
	const mark = page.mark(rule.evidence);
	switch (rule.kind) {
		case "names":
			return `The reverse proxy finds names.${mark}${
				rule.firewall === "internal"
					? " Not needed where it has no DNS server there and finds the web farm by its hosts file."
					: ""
			}`;
		case "name-servers": {
			const { askedBy = [], source } = rule;
			return `${listed(askedBy.map(code))} ${askedBy.length === 1 ? "asks" : "ask"} there for names on the Internet, and ${source.addresses.length === 1 ? "it has" : "they have"} to ask further.${mark}`;
		}
		case "list-hosts":
			return `The Access Edge finds the hosts of the revocation lists that it fetches.${mark}`;
		case "published-lists":
			return `Only where the ${page.link("certificate sheet", certificatesPage)} is settled that way, and the host stands behind this firewall: the list of the internal authority answers on the Internet.${mark}`;
		case "revocation-lists":
			return `Only where the ${page.link("certificate sheet", certificatesPage)} is settled that way: the edge server fetches the list of the internal authority inside.${mark}`;
	}
}

/** The port table names one port for both directions, and not whose port it is when the perimeter opens the connection. */
function sideOfPorts(flow: Flow): readonly string[] {
	return isPortSideOpen(flow)
		? [
				"For connections that the A/V Edge opens, no text for OCS 2007 that was read says whether these are source or destination ports.",
			]
		: [];
}

/** Why a virtual address stands among the sources from which nothing can leave it. */
function virtualSenders(page: PageBuilder, { deployment }: RunbookContext, { source }: Flow): readonly string[] {
	return (source.parts ?? [source]).flatMap(({ host: name, addresses }) => {
		const host = name === undefined ? undefined : deployment.index.hosts.get(name);
		if (!isInternalServer(host) || host.members.every(({ address }) => address === undefined)) {
			return [];
		}
		const balancer = host.loadBalancer && deployment.index.loadBalancers.get(host.loadBalancer.name);
		const virtual = host.addresses.items
			.map(({ value }) => value.text)
			.filter((address) => addresses.includes(address));
		return virtual.length === 0 || balancer?.translation?.value !== "dnat"
			? []
			: [
					`The virtual address of ${code(host.name)} (${listed(virtual.map(code))}) is among the sources because the table that was found lists it as well. ${code(balancer.name)} translates destinations only, so nothing leaves from it.${page.mark(documented("derived", "LYNC13-HLB"))}`,
				];
	});
}

/** The port table gives partners as the purpose of DNS queries; the hosts of revocation lists are found by the same queries. */
function listHosts(page: PageBuilder, { template }: Flow): readonly string[] {
	return template === NAME_FLOW
		? [`Also for the hosts of revocation lists.${page.mark(documented("derived", "SFB-ENV"))}`]
		: [];
}

/** The port table has rows for DNS servers wherever they stand; one in the same network is asked without any firewall. */
function withoutFirewall(page: PageBuilder, { deployment }: RunbookContext, flow: Flow): readonly string[] {
	const near = nearNameServersOf(deployment, flow);
	const [first] = near;
	if (first === undefined) {
		return [];
	}
	const where = `in the same network as ${code(flow.server)}${first.network === undefined ? "" : ` (${code(first.network)})`}`;
	const which = listed(near.map(({ address }) => code(address)));
	const verb = near.length === 1 ? "stands" : "stand";
	const rest =
		near.length === flow.destination.addresses.length
			? "There is nothing to allow here, and the row counts as done"
			: "The rule is for the others";
	return [
		`${which} ${verb} ${where}, so that no firewall is passed; what ${near.length === 1 ? "it needs itself" : "they need themselves"} is asked for beyond the port table, below. ${rest}.${page.mark(documented("derived"))}`,
	];
}

/** Which end of an array the row is for, with what is known of that. */
function endOfArray(page: PageBuilder, { balanced }: Flow): string {
	if (balanced === undefined) {
		return "";
	}
	const end = balanced.end === "member" ? "member" : "virtual address";
	return `<br>${end} of ${code(balanced.array)}${page.mark(balanced.evidence)}`;
}

/** The members that a rule of a virtual address has to allow as well, with the reason. */
function membersToo(page: PageBuilder, { alsoFrom = [] }: Flow): readonly string[] {
	const members = alsoFrom.map(({ server, address }) =>
		address === undefined ? code(server) : `${code(server)} ${code(address)}`,
	);
	return members.length === 0
		? []
		: [
				`Allow the same from ${listed(members)}: the load balancer translates destinations only.${page.mark(documented("derived", "LYNC13-HLB"))}`,
			];
}

/** An end of the rule with its addresses, or with a blank for what the file does not give. */
function party(page: PageBuilder, context: RunbookContext, end: Party, flow: Flow): string {
	if (end.parts !== undefined) {
		return end.parts.map((part) => party(page, context, part, flow)).join("<br>");
	}
	const host = end.host === undefined ? undefined : context.deployment.index.hosts.get(end.host);
	const label = host === undefined ? text(end.label) : code(end.label);
	if (end.addresses.length > 0) {
		return `${label} ${end.addresses.map(code).join(", ")}`;
	}
	if (host === undefined) {
		return isAnybody(end) ? label : `${label} ${page.blank(partyBlank(context, end, flow))}`;
	}
	if (host.kind === "edge-server" || host.kind === "edge-array" || host.kind === "reverse-proxy") {
		return host.name === flow.server ? `${label} ${page.value(flow.address, addressBlank(context, flow))}` : label;
	}
	const farm = host.webFarm?.internal?.value;
	const isOwnFarm = flow.role === "reverse-proxy" && farm !== undefined && farm !== host.fqdn?.value;
	return `${label} ${page.blank(isOwnFarm ? blanks.hostAddress(farm, "internal") : blanks.address(host))}`;
}

/** What would tell the addresses of somebody whom the row names only by what it does. */
function partyBlank({ deployment }: RunbookContext, { label }: Party, { server }: Flow): Blank {
	const host = deployment.index.hosts.get(server);
	if (host?.kind === "edge-server" && label === "DNS servers") {
		return blanks.dnsServers(host, "external");
	}
	if (host?.kind === "edge-server" && label === "next hop") {
		return blanks.nextHop(host);
	}
	return blanks.byHand(`addresses of ${label}`);
}

function addressBlank(context: RunbookContext, flow: Flow) {
	const host = context.deployment.index.hosts.get(flow.server);
	if (host?.kind === "edge-server") {
		if (flow.firewall === "internal" || flow.role === "reverse-proxy") {
			return blanks.internalAddress(host);
		}
		const roles = {
			"access-edge": host.accessEdge,
			"web-conferencing-edge": host.webConferencingEdge,
			"av-edge": host.avEdge,
		} as const;
		return blanks.roleAddress(host, flow.role, roles[flow.role]?.external?.fqdn?.value);
	}
	if (host?.kind === "reverse-proxy") {
		return flow.firewall === "internal" ? blanks.internalAddress(host) : blanks.externalAddress(host);
	}
	return host?.kind === "edge-array"
		? blanks.virtualAddress(host, flow.firewall)
		: blanks.byHand(`address of ${flow.server}`);
}
