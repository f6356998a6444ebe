import { remembered } from "../../../basics/collections.js";
import { formatAddress, formatPortRange } from "../../../model/address.js";
import type { AvEdge, Deployment, EdgeServer } from "../../../model/deployment.js";
import { rolesOf } from "../../../model/edge-roles.js";
import type { Fix, TextEdit } from "../../../model/finding.js";
import type { Reference } from "../../../model/origin.js";
import { insertAt, insertElement, removeStatement, removeValues, replace, type Statement } from "../edits.js";
import { numberedName } from "../names.js";

/**
 * Gives the A/V Edge of a computer a new computer at the same site, with its settings and its external address. Firewall
 * rules and pools that name the old one follow; what only a person can choose, such as a name in DNS, is left out.
 */
export function moveAvEdge(deployment: Deployment, edge: EdgeServer, avEdge: AvEdge): Fix {
	const name = numberedName(deployment, "edge");
	const head = edge.site ? `edge-server ${name} in ${edge.site.name}` : `edge-server ${name}`;
	const body = [...adapters(edge, avEdge), roleStatement(avEdge, isShared(edge, avEdge))];
	return {
		title: `Give the A/V Edge a computer of its own, ${name}`,
		edits: [
			removeStatement(edge.block, avEdge.block.range),
			...takeAddress(edge, avEdge),
			insertElement(edge.block, { head, body }),
			...follow(deployment, edge.name, name),
		],
		safety: "unsafe",
		preferred: true,
	};
}

function roleStatement(avEdge: AvEdge, leavesAddress: boolean): Statement {
	const { external, certificate, authenticationCertificate } = avEdge;
	const ports = [
		["media-ports", avEdge.mediaPorts],
		["tcp-port", avEdge.tcpPort],
		["udp-port", avEdge.udpPort],
		["authentication-port", avEdge.authenticationPort],
	] as const;
	const at = external?.address && !leavesAddress ? ` at ${formatAddress(external.address.value)}` : "";
	return {
		head: "av-edge",
		body: [
			...(external?.fqdn ? [`external ${external.fqdn.value}${at}`] : []),
			...(certificate ? [`certificate ${certificate.name}`] : []),
			...ports.flatMap(([keyword, port]) => (port ? [`${keyword} ${formatPortRange(port.value)}`] : [])),
			...(authenticationCertificate ? [`authentication-certificate ${authenticationCertificate.name}`] : []),
		],
	};
}

/** The address of the role and the adapter that has it; undefined where another role needs it, or it is on no adapter. */
function ownAddress(edge: EdgeServer, avEdge: AvEdge) {
	const text = avEdge.external?.address?.value.text;
	if (text === undefined || isShared(edge, avEdge)) {
		return undefined;
	}
	for (const adapter of edge.adapters) {
		const address = adapter.addresses.items.find(({ value }) => value.text === text);
		if (address) {
			return { adapter, address };
		}
	}
	return undefined;
}

function isShared(edge: EdgeServer, avEdge: AvEdge): boolean {
	return rolesOf(edge).some(
		(role) => role !== avEdge && role.external?.address?.value.text === avEdge.external?.address?.value.text,
	);
}

/** Takes the address off its adapter; an adapter that has no other goes with it. */
function takeAddress(edge: EdgeServer, avEdge: AvEdge): readonly TextEdit[] {
	const own = ownAddress(edge, avEdge);
	if (!own) {
		return [];
	}
	const { adapter, address } = own;
	return adapter.addresses.items.length > 1
		? removeValues(adapter.block, adapter.addresses, (item) => item === address)
		: [removeStatement(edge.block, adapter.block.range)];
}

/** The new computer stands in the same networks. */
function adapters(edge: EdgeServer, avEdge: AvEdge): readonly Statement[] {
	const own = ownAddress(edge, avEdge);
	return edge.adapters.flatMap((adapter): readonly Statement[] => {
		const { side, network } = adapter;
		if (!side) {
			return [];
		}
		const head = network ? `adapter ${side.value} on ${network.name}` : `adapter ${side.value}`;
		return [{ head, body: own?.adapter === adapter ? [`address ${formatAddress(own.address.value)}`] : [] }];
	});
}

/** The places that name an edge server for its A/V Edge, or that trust it. */
interface Uses {
	readonly named: Reference[];
	readonly trusted: Reference[];
}

/** Each of the edge servers may ask. */
const usesIn = remembered((deployment: Deployment): ReadonlyMap<string, Uses> => {
	const uses = new Map<string, Uses>();
	const add = (reference: Reference, kind: keyof Uses) => {
		const use = uses.get(reference.name) ?? { named: [], trusted: [] };
		use[kind].push(reference);
		uses.set(reference.name, use);
	};
	for (const { source, destination } of deployment.firewalls.flatMap(({ rules }) => rules)) {
		for (const end of [source, destination]) {
			if (end.kind === "role" && end.role === "av-edge") {
				add(end.host, "named");
			}
		}
	}
	for (const { avAuthentication, furtherAvAuthentications, trusts = [] } of deployment.internalServers) {
		for (const reference of [...(avAuthentication ? [avAuthentication] : []), ...furtherAvAuthentications]) {
			add(reference, "named");
		}
		for (const reference of trusts) {
			add(reference, "trusted");
		}
	}
	return uses;
});

function follow(deployment: Deployment, from: string, to: string): readonly TextEdit[] {
	const { named, trusted }: Uses = usesIn(deployment).get(from) ?? { named: [], trusted: [] };
	return [
		...named.map(({ origin }) => replace(origin, to)),
		...trusted.map(({ origin }) => insertAt(origin.uri, origin.range.end, `, ${to}`)),
	];
}
