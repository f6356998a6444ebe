import { type Address, isInSubnet } from "../model/address.js";
import type { AccessEdge, Deployment, DeploymentIndex, EdgeServer, PoolMember } from "../model/deployment.js";
import type { Fix } from "../model/finding.js";
import { hostNamed } from "../model/lookups.js";
import type { Origin, Reference, Stated } from "../model/origin.js";
import { addressOfInternalServer } from "../requirements/resolve.js";
import { defineRule, MET, type RuleFinding, undecided } from "./rule.js";
import { insertStatement, replace } from "./support/edits.js";
import { firewallsBefore } from "./support/firewall/perimeter-firewalls.js";
import { directorsForOutside, isBalanced, nextHopOf } from "./support/next-hop/next-hop.js";

export const rule = defineRule({
	code: "edge-cannot-resolve-next-hop",
	title: "An Access Edge can resolve the names of its internal servers",
	severity: "warning",
	category: "addresses",
	evidence: "r2",
	sources: ["R2-DNSCFG", "SDK-NEXTHOP"],
	why: "The Access Edge reaches its next hop and the internal servers by their FQDN, and asks no internal DNS server.",
	howToFix:
		"Add a hosts entry on the edge server, or a record to the DNS of the perimeter; correct an entry with another address.",
	needs:
		"The FQDN of the next hop and of the authorised servers, and at least one hosts entry of the edge server or a DNS view of the perimeter.",
	note: "Worded for OCS 2007 R2. Where the edge server asks a DNS server in the perimeter whose view is not declared, or one inside, the file does not say what it can resolve. An entry with the address of one computer of a pool is taken as meant; behind a firewall that translates, addresses are not compared.",
	*check({ deployment }) {
		const known = recordsFor(deployment);
		const hasDirector = directorsForOutside(deployment).length > 0;
		for (const edge of deployment.edgeServers) {
			const { accessEdge, hostsEntries, block } = edge;
			if (!accessEdge || !block.complete) {
				continue;
			}
			const names = namesOf(deployment, accessEdge, hasDirector);
			if (names.length === 0) {
				yield undecided(edge, "the FQDN of its next hop");
				continue;
			}
			const own = new Set(hostsEntries.map(({ host }) => host.value));
			const missing = names.filter(({ fqdn }) => !own.has(fqdn) && !known.names.has(fqdn));
			const astray = isTranslated(deployment, edge)
				? []
				: names.flatMap((one) => entriesElsewhere(edge, one).map((entry) => wrongEntry(edge, one, entry)));
			yield* astray;
			if (missing.length === 0) {
				yield* astray.length === 0 ? [MET] : [];
			} else if (
				!known.isComplete ||
				block.leftOut ||
				(own.size === 0 && !known.hasView) ||
				asksElsewhere(deployment, edge, known.hasView)
			) {
				yield undecided(edge, "what the names of internal servers are resolved by (`hosts-entry` or `dns-servers`)");
			} else {
				for (const one of missing) {
					yield finding(deployment, edge, one);
				}
			}
		}
	},
});

/** An internal server that the Access Edge has to find. */
interface Needed {
	readonly fqdn: string;
	readonly address?: string | undefined;
	/** The addresses of its computers, which a hosts entry may name as well. */
	readonly members: readonly string[];
	/** The word that names it. */
	readonly origin: Origin;
}

function namesOf(deployment: Deployment, accessEdge: AccessEdge, hasDirector: boolean): readonly Needed[] {
	const { index } = deployment;
	const references: readonly Reference[] = [
		...rightNextHop(deployment, accessEdge, hasDirector),
		...(accessEdge.authorizedServers ?? []).filter(({ name }) => !memberNamed(index, name)),
	];
	const found = new Map<string, Needed>();
	for (const { name, origin } of references) {
		const host = hostNamed(index, name);
		if (host?.kind !== "pool" && host?.kind !== "director") {
			continue;
		}
		const member = memberNamed(index, name);
		const fqdn = member ? member.fqdn.value : host.fqdn?.value;
		const address = member ? member.address?.value.text : addressOfInternalServer(host);
		if (fqdn !== undefined && !found.has(fqdn)) {
			const members = host.members.flatMap((one) => one.address?.value.text ?? []);
			found.set(fqdn, { fqdn, address, members, origin });
		}
	}
	return [...found.values()];
}

/** One computer of a pool. It is authorised to connect to the Access Edge, which turns to the pool itself by its name. */
function memberNamed({ hosts, hostsByFqdn }: DeploymentIndex, name: string): PoolMember | undefined {
	return hosts.has(name) ? undefined : hostsByFqdn.get(name.toLowerCase())?.member;
}

