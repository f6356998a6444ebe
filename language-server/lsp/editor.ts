import type { InitializeParams } from "vscode-languageserver";

/** What an editor may tell the server of itself beyond the protocol. */
export interface EditorOptions {
	/** It saves and opens generated runbooks itself. */
	readonly listensForRunbooks?: boolean;
	/** It has a preview of runbooks. */
	readonly showsPreviews?: boolean;
}

/** What is known of the editor at the other end: what it can do for the server, and which folders it shows. */
export class Editor {
	canCreateFiles = false;
	canShowDocuments = false;
	/** Whether it asks for code lenses again when it is told to. */
	refreshesLenses = false;
	/** Whether it has a preview of runbooks, and wants to know when one may have changed. */
	showsPreviews = false;
	/** Whether it saves and opens generated runbooks itself when it is told of them. */
	listensForRunbooks = false;
	folders: readonly string[] = [];

	initialize({ capabilities, workspaceFolders }: InitializeParams, options: EditorOptions): void {
		const edits = capabilities.workspace?.workspaceEdit;
		this.canCreateFiles = edits?.documentChanges === true && (edits.resourceOperations ?? []).includes("create");
		this.canShowDocuments = capabilities.window?.showDocument?.support === true;
		this.refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
		this.showsPreviews = options.showsPreviews === true;
		this.listensForRunbooks = options.listensForRunbooks === true;
		this.folders = (workspaceFolders ?? []).map(({ uri }) => uri.replace(/\/$/, ""));
	}

	/** The innermost of the folders that holds a file. */
	folderOf(uri: string): string | undefined {
		return this.folders.filter((folder) => uri.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
	}
}
