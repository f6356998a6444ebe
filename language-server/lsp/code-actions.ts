import type { LangiumDocument } from "langium";
import type { CodeActionProvider } from "langium/lsp";
import type { CodeAction, CodeActionParams, Range } from "vscode-languageserver";
import { comparePositions } from "../model/origin.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { explain } from "./code-actions/explain.js";
import { fixAll } from "./code-actions/fix-all.js";
import { fixes } from "./code-actions/fixes.js";
import type { ActionRequest, ActionSource } from "./code-actions/request.js";
import { runbooks } from "./code-actions/runbooks.js";
import type { RulePages } from "./convert.js";

/** All that the light bulb and the menus of an editor offer, in the order in which they show it. */
const SOURCES: readonly ActionSource[] = [fixes, explain, fixAll, runbooks];

/** The kinds that the server announces, so that editors ask only for what there is. */
export const CODE_ACTION_KINDS: readonly string[] = [...new Set(SOURCES.map((source) => source.kind))];

/** The light bulb: what can be done about the findings at a place, and with the file as a whole. */
export class CodeActions implements CodeActionProvider {
	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly pages: RulePages,
	) {}

	getCodeActions(document: LangiumDocument, { range, context }: CodeActionParams): CodeAction[] {
		const { workspace, pages } = this;
		const uri = document.uri.toString();
		const findings = workspace.findings(uri).filter((finding) => overlaps(finding.origin.range, range));
		const request: ActionRequest = { workspace, pages, uri, range, findings };
		return SOURCES.filter(({ kind }) => isWanted(kind, context.only)).flatMap((source) => source.actions(request));
	}
}

/** A kind is wanted when nothing is asked for in particular, or when it is one of the kinds asked for or below one. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
	return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function overlaps(a: Range, b: Range): boolean {
	return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}
