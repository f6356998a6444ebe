import type { Origin } from "../model/origin.js";

/** A picture before it is drawn: boxes, what contains them and what connects them. Whatever draws it decides on places and looks. */
export interface Graph {
	/** Where the picture leads: from the top to the bottom, or from the left to the right. */
	readonly direction: "down" | "right";
	/** A group comes before those that it contains. */
	readonly groups: readonly GraphGroup[];
	readonly nodes: readonly GraphNode[];
	readonly edges: readonly GraphEdge[];
}

interface GraphItem {
	/** Unique among the groups and nodes of the graph, and made of names, so that it stays when the rest changes. */
	readonly id: string;
	/** Line by line. */
	readonly label: readonly string[];
	/** The element of the topology that it stands for. */
	readonly origin?: Origin;
}

export interface GraphGroup extends GraphItem {
	readonly kind: "zone" | "network" | "array";
	/** The group around it, by its id. */
	readonly parent?: string;
}

export interface GraphNode extends GraphItem {
	readonly kind: NodeKind;
	/** The group that contains it, by its id. */
	readonly group?: string;
}

export type NodeKind =
	// In the picture of a topology.
	| "party"
	| "firewall"
	| "edge-server"
	| "reverse-proxy"
	| "internal-server"
	// In the picture of a plan.
	| "condition"
	| "delivery"
	| "task"
	| "milestone";

export interface GraphEdge {
	/** Two nodes or groups, by their ids. */
	readonly from: string;
	readonly to: string;
	/** Line by line; none for a bare line. */
	readonly label: readonly string[];
	/** Which ends have an arrow head. "from" points against the direction in which the picture leads. */
	readonly heads: "to" | "from" | "both";
}
