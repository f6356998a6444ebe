import type { AstNode } from "langium";
import * as ast from "../generated/ast.js";
import { optional, readAddresses, readExternal, readMembership, readNamed, readTrustedRoots } from "./build-common.js";
import type { Reader } from "./build-reader.js";
import type { InternalServer, PoolMember, PoolRole, WebConferencingEdgeEntry, WebFarm } from "./deployment.js";
import type { StatedList } from "./origin.js";
import * as words from "./words.js";

/** A pool, Director, Mediation Server or Communicator Web Access server; they share their statements. */
export function readInternalServer(read: Reader, node: ast.InternalServer): InternalServer {
	const statements = node.properties;
	const edition = read.single(statements, ast.isEdition);
	const fqdn = read.single(statements, ast.isFqdn);
	const users = read.single(statements, ast.isHomedUsers);
	const trusts = statements.filter(ast.isTrusts);
	const entries = statements
		.filter(ast.isWebConferencingEdges)
		.flatMap((one) => one.entries.map((entry) => readWebConferencingEdge(read, entry, one)))
		.filter((one) => one !== undefined);
	const authentications = statements
		.filter(ast.isAvAuthentication)
		.flatMap((one) => read.referenceList(one.edges, "edge-host", one));
	const route = read.single(statements, ast.isFederationRoute);
	const isNoRoute = route?.via?.$refText === "none";
	const balancer = read.single(statements, ast.isBalancedBy);
	const certificate = read.single(statements, ast.isCertificateUse);
	const runsOn = read.single(statements, ast.isRunsOn);
	return {
		kind: kindOf(node),
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
			webConferencingEdges: entries.map(({ edge }) => edge),
			webConferencingEdgeEntries: entries,
		}),
		...optional("avAuthentication", authentications[0]),
		furtherAvAuthentications: authentications.slice(1),
		...optional("federationRoute", isNoRoute ? undefined : route && read.reference(route.via, "firewall-end", route)),
		...optional("noFederationRoute", isNoRoute ? read.lastWordOrigin(route) : undefined),
		...optional("membership", readMembership(read, read.single(statements, ast.isMembership))),
		...optional("loadBalancer", balancer && read.reference(balancer.balancer, "load-balancer", balancer)),
		serves: read.list(
			statements.filter(ast.isServes),
			(one) => one.values,
			(word, one) => read.choice(word, one, "a kind of user", words.SIDES),
		),
		...optional("certificate", certificate && read.reference(certificate.certificate, "certificate", certificate)),
		...optional("runsOn", runsOn && read.reference(runsOn.computer, "computer", runsOn)),
		...optional("trustedRoots", readTrustedRoots(read, statements)),
	};
}

function kindOf(node: ast.InternalServer): InternalServer["kind"] {
	switch (node.$type) {
		case "Pool":
			return "pool";
		case "Director":
			return "director";
		case "MediationServer":
			return "mediation-server";
		case "CommunicatorWebAccess":
			return "communicator-web-access";
	}
}

function readWebConferencingEdge(
	read: Reader,
	node: ast.WebConferencingEdgeEntry,
	statement: ast.WebConferencingEdges,
): WebConferencingEdgeEntry | undefined {
	const edge = read.reference(node.edge, "edge-host", statement);
	const external = read.single(node.properties, ast.isExternal);
	const port = read.single(node.properties, ast.isPort);
	const internalPort = read.single(node.properties, ast.isInternalPort);
	return (
		edge && {
			edge,
			...optional("external", external && readExternal(read, external)),
			...optional("port", port && read.port(port.value, port)),
			...optional("internalPort", internalPort && read.port(internalPort.value, internalPort)),
			block: read.block(node, node.properties),
		}
	);
}

function readPoolRoles(read: Reader, statements: readonly AstNode[]): StatedList<PoolRole> {
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
	const internal = name("internal");
	const external = name("external");
	const block = read.block(node, node.properties);
	// A name that cannot be read is not the same as none.
	const stated = new Set(node.properties.map(({ side }) => side)).size;
	const complete = block.complete && stated === [internal, external].filter((one) => one !== undefined).length;
	return { block: { ...block, complete }, ...optional("internal", internal), ...optional("external", external) };
}
