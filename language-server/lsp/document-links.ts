import { CstUtils, type LangiumDocument } from "langium";
import type { DocumentLinkProvider } from "langium/lsp";
import type { DocumentLink } from "vscode-languageserver";
import { isTopologyFile } from "../generated/ast.js";
import { importedUri } from "../workspace/imports.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";

/** Leads from the path of an import to the file, where there is one. */
export class ImportLinks implements DocumentLinkProvider {
	constructor(private readonly workspace: TopologyWorkspace) {}

	getDocumentLinks(document: LangiumDocument): DocumentLink[] {
		const root = document.parseResult.value;
		const uri = document.uri.toString();
		return isTopologyFile(root)
			? root.imports.flatMap(({ path, $cstNode }) => {
					const leaf = $cstNode && CstUtils.flattenCst($cstNode).find((one) => one.tokenType.name === "STRING");
					if (!path || !leaf) {
						return [];
					}
					const target = importedUri(uri, { path, origin: { uri, range: leaf.range } });
					return this.workspace.has(target) ? [{ range: leaf.range, target }] : [];
				})
			: [];
	}
}
