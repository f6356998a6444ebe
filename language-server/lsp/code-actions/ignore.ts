import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import type { Finding } from "../../model/finding.js";
import { lineBreakOf } from "../../model/line-breaks.js";
import { REASON_TO_WRITE, SUPPRESSION_WORD } from "../../model/suppression.js";
import { selectTextCommand } from "../../protocol.js";
import { isOfRule } from "../../workspace/suppressions.js";
import { toDiagnostic } from "../convert.js";
import type { ActionRequest, ActionSource } from "./request.js";

/**
 * Writes the comment that accepts what a rule finds at the place. The reason is left to the author, and the comment has no
 * effect before it is written; where the editor can, it is selected, so that typing is all that is left to do.
 */
export const ignore: ActionSource = {
	kind: CodeActionKind.QuickFix,
	actions: (request) => {
		const byCode = new Map(request.findings.filter(isOfRule).map((finding) => [finding.code, finding]));
		return [...byCode.values()].map((finding) => ignoreHere(request, finding));
	},
};

function ignoreHere({ workspace, pages, editor, uri }: ActionRequest, finding: Finding): CodeAction {
	const { line } = finding.origin.range.start;
	const text = workspace.file(uri)?.text ?? "";
	const indent = /^[ \t]*/.exec(text.split(/\r\n|\r|\n/)[line] ?? "")?.[0] ?? "";
	const comment = `${indent}// ${SUPPRESSION_WORD} ${finding.code}: ${REASON_TO_WRITE}`;
	const start = { line, character: 0 };
	const end = { line, character: comment.length };
	const reason = { start: { line, character: comment.length - REASON_TO_WRITE.length }, end };
	return {
		title: `Ignore here: ${finding.code}`,
		kind: CodeActionKind.QuickFix,
		diagnostics: [toDiagnostic(finding, pages)],
		edit: { changes: { [uri]: [{ range: { start, end: start }, newText: `${comment}${lineBreakOf(text)}` }] } },
		...(editor.canShowDocuments && {
			command: { title: "Select the reason", command: selectTextCommand, arguments: [uri, reason] },
		}),
	};
}
