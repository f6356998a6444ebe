import type { SourceKey } from "../catalog/sources.js";
import type { Evidence, TaskId } from "../catalog/types.js";
import type { Deployment, Side } from "../model/deployment.js";
import { adaptersOn } from "../model/lookups.js";
import type { Origin } from "../model/origin.js";
import { askedNameServers, hasOnlyNearNameServers, NAME_FLOW, REVOCATION_FLOW } from "./near-name-servers.js";
import { lookupsOfProxies } from "./proxy-lookups.js";
import type { CertificateRequirement, Flow, SettingRequirement } from "./requirements.js";
import { internalAddressOf } from "./resolve.js";

/*
 * What somebody has to let through although no port table has a row for it: it is neither numbered nor in the list of rules,
 * and needed all the same, before and after a change.
 */

/** One rule to allow beyond the port table. */
export interface UnnumberedRule {
	/** What it is for. */
	readonly kind: "names" | "name-servers" | "list-hosts" | "published-lists" | "revocation-lists";
	/** Made of names, as in "names/isa1/internal". */
	readonly id: string;
	/** The computer, network or host that it is about, by its name. */
	readonly on: string;
	readonly firewall: Side;
	/** Left open where the rule is for the computers of one side, wherever they ask. */
	readonly direction?: "inbound" | "outbound";
	readonly protocol: "TCP" | "UDP and TCP";
	readonly port: "53" | "80";
	readonly source: RuleEnd;
	readonly destination: RuleEnd;
	/** As in "the reverse proxy finds names". */
	readonly purpose: string;
	/** The task before which it has to be in force. */
	readonly task: TaskId;
	readonly evidence: Evidence;
	readonly origin?: Origin;
	/** The servers that ask: of a row for DNS servers that have to ask further. */
	readonly askedBy?: readonly string[];
	/** The network of the source, where the file names it. */
	readonly network?: string;
	/** The rule of the port table by which the same server fetches what it asks for here. */
	readonly flow?: Flow;
}

export interface RuleEnd {
	/** What it is; empty where the addresses alone tell. */
	readonly label: string;
	/** Addresses, or the addresses of lists; empty where nothing is known or none is needed. */
	readonly addresses: readonly string[];
	/** Set where there has to be an address that the file does not give. */
	readonly isOpen?: true;
}

/** All of them: what reverse proxies and edge servers ask DNS for, and the revocation lists of the own authority. */
export function unnumberedRules(
	deployment: Deployment,
	flows: readonly Flow[],
	certificates: readonly CertificateRequirement[],
): readonly UnnumberedRule[] {
	const lookups = lookupsOfProxies(deployment).map(
		({ proxy, side, from, to, origin }): UnnumberedRule => ({
			...NAMES,
			kind: "names",
			id: `names/${proxy}/${side}`,
			on: proxy,
			firewall: side,
			source: { label: "", addresses: [from] },
			destination: { label: to.length === 1 ? "DNS server" : "DNS servers", addresses: to },
			purpose: "the reverse proxy finds names",
			task: "publish-web-components",
			evidence: documented("PEDIA-RP"),
			origin,
		}),
	);
	const nameServers = askedNameServers({ deployment, requirements: { flows } }).map(
		({ id, addresses, network, askedBy, origin }): UnnumberedRule => ({
			...NAMES,
			kind: "name-servers",
			id: `name-servers/${id}`,
			on: network ?? askedBy[0] ?? "",
			firewall: "external",
			direction: "outbound",
			source: { label: addresses.length === 1 ? "DNS server" : "DNS servers", addresses },
			destination: {
				label: `public DNS servers, or those to which ${addresses.length === 1 ? "it forwards" : "they forward"}`,
				addresses: [],
			},
			purpose: "edge servers ask there for names on the Internet",
			task: "start-services",
			evidence: documented("SFB-ENV"),
			origin,
			askedBy,
			...(network === undefined ? {} : { network }),
		}),
	);
	return [
		...lookups,
		...nameServers,
		...listHosts(deployment, flows),
		...ofInternalLists(deployment, internalListsOf(deployment, certificates)),
	];
}

const NAMES = { protocol: "UDP and TCP", port: "53" } as const;

/** The rules by which names of list hosts are found where no row lets the same server ask, since no scenario looks partners up. */
function listHosts(deployment: Deployment, flows: readonly Flow[]): readonly UnnumberedRule[] {
	const asking = new Set(flows.filter(({ template }) => template === NAME_FLOW).map(({ server }) => server));
	return flows
		.filter(
			({ template, server }) =>
				template === REVOCATION_FLOW && !asking.has(server) && !hasOnlyNearNameServers(deployment, server),
		)
		.map((flow) => ({
			...NAMES,
			kind: "list-hosts",
			id: `list-hosts/${flow.server}`,
			on: flow.server,
			firewall: "external",
			direction: "outbound",
			source: sendersOf(flow),
			destination: { label: PUBLIC_DNS, addresses: nameServersOf(deployment, flow.server) },
			purpose: LIST_HOSTS,
			task: "start-services",
			evidence: documented("SFB-ENV"),
			flow,
		}));
}

function nameServersOf({ index }: Deployment, server: string): readonly string[] {
	const host = index.hosts.get(server);
	return host?.kind !== "edge-server"
		? []
		: adaptersOn(host, "external").flatMap(({ dnsServers }) => dnsServers.items.map(({ value }) => value.text));
}

const PUBLIC_DNS = "public DNS servers";
const LIST_HOSTS = "the Access Edge finds the hosts of the revocation lists that it fetches";

