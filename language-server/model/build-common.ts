import type { AstNode } from "langium";
import * as ast from "../generated/ast.js";
import { normalizeFqdn } from "./address.js";
import type { Reader } from "./build-reader.js";
import type { Adapter, ExternalInterface, Membership } from "./deployment.js";
import type { Stated } from "./origin.js";
import * as words from "./words.js";

/** What every element with a name has: the name, the word that gives it, and its block. */
export function readNamed(read: Reader, node: AstNode & { readonly name?: string }, statements: readonly AstNode[]) {
	return {
		name: node.name ?? "",
		origin: read.nameOrigin(node),
		block: read.block(node, statements),
	};
}

/** All addresses that the `address` statements of a block list. */
export function readAddresses(read: Reader, statements: readonly AstNode[]) {
	return read.list(
		statements.filter(ast.isAddresses),
		(one) => one.values,
		(word, one) => read.address(word, one),
	);
}

/** The other software that runs on a computer, as it is written. */
export function readRuns(read: Reader, statements: readonly AstNode[]) {
	return read.list(
		statements.filter(ast.isRuns),
		(one) => one.values,
		(word, one) => read.text(word, one),
	);
}

/** The authorities whose roots a computer trusts; undefined where the file does not say. */
export function readTrustedRoots(read: Reader, statements: readonly AstNode[]) {
	const stated = statements.filter(ast.isTrustedRoots);
	return stated.length === 0
		? undefined
		: read.list(
				stated,
				(one) => one.values,
				(word, one) => read.choice(word, one, "a kind of authority", words.ISSUERS),
			);
}

/** The name and address under which outside parties reach something. */
export function readExternal(read: Reader, node: ast.External): ExternalInterface {
	const fqdn = read.fqdn(node.fqdn, node);
	const address = read.address(node.address, node);
	return {
		...optional("fqdn", fqdn),
		...optional("address", address),
		statement: { uri: read.uri, range: read.rangeOf(node) },
		complete: fqdn !== undefined && (node.address === undefined || address !== undefined),
	};
}

/** A workgroup, or a domain with its name. The origin covers all words of the value. */
export function readMembership(read: Reader, node: ast.Membership | undefined): Stated<Membership> | undefined {
	const kind = node && read.choice(node.kind, node, "a membership", words.MEMBERSHIPS);
	if (!node || !kind) {
		return undefined;
	}
	if (kind.value === "workgroup") {
		return { ...kind, value: { kind: "workgroup" } };
	}
	const domain = read.text(node.domain, node);
	const origin = domain
		? { uri: kind.origin.uri, range: { start: kind.origin.range.start, end: domain.origin.range.end } }
		: kind.origin;
	return {
		value: { kind: "domain", ...(domain && { domain: normalizeFqdn(domain.value) }) },
		origin,
		statement: kind.statement,
	};
}

/** A network adapter with its addresses and routes. */
export function readAdapter(read: Reader, node: ast.Adapter): Adapter {
	const statements = node.properties;
	const gateway = read.single(statements, ast.isGateway);
	const dhcp = statements.find(ast.isDhcp);
	return {
		...optional("side", read.choice(node.side, node, "a side of the computer", words.SIDES)),
		...optional("network", read.reference(node.network, "network", node)),
		addresses: readAddresses(read, statements),
		...optional("gateway", gateway && read.orLeftOut(gateway, read.address(gateway.value, gateway))),
		routes: statements
			.filter(ast.isRoute)
			.map((one) => {
				const destination = read.orLeftOut(one, read.subnet(one.destination, one));
				return destination && { destination, ...optional("gateway", read.address(one.gateway, one)) };
			})
			.filter((one) => one !== undefined),
		dnsServers: read.list(
			statements.filter(ast.isDnsServers),
			(one) => one.values,
			(word, one) => read.address(word, one),
		),
		...optional("dhcp", dhcp && read.keywordOrigin(dhcp)),
		origin: read.keywordOrigin(node),
		block: read.block(node, statements),
	};
}

/** Spreads a property only where it has a value, so that absent and undefined stay the same thing. */
export function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
	return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });
}
