import { type DocumentState, type LangiumDocument, URI } from "langium";
import { type CodeActionProvider, createRequestHandler } from "langium/lsp";
import type { CodeAction, CodeActionParams, Connection, Range } from "vscode-languageserver";
import { comparePositions } from "../model/origin.js";
import { isConfiguration } from "../workspace/configuration.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { explain } from "./code-actions/explain.js";
import { fixAll } from "./code-actions/fix-all.js";
import { fixes } from "./code-actions/fixes.js";
import { ignore } from "./code-actions/ignore.js";
import type { ActionRequest, ActionSource } from "./code-actions/request.js";
import { runbooks } from "./code-actions/runbooks.js";
import { setSeverity } from "./code-actions/set-severity.js";
import type { RulePages } from "./convert.js";
import type { Editor } from "./editor.js";
import type { OcsEdgeSharedServices } from "./services.js";

/** All that the light bulb and the menus of an editor offer, in the order in which they show it. */
const SOURCES: readonly ActionSource[] = [fixes, explain, ignore, setSeverity, fixAll, runbooks];

/** The kinds that the server announces, so that editors ask only for what there is. */
export const CODE_ACTION_KINDS: readonly string[] = [...new Set(SOURCES.map((source) => source.kind))];

/** The light bulb: what can be done about the findings at a place, and with the file as a whole. */
export class CodeActions implements CodeActionProvider {
	constructor(
		private readonly workspace: TopologyWorkspace,
		private readonly pages: RulePages,
		private readonly editor: Editor,
	) {}

	getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
		return this.actionsFor(document.uri.toString(), params);
	}

	/** What can be done in a file, which need not be a topology. */
	actionsFor(uri: string, { range, context }: CodeActionParams): CodeAction[] {
		const { workspace, pages, editor } = this;
		const findings = workspace.findings(uri).filter((finding) => overlaps(finding.origin.range, range));
		const request: ActionRequest = { workspace, pages, editor, uri, range, findings };
		return SOURCES.filter(({ kind }) => isWanted(kind, context.only)).flatMap((source) => source.actions(request));
	}
}

/** Answers what can be done in a topology, when it is built so far, and in a configuration, which is never built. */
export function addCodeActions(
	connection: Connection,
	services: OcsEdgeSharedServices,
	requiredState: DocumentState,
): void {
	const inTopology = createRequestHandler(
		(language, document, params: CodeActionParams, token) =>
			language.lsp?.CodeActionProvider?.getCodeActions(document, params, token),
		services,
		requiredState,
	);
	connection.onCodeAction((params, token) => {
		const uri = URI.parse(params.textDocument.uri).toString();
		const { Workspace, Pages, Editor } = services.topology;
		return isConfiguration(uri)
			? new CodeActions(Workspace, Pages, Editor).actionsFor(uri, params)
			: inTopology(params, token);
	});
}

/** A kind is wanted when nothing is asked for in particular, or when it is one of the kinds asked for or below one. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
	return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function overlaps(a: Range, b: Range): boolean {
	return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}
