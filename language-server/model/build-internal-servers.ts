import type { AstNode } from "langium";
import type { PoolRoleId } from "../catalog/types.js";
import * as ast from "../generated/ast.js";
import { optional, readAddresses, readNamed } from "./build-common.js";
import type { Reader } from "./build-reader.js";
import type { InternalServer, PoolMember, WebFarm } from "./deployment.js";
import type { StatedList } from "./origin.js";
import * as words from "./words.js";

/** A pool, Director or Mediation Server; the three share their statements. */
export function readInternalServer(read: Reader, node: ast.Pool | ast.Director | ast.MediationServer): InternalServer {
	const statements = node.properties;
	const edition = read.single(statements, ast.isEdition);
	const fqdn = read.single(statements, ast.isFqdn);
	const users = read.single(statements, ast.isHomedUsers);
	const trusts = statements.filter(ast.isTrusts);
	const entries = statements.filter(ast.isWebConferencingEdges);
	const authentication = read.single(statements, ast.isAvAuthentication);
	const route = read.single(statements, ast.isFederationRoute);
	return {
		kind: ast.isPool(node) ? "pool" : ast.isDirector(node) ? "director" : "mediation-server",
		...readNamed(read, node, statements),
		...optional("network", read.reference(node.network, "network", node)),
		...optional("edition", edition && read.choice(edition.value, edition, "an edition", words.POOL_EDITIONS)),
		...optional("fqdn", fqdn && read.fqdn(fqdn.value, fqdn)),
		addresses: readAddresses(read, statements),
		members: statements
			.filter(ast.isMember)
			.map((one) => readMember(read, one))
			.filter((one) => one !== undefined),
		roles: readPoolRoles(read, statements),
		...optional("homedUsers", users && read.number(users.value, users)),
		...optional("webFarm", readWebFarm(read, read.single(statements, ast.isWebFarm))),
		...(trusts.length > 0 && { trusts: trusts.flatMap((one) => read.referenceList(one.edges, "edge-host", one)) }),
		...(entries.length > 0 && {
			webConferencingEdges: entries.flatMap((one) => read.referenceList(one.edges, "edge-host", one)),
		}),
		...optional("avAuthentication", authentication && read.reference(authentication.edge, "edge-host", authentication)),
		...optional("federationRoute", route && read.reference(route.via, "firewall-end", route)),
	};
}

function readPoolRoles(read: Reader, statements: readonly AstNode[]): StatedList<PoolRoleId> {
	return read.list(
		statements.filter(ast.isPoolRoles),
		(one) => one.values,
		(word, one) => read.choice(word, one, "a role of a pool", words.POOL_ROLES),
	);
}

function readMember(read: Reader, node: ast.Member): PoolMember | undefined {
	const fqdn = read.fqdn(node.fqdn, node);
	return (
		fqdn && {
			fqdn,
			...optional("address", read.address(node.address, node)),
			roles: readPoolRoles(read, node.properties),
		}
	);
}

function readWebFarm(read: Reader, node: ast.WebFarm | undefined): WebFarm | undefined {
	if (!node) {
		return undefined;
	}
	const name = (side: "internal" | "external") => {
		const statement = read.single(
			node.properties,
			(one): one is ast.WebFarmName => ast.isWebFarmName(one) && one.side === side,
		);
		return statement && read.fqdn(statement.value, statement);
	};
	return {
		block: read.block(node, node.properties),
		...optional("internal", name("internal")),
		...optional("external", name("external")),
	};
}
