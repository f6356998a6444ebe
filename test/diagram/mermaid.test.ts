import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Graph, GraphEdge, NodeKind } from "../../language-server/diagram/graph.js";
import { mermaidText, toMermaid } from "../../language-server/diagram/mermaid.js";
import { readFlowChart } from "../support/mermaid.js";

function oneNode(...label: readonly string[]): Graph {
	return { direction: "down", groups: [], nodes: [{ id: "a", label, kind: "task" }], edges: [] };
}

/** Names as no topology should have them, each of which means something to Mermaid, Markdown or HTML. */
const hostile = [
	'a "quoted" name',
	"end",
	"subgraph",
	"graph TD",
	"click",
	"style a fill:#f00;",
	"classDef x fill:#f00;",
	"]",
	"])",
	"|",
	"-->",
	"%% no comment",
	"%%{init: {'theme':'dark'}}%%",
	"`markdown **bold**`",
	"<script>alert(1)</script>",
	"<br>",
	"&lt;b&gt;",
	"#quot;",
	"#35;",
	"fa:fa-car",
	"style: x:#f00;",
	"a: b: #35; ::: c",
	"$$x^2$$",
	"\\n",
	"a:::b",
	"@{ shape: circle }",
	"---",
	"- list",
	"1. list",
	"\ufb02\u00b0\u00b035\u00b6\u00df",
	"Straße, 東京",
	"🙂",
];

describe("a Mermaid flow chart", () => {
	it.each(hostile)("shows %j as it is written, and nothing more", async (name) => {
		const chart = await readFlowChart(
			toMermaid({
				direction: "down",
				groups: [{ id: "g", label: [name], kind: "zone" }],
				nodes: [
					{ id: "a", label: [name, "second line"], kind: "edge-server", group: "g" },
					{ id: "b", label: [name], kind: "firewall" },
				],
				edges: [{ from: "a", to: "b", label: [name], heads: "to" }],
			}),
		);
		expect([...chart.nodes.values()].sort((a, b) => b.length - a.length)).toEqual([[name, "second line"], [name]]);
		expect(chart.edges).toMatchObject([{ label: [name] }]);
		expect([...chart.groups.values()]).toMatchObject([{ title: name }]);
	});

	it("takes control characters and line breaks in a name for spaces", () => {
		expect(mermaidText("edge1\r\n  click n1\u0000\u2028x")).toBe("edge1   click n1 x");
	});

	it("cuts a name that nobody would read to its end", async () => {
		const chart = await readFlowChart(toMermaid(oneNode("x".repeat(300))));
		expect([...chart.nodes.values()]).toEqual([[`${"x".repeat(71)}…`]]);
	});

	it("draws no group in which nothing stands", async () => {
		const empty: Graph = {
			...oneNode("a"),
			groups: [
				{ id: "outer", label: ["outer"], kind: "zone" },
				{ id: "inner", label: ["inner"], kind: "network", parent: "outer" },
			],
		};
		expect((await readFlowChart(toMermaid(empty))).groups.size).toBe(0);
	});

	it("has the nodes, groups and lines of the graph, whatever they are called", async () => {
		const word = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 40 }));
		const kind = fc.constantFrom<NodeKind>(
			"party",
			"firewall",
			"internal-server",
			"delivery",
			"condition",
			"milestone",
		);
		const graphs = fc
			.record({
				names: fc.uniqueArray(word, { minLength: 2, maxLength: 6 }),
				kinds: fc.array(kind, { minLength: 6, maxLength: 6 }),
				lines: fc.array(word, { maxLength: 2 }),
				inGroup: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
				heads: fc.constantFrom<GraphEdge["heads"]>("to", "from", "both"),
			})
			.map(({ names, kinds, lines, inGroup, heads }): Graph => {
				const ids = names.map((name) => `host/${name}`);
				return {
					direction: "right",
					groups: [{ id: "group/end", label: ["end"], kind: "array" }],
					nodes: names.map((name, index) => ({
						id: `host/${name}`,
						label: [name, ...lines],
						kind: kinds[index] ?? "task",
						...(inGroup[index] ? { group: "group/end" } : {}),
					})),
					edges: ids.slice(1).map((id, index) => ({ from: ids[index] ?? id, to: id, label: lines, heads })),
				};
			});
		await fc.assert(
			fc.asyncProperty(graphs, async (graph) => {
				const chart = await readFlowChart(toMermaid(graph));
				expect(chart.nodes.size).toBe(graph.nodes.length);
				expect(chart.edges).toHaveLength(graph.edges.length);
				const grouped = graph.nodes.filter((node) => node.group !== undefined).length;
				expect([...chart.groups.values()].flatMap((group) => group.content)).toHaveLength(grouped);
				expect(chart.edges.every((edge) => chart.nodes.has(edge.from) && chart.nodes.has(edge.to))).toBe(true);
			}),
			{ numRuns: 150 },
		);
	});
});
