import { groupBy } from "../basics/collections.js";
import type { Graph, GraphEdge, GraphGroup, GraphNode, NodeKind } from "./graph.js";

/** Nobody reads more than this in one line of a picture, and names may be of any length. */
const LONGEST_LINE = 72;

const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
	party: ["([", "])"],
	firewall: ["{{", "}}"],
	"edge-server": ["[", "]"],
	"reverse-proxy": ["[", "]"],
	"internal-server": ["(", ")"],
	condition: ["([", "])"],
	delivery: ["[/", "/]"],
	task: ["[", "]"],
	milestone: ["((", "))"],
};

// Mermaid knows no arrow that points backwards only; turning the edge round would turn the picture round with it.
const links: Readonly<Record<GraphEdge["heads"], string>> = { to: "-->", from: "---", both: "<-->" };

/** The graph as a Mermaid flow chart, without the fence of Markdown around it. Nothing in a label becomes syntax. */
export function toMermaid(graph: Graph): string {
	// A name could be a keyword such as "end", so what the chart calls a thing is counted and not taken from its name.
	const ids = new Map<string, string>();
	for (const [index, group] of graph.groups.entries()) {
		ids.set(group.id, `g${index + 1}`);
	}
	for (const [index, node] of graph.nodes.entries()) {
		ids.set(node.id, `n${index + 1}`);
	}
	const lines = [`flowchart ${graph.direction === "down" ? "TD" : "LR"}`];
	const subgroups = groupBy(graph.groups, (group) => group.parent);
	const nodes = groupBy(graph.nodes, (node) => node.group);
	const isEmpty = (group: GraphGroup): boolean =>
		!nodes.has(group.id) && (subgroups.get(group.id) ?? []).every((inner) => isEmpty(inner));
	const write = (parent: string | undefined, indent: string) => {
		for (const node of nodes.get(parent) ?? []) {
			lines.push(`${indent}${ids.get(node.id)}${shaped(node)}`);
		}
		for (const group of subgroups.get(parent) ?? []) {
			// Mermaid draws a subgraph without content as a node, which it is not.
			if (!isEmpty(group)) {
				// A title of several lines would lie on top of the content.
				lines.push(`${indent}subgraph ${ids.get(group.id)}[${quoted(group.label, ", ")}]`);
				write(group.id, `${indent}  `);
				lines.push(`${indent}end`);
			}
		}
	};
	write(undefined, "  ");
	for (const edge of graph.edges) {
		const label = edge.label.length === 0 ? "" : `|${quoted(edge.label)}|`;
		lines.push(`  ${ids.get(edge.from)} ${links[edge.heads]}${label} ${ids.get(edge.to)}`);
	}
	return lines.join("\n");
}

function shaped(node: GraphNode): string {
	const [before, after] = shapes[node.kind];
	return `${before}${quoted(node.label)}${after}`;
}

function quoted(label: readonly string[], separator = "<br>"): string {
	// A text without content is a syntax error; a no-break space is not.
	return `"${label.map(mermaidText).join(separator) || "#160;"}"`;
}

/**
 * One line of a label. Mermaid gives a meaning to quotes, brackets, semicolons, percent signs, backticks, icon names and
 * more, even in quoted text and differently from version to version. So only letters, digits and a few harmless
 * characters stand as they are, and all others as entities, which Mermaid writes with a number sign. A colon is harmless
 * before a space.
 */
export function mermaidText(words: string): string {
	const line = shortened(
		words
			.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
			.replace(/\p{Cs}/gu, "\ufffd")
			.trim(),
	);
	return line.replace(/[^\p{L}\p{N} .,()/:-]|:(?! )|^[^\p{L}\p{N}]/gu, (character) => `#${character.codePointAt(0)};`);
}

function shortened(line: string): string {
	const characters = [...line];
	return characters.length <= LONGEST_LINE ? line : `${characters.slice(0, LONGEST_LINE - 1).join("")}\u2026`;
}
