import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rolesOf } from "../../language-server/model/edge-roles.js";
import { deriveRequirements } from "../../language-server/requirements/derive.js";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import {
	allScenarios,
	catalogue,
	certificateLine,
	deploymentIn,
	dnsLine,
	flowLine,
	head,
	internalServers,
	requirementsOf,
	reverseProxy,
	trustLine,
} from "./support.js";

const networks = [
	"network dmz-ext { zone perimeter subnet 131.107.155.0/24 }",
	"network dmz-int { zone perimeter subnet 10.45.16.0/24 }",
	"network corp { zone internal }",
];

const scenario = fc.constantFrom(
	...allScenarios,
	"federation { mode direct }",
	"federation { mode enhanced }",
	"public-im { provider aol }",
	"web-conferencing { anonymous-users }",
);
const scenarioSets = fc.uniqueArray(scenario, { selector: (text) => text.split(" ")[0] });

const roleTexts = ["access-edge", "web-conferencing-edge", "av-edge"] as const;

const virtualAddresses = [
	{ side: "external", role: "access-edge", at: "131.107.155.100" },
	{ side: "external", role: "web-conferencing-edge", at: "131.107.155.101" },
	{ side: "external", role: "av-edge", at: "131.107.155.102" },
	{ side: "internal", role: "access-edge", at: "10.45.16.100" },
	{ side: "internal", role: "av-edge", at: "10.45.16.102" },
] as const;

/** Edge servers with any roles, any gaps, some of them in arrays; every element is one text. */
const edgeElements = fc
	.array(
		fc.record({
			roles: fc.subarray([...roleTexts]),
			named: fc.boolean(),
			addressed: fc.boolean(),
			external: fc.boolean(),
			array: fc.option(fc.constantFrom("a1", "a2")),
		}),
		{ maxLength: 5 },
	)
	.chain((servers) =>
		fc.record({ servers: fc.constant(servers), virtual: fc.subarray([...virtualAddresses], { minLength: 0 }) }),
	)
	.map(({ servers, virtual }) => {
		const texts = servers.map(({ roles, named, addressed, external }, i) => {
			const lines = [
				...(named ? [`fqdn edge${i}.contoso.net`] : []),
				...(addressed ? [`adapter internal on dmz-int { address 10.45.16.${i + 1}/24 }`] : []),
				...roles.map((role, r) =>
					external ? `${role} { external ${role}${i}.contoso.com at 131.107.155.${10 * i + r + 1} }` : `${role} { }`,
				),
			];
			return `edge-server edge${i} { ${lines.join("\n")} }`;
		});
		const arrays = ["a1", "a2"].flatMap((name) => {
			const members = servers.flatMap(({ array }, i) => (array === name ? [`edge${i}`] : []));
			return members.length === 0
				? []
				: [
						`edge-array ${name} {
							members ${members.join(", ")}
							${virtual.map(({ side, role, at }, i) => `virtual-address ${side} ${role} ${name}-${i}.contoso.net at ${at}`).join("\n")}
						}`,
					];
		});
		return [...texts, ...arrays];
	});

const parts = fc
	.record({
		edge: edgeElements,
		internal: fc.subarray([
			"pool pool2 { fqdn pool2.contoso.net  av-authentication edge0 }",
			"pool pool3 { member fe3.contoso.net at 192.168.10.33  av-authentication a1 }",
			"director dirs { fqdn dirs.contoso.net  address 192.168.10.50  member d1.contoso.net at 192.168.10.51 }",
			internalServers,
			"mediation-server med1",
		]),
		proxies: fc.subarray([reverseProxy, "reverse-proxy isa2 { publish pool1 }"]),
	})
	.map(({ edge, internal, proxies }) => [...networks, ...edge, ...internal, ...proxies]);

/** Every row as a line of text, by section. */
function linesOf(requirements: Requirements) {
	return {
		flows: requirements.flows.map(flowLine),
		dns: requirements.dns.map(dnsLine),
		certificates: requirements.certificates.map(certificateLine),
		trust: requirements.trust.map(trustLine),
	};
}

const derive = (scenarios: readonly string[], elements: readonly string[]) =>
	requirementsOf([head(scenarios), ...elements].join("\n"));

