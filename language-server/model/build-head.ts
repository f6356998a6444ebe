import * as ast from "../generated/ast.js";
import { optional } from "./build-common.js";
import type { Reader } from "./build-reader.js";
import type { DeploymentHead, InternalDeploymentStatus, Partner, Scenario } from "./deployment.js";
import type { Stated } from "./origin.js";
import * as words from "./words.js";

/** The `deployment` block: what is wanted. A scenario that is unknown or stated twice is reported and left out. */
export function readDeployment(read: Reader, node: ast.Deployment): DeploymentHead {
	const statements = node.properties;
	const users = read.single(statements, ast.isUsers);
	const product = read.single(statements, ast.isProduct);
	const configuration = read.single(statements, ast.isClientConfiguration);
	const scenarioNodes = statements.filter(ast.isScenario);
	const scenarios = scenarioNodes.map((one) => readScenario(read, one)).filter((one) => one !== undefined);
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
		...optional("internalDeployment", readInternalDeployment(read, read.single(statements, ast.isInternalDeployment))),
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
		scenarios: readWithoutDoubles(read, scenarios),
		complete: scenarios.length === scenarioNodes.length && read.block(node, statements).complete,
	};
}

function readWithoutDoubles(read: Reader, scenarios: readonly Scenario[]): readonly Scenario[] {
	const seen = new Map<string, Scenario>();
	for (const scenario of scenarios) {
		const first = seen.get(scenario.kind);
		if (first) {
			read.report(
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
	return {
		kind: kind.value,
		origin: kind.origin,
		block: read.block(node, statements),
		...optional("mode", mode && read.choice(mode.value, mode, "a federation mode", words.FEDERATION_MODES)),
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
			statements.filter(ast.isProviders),
			(one) => one.values,
			(word, one) => read.choice(word, one, "an IM provider", words.IM_PROVIDERS),
		),
		...optional("anonymousUsers", anonymous && read.keywordOrigin(anonymous)),
	};
}

function readPartner(read: Reader, node: ast.Partner): Partner | undefined {
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
