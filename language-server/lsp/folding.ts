import { type AstNode, CstUtils, type LangiumDocument, type LeafCstNode } from "langium";
import { DefaultFoldingRangeProvider, type FoldingRangeAcceptor } from "langium/lsp";
import { FoldingRangeKind } from "vscode-languageserver";

/** Folds blocks, block comments, and line comments that stand on consecutive lines. */
export class Folding extends DefaultFoldingRangeProvider {
	protected override readonly commentNames: string[] = ["BLOCK_COMMENT"];

	protected override collectCommentFolding(
		document: LangiumDocument,
		node: AstNode,
		acceptor: FoldingRangeAcceptor,
	): void {
		super.collectCommentFolding(document, node, acceptor);
		const text = document.textDocument.getText();
		for (const { first, last } of runsOf(node, text)) {
			if (last > first) {
				acceptor({ startLine: first, endLine: last, kind: FoldingRangeKind.Comment });
			}
		}
	}
}

/** Runs of lines that hold a line comment and nothing else. */
function runsOf(node: AstNode, text: string) {
	const runs: { first: number; last: number }[] = [];
	const comments = node.$cstNode
		? CstUtils.flattenCst(node.$cstNode).filter((leaf) => leaf.tokenType.name === "LINE_COMMENT" && isAlone(leaf, text))
		: [];
	for (const comment of comments) {
		const { line } = comment.range.start;
		const run = runs.at(-1);
		if (run && run.last + 1 === line) {
			run.last = line;
		} else {
			runs.push({ first: line, last: line });
		}
	}
	return runs;
}

function isAlone(comment: LeafCstNode, text: string): boolean {
	return text.slice(text.lastIndexOf("\n", comment.offset - 1) + 1, comment.offset).trim() === "";
}
