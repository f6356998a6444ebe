import { formatAddress, formatPortRange } from "../../model/address.js";
import type { AvEdge, Deployment, EdgeServer } from "../../model/deployment.js";
import type { Fix, TextEdit } from "../../model/finding.js";
import type { Reference } from "../../model/origin.js";
import { insertAt, insertElement, removeStatement, removeValues, replace, type Statement } from "./edits.js";
import { numberedName } from "./names.js";

/**
 * Gives the A/V Edge of a computer a new computer at the same site, with its settings and its external address. Firewall
 * rules and pools that name the old one follow; what only a person can choose, such as a name in DNS, is left out.
 */
export function moveAvEdge(deployment: Deployment, edge: EdgeServer, avEdge: AvEdge): Fix {
	const name = numberedName(deployment, "edge");
	const head = edge.site ? `edge-server ${name} in ${edge.site.name}` : `edge-server ${name}`;
	const body = [...adapters(edge, avEdge), roleStatement(avEdge)];
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

function roleStatement(avEdge: AvEdge): Statement {
	const { external, certificate, authenticationCertificate } = avEdge;
	const ports = [
		["media-ports", avEdge.mediaPorts],
		["tcp-port", avEdge.tcpPort],
		["udp-port", avEdge.udpPort],
		["authentication-port", avEdge.authenticationPort],
	] as const;
	const at = external?.address ? ` at ${formatAddress(external.address.value)}` : "";
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

/** The adapter that has the external address of the role besides others, and that address as it is written there. */
function sharedAdapter(edge: EdgeServer, { external }: AvEdge) {
	for (const adapter of edge.adapters) {
		const address = adapter.addresses.items.find(({ value }) => value.text === external?.address?.value.text);
		if (address) {
			return adapter.addresses.items.length > 1 && adapter.addresses.complete ? { adapter, address } : undefined;
		}
	}
	return undefined;
}

function takeAddress(edge: EdgeServer, avEdge: AvEdge): readonly TextEdit[] {
	const shared = sharedAdapter(edge, avEdge);
	return shared ? removeValues(shared.adapter.block, shared.adapter.addresses, (item) => item === shared.address) : [];
}

/** The new computer stands in the same networks. */
function adapters(edge: EdgeServer, avEdge: AvEdge): readonly Statement[] {
	const shared = sharedAdapter(edge, avEdge);
	return edge.adapters.flatMap((adapter): readonly Statement[] => {
		const { side, network } = adapter;
		if (!side) {
			return [];
		}
		const head = network ? `adapter ${side.value} on ${network.name}` : `adapter ${side.value}`;
		return [{ head, body: shared?.adapter === adapter ? [`address ${formatAddress(shared.address.value)}`] : [] }];
	});
}

function follow({ firewalls, internalServers }: Deployment, from: string, to: string): readonly TextEdit[] {
	const endpoints = firewalls
		.flatMap(({ rules }) => rules)
		.flatMap(({ source, destination }) => [source, destination])
		.flatMap((end) => (end.kind === "role" && end.role === "av-edge" ? [end.host] : []));
	const authentications = internalServers.flatMap(({ avAuthentication, furtherAvAuthentications }) => [
		...(avAuthentication ? [avAuthentication] : []),
		...furtherAvAuthentications,
	]);
	const trusts = internalServers.flatMap((server) => server.trusts ?? []);
	const isOld = ({ name }: Reference) => name === from;
	return [
		...[...endpoints, ...authentications].filter(isOld).map(({ origin }) => replace(origin, to)),
		...trusts.filter(isOld).map(({ origin }) => insertAt(origin.uri, origin.range.end, `, ${to}`)),
	];
}
