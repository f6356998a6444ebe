import { CodeActionKind } from "vscode-languageserver";
import { toDiagnostic, toWorkspaceEdit } from "../convert.js";
import type { ActionSource } from "./request.js";

/** What mends the findings at the place, the likely way first of all where there are several. */
export const fixes: ActionSource = {
	kind: CodeActionKind.QuickFix,
	actions: ({ workspace, findings, pages }) =>
		findings.flatMap((finding) =>
			finding.fixes.map((fix) => ({
				title: fix.title,
				kind: CodeActionKind.QuickFix,
				diagnostics: [toDiagnostic(finding, pages)],
				isPreferred: fix.preferred,
				edit: toWorkspaceEdit([fix], (uri) => workspace.file(uri)?.text),
			})),
		),
};
