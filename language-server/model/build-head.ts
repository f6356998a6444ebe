import { productValues } from "../catalog/values.js";
import * as ast from "../generated/ast.js";
import type { Malformed } from "./address.js";
import { optional } from "./build-common.js";
import type { Reader } from "./build-reader.js";
import type {
	AudioConferencingProvider,
	DeploymentHead,
	InternalDeploymentStatus,
	Organization,
	Partner,
	Scenario,
} from "./deployment.js";
import type { Stated } from "./origin.js";
import * as words from "./words.js";

/** The `deployment` block: what is wanted. A scenario that is unknown or stated twice is reported and left out. */
export function readDeployment(read: Reader, node: ast.Deployment): DeploymentHead {
	const statements = node.properties;
	const users = read.single(statements, ast.isUsers);
	const product = read.single(statements, ast.isProduct);
	const configuration = read.single(statements, ast.isClientConfiguration);
	const vpn = read.single(statements, ast.isVpnUsers);
	const goLive = read.single(statements, ast.isGoLive);
	const organization = read.single(statements, ast.isOrganization);
	const scenarioNodes = statements.filter(ast.isScenario);
	const scenarios = scenarioNodes.flatMap((one): readonly ReadScenario[] => {
		const scenario = readScenario(read, one);
		return scenario ? [{ node: one, scenario }] : [];
	});
	return {
		name: node.name ?? "unnamed",
		origin: read.nameOrigin(node),
		block: read.block(node, statements),
		...optional("product", product && read.choice(product.value, product, "a product", words.PRODUCTS, laterRelease)),
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
		...optional("internalDeployment", readInternalDeployment(read, read.single(statements, ast.isInternalDeployment))),
		...optional(
			"clientConfiguration",
			configuration &&
				read.choice(configuration.value, configuration, "a client configuration", words.CLIENT_CONFIGURATIONS),
		),
		...optional("vpnUsers", vpn && read.choice(vpn.value, vpn, "a way to count users", words.SIDES)),
		existingServers: read.list(
			statements.filter(ast.isExistingServers),
			(one) => one.values,
			(word, one) => read.choice(word, one, "an earlier release", words.EXISTING_SERVERS),
		),
		...optional("goLive", goLive && read.date(goLive.value, goLive)),
		...optional("organization", organization && readOrganization(read, organization)),
		phases: read.list(
			statements.filter(ast.isPhases),
			(one) => one.values,
			(word, one) => read.choice(word, one, "a phase", words.PHASES),
		),
		scenarios: readWithoutDoubles(read, scenarios),
		complete: scenarios.length === scenarioNodes.length && read.block(node, statements).complete,
	};
}

/** Whose name the certificates carry. A part that cannot be read is left out, and the others count. */
function readOrganization(read: Reader, node: ast.Organization): Organization {
	const statements = node.properties;
	const unit = read.single(statements, ast.isOrganizationalUnit);
	const city = read.single(statements, ast.isCity);
	const state = read.single(statements, ast.isState);
	const country = read.single(statements, ast.isCountry);
	return {
		...optional("title", read.phrase(node.title, node)),
		...optional("unit", unit && read.phrase(unit.value, unit)),
		...optional("city", city && read.phrase(city.value, city)),
		...optional("state", state && read.phrase(state.value, state)),
		...optional("country", country && read.country(country.value, country)),
		origin: read.keywordOrigin(node),
		block: read.block(node, statements),
	};
}

/** What to say of a release that the catalogue knows but does not cover; names are written in many ways. */
function laterRelease(text: string): Malformed | undefined {
	const plain = (name: string) => name.toLowerCase().replace(/server|[^a-z0-9]/g, "");
	const release = productValues.find(
		({ word, title, supported }) => supported === false && [plain(word), plain(title)].includes(plain(text)),
	);
	return (
		release && {
			problem: `"${text}" means ${release.title}. OCS Edge does not cover this release yet; it checks ${words.PRODUCTS.join(", ")}.`,
		}
	);
}

/** A scenario with the statement that it was read from. */
interface ReadScenario {
	readonly node: ast.Scenario;
	readonly scenario: Scenario;
}

function readWithoutDoubles(read: Reader, scenarios: readonly ReadScenario[]): readonly Scenario[] {
	const seen = new Map<string, ReadScenario>();
	for (const one of scenarios) {
		const { kind, origin } = one.scenario;
		const first = seen.get(kind);
		if (first) {
			read.reportTwice(
				one.node,
				first.node,
				origin,
				`The scenario ${kind} is stated twice; the first statement counts. Remove one of the two.`,
			);
		} else {
			seen.set(kind, one);
		}
	}
	return [...seen.values()].map(({ scenario }) => scenario);
}

