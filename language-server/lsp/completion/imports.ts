import { type CompletionItem, CompletionItemKind } from "vscode-languageserver";
import { URI, Utils } from "vscode-uri";
import type { TopologyWorkspace } from "../../workspace/topology-workspace.js";

/** Paths of other topology files inside the quotation marks of an import; undefined anywhere else. */
export function proposeImports(
	workspace: TopologyWorkspace,
	uri: string,
	text: string,
	offset: number,
): { readonly start: number; readonly items: readonly CompletionItem[] } | undefined {
	const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
	const path = /^\s*import\s+"([^"]*)$/.exec(line)?.[1];
	if (path === undefined) {
		return undefined;
	}
	const imported = new Set(workspace.importsOf(uri));
	const items = workspace
		.uris()
		.filter((other) => other !== uri && !imported.has(other))
		.map((other) => relativePath(uri, other))
		.filter((other) => other !== undefined)
		.map((label) => ({ label, kind: CompletionItemKind.File, sortText: `${label.split("/").length}${label}` }));
	return { start: offset - path.length, items };
}

/** The path from one file to another, with forward slashes and a dot in front, as imports are written. */
function relativePath(from: string, to: string): string | undefined {
	const base = URI.parse(from);
	const target = URI.parse(to);
	if (base.scheme !== target.scheme || base.authority !== target.authority) {
		return undefined;
	}
	const here = Utils.dirname(base).path.split("/").filter(Boolean);
	const there = target.path.split("/").filter(Boolean);
	const common = here.findIndex((part, i) => part !== there[i]);
	const shared = common < 0 ? here.length : common;
	const ups = here.slice(shared).map(() => "..");
	return [...(ups.length === 0 ? ["."] : ups), ...there.slice(shared)].join("/");
}
