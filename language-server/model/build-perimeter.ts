import type { AstNode } from "langium";
import { defaultCatalogue } from "../catalog/catalogue.js";
import type { EdgeRoleId } from "../catalog/types.js";
import * as ast from "../generated/ast.js";
import type { Malformed } from "./address.js";
import {
	optional,
	readAdapter,
	readExternal,
	readMembership,
	readNamed,
	readRuns,
	readTrustedRoots,
} from "./build-common.js";
import type { Reader } from "./build-reader.js";
import type {
	AccessEdge,
	AvEdge,
	EdgeArray,
	EdgeServer,
	LoadBalancer,
	Publish,
	ReverseProxy,
	WebConferencingEdge,
} from "./deployment.js";
import * as words from "./words.js";

/** An edge server with its adapters and edge roles. */
export function readEdgeServer(read: Reader, node: ast.EdgeServer): EdgeServer {
	const statements = node.properties;
	const fqdn = read.single(statements, ast.isFqdn);
	const system = read.single(statements, ast.isOperatingSystem);
	const access = read.single(statements, ast.isAccessEdge);
	const conferencing = read.single(statements, ast.isWebConferencingEdge);
	const av = read.single(statements, ast.isAvEdge);
	const certificate = read.single(statements, ast.isInternalCertificate);
	const suffix = read.single(statements, ast.isDnsSuffix);
	const operations = statements.filter(ast.isOperations);
	return {
		kind: "edge-server",
		...readNamed(read, node, statements),
		...optional("site", read.reference(node.site, "site", node)),
		...optional("fqdn", fqdn && read.fqdn(fqdn.value, fqdn)),
		...optional("membership", readMembership(read, read.single(statements, ast.isMembership))),
		...optional("operatingSystem", system && read.text(system.value, system)),
		adapters: statements.filter(ast.isAdapter).map((one) => readAdapter(read, one)),
		...optional("accessEdge", access && readAccessEdge(read, access)),
		...optional("webConferencingEdge", conferencing && readWebConferencingEdge(read, conferencing)),
		...optional("avEdge", av && readAvEdge(read, av)),
		...optional(
			"internalCertificate",
			certificate && read.reference(certificate.certificate, "certificate", certificate),
		),
		runs: readRuns(read, statements),
		hostsEntries: statements
			.filter(ast.isHostsEntry)
			.map((one) => {
				const host = read.orLeftOut(one, read.fqdn(one.host, one));
				return host && { host, ...optional("address", read.address(one.address, one)) };
			})
			.filter((one) => one !== undefined),
		...optional("dnsSuffix", suffix && read.fqdn(suffix.value, suffix)),
		...(operations.length > 0 && {
			operations: read.list(
				operations,
				(one) => one.values,
				(word, one) => read.choice(word, one, "an operation", words.OPERATIONS),
			),
		}),
		...optional("trustedRoots", readTrustedRoots(read, statements)),
	};
}

/** What the three edge roles have in common. */
function readEdgeRole<R extends EdgeRoleId>(read: Reader, role: R, node: AstNode, statements: readonly AstNode[]) {
	const external = read.single(statements, ast.isExternal);
	const certificate = read.single(statements, ast.isCertificateUse);
	return {
		role,
		origin: read.keywordOrigin(node),
		block: read.block(node, statements),
		...optional("external", external && readExternal(read, external)),
		...optional("certificate", certificate && read.reference(certificate.certificate, "certificate", certificate)),
	};
}

