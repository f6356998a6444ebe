import type { AstNode } from "langium";
import type { EdgeRoleId, PoolRoleId } from "../catalog/types.js";
import * as ast from "../generated/ast.js";
import { looksLikeAddress, normalizeFqdn, type Parsed, parseAddress } from "./address.js";
import { type ExpectedReference, type MovablePosition, Reader, type SourceText } from "./build-reader.js";
import {
	type AccessEdge,
	type ActiveDirectory,
	type Adapter,
	type AvEdge,
	type Certificate,
	type DeploymentHead,
	type DnsRecord,
	type DnsView,
	type EdgeArray,
	type EdgeServer,
	type Elements,
	type Endpoint,
	type ExternalInterface,
	type Firewall,
	type FirewallRule,
	type InternalDeploymentStatus,
	type InternalServer,
	join,
	joinElements,
	type LoadBalancer,
	type Membership,
	type NatSetting,
	type Network,
	type Partner,
	type PoolMember,
	type Publish,
	type ReverseProxy,
	type Scenario,
	type Site,
	type WebConferencingEdge,
	type WebFarm,
} from "./deployment.js";
import type { Finding } from "./finding.js";
import type { Origin, Stated, StatedList } from "./origin.js";
import * as words from "./words.js";

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
	const builder = new ElementBuilder(source);
	return { elements: builder.build(), positions: builder.positions };
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

class ElementBuilder {
	private readonly read: Reader;

	constructor(private readonly source: ParsedText) {
		this.read = new Reader(source);
	}

	get positions(): readonly MovablePosition[] {
		return this.read.positions;
	}

	build(): FileElements {
		const { ast: file, uri } = this.source;
		const elements = file.elements;
		const built = {
			heads: file.deployments.map((node) => this.deployment(node)),
			sites: elements.filter(ast.isSite).map((node) => this.site(node)),
			networks: elements.filter(ast.isNetwork).map((node) => this.network(node)),
			firewalls: elements.filter(ast.isFirewall).map((node) => this.firewall(node)),
			activeDirectories: elements.filter(ast.isActiveDirectory).map((node) => this.activeDirectory(node)),
			internalServers: elements.filter(isInternalServer).map((node) => this.internalServer(node)),
			edgeServers: elements.filter(ast.isEdgeServer).map((node) => this.edgeServer(node)),
			edgeArrays: elements.filter(ast.isEdgeArray).map((node) => this.edgeArray(node)),
			loadBalancers: elements.filter(ast.isLoadBalancer).map((node) => this.loadBalancer(node)),
			reverseProxies: elements.filter(ast.isReverseProxy).map((node) => this.reverseProxy(node)),
			certificates: elements.filter(ast.isCertificate).map((node) => this.certificate(node)),
			dnsViews: elements
				.filter(ast.isDns)
				.map((node) => this.dnsView(node))
				.filter((view) => view !== undefined),
		};
		return {
			uri,
			imports: file.imports.filter((node) => node.path).map((node) => this.importStatement(node)),
			...built,
			references: this.read.references,
			problems: this.read.problems,
			complete: this.errorsLieWithinElements([...file.deployments, ...elements]),
		};
	}

	private importStatement(node: ast.Import): ImportStatement {
		return { path: node.path, origin: this.read.lastWordOrigin(node) };
	}

	/** An error inside a closed block concerns that block only; any other may have cost an element. */
	private errorsLieWithinElements(nodes: readonly AstNode[]): boolean {
		const { errorOffsets } = this.source;
		if (errorOffsets.length === 0) {
			return true;
		}
		const closed = nodes.filter((node) => this.read.block(node, []).close !== undefined);
		return errorOffsets.every((offset) =>
			closed.some(({ $cstNode: cst }) => cst && cst.offset <= offset && offset < cst.end),
		);
	}

