/**
 * What the language server and a client say to each other beyond the Language Server Protocol.
 * Names and shapes only, so that both sides can import it.
 */

/** The command that writes the runbooks. Its first argument is the URI of a topology file. */
export const generateRunbooksCommand = "ocsEdge.generateRunbooks";

/**
 * How to write them, the second argument of that command. Without it, or without one of these, everything is written as
 * Markdown, and the user is asked before drafts are.
 */
export interface GenerateRunbooksOptions {
	/** Write drafts although there are errors, without asking. */
	readonly draft?: boolean;
	/** The paths of the pages to write, as `previewRunbookRequest` names them. The overview is always written. */
	readonly pages?: readonly string[];
	readonly formats?: readonly RunbookFormat[];
}

/** Pages in Markdown for working from, or everything on one page in HTML for the printer. */
export type RunbookFormat = "markdown" | "html";

/**
 * The command that shows the most serious finding which stands against a deployment. Its first argument is the URI of one of
 * its files.
 */
export const showFindingCommand = "ocsEdge.showFinding";

/**
 * The command of a client that has a preview of runbooks. Its first argument is the URI of a topology file. The server only names
 * it in code lenses, and only for a client that said at the start that it `showsPreviews`.
 */
export const previewRunbookCommand = "ocsEdge.previewRunbook";

/** Client to server: a page of the runbook as it would be generated now. Null for a file that belongs to no deployment. */
export const previewRunbookRequest = "ocsEdge/previewRunbook";

export interface PreviewRunbookParams {
	/** The topology file. */
	readonly uri: string;
	/** The path of the page; without it, or where there is no such page, it is the first one. */
	readonly page?: string;
}

export interface RunbookPreview {
	/** The URI of the file with the deployment block. */
	readonly root: string;
	/** The name of the deployment. */
	readonly deployment: string;
	/** The URIs of all files that the runbook is made from. */
	readonly files: readonly string[];
	/** All that would be generated, in reading order. */
	readonly pages: readonly PreviewPage[];
	/** The path of the page that is shown. */
	readonly path: string;
	/** The page itself. An element that comes from a line of the page bears its number in `data-line`. */
	readonly html: string;
	/** How its elements look, as CSS. The colours are variables, which a client sets to its own. */
	readonly style: string;
	/** The lines of the page that come from a place of the topology. */
	readonly origins: readonly LineOrigin[];
}

export interface PreviewPage {
	/** Relative to the folder of the runbook, with forward slashes. */
	readonly path: string;
	readonly title: string;
	readonly kind: "overview" | "task" | "plan" | "sheet" | "artefact";
}

/** Where in the topology a line of a page comes from. */
export interface LineOrigin {
	/** Zero-based. */
	readonly line: number;
	/** The file. */
	readonly uri: string;
	readonly range: TextRange;
}

/** As in the Language Server Protocol. */
export interface TextRange {
	readonly start: { readonly line: number; readonly character: number };
	readonly end: { readonly line: number; readonly character: number };
}

/** Server to client, once it asked for a preview: what would be generated from these files may have changed. */
export const runbooksChangedNotification = "ocsEdge/runbooksChanged";

export interface RunbooksChanged {
	readonly files: readonly string[];
}

/**
 * Client to server: where the steps and rows of a generated page come from, as the topology is now. What a person wrote, and what
 * the topology has no more, is left out.
 */
export const pageOriginsRequest = "ocsEdge/pageOrigins";

export interface PageOriginsParams {
	/** The URI of the page. */
	readonly uri: string;
	/** Its text as it stands in the editor. */
	readonly text: string;
}

export interface PageOrigin {
	/** Where in the page the number of the step or row stands. */
	readonly label: TextRange;
	/** The topology file. */
	readonly uri: string;
	readonly range: TextRange;
}

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

/**
 * Server to client, when the client has applied the edit that creates the runbooks. It answers when the pages are saved, and with
 * false when they could not be: until then nothing else is generated, because that begins with what stands on the disk.
 */
export const runbooksGeneratedRequest = "ocsEdge/runbooksGenerated";

export interface RunbooksGenerated {
	/** The URIs of all pages that the edit wrote. */
	readonly files: readonly string[];
	/** The URI of the page to read first. */
	readonly overview: string;
	/** The page for the printer, where it was asked for. */
	readonly print?: PrintedPage;
	/** One or two sentences for the user. */
	readonly message: string;
	/** The URIs of what was kept because somebody edited it, each with that of the new text beside it. */
	readonly kept: readonly KeptPage[];
}

export interface PrintedPage {
	readonly uri: string;
	/**
	 * What the client is to write there; absent when it stands there already. It is not part of the edit for a client that writes it
	 * itself, because an edit makes a document of it, for which an editor may start all that it has for HTML.
	 */
	readonly content?: string;
}

export interface KeptPage {
	readonly page: string;
	readonly beside: string;
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
