import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Graph } from "../../language-server/diagram/graph.js";
import { toMermaid } from "../../language-server/diagram/mermaid.js";
import { graphOf } from "../../language-server/diagram/topology-graph.js";
import { readFlowChart } from "../support/mermaid.js";
import { analyse } from "../support/topology.js";

function pictureOf(text: string): Graph {
	const { analysis } = analyse(text);
	return graphOf(analysis.deployment, analysis.requirements);
}

const example = (name: string) =>
	pictureOf(readFileSync(new URL(`../../examples/${name}.ocsedge`, import.meta.url), "utf8"));

/** As in "firewall/outer -> host/edge1: TCP 443". */
const edgesOf = (graph: Graph) =>
	graph.edges.map(({ from, to, label }) => `${from} -> ${to}${label.length === 0 ? "" : `: ${label.join(" ")}`}`);

const nodeOf = (graph: Graph, id: string) => graph.nodes.find((node) => node.id === id);
const groupOf = (graph: Graph, id: string) => graph.groups.find((group) => group.id === id);

describe("the picture of a topology", () => {
	it("shows each computer in its networks, with its roles and their names", () => {
		const graph = example("consolidated");
		const edge1 = nodeOf(graph, "host/edge1");
		expect(edge1?.label).toEqual([
			"edge1",
			"Access Edge: sip.contoso.com",
			"Web Conferencing Edge: webconf.contoso.com",
			"A/V Edge: av.contoso.com",
		]);
		expect(groupOf(graph, edge1?.group ?? "")).toMatchObject({
			label: ["dmz-ext 131.107.155.0/26", "dmz-int 10.45.16.0/24"],
			parent: "zone/perimeter",
		});
		expect(groupOf(graph, nodeOf(graph, "host/ocs1")?.group ?? "")).toMatchObject({
			label: ["corp 192.168.10.0/24"],
			parent: "zone/internal",
		});
		expect(edge1?.origin?.uri).toMatch(/\.ocsedge$/);
	});

	it("draws what passes a firewall for one server to one line with all its ports", () => {
		expect(edgesOf(example("consolidated"))).toEqual([
			"outside/users -> firewall/outer",
			"firewall/outer -> host/edge1: TCP 443, 5061, 50000-59999 UDP 3478, 50000-59999",
			"outside/partners -> firewall/outer",
			"firewall/outer -> host/isa1: TCP 443",
			"host/edge1 -> firewall/inner: TCP 443, 5061, 5062, 8057 UDP 3478",
			"firewall/inner -> host/dir1",
			"firewall/inner -> host/ocs1",
			"firewall/inner -> inside/any internal client or media server",
			"host/isa1 -> firewall/inner: TCP 443",
		]);
	});

	it("points arrows at whoever is called", () => {
		const heads = (graph: Graph, from: string, to: string) =>
			graph.edges.find((edge) => edge.from === from && edge.to === to)?.heads;
		const graph = example("single-site");
		expect(heads(graph, "host/edge1", "firewall/inner")).toBe("both");
		expect(heads(graph, "host/edge2", "firewall/inner")).toBe("from");
		expect(heads(graph, "host/isa1", "firewall/inner")).toBe("to");
	});

	it("puts the members of an array together, and sends all that is for them to the array", () => {
		const graph = example("scaled-single-site");
		expect(groupOf(graph, "host/media")).toMatchObject({ kind: "array", label: ["media behind edge-balancer"] });
		expect(graph.nodes.filter((node) => node.group === "host/media").map((node) => node.id)).toEqual([
			"host/av1",
			"host/av2",
		]);
		expect(edgesOf(graph).filter((edge) => /host\/(?:av|edge)\d/.test(edge))).toEqual([]);
	});

	it("leads the traffic of each site through the firewalls of that site", () => {
		const graph = example("multiple-site");
		expect(edgesOf(graph)).toContain("firewall/tyo-outer -> host/tyo-web1: TCP 443");
		expect(edgesOf(graph).filter((edge) => edge.includes("tyo-web1") && !edge.includes("tyo-"))).toEqual([]);
		// All partners come to the Access Edges of the primary site.
		expect(edgesOf(graph).filter((edge) => edge.startsWith("outside/partners"))).toEqual([
			"outside/partners -> firewall/sea-outer",
		]);
	});

	it.each(["consolidated", "single-site", "scaled-single-site", "multiple-site"])(
		"can be read with few enough lines in %s",
		async (name) => {
			const graph = example(name);
			const chart = await readFlowChart(toMermaid(graph));
			expect(chart.nodes.size).toBe(graph.nodes.length);
			expect(chart.edges).toHaveLength(graph.edges.length);
			expect(chart.edges.length).toBeLessThan(40);
		},
	);

	it("stands firewalls in where the file names none, and needs nothing else to be stated", async () => {
		const graph = pictureOf(`
			deployment Sketch {
				sip-domain sketch.example
				scenario remote-access
			}
			pool pool1 { roles front-end }
			edge-server edge1 { access-edge { next-hop pool1 } }
		`);
		expect(edgesOf(graph)).toEqual([
			"outside/users -> firewall-of-side/external",
			"firewall-of-side/external -> host/edge1: TCP 443",
			"host/edge1 -> firewall-of-side/internal: TCP 5061",
			"firewall-of-side/internal -> host/pool1",
		]);
		expect(nodeOf(graph, "host/edge1")?.group).toBe("zone/perimeter");
		await readFlowChart(toMermaid(graph));
	});

	it("has nothing to draw in a file without elements", async () => {
		const graph = pictureOf("deployment Empty { }");
		expect(graph.nodes).toEqual([]);
		await readFlowChart(toMermaid(graph));
	});
});