	private deployment(node: ast.Deployment): DeploymentHead {
		const { read } = this;
		const statements = node.properties;
		const users = read.single(statements, ast.isUsers);
		const product = read.single(statements, ast.isProduct);
		const configuration = read.single(statements, ast.isClientConfiguration);
		const scenarioNodes = statements.filter(ast.isScenario);
		const scenarios = scenarioNodes.map((one) => this.scenario(one)).filter((one) => one !== undefined);
		return {
			name: node.name ?? "unnamed",
			origin: read.nameOrigin(node),
			block: read.block(node, statements),
			...optional("product", product && read.choice(product.value, product, "a product", words.PRODUCTS)),
			sipDomains: read.list(
				statements.filter(ast.isSipDomains),
				(one) => one.values,
				(word, one) => read.fqdn(word, one),
			),
			...(users && {
				users: {
					...optional("count", read.number(users.count, users)),
					...optional("externalShare", read.percentage(users.externalShare, users)),
				},
			}),
			...optional("internalDeployment", this.internalDeployment(read.single(statements, ast.isInternalDeployment))),
			...optional(
				"clientConfiguration",
				configuration &&
					read.choice(configuration.value, configuration, "a client configuration", words.CLIENT_CONFIGURATIONS),
			),
			phases: read.list(
				statements.filter(ast.isPhases),
				(one) => one.values,
				(word, one) => read.choice(word, one, "a phase", words.PHASES),
			),
			scenarios: this.withoutDoubles(scenarios),
			complete: scenarios.length === scenarioNodes.length && read.block(node, statements).complete,
		};
	}

	private withoutDoubles(scenarios: readonly Scenario[]): readonly Scenario[] {
		const seen = new Map<string, Scenario>();
		for (const scenario of scenarios) {
			const first = seen.get(scenario.kind);
			if (first) {
				this.read.report(
					"duplicate-property",
					scenario.origin,
					`The scenario ${scenario.kind} is stated twice; the first statement counts. Remove one of the two.`,
					[{ message: "The first statement", origin: first.origin }],
				);
			} else {
				seen.set(scenario.kind, scenario);
			}
		}
		return [...seen.values()];
	}

	private internalDeployment(node: ast.InternalDeployment | undefined): Stated<InternalDeploymentStatus> | undefined {
		const { read } = this;
		const status =
			node && read.choice(node.status, node, "a status of the internal deployment", words.INTERNAL_DEPLOYMENT_WORDS);
		if (!node || !status) {
			return undefined;
		}
		if (status.value !== "migrating-from") {
			return { ...status, value: status.value };
		}
		const source = read.choice(node.migratedFrom, node, "a deployment to migrate from", words.MIGRATION_SOURCES);
		return source && { ...status, value: "migrating-from-lcs2005-sp1" };
	}

	private scenario(node: ast.Scenario): Scenario | undefined {
		const { read } = this;
		const kind = read.choice(node.kind, node, "a scenario", words.SCENARIOS);
		if (!kind) {
			return undefined;
		}
		const statements = node.properties;
		const mode = read.single(statements, ast.isFederationMode);
		const anonymous = statements.find(ast.isAnonymousUsers);
		return {
			kind: kind.value,
			origin: kind.origin,
			block: read.block(node, statements),
			...optional("mode", mode && read.choice(mode.value, mode, "a federation mode", words.FEDERATION_MODES)),
			partners: statements
				.filter(ast.isPartner)
				.map((one) => this.partner(one))
				.filter((one) => one !== undefined),
			blockedDomains: read.list(
				statements.filter(ast.isBlockedDomains),
				(one) => one.values,
				(word, one) => read.fqdn(word, one),
			),
			providers: read.list(
				statements.filter(ast.isProviders),
				(one) => one.values,
				(word, one) => read.choice(word, one, "an IM provider", words.IM_PROVIDERS),
			),
			...optional("anonymousUsers", anonymous && read.keywordOrigin(anonymous)),
		};
	}

	private partner(node: ast.Partner): Partner | undefined {
		const { read } = this;
		const domain = read.fqdn(node.domain, node);
		const accessEdge = read.single(node.properties, ast.isPartnerAccessEdge);
		return (
			domain && {
				domain,
				...optional("accessEdge", read.fqdn(accessEdge?.value, accessEdge ?? node)),
				block: read.block(node, node.properties),
			}
		);
	}

	private site(node: ast.Site): Site {
		const kind = this.read.single(node.properties, ast.isSiteKind);
		const origin = kind && this.read.keywordOrigin(kind);
		return {
			kind: "site",
			...this.named(node, node.properties),
			...(kind?.kind && origin && { role: { value: kind.kind, origin, statement: origin.range } }),
		};
	}

	private named(node: AstNode & { readonly name?: string }, statements: readonly AstNode[]) {
		return {
			name: node.name ?? "",
			origin: this.read.nameOrigin(node),
			block: this.read.block(node, statements),
		};
	}