function readAccessEdge(read: Reader, node: ast.AccessEdge): AccessEdge {
	const statements = node.properties;
	const hop = read.single(statements, ast.isNextHop);
	const authorized = statements.filter(ast.isAuthorizedServers);
	const domains = statements.filter(ast.isInternalSipDomains);
	const enables = statements.filter(ast.isEnables);
	const remote = read.single(statements, ast.isRemoteAccessPort);
	const federation = read.single(statements, ast.isFederationPort);
	const internal = read.single(statements, ast.isInternalPort);
	return {
		...readEdgeRole(read, "access-edge", node, statements),
		...optional("nextHop", hop && read.reference(hop.server, "next-hop", hop)),
		...(authorized.length > 0 && {
			authorizedServers: authorized.flatMap((one) => read.referenceList(one.servers, "authorized-server", one)),
		}),
		...(domains.length > 0 && {
			internalSipDomains: read.list(
				domains,
				(one) => one.values,
				(word, one) => read.fqdn(word, one),
			),
		}),
		...(enables.length > 0 && {
			enables: read.list(
				enables,
				(one) => one.values,
				(word, one) => read.choice(word, one, "an option of the Access Edge", words.ACCESS_EDGE_OPTIONS),
			),
		}),
		...optional("remoteAccessPort", remote && read.port(remote.value, remote)),
		...optional("federationPort", federation && read.port(federation.value, federation)),
		...optional("internalPort", internal && read.port(internal.value, internal)),
	};
}

function readWebConferencingEdge(read: Reader, node: ast.WebConferencingEdge): WebConferencingEdge {
	const statements = node.properties;
	const port = read.single(statements, ast.isPort);
	const internal = read.single(statements, ast.isInternalPort);
	return {
		...readEdgeRole(read, "web-conferencing-edge", node, statements),
		...optional("port", port && read.port(port.value, port)),
		...optional("internalPort", internal && read.port(internal.value, internal)),
	};
}

function readAvEdge(read: Reader, node: ast.AvEdge): AvEdge {
	const statements = node.properties;
	const media = read.single(statements, ast.isMediaPorts);
	const tcp = read.single(statements, ast.isTcpPort);
	const udp = read.single(statements, ast.isUdpPort);
	const authentication = read.single(statements, ast.isAuthenticationPort);
	const certificate = read.single(statements, ast.isAuthenticationCertificate);
	return {
		...readEdgeRole(read, "av-edge", node, statements),
		...optional("mediaPorts", media && read.port(media.value, media)),
		...optional("tcpPort", tcp && read.port(tcp.value, tcp)),
		...optional("udpPort", udp && read.port(udp.value, udp)),
		...optional("authenticationPort", authentication && read.port(authentication.value, authentication)),
		...optional(
			"authenticationCertificate",
			certificate && read.reference(certificate.certificate, "certificate", certificate),
		),
	};
}

/** An edge array with its members and virtual addresses. */
export function readEdgeArray(read: Reader, node: ast.EdgeArray): EdgeArray {
	const statements = node.properties;
	const balancer = read.single(statements, ast.isBalancedBy);
	return {
		kind: "edge-array",
		...readNamed(read, node, statements),
		...optional("site", read.reference(node.site, "site", node)),
		members: statements.filter(ast.isArrayMembers).flatMap((one) => read.referenceList(one.edges, "edge-server", one)),
		...optional("loadBalancer", balancer && read.reference(balancer.balancer, "load-balancer", balancer)),
		virtualAddresses: statements
			.filter(ast.isVirtualAddress)
			.map((one) => {
				const side = read.orLeftOut(one, read.choice(one.side, one, "a side of the array", words.SIDES));
				const role = words.EDGE_ROLES.find((candidate) => candidate === one.role);
				return (
					side &&
					role && {
						side,
						role,
						...optional("fqdn", read.fqdn(one.fqdn, one)),
						...optional("address", read.address(one.address, one)),
						origin: read.keywordOrigin(one),
					}
				);
			})
			.filter((one) => one !== undefined),
	};
}

/** A load balancer. */
export function readLoadBalancer(read: Reader, node: ast.LoadBalancer): LoadBalancer {
	const kind = read.single(node.properties, ast.isBalancerKind);
	const translation = read.single(node.properties, ast.isTranslation);
	const snat = read.single(node.properties, ast.isSnatAddresses);
	return {
		kind: "load-balancer",
		...readNamed(read, node, node.properties),
		...optional("type", kind && read.choice(kind.value, kind, "a kind of load balancer", words.BALANCER_KINDS)),
		...optional(
			"translation",
			translation && read.choice(translation.value, translation, "an address translation", words.TRANSLATIONS),
		),
		...optional("snatAddresses", snat && read.number(snat.value, snat)),
	};
}

