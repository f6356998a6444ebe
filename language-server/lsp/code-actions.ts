import type { LangiumDocument } from "langium";
import type { CodeActionProvider } from "langium/lsp";
import { type CodeAction, CodeActionKind, type CodeActionParams, type Range } from "vscode-languageserver";
import { comparePositions } from "../model/origin.js";
import { generateRunbooksCommand } from "../protocol.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { type RulePages, toDiagnostic, toWorkspaceEdit } from "./convert.js";

export const GENERATE_RUNBOOKS_KIND = "source.generateRunbooks";

/** The kinds that the server announces, so that editors ask only for what there is. */
export const CODE_ACTION_KINDS: readonly string[] = [CodeActionKind.QuickFix, GENERATE_RUNBOOKS_KIND];

/** The light bulb: the fixes of the findings at a place, and the runbooks of the deployment. */
export class CodeActions implements CodeActionProvider {
	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly pages: RulePages,
	) {}

	getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
		const uri = document.uri.toString();
		const wants = (kind: string) => isWanted(kind, params.context.only);
		return [
			...(wants(CodeActionKind.QuickFix) ? this.fixes(uri, params.range) : []),
			...(wants(GENERATE_RUNBOOKS_KIND) ? this.runbooks(uri) : []),
		];
	}

	private fixes(uri: string, range: Range): CodeAction[] {
		return this.workspace
			.findings(uri)
			.filter((finding) => overlaps(finding.origin.range, range))
			.flatMap((finding) =>
				finding.fixes.map((fix) => ({
					title: fix.title,
					kind: CodeActionKind.QuickFix,
					diagnostics: [toDiagnostic(finding, this.pages)],
					isPreferred: fix.preferred,
					edit: toWorkspaceEdit(fix),
				})),
			);
	}

	private runbooks(uri: string): CodeAction[] {
		if (this.workspace.deploymentsWith(uri).length === 0) {
			return [];
		}
		const title = "Generate deployment runbooks";
		return [
			{
				title,
				kind: GENERATE_RUNBOOKS_KIND,
				command: { title, command: generateRunbooksCommand, arguments: [uri] },
			},
		];
	}
}

/** A kind is wanted when nothing is asked for in particular, or when it is one of the kinds asked for or below one. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
	return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function overlaps(a: Range, b: Range): boolean {
	return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}