/** An edge server fetches a list of the internal authority inside, or else on the Internet. */
function ofInternalLists(deployment: Deployment, lists: readonly string[]): readonly UnnumberedRule[] {
	const senders = deployment.edgeServers.filter(({ accessEdge }) => accessEdge !== undefined);
	if (lists.length === 0 || senders.length === 0) {
		return [];
	}
	const base = { direction: "inbound", protocol: "TCP", port: "80", task: "start-services" } as const;
	return [
		...internalListHostsOf(deployment, lists).map(
			({ name, origin }): UnnumberedRule => ({
				...base,
				kind: "published-lists",
				id: `published-lists/${name}`,
				on: name,
				firewall: "external",
				source: { label: "any", addresses: [] },
				destination: { label: `${name}, at its public address`, addresses: [] },
				purpose: "the list of the internal authority answers on the Internet",
				evidence: documented("EXPLUC-CRL", "R2-DNSCFG"),
				origin,
			}),
		),
		...senders.map((server): UnnumberedRule => {
			const address = internalAddressOf(server);
			return {
				...base,
				kind: "revocation-lists",
				id: `revocation-lists/${server.name}`,
				on: server.name,
				firewall: "internal",
				source:
					address === undefined ? { label: "", addresses: [], isOpen: true } : { label: "", addresses: [address] },
				destination: { label: "host of", addresses: lists },
				purpose: "the edge server fetches the list of the internal authority inside",
				evidence: documented("EXPLUC-CRL", "R2-DNSCFG"),
				origin: server.origin,
			};
		}),
	];
}

/** The revocation lists of the internal authority, which an edge server finds only where somebody sees to it. */
export function internalListsOf(
	{ index }: Deployment,
	certificates: readonly CertificateRequirement[],
): readonly string[] {
	return [
		...new Set(
			certificates.flatMap(({ declared: name, issuer, issuerRequired }) => {
				const declared = name === undefined ? undefined : index.certificates.get(name);
				const point = declared?.crlDistributionPoint?.value;
				const authority = (issuerRequired ? undefined : declared?.issuer?.value) ?? issuer;
				return authority !== "internal" || point === undefined || point === "none" ? [] : [point];
			}),
		),
	];
}

/** The host of an HTTP address that is a name; an address of numbers nobody has to look up. */
export function hostNameOf(point: string): string | undefined {
	const name = /^https?:\/\/([A-Za-z0-9.-]+)/i.exec(point)?.[1]?.toLowerCase();
	return name === undefined || /^[\d.]+$/.test(name) ? undefined : name;
}

/** The host of a list of the internal authority, with the certificate that names it. */
export interface InternalListHost {
	readonly name: string;
	/** By its name in the file. */
	readonly certificate: string;
	readonly origin: Origin;
}

/** The hosts of these lists, each once. */
export function internalListHostsOf(
	{ certificates }: Deployment,
	lists: readonly string[],
): readonly InternalListHost[] {
	const hosts = new Map<string, InternalListHost>();
	for (const { name: certificate, crlDistributionPoint: point } of certificates) {
		const name = point === undefined || !lists.includes(point.value) ? undefined : hostNameOf(point.value);
		if (point !== undefined && name !== undefined && !hosts.has(name)) {
			hosts.set(name, { name, certificate, origin: point.origin });
		}
	}
	return [...hosts.values()];
}

/** The rules as settings of firewalls, so that two plans can be compared as a whole. */
export function deriveUnnumberedRules(
	deployment: Deployment,
	flows: readonly Flow[],
	certificates: readonly CertificateRequirement[],
): readonly SettingRequirement[] {
	return unnumberedRules(deployment, flows, certificates).map((rule) => {
		const place = { part: `${rule.firewall} firewall`, field: rule.kind };
		const condition = conditionOf(place);
		return {
			task: rule.task,
			on: rule.on,
			element: "unnumbered-rule",
			...place,
			title: `rule without a number: ${rule.purpose}${condition === undefined ? "" : `, only where ${condition}`}`,
			value: rule.source.isOpen ? undefined : ruleText(rule),
			evidence: rule.evidence,
		};
	});
}

/** Where such a rule is needed only if somebody decides so: the decision. */
export function conditionOf({ field, part }: Pick<SettingRequirement, "field" | "part">): string | undefined {
	switch (field) {
		case "names":
			return part === "internal firewall"
				? "the proxy has its DNS servers there, and does not find the web farm by its hosts file"
				: undefined;
		case "published-lists":
			return "it is settled on the certificate sheet that the list answers on the Internet, and its host stands behind this firewall";
		case "revocation-lists":
			return "it is settled on the certificate sheet that edge servers find the host of the list by their hosts files";
		default:
			return undefined;
	}
}

function ruleText({
	direction,
	protocol,
	port,
	source,
	destination,
}: Pick<UnnumberedRule, "direction" | "protocol" | "port" | "source" | "destination">): string {
	const end = ({ label, addresses }: RuleEnd) => [label, addresses.join(", ")].filter((word) => word !== "").join(" ");
	return `${direction === undefined ? "" : `${direction} `}${protocol} ${port} from ${end(source)} to ${end(destination)}`;
}

/** What a rule of the port table by which an Access Edge asks DNS is beyond that table, when only the hosts of lists are asked for. */
export function asListHosts(flow: Flow): string | undefined {
	const source = sendersOf(flow);
	return flow.template !== NAME_FLOW || source.isOpen
		? undefined
		: ruleText({
				...NAMES,
				direction: "outbound",
				source,
				destination: { label: PUBLIC_DNS, addresses: flow.destination.addresses },
			});
}

function sendersOf({ source, alsoFrom = [] }: Flow): RuleEnd {
	const addresses = [...source.addresses, ...alsoFrom.flatMap(({ address }) => address ?? [])];
	return { label: "", addresses, ...(addresses.length === 0 ? { isOpen: true } : {}) };
}

function documented(...sources: readonly SourceKey[]): Evidence {
	return { class: "derived", sources };
}
