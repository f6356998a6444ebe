import * as ast from "../generated/ast.js";
import { looksLikeAddress, type Parsed, parseAddress } from "./address.js";
import { optional, readNamed } from "./build-common.js";
import type { Reader } from "./build-reader.js";
import type { ActiveDirectory, Endpoint, Firewall, FirewallRule, NatSetting, Network, Site } from "./deployment.js";
import type { Stated } from "./origin.js";
import * as words from "./words.js";

/** A site and whether it is the primary one. */
export function readSite(read: Reader, node: ast.Site): Site {
	const kind = read.single(node.properties, ast.isSiteKind);
	const origin = kind && read.keywordOrigin(kind);
	return {
		kind: "site",
		...readNamed(read, node, node.properties),
		...(kind?.kind && origin && { role: { value: kind.kind, origin, statement: origin.range } }),
	};
}

/** A network with its zone and subnets. */
export function readNetwork(read: Reader, node: ast.Network): Network {
	const statements = node.properties;
	const zone = read.single(statements, ast.isZone);
	const speed = read.single(statements, ast.isSpeed);
	const ipsec = read.single(statements, ast.isIpsec);
	return {
		kind: "network",
		...readNamed(read, node, statements),
		...optional("zone", zone && read.choice(zone.value, zone, "a zone", words.ZONES)),
		subnets: read.list(
			statements.filter(ast.isSubnet),
			(one) => one.values,
			(word, one) => read.subnet(word, one),
		),
		...optional("speed", speed && read.text(speed.value, speed)),
		...optional("speedMbps", speed && readSpeed(read, speed)),
		...optional("ipsec", ipsec && read.choice(ipsec.value, ipsec, "an IPsec setting", words.IPSEC)),
	};
}

/** A speed such as 100mbps or 1gbps; other words are kept as they are and not reckoned with. */
function readSpeed(read: Reader, node: ast.Speed): Stated<number> | undefined {
	const stated = read.text(node.value, node);
	const match = /^(\d{1,6})[ -]?([mg])(?:b|bps|bit|bit\/s)?$/i.exec(stated?.value ?? "");
	return stated && match
		? { ...stated, value: Number(match[1]) * (match[2]?.toLowerCase() === "g" ? 1000 : 1) }
		: undefined;
}

/** A firewall, the networks it stands between, and the rules it is said to have. */
export function readFirewall(read: Reader, node: ast.Firewall): Firewall {
	const statements = node.properties;
	const product = read.single(statements, ast.isProduct);
	const runsOn = read.single(statements, ast.isRunsOn);
	return {
		kind: "firewall",
		...readNamed(read, node, statements),
		sides: read.referenceList(node.sides, "network", node),
		...optional("product", product && read.text(product.value, product)),
		...optional("runsOn", runsOn && read.reference(runsOn.computer, "computer", runsOn)),
		...optional("nat", readNat(read, statements.filter(ast.isNat))),
		rules: statements.filter(ast.isFirewallRule).map((one) => readFirewallRule(read, one)),
	};
}

function readNat(read: Reader, statements: readonly ast.Nat[]): NatSetting | undefined {
	const [statement, second] = statements;
	const word = statement?.values[0];
	if (!statement || !word) {
		return undefined;
	}
	if (word.text === "none" || word.text === "all") {
		if (second) {
			read.duplicate(second, statement);
		}
		const stated = read.text(word, statement);
		return stated && { kind: word.text, origin: stated.origin, statement: stated.statement };
	}
	return {
		kind: "addresses",
		addresses: read.list(
			statements,
			(one) => one.values,
			(value, one) => read.address(value, one),
		),
	};
}

function readFirewallRule(read: Reader, node: ast.FirewallRule): FirewallRule {
	return {
		action: node.action ?? "allow",
		...optional("protocol", read.choice(node.protocol, node, "a protocol", words.PROTOCOLS)),
		ports: read.list(
			[node],
			(one) => one.ports,
			(word) => read.port(word, node),
		),
		source: readEndpoint(read, node.source, node),
		destination: readEndpoint(read, node.destination, node),
		origin: read.keywordOrigin(node),
	};
}

function readEndpoint(read: Reader, node: ast.Endpoint | undefined, statement: ast.FirewallRule): Endpoint {
	if (!node?.$cstNode) {
		return { kind: "unknown", origin: read.keywordOrigin(statement) };
	}
	const origin = read.originOf(node.$cstNode);
	if (node.any) {
		return { kind: "any", origin };
	}
	const text = node.host?.$refText ?? "";
	if (!node.role && looksLikeAddress(text)) {
		const parsed: Parsed<{ readonly text: string }> = parseAddress(text);
		if ("value" in parsed) {
			return { kind: "address", address: parsed.value, origin };
		}
		read.report("malformed-address", origin, `${parsed.problem}.`);
		return { kind: "unknown", origin };
	}
	const host = read.reference(node.host, "firewall-end", statement);
	if (!host) {
		return { kind: "unknown", origin };
	}
	const role = words.EDGE_ROLES.find((one) => one === node.role);
	return role ? { kind: "role", role, host, origin } : { kind: "host", host, origin };
}

/** An Active Directory and the network in which its domain controllers stand. */
export function readActiveDirectory(read: Reader, node: ast.ActiveDirectory): ActiveDirectory {
	const statements = node.properties;
	const domain = read.single(statements, ast.isDirectoryDomain);
	return {
		kind: "active-directory",
		...readNamed(read, node, statements),
		...optional("network", read.reference(node.network, "network", node)),
		...optional("domain", domain && read.fqdn(domain.value, domain)),
		domainControllers: read.list(
			statements.filter(ast.isDomainControllers),
			(one) => one.values,
			(word, one) => read.text(word, one),
		),
	};
}