/** The next hop, unless it has to be another one: its name needs no record then, and other rules say what it is to be. */
function rightNextHop(deployment: Deployment, accessEdge: AccessEdge, hasDirector: boolean): readonly Reference[] {
	const hop = nextHopOf(accessEdge, deployment);
	const isWrong = hop && ((hop.server.kind === "pool" && hasDirector) || (hop.member && isBalanced(hop.server)));
	return accessEdge.nextHop && !isWrong ? [accessEdge.nextHop] : [];
}

/** The hosts entries that lead a name to another address than the server has. */
function entriesElsewhere(
	{ hostsEntries }: EdgeServer,
	{ fqdn, address: own, members }: Needed,
): readonly WrongEntry[] {
	return hostsEntries.flatMap(({ host, address }) =>
		own !== undefined && address && host.value === fqdn && ![own, ...members].includes(address.value.text)
			? [{ host, address, right: own }]
			: [],
	);
}

interface WrongEntry {
	readonly host: Stated<string>;
	readonly address: Stated<Address>;
	readonly right: string;
}

/** Behind a firewall that translates, a server inside may have another address for the perimeter. */
function isTranslated(deployment: Deployment, edge: EdgeServer): boolean {
	return firewallsBefore(deployment, edge, "internal").some(({ firewall: { nat } }) => nat && nat.kind !== "none");
}

function wrongEntry({ name }: EdgeServer, { origin }: Needed, { host, address, right }: WrongEntry): RuleFinding {
	return {
		message: `The hosts entry of ${name} leads ${host.value} to ${address.value.text}, and its address is ${right}. The Access Edge reaches internal servers by FQDN. Correct the entry.`,
		at: address.origin,
		related: [{ message: `The Access Edge turns to ${host.value}`, origin }],
		fixes: [
			{
				title: `Change the address to ${right}`,
				edits: [replace(address.origin, right)],
				safety: "unsafe",
				preferred: true,
			},
		],
	};
}

interface Records {
	readonly names: ReadonlySet<string>;
	readonly hasView: boolean;
	readonly isComplete: boolean;
}

/** What computers of the perimeter can resolve by DNS: the names of their own view and those of the Internet. */
function recordsFor({ dnsViews }: Deployment): Records {
	const views = dnsViews.filter(({ view }) => view.value !== "internal");
	const names = views.flatMap(({ records }) =>
		records.flatMap((record) =>
			record.type === "A" ? [record.host.value] : record.type === "CNAME" ? [record.alias.value] : [],
		),
	);
	return {
		names: new Set(names),
		hasView: views.some(({ view }) => view.value === "perimeter"),
		isComplete: views.every(({ block }) => block.complete && !block.leftOut),
	};
}

/** Whether it asks DNS servers of which the records are not known: within the perimeter without a view, or inside. */
function asksElsewhere({ networks }: Deployment, { adapters }: EdgeServer, hasView: boolean): boolean {
	const zones = ["internal", ...(hasView ? [] : ["perimeter"])];
	const subnets = networks
		.filter(({ zone }) => zone && zones.includes(zone.value))
		.flatMap((network) => network.subnets.items.map(({ value }) => value));
	return adapters
		.flatMap(({ dnsServers }) => dnsServers.items)
		.some(({ value }) => subnets.some((subnet) => isInSubnet(value.text, subnet)));
}

function finding(deployment: Deployment, edge: EdgeServer, missing: Needed): RuleFinding {
	return {
		message: `${edge.name} cannot resolve ${missing.fqdn}: neither its hosts entries nor the DNS of the perimeter has the name. The Access Edge reaches internal servers by FQDN. Add a hosts entry or a DNS record.`,
		at: missing.origin,
		related: edge.hostsEntries
			.slice(0, 1)
			.map(({ host }) => ({ message: `The hosts entries of ${edge.name}`, origin: host.origin })),
		fixes: missing.address === undefined ? [] : addName(deployment, edge, missing.fqdn, missing.address),
	};
}

/** Where names are already; else the hosts file, which needs no server. */
function addName({ dnsViews }: Deployment, edge: EdgeServer, fqdn: string, address: string): readonly Fix[] {
	const view = dnsViews.find((one) => one.view.value === "perimeter");
	const inHostsFile = edge.hostsEntries.length > 0 || !view;
	return [
		{
			title: `Add a hosts entry for ${fqdn} to ${edge.name}`,
			edits: [insertStatement(edge.block, `hosts-entry ${fqdn} -> ${address}`)],
			safety: "unsafe",
			preferred: inHostsFile,
		},
		...(view
			? [
					{
						title: `Add ${fqdn} to the DNS of the perimeter`,
						edits: [insertStatement(view.block, `a ${fqdn} -> ${address}`)],
						safety: "unsafe" as const,
						preferred: !inHostsFile,
					},
				]
			: []),
	];
}
