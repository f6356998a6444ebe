import { CodeActionKind } from "vscode-languageserver";
import { explainCommand } from "../../protocol.js";
import { toDiagnostic } from "../convert.js";
import type { ActionSource } from "./request.js";

/** Shows the page of what is found at the place, once for each code. */
export const explain: ActionSource = {
	kind: CodeActionKind.QuickFix,
	actions: ({ findings, pages }) =>
		[...new Set(findings.map((finding) => finding.code))].map((code) => {
			const title = `Explain ${code}`;
			return {
				title,
				kind: CodeActionKind.QuickFix,
				diagnostics: findings.filter((finding) => finding.code === code).map((finding) => toDiagnostic(finding, pages)),
				command: { title, command: explainCommand, arguments: [code] },
			};
		}),
};
