import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { keywordFact, keywordFacts } from "../../language-server/catalog/keywords.js";
import { ocs2007 } from "../../language-server/catalog/ocs2007/index.js";
import type { ValueFact } from "../../language-server/catalog/types.js";
import * as values from "../../language-server/catalog/values.js";
import * as known from "../../language-server/model/words.js";

const valueLists: [string, readonly ValueFact[]][] = Object.entries(values).flatMap(([name, list]) =>
	Array.isArray(list) ? [[name, list as readonly ValueFact[]]] : [],
);

/** The literals of the grammar: a word in quotes that is not part of a comment. */
function keywordsOfGrammar(): string[] {
	const grammar = readFileSync(new URL("../../language-server/grammar/ocs-edge.langium", import.meta.url), "utf8");
	const code = grammar.replace(/\/\*[\s\S]*?\*\//g, "");
	return [...new Set([...code.matchAll(/'([a-z][a-z-]*)'/g)].map((match) => match[1] ?? ""))];
}

describe("keywords", () => {
	it("are explained, every one that the language has", () => {
		const unexplained = keywordsOfGrammar().filter((keyword) => keywordFact(keyword) === undefined);
		expect(unexplained).toEqual([]);
	});

	it("are explained only where the language has them", () => {
		const known = new Set(keywordsOfGrammar());
		const stray = keywordFacts
			.flatMap((fact) => [fact.keyword, ...(fact.within ?? [])])
			.filter((word) => !known.has(word));
		expect(stray).toEqual([]);
	});

	it("have one explanation for each place", () => {
		const places = keywordFacts.flatMap((fact) =>
			(fact.within ?? [""]).map((within) => `${fact.keyword} in ${within} (${fact.within?.length ?? 0})`),
		);
		expect(places).toEqual([...new Set(places)]);
	});

	it("rest on sources that the reader can look up", () => {
		const unknown = keywordFacts.flatMap((fact) => fact.sources).filter((key) => !(key in ocs2007.sources));
		expect(unknown).toEqual([]);
	});

	it("are explained in at most four sentences", () => {
		for (const fact of keywordFacts) {
			expect(fact.description.split(/[.!?](?:\s|$)/).filter(Boolean).length, fact.keyword).toBeLessThanOrEqual(4);
		}
	});

	it("show an example that uses the keyword", () => {
		for (const fact of keywordFacts) {
			if (fact.example !== undefined) {
				expect(fact.example.split(/[\s{}]+/), fact.keyword).toContain(fact.keyword);
			}
		}
	});

	it("mean something else where the block around them does", () => {
		expect(keywordFact("access-edge")?.title).toBe("Access Edge Server");
		expect(keywordFact("access-edge", "edge-server")?.title).toBe("Access Edge Server");
		expect(keywordFact("access-edge", "partner")?.title).toBe("Access Edge of the partner");
		expect(keywordFact("external", "av-edge")?.description).toMatch(/no NAT/);
		expect(keywordFact("external", "access-edge")?.description).toMatch(/sip\.<SIP domain>/);
		expect(keywordFact("internal-port", "web-conferencing-edge")?.description).toContain("8057");
		expect(keywordFact("internal-port", "access-edge")?.description).toContain("5061");
	});

	it("that nobody knows have no explanation", () => {
		expect(keywordFact("xmpp-gateway")).toBeUndefined();
	});
});

describe("value words", () => {
	it.each(valueLists)("%s: each word once, with a title and a description", (_name, list) => {
		expect(list.length).toBeGreaterThan(0);
		expect(list.map((value) => value.word)).toEqual([...new Set(list.map((value) => value.word))]);
		for (const value of list) {
			expect(value.title, value.word).not.toBe("");
			expect(value.description, value.word).not.toBe("");
		}
	});

	it.each(valueLists)("%s rest on sources that the reader can look up", (_name, list) => {
		const unknown = list.flatMap((value) => value.sources ?? []).filter((key) => !(key in ocs2007.sources));
		expect(unknown).toEqual([]);
	});

	it.each([
		["scenario", values.scenarioValues, known.SCENARIOS],
		["phases", values.phaseValues, known.PHASES],
		["internal-deployment", values.internalDeploymentValues, known.INTERNAL_DEPLOYMENT_WORDS],
		["migrating-from", values.migrationValues, known.MIGRATION_SOURCES],
		["client-configuration", values.clientConfigurationValues, known.CLIENT_CONFIGURATIONS],
		["mode", values.federationModeValues, known.FEDERATION_MODES],
		["provider", values.imProviderValues, known.IM_PROVIDERS],
		["zone", values.zoneValues, known.ZONES],
		["adapter", values.sideValues, known.SIDES],
		["allow", values.protocolValues, known.PROTOCOLS],
		["edition", values.poolEditionValues, known.POOL_EDITIONS],
		["roles", values.poolRoleValues, known.POOL_ROLES],
		["membership", values.membershipValues, known.MEMBERSHIPS],
		["enables", values.accessEdgeOptionValues, known.ACCESS_EDGE_OPTIONS],
		["paths", values.publishedPathValues, known.PUBLISHED_PATHS],
		["issuer", values.certificateIssuerValues, known.ISSUERS],
		["usage", values.certificateUsageValues, known.USAGES],
		["kind", values.loadBalancerKindValues, known.BALANCER_KINDS],
		["translation", values.translationValues, known.TRANSLATIONS],
		["bridging", values.bridgingValues, known.BRIDGINGS],
		["existing-servers", values.existingServerValues, known.EXISTING_SERVERS],
		["features", values.featureValues, known.FEATURES],
		["meeting-policy", values.meetingPolicyValues, known.MEETING_POLICIES],
		["licences", values.licenceValues, known.LICENCES],
		["provisioning", values.provisioningValues, known.PROVISIONINGS],
		["ipsec", values.ipsecValues, known.IPSEC],
		["operations", values.operationValues, known.OPERATIONS],
		["serves", values.servedUserValues, known.SIDES],
		["vpn-users", values.vpnUserValues, known.SIDES],
		["listener-authentication", values.listenerAuthenticationValues, known.LISTENER_AUTHENTICATIONS],
		["delegation", values.delegationValues, known.DELEGATIONS],
		["protocol", values.publishedProtocolValues, known.PUBLISHED_PROTOCOLS],
		["installed-key", values.installedKeyValues, known.INSTALLED_KEYS],
		["enrollment", values.enrollmentValues, known.ENROLLMENTS],
		["dns", values.dnsViewValues, known.DNS_VIEWS],
	] as const)(
		"behind %s: those that the checker accepts are those that are explained",
		(_keyword, explained, accepted) => {
			expect(explained.map((value) => value.word).toSorted()).toEqual([...accepted].toSorted());
		},
	);

	it("know later releases by name, as not supported yet", () => {
		const later = values.productValues.filter((value) => value.supported === false);
		expect(later.length).toBeGreaterThan(0);
		for (const value of later) {
			expect(value.description).toMatch(/^Not supported yet\./);
		}
		expect(values.productValues.filter((value) => value.supported).map((value) => value.word)).toEqual(["ocs2007"]);
	});

	it("offer the phases of the plan in the order in which they are done", () => {
		expect(values.phaseValues.map((value) => value.word)).toEqual([
			"staging",
			"internal-deployment",
			...ocs2007.tasks.map((task) => task.id),
		]);
	});

	it("tell which operating systems OCS 2007 does not run on", () => {
		expect(
			values.operatingSystemValues.filter((value) => value.supported === false).map((value) => value.word),
		).toEqual(["windows-server-2003-x64", "windows-server-2008"]);
	});
});
