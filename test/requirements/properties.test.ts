import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Requirements } from "../../language-server/requirements/requirements.js";
import {
	allScenarios,
	certificateLine,
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
	.map((servers) => {
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
							virtual-address internal access-edge ${name}.contoso.net at 10.45.16.100
							virtual-address external av-edge av.contoso.com at 131.107.155.100
						}`,
					];
		});
		return [...texts, ...arrays];
	});

const parts = fc
	.record({
		edge: edgeElements,
		internal: fc.subarray(["pool pool2 { fqdn pool2.contoso.net }", internalServers, "mediation-server med1"]),
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
