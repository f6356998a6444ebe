import type { CodeAction, Range } from "vscode-languageserver";
import type { Finding } from "../../model/finding.js";
import type { TopologyWorkspace } from "../../workspace/topology-workspace.js";
import type { RulePages } from "../convert.js";
import type { Editor } from "../editor.js";

/** What an editor asks actions for. */
export interface ActionRequest {
	readonly workspace: TopologyWorkspace;
	readonly pages: RulePages;
	readonly editor: Editor;
	/** The file. */
	readonly uri: string;
	readonly range: Range;
	/** The findings of the file that lie at the range. */
	readonly findings: readonly Finding[];
}

/** Actions of one kind. */
export interface ActionSource {
	/** As the Language Server Protocol names kinds, so that an editor can ask for some only. */
	readonly kind: string;
	readonly actions: (request: ActionRequest) => readonly CodeAction[];
}
