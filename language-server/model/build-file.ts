import type { AstNode } from "langium";
import * as ast from "../generated/ast.js";
import { readCertificate, readDnsView } from "./build-certificates-and-dns.js";
import { readDeployment } from "./build-head.js";
import { readInternalServer } from "./build-internal-servers.js";
import { readActiveDirectory, readFirewall, readNetwork, readSite } from "./build-networks.js";
import { readEdgeArray, readEdgeServer, readLoadBalancer, readReverseProxy } from "./build-perimeter.js";
import { type ExpectedReference, type MovablePosition, Reader, type SourceText } from "./build-reader.js";
import { type DeploymentHead, type Elements, join, joinElements } from "./deployment.js";
import type { Finding } from "./finding.js";
import type { Origin } from "./origin.js";

/** A parsed text, as the syntax layer hands it over. */
export interface ParsedText extends SourceText {
	readonly ast: ast.TopologyFile;
}

/** An import as written; which file it means is the workspace's question. */
export interface ImportStatement {
	readonly path: string;
	/** The quoted path. */
	readonly origin: Origin;
}

/** All that one file says, without knowing any other file. */
export interface FileElements extends Elements {
	readonly uri: string;
	readonly imports: readonly ImportStatement[];
	readonly heads: readonly DeploymentHead[];
	readonly references: readonly ExpectedReference[];
	readonly problems: readonly Finding[];
	/** False when a syntax error lies outside of all elements, so that an element may have been lost. */
	readonly complete: boolean;
}

/** What was read, and every position in it. */
export interface BuiltText {
	readonly elements: FileElements;
	readonly positions: readonly MovablePosition[];
}

/** Turns the syntax tree of a file, or of a stretch of one, into plain values with origins. */
export function buildElements(source: ParsedText): BuiltText {
	const read = new Reader(source);
	const { imports, deployments, elements } = source.ast;
	const built: FileElements = {
		uri: source.uri,
		imports: imports
			.filter((node) => node.path)
			.map((node) => ({ path: node.path, origin: read.lastWordOrigin(node) })),
		heads: deployments.map((node) => readDeployment(read, node)),
		sites: elements.filter(ast.isSite).map((node) => readSite(read, node)),
		networks: elements.filter(ast.isNetwork).map((node) => readNetwork(read, node)),
		firewalls: elements.filter(ast.isFirewall).map((node) => readFirewall(read, node)),
		activeDirectories: elements.filter(ast.isActiveDirectory).map((node) => readActiveDirectory(read, node)),
		internalServers: elements.filter(ast.isInternalServer).map((node) => readInternalServer(read, node)),
		edgeServers: elements.filter(ast.isEdgeServer).map((node) => readEdgeServer(read, node)),
		edgeArrays: elements.filter(ast.isEdgeArray).map((node) => readEdgeArray(read, node)),
		loadBalancers: elements.filter(ast.isLoadBalancer).map((node) => readLoadBalancer(read, node)),
		reverseProxies: elements.filter(ast.isReverseProxy).map((node) => readReverseProxy(read, node)),
		certificates: elements.filter(ast.isCertificate).map((node) => readCertificate(read, node)),
		dnsViews: elements
			.filter(ast.isDns)
			.map((node) => readDnsView(read, node))
			.filter((view) => view !== undefined),
		references: read.references,
		problems: read.problems,
		complete: errorsLieWithin(read, source.errorOffsets, [...deployments, ...elements]),
	};
	return { elements: built, positions: read.positions };
}

/** An error inside a closed block concerns that block only; any other may have cost an element. */
function errorsLieWithin(read: Reader, errorOffsets: readonly number[], nodes: readonly AstNode[]): boolean {
	if (errorOffsets.length === 0) {
		return true;
	}
	const closed = nodes.filter((node) => read.block(node, []).close !== undefined);
	return errorOffsets.every((offset) =>
		closed.some(({ $cstNode: cst }) => cst && cst.offset <= offset && offset < cst.end),
	);
}

/** Puts together what the stretches of one file say. */
export function joinStretches(uri: string, parts: readonly FileElements[]): FileElements {
	return {
		uri,
		imports: join(parts, (part) => part.imports),
		heads: join(parts, (part) => part.heads),
		...joinElements(parts),
		references: join(parts, (part) => part.references),
		problems: join(parts, (part) => part.problems),
		complete: parts.every((part) => part.complete),
	};
}
