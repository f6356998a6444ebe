import { DefaultLanguageServer } from "langium/lsp";
import type { InitializeParams, InitializeResult } from "vscode-languageserver";
import { version } from "../../package.json";
import { CODE_ACTION_KINDS } from "./code-actions.js";

/** Announces the server by name, and the kinds of its code actions. */
export class OcsEdgeLanguageServer extends DefaultLanguageServer {
	protected override buildInitializeResult(params: InitializeParams): InitializeResult {
		const result = super.buildInitializeResult(params);
		return {
			serverInfo: { name: "ocs-edge", version },
			capabilities: { ...result.capabilities, codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] } },
		};
	}
}
