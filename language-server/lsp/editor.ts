import type { InitializeParams } from "vscode-languageserver";

/** What is known of the editor at the other end: what it can do for the server, and which folders it shows. */
export class Editor {
	canCreateFiles = false;
	canShowDocuments = false;
	folders: readonly string[] = [];

	initialize({ capabilities, workspaceFolders }: InitializeParams): void {
		const edits = capabilities.workspace?.workspaceEdit;
		this.canCreateFiles = edits?.documentChanges === true && (edits.resourceOperations ?? []).includes("create");
		this.canShowDocuments = capabilities.window?.showDocument?.support === true;
		this.folders = (workspaceFolders ?? []).map(({ uri }) => uri.replace(/\/$/, ""));
	}

	/** The innermost of the folders that holds a file. */
	folderOf(uri: string): string | undefined {
		return this.folders.filter((folder) => uri.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
	}
}