describe("whatever a deployment looks like", () => {
	it("taking a scenario away never adds a firewall rule, a DNS record or a trust setting", () => {
		fc.assert(
			fc.property(scenarioSets, fc.nat(), parts, (scenarios, nth, elements) => {
				const left = scenarios.filter((_, i) => i !== nth % Math.max(1, scenarios.length));
				const all = linesOf(derive(scenarios, elements));
				const fewer = linesOf(derive(left, elements));
				expect(all.flows.map(withoutSource)).toEqual(expect.arrayContaining(fewer.flows.map(withoutSource)));
				expect(all.dns).toEqual(expect.arrayContaining(fewer.dns));
				expect(all.trust).toEqual(expect.arrayContaining(fewer.trust));
			}),
		);
	});

	it("taking a scenario away takes exactly the rows that only it needs", () => {
		fc.assert(
			fc.property(scenarioSets, fc.nat(), parts, (scenarios, nth, elements) => {
				const taken = scenarios[nth % Math.max(1, scenarios.length)];
				const all = derive(scenarios, elements);
				const fewer = linesOf(
					derive(
						scenarios.filter((scenario) => scenario !== taken),
						elements,
					),
				);
				const [id] = taken?.split(" ") ?? [];
				for (const section of ["flows", "dns", "trust"] as const) {
					const left = fewer[section].map(withoutSource);
					const lines = linesOf(all)[section].map(withoutSource);
					const asksFor = all[section].map(({ requiredBy }) => requiredBy);
					// Rows without a name read alike, so a line stands for all rows that read so.
					const others = new Set(lines.filter((_, i) => asksFor[i]?.some((scenario) => scenario !== id)));
					const notItsOwn = lines.filter((_, i) => !asksFor[i]?.some((scenario) => scenario === id));
					expect(left).toEqual(expect.arrayContaining(notItsOwn));
					expect(left.filter((line) => !others.has(line))).toEqual([]);
				}
			}),
		);
	});

	it("each flow of an array has its row for the virtual address or for each member, as the port table says", () => {
		fc.assert(
			fc.property(scenarioSets, parts, (scenarios, elements) => {
				const deployment = deploymentIn([head(scenarios), ...elements].join("\n"));
				const { flows } = deriveRequirements(deployment, catalogue);
				const rows = new Set(flows.map(({ template, server }) => `${template} ${server}`));
				const needed = new Set(flows.map(({ template }) => template));
				for (const { id, role, balanced } of catalogue.flows.filter((template) => needed.has(template.id))) {
					for (const array of deployment.edgeArrays) {
						const members = deployment.edgeServers.filter(
							(server) =>
								deployment.index.arrayOf.get(server.name) === array && rolesOf(server).some((one) => one.role === role),
						);
						expect(rows.has(`${id} ${array.name}`)).toBe(balanced.virtualAddress && members.length > 0);
						for (const { name } of members) {
							expect(rows.has(`${id} ${name}`)).toBe(balanced.members);
						}
					}
				}
				for (const { server, balanced } of flows) {
					const array = deployment.index.arrayOf.get(server)?.name;
					expect(balanced?.array).toBe(balanced?.end === "member" ? array : balanced && server);
					expect(balanced === undefined).toBe(
						array === undefined && !deployment.edgeArrays.some(({ name }) => name === server),
					);
				}
			}),
		);
	});

	it("no virtual name is trusted or certified that the file does not contain", () => {
		fc.assert(
			fc.property(scenarioSets, parts, (scenarios, elements) => {
				const text = `${head(scenarios)}${elements.join("\n")}`;
				const { trust, certificates, dns } = derive(scenarios, elements);
				const names = [
					...trust.map((entry) => entry.value),
					...certificates.map((certificate) => certificate.subject),
					...dns.map((record) => record.target),
				];
				for (const name of names) {
					expect(name === undefined || name.startsWith("sip.") || text.includes(name)).toBe(true);
				}
			}),
		);
	});

	it("every row is required by a wanted scenario, and by nothing else", () => {
		fc.assert(
			fc.property(scenarioSets, parts, (scenarios, elements) => {
				const { flows, dns, certificates, trust } = derive(scenarios, elements);
				const wanted = scenarios.map((text) => text.split(" ")[0]);
				for (const { requiredBy } of [...flows, ...dns, ...certificates, ...trust]) {
					expect(requiredBy.length).toBeGreaterThan(0);
					expect(wanted).toEqual(expect.arrayContaining([...requiredBy]));
				}
			}),
		);
	});

	it("a record or rule is never listed twice", () => {
		fc.assert(
			fc.property(scenarioSets, parts, (scenarios, elements) => {
				const { flows, dns } = linesOf(derive(scenarios, elements));
				expect(new Set(flows).size).toBe(flows.length);
				expect(new Set(dns).size).toBe(dns.length);
			}),
		);
	});

	it("the order of the declarations changes the order of the rows at most", () => {
		fc.assert(
			fc.property(
				scenarioSets,
				parts.chain((elements) =>
					fc.tuple(fc.constant(elements), fc.shuffledSubarray(elements, { minLength: elements.length })),
				),
				(scenarios, [elements, shuffled]) => {
					const straight = derive(scenarios, elements);
					const mixed = derive(scenarios, shuffled);
					expect(mixed.topology).toBe(straight.topology);
					for (const section of ["dns", "certificates", "trust"] as const) {
						expect(linesOf(mixed)[section].toSorted()).toEqual(linesOf(straight)[section].toSorted());
					}
					expect(mixed.flows.map(withSortedGroups).toSorted()).toEqual(straight.flows.map(withSortedGroups).toSorted());
				},
			),
		);
	});

	it("no address appears that the file does not contain", () => {
		fc.assert(
			fc.property(scenarioSets, parts, (scenarios, elements) => {
				const text = elements.join("\n");
				const { flows, dns } = derive(scenarios, elements);
				const addresses = [
					...flows.flatMap((flow) => [flow.address, ...flow.source.addresses, ...flow.destination.addresses]),
					...dns.map((record) => record.address),
				];
				for (const address of addresses) {
					expect(address === undefined || text.includes(address)).toBe(true);
				}
			}),
		);
	});

	it("deriving twice gives the same", () => {
		fc.assert(
			fc.property(scenarioSets, parts, (scenarios, elements) => {
				expect(derive(scenarios, elements)).toEqual(derive(scenarios, elements));
			}),
			{ numRuns: 20 },
		);
	});
});

/** A Mediation Server joins the sources of a rule with Enterprise Voice and leaves with it; the rule itself stays. */
function withoutSource(line: string): string {
	return line.replace(/^(\S+ \S+) .* > /, "$1 > ");
}

function withSortedGroups(flow: Requirements["flows"][number]): string {
	const label = flow.source.label.split(", ").toSorted().join(", ");
	return flowLine({ ...flow, source: { ...flow.source, label } });
}