/** A reverse proxy with what it publishes. */
export function readReverseProxy(read: Reader, node: ast.ReverseProxy): ReverseProxy {
	const statements = node.properties;
	const fqdn = read.single(statements, ast.isFqdn);
	const product = read.single(statements, ast.isProduct);
	const system = read.single(statements, ast.isOperatingSystem);
	const runsOn = read.single(statements, ast.isRunsOn);
	const suffix = read.single(statements, ast.isDnsSuffix);
	return {
		kind: "reverse-proxy",
		...readNamed(read, node, statements),
		...optional("site", read.reference(node.site, "site", node)),
		...optional("fqdn", fqdn && read.fqdn(fqdn.value, fqdn)),
		...optional("product", product && read.text(product.value, product)),
		...optional("membership", readMembership(read, read.single(statements, ast.isMembership))),
		...optional("operatingSystem", system && read.text(system.value, system)),
		...optional("runsOn", runsOn && read.reference(runsOn.computer, "computer", runsOn)),
		runs: readRuns(read, statements),
		adapters: statements.filter(ast.isAdapter).map((one) => readAdapter(read, one)),
		publishes: statements
			.filter(ast.isPublish)
			.map((one) => readPublish(read, one))
			.filter((one) => one !== undefined),
		...optional("dnsSuffix", suffix && read.fqdn(suffix.value, suffix)),
		...optional("trustedRoots", readTrustedRoots(read, statements)),
	};
}

function readPublish(read: Reader, node: ast.Publish): Publish | undefined {
	const statements = node.properties;
	const pool = read.reference(node.pool, "internal-server", node);
	const url = read.single(statements, ast.isExternalUrl);
	const bridging = read.single(statements, ast.isBridging);
	const certificate = read.single(statements, ast.isCertificateUse);
	const authentication = read.single(statements, ast.isListenerAuthentication);
	const delegation = read.single(statements, ast.isDelegation);
	const protocol = read.single(statements, ast.isPublishedProtocol);
	const singleSignOn = statements.find(ast.isSingleSignOn);
	return (
		pool && {
			pool,
			...optional("externalUrl", url && read.fqdn(url.value, url)),
			paths: read.list(
				statements.filter(ast.isPaths),
				(one) => one.values,
				(word, one) => read.choice(word, one, "a directory to publish", words.PUBLISHED_PATHS, wordOfDirectory),
			),
			...optional("bridging", bridging && read.text(bridging.value, bridging)),
			...optional("certificate", certificate && read.reference(certificate.certificate, "certificate", certificate)),
			...optional(
				"listenerAuthentication",
				authentication &&
					read.choice(
						authentication.value,
						authentication,
						"an authentication of the listener",
						words.LISTENER_AUTHENTICATIONS,
					),
			),
			...optional(
				"delegation",
				delegation && read.choice(delegation.value, delegation, "a delegation", words.DELEGATIONS),
			),
			...optional(
				"protocol",
				protocol && read.choice(protocol.value, protocol, "a protocol to publish with", words.PUBLISHED_PROTOCOLS),
			),
			...optional("singleSignOn", singleSignOn && read.keywordOrigin(singleSignOn)),
			origin: read.keywordOrigin(node),
			block: read.block(node, statements),
		}
	);
}

/** The word for a documented directory of the Web Components; publishing rules write a directory with a closing star. */
function wordOfDirectory(text: string): Malformed | undefined {
	const plain = (directory: string) => directory.toLowerCase().replace(/\/\*?$/, "");
	const path = defaultCatalogue.publishedPaths.find(({ directory, rulePath }) =>
		[directory, rulePath].map(plain).includes(plain(text)),
	);
	return (
		path && {
			problem: `"${text}" is the directory of a scenario, and the scenario is named here. Write ${path.scenario}.`,
			instead: path.scenario,
			isMeant: true,
		}
	);
}
