import DOMPurify from "dompurify";
import mermaid from "mermaid";

// Without a browser, the library that cleans HTML is an empty shell, and Mermaid calls it for every label. What it would take away
// shows in a browser; what the parser makes of a text shows here.
Object.assign(DOMPurify, { addHook: () => {}, sanitize: (html: string) => html });

/** What Mermaid understands of a flow chart. */
export interface FlowChart {
	/** The lines of each node's label, by what the text calls the node. */
	readonly nodes: ReadonlyMap<string, readonly string[]>;
	readonly edges: readonly {
		readonly from: string;
		readonly to: string;
		readonly label: readonly string[];
	}[];
	/** The title of each subgraph and what stands directly in it, nodes and subgraphs. */
	readonly groups: ReadonlyMap<string, { readonly title: string; readonly content: readonly string[] }>;
}

/** Reads a text with Mermaid's own parser; throws where it is no flow chart. */
export async function readFlowChart(text: string): Promise<FlowChart> {
	const { diagramType } = await mermaid.parse(text);
	if (!diagramType.startsWith("flowchart")) {
		throw new Error(`Not a flow chart: ${diagramType}`);
	}
	const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
	if (!isFlowDb(db)) {
		throw new Error("Mermaid keeps flow charts in another way than it did.");
	}
	const groups = new Map(
		db.getSubGraphs().map((group) => [group.id, { title: decoded(group.title), content: group.nodes }]),
	);
	return {
		// What ends at a subgraph is a node as well, to the parser.
		nodes: new Map(
			[...db.getVertices()].filter(([id]) => !groups.has(id)).map(([id, vertex]) => [id, linesOf(vertex.text ?? "")]),
		),
		edges: db.getEdges().map((edge) => ({ from: edge.start, to: edge.end, label: linesOf(edge.text) })),
		groups,
	};
}

interface FlowDb {
	getVertices(): Map<string, { readonly text?: string }>;
	getEdges(): readonly { readonly start: string; readonly end: string; readonly text: string }[];
	getSubGraphs(): readonly { readonly id: string; readonly title: string; readonly nodes: readonly string[] }[];
}

function isFlowDb(db: object): db is FlowDb {
	return "getVertices" in db && "getEdges" in db && "getSubGraphs" in db;
}

function linesOf(label: string): readonly string[] {
	return label === "" ? [] : label.split("<br>").map(decoded);
}

/** Entities, in the form in which Mermaid carries them through its parser. */
function decoded(words: string): string {
	return words.replace(/\ufb02\u00b0\u00b0(\d+)\u00b6\u00df/g, (_, code) => String.fromCodePoint(Number(code)));
}