	private network(node: ast.Network): Network {
		const { read } = this;
		const statements = node.properties;
		const zone = read.single(statements, ast.isZone);
		const speed = read.single(statements, ast.isSpeed);
		return {
			kind: "network",
			...this.named(node, statements),
			...optional("zone", zone && read.choice(zone.value, zone, "a zone", words.ZONES)),
			subnets: read.list(
				statements.filter(ast.isSubnet),
				(one) => one.values,
				(word, one) => read.subnet(word, one),
			),
			...optional("speed", speed && read.text(speed.value, speed)),
		};
	}

	private firewall(node: ast.Firewall): Firewall {
		const { read } = this;
		const statements = node.properties;
		const product = read.single(statements, ast.isProduct);
		const runsOn = read.single(statements, ast.isRunsOn);
		return {
			kind: "firewall",
			...this.named(node, statements),
			sides: read.referenceList(node.sides, "network", node),
			...optional("product", product && read.text(product.value, product)),
			...optional("runsOn", runsOn && read.reference(runsOn.computer, "computer", runsOn)),
			...optional("nat", this.nat(statements.filter(ast.isNat))),
			rules: statements.filter(ast.isFirewallRule).map((one) => this.firewallRule(one)),
		};
	}

	private nat(statements: readonly ast.Nat[]): NatSetting | undefined {
		const { read } = this;
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

	private firewallRule(node: ast.FirewallRule): FirewallRule {
		const { read } = this;
		return {
			action: node.action ?? "allow",
			...optional("protocol", read.choice(node.protocol, node, "a protocol", words.PROTOCOLS)),
			ports: read.list(
				[node],
				(one) => one.ports,
				(word) => read.port(word, node),
			),
			source: this.endpoint(node.source, node),
			destination: this.endpoint(node.destination, node),
			origin: read.keywordOrigin(node),
		};
	}

	private endpoint(node: ast.Endpoint | undefined, statement: ast.FirewallRule): Endpoint {
		const { read } = this;
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

	private activeDirectory(node: ast.ActiveDirectory): ActiveDirectory {
		const { read } = this;
		const statements = node.properties;
		const domain = read.single(statements, ast.isDirectoryDomain);
		return {
			kind: "active-directory",
			...this.named(node, statements),
			...optional("network", read.reference(node.network, "network", node)),
			...optional("domain", domain && read.fqdn(domain.value, domain)),
			domainControllers: read.list(
				statements.filter(ast.isDomainControllers),
				(one) => one.values,
				(word, one) => read.text(word, one),
			),
		};
	}

	private internalServer(node: ast.Pool | ast.Director | ast.MediationServer): InternalServer {
		const { read } = this;
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
			...this.named(node, statements),
			...optional("network", read.reference(node.network, "network", node)),
			...optional("edition", edition && read.choice(edition.value, edition, "an edition", words.POOL_EDITIONS)),
			...optional("fqdn", fqdn && read.fqdn(fqdn.value, fqdn)),
			addresses: this.addresses(statements),
			members: statements
				.filter(ast.isMember)
				.map((one) => this.member(one))
				.filter((one) => one !== undefined),
			roles: this.poolRoles(statements),
			...optional("homedUsers", users && read.number(users.value, users)),
			...optional("webFarm", this.webFarm(read.single(statements, ast.isWebFarm))),
			...(trusts.length > 0 && { trusts: trusts.flatMap((one) => read.referenceList(one.edges, "edge-host", one)) }),
			...(entries.length > 0 && {
				webConferencingEdges: entries.flatMap((one) => read.referenceList(one.edges, "edge-host", one)),
			}),
			...optional(
				"avAuthentication",
				authentication && read.reference(authentication.edge, "edge-host", authentication),
			),
			...optional("federationRoute", route && read.reference(route.via, "firewall-end", route)),
		};
	}

	private addresses(statements: readonly AstNode[]) {
		return this.read.list(
			statements.filter(ast.isAddresses),
			(one) => one.values,
			(word, one) => this.read.address(word, one),
		);
	}

	private poolRoles(statements: readonly AstNode[]): StatedList<PoolRoleId> {
		return this.read.list(
			statements.filter(ast.isPoolRoles),
			(one) => one.values,
			(word, one) => this.read.choice(word, one, "a role of a pool", words.POOL_ROLES),
		);
	}

	private member(node: ast.Member): PoolMember | undefined {
		const fqdn = this.read.fqdn(node.fqdn, node);
		return (
			fqdn && {
				fqdn,
				...optional("address", this.read.address(node.address, node)),
				roles: this.poolRoles(node.properties),
			}
		);
	}

	private webFarm(node: ast.WebFarm | undefined): WebFarm | undefined {
		if (!node) {
			return undefined;
		}
		const name = (side: "internal" | "external") => {
			const statement = this.read.single(
				node.properties,
				(one): one is ast.WebFarmName => ast.isWebFarmName(one) && one.side === side,
			);
			return statement && this.read.fqdn(statement.value, statement);
		};
		return {
			block: this.read.block(node, node.properties),
			...optional("internal", name("internal")),
			...optional("external", name("external")),
		};
	}

	private edgeServer(node: ast.EdgeServer): EdgeServer {
		const { read } = this;
		const statements = node.properties;
		const fqdn = read.single(statements, ast.isFqdn);
		const system = read.single(statements, ast.isOperatingSystem);
		const access = read.single(statements, ast.isAccessEdge);
		const conferencing = read.single(statements, ast.isWebConferencingEdge);
		const av = read.single(statements, ast.isAvEdge);
		const certificate = read.single(statements, ast.isInternalCertificate);
		return {
			kind: "edge-server",
			...this.named(node, statements),
			...optional("site", read.reference(node.site, "site", node)),
			...optional("fqdn", fqdn && read.fqdn(fqdn.value, fqdn)),
			...optional("membership", this.membership(read.single(statements, ast.isMembership))),
			...optional("operatingSystem", system && read.text(system.value, system)),
			adapters: statements.filter(ast.isAdapter).map((one) => this.adapter(one)),
			...optional("accessEdge", access && this.accessEdge(access)),
			...optional("webConferencingEdge", conferencing && this.webConferencingEdge(conferencing)),
			...optional("avEdge", av && this.avEdge(av)),
			...optional(
				"internalCertificate",
				certificate && read.reference(certificate.certificate, "certificate", certificate),
			),
			runs: this.runs(statements),
			hostsEntries: statements
				.filter(ast.isHostsEntry)
				.map((one) => {
					const host = read.fqdn(one.host, one);
					return host && { host, ...optional("address", read.address(one.address, one)) };
				})
				.filter((one) => one !== undefined),
		};
	}

	private runs(statements: readonly AstNode[]) {
		return this.read.list(
			statements.filter(ast.isRuns),
			(one) => one.values,
			(word, one) => this.read.text(word, one),
		);
	}

	private membership(node: ast.Membership | undefined): Stated<Membership> | undefined {
		const { read } = this;
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

	private adapter(node: ast.Adapter): Adapter {
		const { read } = this;
		const statements = node.properties;
		const gateway = read.single(statements, ast.isGateway);
		const dhcp = statements.find(ast.isDhcp);
		return {
			...optional("side", read.choice(node.side, node, "a side of the computer", words.SIDES)),
			...optional("network", read.reference(node.network, "network", node)),
			addresses: this.addresses(statements),
			...optional("gateway", gateway && read.address(gateway.value, gateway)),
			routes: statements
				.filter(ast.isRoute)
				.map((one) => {
					const destination = read.subnet(one.destination, one);
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

	/** What the three edge roles have in common. */
	private edgeRole<R extends EdgeRoleId>(role: R, node: AstNode, statements: readonly AstNode[]) {
		const { read } = this;
		const external = read.single(statements, ast.isExternal);
		const certificate = read.single(statements, ast.isCertificateUse);
		return {
			role,
			origin: read.keywordOrigin(node),
			block: read.block(node, statements),
			...optional("external", external && this.external(external)),
			...optional("certificate", certificate && read.reference(certificate.certificate, "certificate", certificate)),
		};
	}

	private external(node: ast.External): ExternalInterface {
		const { read } = this;
		const fqdn = read.fqdn(node.fqdn, node);
		const address = read.address(node.address, node);
		return {
			...optional("fqdn", fqdn),
			...optional("address", address),
			statement: { uri: this.source.uri, range: read.rangeOf(node) },
			complete: fqdn !== undefined && (node.address === undefined || address !== undefined),
		};
	}

	private accessEdge(node: ast.AccessEdge): AccessEdge {
		const { read } = this;
		const statements = node.properties;
		const hop = read.single(statements, ast.isNextHop);
		const authorized = statements.filter(ast.isAuthorizedServers);
		const domains = statements.filter(ast.isInternalSipDomains);
		const enables = statements.filter(ast.isEnables);
		const remote = read.single(statements, ast.isRemoteAccessPort);
		const federation = read.single(statements, ast.isFederationPort);
		const internal = read.single(statements, ast.isInternalPort);
		return {
			...this.edgeRole("access-edge", node, statements),
			...optional("nextHop", hop && read.reference(hop.server, "internal-server", hop)),
			...(authorized.length > 0 && {
				authorizedServers: authorized.flatMap((one) => read.referenceList(one.servers, "internal-server", one)),
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

	private webConferencingEdge(node: ast.WebConferencingEdge): WebConferencingEdge {
		const { read } = this;
		const statements = node.properties;
		const port = read.single(statements, ast.isPort);
		const internal = read.single(statements, ast.isInternalPort);
		return {
			...this.edgeRole("web-conferencing-edge", node, statements),
			...optional("port", port && read.port(port.value, port)),
			...optional("internalPort", internal && read.port(internal.value, internal)),
		};
	}

	private avEdge(node: ast.AvEdge): AvEdge {
		const { read } = this;
		const statements = node.properties;
		const media = read.single(statements, ast.isMediaPorts);
		const tcp = read.single(statements, ast.isTcpPort);
		const udp = read.single(statements, ast.isUdpPort);
		const authentication = read.single(statements, ast.isAuthenticationPort);
		const certificate = read.single(statements, ast.isAuthenticationCertificate);
		return {
			...this.edgeRole("av-edge", node, statements),
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

	private edgeArray(node: ast.EdgeArray): EdgeArray {
		const { read } = this;
		const statements = node.properties;
		const balancer = read.single(statements, ast.isBalancedBy);
		return {
			kind: "edge-array",
			...this.named(node, statements),
			...optional("site", read.reference(node.site, "site", node)),
			members: statements
				.filter(ast.isArrayMembers)
				.flatMap((one) => read.referenceList(one.edges, "edge-server", one)),
			...optional("loadBalancer", balancer && read.reference(balancer.balancer, "load-balancer", balancer)),
			virtualAddresses: statements
				.filter(ast.isVirtualAddress)
				.map((one) => {
					const side = read.choice(one.side, one, "a side of the array", words.SIDES);
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

	private loadBalancer(node: ast.LoadBalancer): LoadBalancer {
		const { read } = this;
		const kind = read.single(node.properties, ast.isBalancerKind);
		const translation = read.single(node.properties, ast.isTranslation);
		return {
			kind: "load-balancer",
			...this.named(node, node.properties),
			...optional("type", kind && read.choice(kind.value, kind, "a kind of load balancer", words.BALANCER_KINDS)),
			...optional(
				"translation",
				translation && read.choice(translation.value, translation, "an address translation", words.TRANSLATIONS),
			),
		};
	}

	private reverseProxy(node: ast.ReverseProxy): ReverseProxy {
		const { read } = this;
		const statements = node.properties;
		const fqdn = read.single(statements, ast.isFqdn);
		const product = read.single(statements, ast.isProduct);
		const system = read.single(statements, ast.isOperatingSystem);
		const runsOn = read.single(statements, ast.isRunsOn);
		return {
			kind: "reverse-proxy",
			...this.named(node, statements),
			...optional("site", read.reference(node.site, "site", node)),
			...optional("fqdn", fqdn && read.fqdn(fqdn.value, fqdn)),
			...optional("product", product && read.text(product.value, product)),
			...optional("membership", this.membership(read.single(statements, ast.isMembership))),
			...optional("operatingSystem", system && read.text(system.value, system)),
			...optional("runsOn", runsOn && read.reference(runsOn.computer, "computer", runsOn)),
			runs: this.runs(statements),
			adapters: statements.filter(ast.isAdapter).map((one) => this.adapter(one)),
			publishes: statements
				.filter(ast.isPublish)
				.map((one) => this.publish(one))
				.filter((one) => one !== undefined),
		};
	}

	private publish(node: ast.Publish): Publish | undefined {
		const { read } = this;
		const statements = node.properties;
		const pool = read.reference(node.pool, "internal-server", node);
		const url = read.single(statements, ast.isExternalUrl);
		const bridging = read.single(statements, ast.isBridging);
		const certificate = read.single(statements, ast.isCertificateUse);
		return (
			pool && {
				pool,
				...optional("externalUrl", url && read.fqdn(url.value, url)),
				paths: read.list(
					statements.filter(ast.isPaths),
					(one) => one.values,
					(word, one) => read.choice(word, one, "a directory to publish", words.PUBLISHED_PATHS),
				),
				...optional("bridging", bridging && read.text(bridging.value, bridging)),
				...optional("certificate", certificate && read.reference(certificate.certificate, "certificate", certificate)),
				block: read.block(node, statements),
			}
		);
	}

	private certificate(node: ast.Certificate): Certificate {
		const { read } = this;
		const statements = node.properties;
		const subject = read.single(statements, ast.isSubject);
		const issuer = read.single(statements, ast.isIssuer);
		const exportable = statements.find(ast.isExportable);
		const key = read.single(statements, ast.isKeyLength);
		const algorithm = read.single(statements, ast.isAlgorithm);
		const expires = read.single(statements, ast.isExpires);
		const crl = read.single(statements, ast.isCrlDistributionPoint);
		return {
			kind: "certificate",
			...this.named(node, statements),
			...optional("subject", subject && read.fqdn(subject.value, subject)),
			san: read.list(
				statements.filter(ast.isSubjectAlternativeNames),
				(one) => one.values,
				(word, one) => read.fqdn(word, one),
			),
			...optional("issuer", issuer && read.choice(issuer.value, issuer, "a kind of issuer", words.ISSUERS)),
			usages: read.list(
				statements.filter(ast.isUsage),
				(one) => one.values,
				(word, one) => read.choice(word, one, "a usage of a certificate", words.USAGES),
			),
			...optional("exportable", exportable && read.keywordOrigin(exportable)),
			...optional("keyLength", key && read.number(key.value, key)),
			...optional("algorithm", algorithm && read.text(algorithm.value, algorithm)),
			...optional("expires", expires && read.date(expires.value, expires)),
			...optional("crlDistributionPoint", crl && read.text(crl.value, crl)),
		};
	}

	private dnsView(node: ast.Dns): DnsView | undefined {
		const { read } = this;
		const view = read.choice(node.view, node, "a DNS view", words.SIDES);
		return (
			view && {
				view,
				records: node.records.map((one) => this.dnsRecord(one)).filter((one) => one !== undefined),
				block: read.block(node, node.records),
			}
		);
	}

	private dnsRecord(node: ast.DnsRecord): DnsRecord | undefined {
		const { read } = this;
		const origin = read.keywordOrigin(node);
		if (ast.isARecord(node)) {
			const host = read.fqdn(node.host, node);
			const addresses = read.list(
				[node],
				(one) => one.addresses,
				(word) => read.address(word, node),
			);
			return host && { type: "A", host, addresses, origin };
		}
		if (ast.isSrvRecord(node)) {
			const service = read.fqdn(node.service, node);
			return service && { type: "SRV", service, ...optional("target", this.srvTarget(node)), origin };
		}
		const alias = read.fqdn(node.alias, node);
		const target = read.fqdn(node.target, node);
		return alias && target && { type: "CNAME", alias, target, origin };
	}

	private srvTarget(node: ast.SrvRecord): Stated<{ readonly host: string; readonly port?: number }> | undefined {
		const { read } = this;
		const whole = read.text(node.target, node);
		if (!whole || !node.target) {
			return undefined;
		}
		const [host = "", port] = whole.value.split(":");
		const part = (text: string) => ({ ...node.target, $cstNode: node.target.$cstNode, text });
		const name = read.fqdn(part(host), node);
		const number = port === undefined ? undefined : read.port(part(port), node);
		return name && { ...name, value: { host: name.value, ...(number && { port: number.value.from }) } };
	}
}

function isInternalServer(node: unknown): node is ast.Pool | ast.Director | ast.MediationServer {
	return ast.isPool(node) || ast.isDirector(node) || ast.isMediationServer(node);
}

/** Spreads a property only where it has a value, so that absent and undefined stay the same thing. */
function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
	return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });
}