function readInternalDeployment(
	read: Reader,
	node: ast.InternalDeployment | undefined,
): Stated<InternalDeploymentStatus> | undefined {
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

function readScenario(read: Reader, node: ast.Scenario): Scenario | undefined {
	const kind = read.choice(node.kind, node, "a scenario", words.SCENARIOS);
	if (!kind) {
		return undefined;
	}
	const statements = node.properties;
	const mode = read.single(statements, ast.isFederationMode);
	const anonymous = statements.find(ast.isAnonymousUsers);
	const policy = read.single(statements, ast.isMeetingPolicy);
	const sessions = read.single(statements, ast.isConcurrentSessions);
	const enabled = read.single(statements, ast.isEnabledUsers);
	const licences = read.single(statements, ast.isLicences);
	const provisioning = read.single(statements, ast.isProvisioning);
	const providers = statements.filter(ast.isProviders);
	const noProviders = providers.flatMap((one) => one.values).find((word) => word.text === "none");
	const federationMode = mode && read.choice(mode.value, mode, "a federation mode", words.FEDERATION_MODES);
	const block = read.block(node, statements);
	return {
		kind: kind.value,
		origin: kind.origin,
		// A mode that is not known is not the same as none, which means the default.
		block: { ...block, complete: block.complete && (mode === undefined || federationMode !== undefined) },
		...optional("mode", federationMode),
		partners: statements
			.filter(ast.isPartner)
			.map((one) => readPartner(read, one))
			.filter((one) => one !== undefined),
		blockedDomains: read.list(
			statements.filter(ast.isBlockedDomains),
			(one) => one.values,
			(word, one) => read.fqdn(word, one),
		),
		providers: read.list(
			providers,
			(one) => one.values.filter((word) => word.text !== "none"),
			(word, one) => read.choice(word, one, "an IM provider", words.IM_PROVIDERS),
		),
		...optional("noProviders", noProviders && { uri: read.uri, range: read.rangeOf(noProviders) }),
		...optional("anonymousUsers", anonymous && read.keywordOrigin(anonymous)),
		audioConferencingProviders: statements
			.filter(ast.isAudioConferencingProvider)
			.map((one) => readAudioConferencingProvider(read, one)),
		...optional(
			"meetingPolicy",
			policy && read.choice(policy.value, policy, "a meeting policy", words.MEETING_POLICIES),
		),
		...optional("concurrentSessions", sessions && read.number(sessions.value, sessions)),
		...optional("enabledUsers", enabled && read.number(enabled.value, enabled)),
		features: read.list(
			statements.filter(ast.isFeatures),
			(one) => one.values,
			(word, one) => read.choice(word, one, "a feature", words.FEATURES),
		),
		...optional(
			"licences",
			licences && read.choice(licences.value, licences, "a state of the licences", words.LICENCES),
		),
		...optional(
			"provisioning",
			provisioning && read.choice(provisioning.value, provisioning, "a state of the provisioning", words.PROVISIONINGS),
		),
	};
}

function readPartner(read: Reader, node: ast.Partner): Partner | undefined {
	const domain = read.fqdn(node.domain, node);
	const accessEdge = read.single(node.properties, ast.isPartnerAccessEdge);
	const discovered = node.properties.find(ast.isDiscovered);
	const uris = read.single(node.properties, ast.isTargetedUris);
	const messages = read.single(node.properties, ast.isMessagesPerSecond);
	return (
		domain && {
			domain,
			...optional("accessEdge", read.fqdn(accessEdge?.value, accessEdge ?? node)),
			...optional("discovered", discovered && read.keywordOrigin(discovered)),
			...optional("targetedUris", uris && read.number(uris.value, uris)),
			...optional("messagesPerSecond", messages && read.number(messages.value, messages)),
			block: read.block(node, node.properties),
		}
	);
}

function readAudioConferencingProvider(read: Reader, node: ast.AudioConferencingProvider): AudioConferencingProvider {
	const edge = read.single(node.properties, ast.isPartnerAccessEdge);
	const domain = read.fqdn(node.domain, node);
	const accessEdge = edge && read.fqdn(edge.value, edge);
	const block = read.block(node, node.properties);
	// A name that cannot be read is not the same as none.
	const isRead =
		(node.domain === undefined || domain !== undefined) && (edge === undefined || accessEdge !== undefined);
	return {
		...optional("domain", domain),
		...optional("accessEdge", accessEdge),
		origin: read.keywordOrigin(node),
		block: { ...block, complete: block.complete && isRead },
	};
}
