import type { Deployment, EdgeServer, InternalServer, ReverseProxy } from "../../../model/deployment.js";
import type { Fix } from "../../../model/finding.js";
import type { Block, Origin, Reference } from "../../../model/origin.js";
import { removeStatement } from "../edits.js";

/** An edge server whose computer another server shares, and the words that say so. */
export interface SharedComputer {
	readonly edge: EdgeServer;
	readonly at: Origin;
	/** Whether the file says it in so many words, or both state one FQDN. */
	readonly isStated: boolean;
}

/** The edge server with which a server shares its computer: the one that it names, or the one with the same FQDN. */
export function sharedEdgeComputer(
	{ index }: Deployment,
	{ runsOn, fqdn }: ReverseProxy | InternalServer,
): SharedComputer | undefined {
	const computer = runsOn && index.hosts.get(runsOn.name);
	if (runsOn && computer?.kind === "edge-server") {
		return { edge: computer, at: runsOn.origin, isStated: true };
	}
	const namesake = fqdn && index.hostsByFqdn.get(fqdn.value)?.host;
	return fqdn && namesake?.kind === "edge-server" ? { edge: namesake, at: fqdn.origin, isStated: false } : undefined;
}

/** Takes back that an element shares the computer of an edge server. */
export function giveOwnComputer(element: { readonly name: string; readonly block: Block }, runsOn: Reference): Fix {
	return {
		title: `Give ${element.name} a computer of its own`,
		edits: [removeStatement(element.block, runsOn.statement)],
		safety: "unsafe",
		preferred: true,
	};
}
