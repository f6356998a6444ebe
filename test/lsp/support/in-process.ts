import { type LangiumDocument, URI } from "langium";
import type { LangiumServices } from "langium/lsp";
import { VirtualFileSystemProvider } from "langium/test";
import { CancellationToken, type InitializeParams, type Position } from "vscode-languageserver";
import { createServices } from "../../../language-server/lsp/module.js";
import type { OcsEdgeSharedServices } from "../../../language-server/lsp/services.js";
import type { Finding } from "../../../language-server/model/finding.js";

const FOLDER = "file:///topology";

/** Marks the cursor in a text. */
const CURSOR = "<|>";

export function uriOf(path: string): string {
	return `${FOLDER}/${path}`;
}

/** A text, or several by their path; one of them may hold the cursor. */
export type Sources = string | Readonly<Record<string, string>>;

export interface Cursor {
	readonly document: LangiumDocument;
	readonly position: Position;
}

/** The language server's services with files in memory and nobody at the other end. */
export class InProcess {
	readonly files = new VirtualFileSystemProvider();
	readonly shared: OcsEdgeSharedServices;

	constructor() {
		this.shared = createServices({ fileSystemProvider: () => this.files, rulePages: "file:///rules/" });
	}

	get language(): LangiumServices {
		const [services] = this.shared.ServiceRegistry.all;
		if (!services) {
			throw new Error("No language is registered.");
		}
		return services as LangiumServices;
	}

	/** Tells the services what the client can do, as `initialize` does. */
	initialize(capabilities: InitializeParams["capabilities"]): void {
		this.shared.lsp.LanguageServer.initialize({ processId: null, rootUri: null, capabilities, workspaceFolders: null });
	}

	/** Writes the files, reads the folder, and gives the place of the cursor where a text has one. */
	async open(sources: Sources): Promise<Cursor | undefined> {
		const files = typeof sources === "string" ? { "main.ocsedge": sources } : sources;
		let found: { readonly path: string; readonly offset: number } | undefined;
		for (const [path, marked] of Object.entries(files)) {
			const offset = marked.indexOf(CURSOR);
			if (offset >= 0) {
				found = { path, offset };
			}
			this.files.insert(uriOf(path), marked.replace(CURSOR, ""));
		}
		await this.shared.workspace.WorkspaceManager.initializeWorkspace([{ name: "topology", uri: FOLDER }]);
		if (!found) {
			return undefined;
		}
		const document = this.document(found.path);
		return { document, position: document.textDocument.positionAt(found.offset) };
	}

	document(path: string): LangiumDocument {
		const document = this.shared.workspace.LangiumDocuments.getDocument(URI.parse(uriOf(path)));
		if (!document) {
			throw new Error(`${path} was not read.`);
		}
		return document;
	}

	/** Changes files on the disk and tells the server of it; `undefined` deletes one. */
	async change(files: Readonly<Record<string, string | undefined>>): Promise<void> {
		const changed: URI[] = [];
		const deleted: URI[] = [];
		for (const [path, text] of Object.entries(files)) {
			const uri = URI.parse(uriOf(path));
			if (text === undefined) {
				this.files.delete(uri);
				deleted.push(uri);
			} else {
				this.files.insert(uri, text);
				changed.push(uri);
			}
		}
		await this.shared.workspace.DocumentBuilder.update(changed, deleted, CancellationToken.None);
	}

	findings(path: string): readonly Finding[] {
		return this.shared.topology.Workspace.findings(uriOf(path));
	}

	codes(path: string): readonly string[] {
		return this.findings(path).map((finding) => finding.code);
	}
}

/** Opens the sources and gives the services together with the cursor, which has to be there. */
export async function openAtCursor(
	sources: Sources,
	capabilities: InitializeParams["capabilities"] = {},
): Promise<Cursor & { readonly server: InProcess }> {
	const server = new InProcess();
	server.initialize(capabilities);
	const cursor = await server.open(sources);
	if (!cursor) {
		throw new Error(`No text has the cursor mark ${CURSOR}.`);
	}
	return { server, ...cursor };
}
