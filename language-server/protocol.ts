/**
 * What the language server and a client say to each other beyond the Language Server Protocol.
 * Names and shapes only, so that both sides can import it.
 */

/** The command that writes the runbooks. Its first argument is the URI of a topology file. */
export const generateRunbooksCommand = "ocsEdge.generateRunbooks";

/**
 * The command that explains a rule. Its first argument is the code of a finding; without one, it is about all rules.
 * It returns the page as Markdown.
 */
export const explainCommand = "ocsEdge.explain";

/**
 * The command that selects a place of a file in the editor, after an edit that leaves something to write there. Its
 * arguments are the URI of the file and the range.
 */
export const selectTextCommand = "ocsEdge.selectText";

/** Server to client, when the client has applied the edit that creates the runbooks. */
export const runbooksGeneratedNotification = "ocsEdge/runbooksGenerated";

export interface RunbooksGenerated {
	/** The URIs of all pages that the edit wrote. */
	readonly files: readonly string[];
	/** The URI of the page to read first. */
	readonly overview: string;
	/** One or two sentences for the user. */
	readonly message: string;
	/** Whether pages were kept because somebody edited them, so that the user has to look at what is beside them. */
	readonly hasKept: boolean;
}

/**
 * Server to client, only from a server in a web worker: it has no file system of its own, so it reads through the
 * editor's, which also knows virtual workspaces.
 */
export const statRequest = "ocsEdge/fs/stat";
export const readFileRequest = "ocsEdge/fs/readFile";
export const readDirectoryRequest = "ocsEdge/fs/readDirectory";

export interface FileParams {
	readonly uri: string;
}

export interface StatResult {
	readonly type: "file" | "directory" | "missing";
}

export interface ReadFileResult {
	/** The text of the file, or null when it cannot be read. */
	readonly text: string | null;
}

export interface ReadDirectoryResult {
	readonly entries: readonly DirectoryEntry[];
}

export interface DirectoryEntry {
	readonly name: string;
	readonly type: "file" | "directory";
}
