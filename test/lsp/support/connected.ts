import { PassThrough } from "node:stream";
import { URI } from "langium";
import { VirtualFileSystemProvider } from "langium/test";
import {
	createMessageConnection,
	type MessageConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type {
	ClientCapabilities,
	CodeAction,
	CodeLens,
	Diagnostic,
	Position,
	PublishDiagnosticsParams,
	Registration,
	ShowDocumentParams,
} from "vscode-languageserver";
import { createConnection } from "vscode-languageserver/node";
import { createServices } from "../../../language-server/lsp/module.js";
import type { OcsEdgeSharedServices } from "../../../language-server/lsp/services.js";
import { startServer } from "../../../language-server/lsp/start-server.js";

const FOLDER = "file:///topology";

interface Waiter {
	readonly uri: string;
	readonly fits: (published: PublishDiagnosticsParams) => boolean;
	readonly resolve: (published: PublishDiagnosticsParams) => void;
}

/** The language server as it is, over a connection, with files in memory: what an editor sends, and what it is sent. */
export class Connected {
	readonly files = new VirtualFileSystemProvider();
	/** What the server asked the editor to tell it of. */
	readonly registrations: Registration[] = [];
	/** What the server asked the editor to show. */
	readonly shownDocuments: ShowDocumentParams[] = [];
	/** The files for which findings came, in the order in which they came. */
	readonly publications: PublishDiagnosticsParams[] = [];
	readonly services: OcsEdgeSharedServices;
	/** The editor's end of the connection. */
	readonly client: MessageConnection;
	private readonly published = new Map<string, PublishDiagnosticsParams>();
	private readonly waiters = new Set<Waiter>();

	private constructor() {
		const [toServer, toClient] = [new PassThrough(), new PassThrough()];
		const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
		this.services = createServices({
			connection,
			fileSystemProvider: () => this.files,
			rulePages: "file:///rules/",
		});
		startServer(this.services, this.services.topology.Pages);
		this.client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
	}

	/** Starts the server with a folder that holds some files; paths are relative to it. */
	static async start(
		files: Readonly<Record<string, string>>,
		capabilities: ClientCapabilities = {},
		folders: readonly string[] = [FOLDER],
		initializationOptions: object = {},
	): Promise<Connected> {
		const connected = new Connected();
		for (const [path, text] of Object.entries(files)) {
			connected.files.insert(connected.uri(path), text);
		}
		connected.listen();
		await connected.client.sendRequest("initialize", {
			processId: null,
			rootUri: folders[0] ?? null,
			capabilities,
			initializationOptions,
			workspaceFolders: folders.map((uri) => ({ uri, name: "topology" })),
		});
		await connected.client.sendNotification("initialized", {});
		return connected;
	}

	private listen(): void {
		this.client.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
			this.publications.push(params);
			this.published.set(params.uri, params);
			for (const waiter of this.waiters) {
				if (waiter.uri === params.uri && waiter.fits(params)) {
					this.waiters.delete(waiter);
					waiter.resolve(params);
				}
			}
		});
		this.client.onRequest("client/registerCapability", ({ registrations }: { registrations: Registration[] }) => {
			this.registrations.push(...registrations);
			return null;
		});
		this.client.onRequest("window/showDocument", (params: ShowDocumentParams) => {
			this.shownDocuments.push(params);
			return { success: true };
		});
		for (const asked of [
			"window/workDoneProgress/create",
			"window/showMessageRequest",
			"workspace/codeLens/refresh",
			"ocsEdge/runbooksGenerated",
		]) {
			this.client.onRequest(asked, () => null);
		}
		this.client.listen();
	}

	uri(path: string): string {
		return URI.parse(`${FOLDER}/${path}`).toString();
	}

	/** Changes files on the disk and tells of it as a watcher does; `undefined` deletes one. */
	async write(files: Readonly<Record<string, string | undefined>>): Promise<void> {
		const changes = Object.entries(files).map(([path, text]) => {
			const uri = this.uri(path);
			const isNew = !this.files.existsSync(URI.parse(uri));
			if (text === undefined) {
				this.files.delete(uri);
				return { uri, type: 3 };
			}
			this.files.insert(uri, text);
			return { uri, type: isNew ? 1 : 2 };
		});
		await this.client.sendNotification("workspace/didChangeWatchedFiles", { changes });
	}

	/** Tells that something changed without changing it, as of a folder whose files went with it. */
	async watched(path: string, type: 1 | 2 | 3): Promise<void> {
		await this.client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: this.uri(path), type }] });
	}

	async open(path: string, text: string, version = 1): Promise<void> {
		const languageId = path.endsWith(".json") ? "jsonc" : "ocs-edge";
		await this.client.sendNotification("textDocument/didOpen", {
			textDocument: { uri: this.uri(path), languageId, version, text },
		});
	}

	async edit(path: string, version: number, text: string): Promise<void> {
		await this.client.sendNotification("textDocument/didChange", {
			textDocument: { uri: this.uri(path), version },
			contentChanges: [{ text }],
		});
	}

	async close(path: string): Promise<void> {
		await this.client.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(path) } });
	}

	/** What the editor shows for a file as soon as it fits, be it there already or not yet. */
	shown(path: string, fits: (found: readonly Diagnostic[], version?: number) => boolean): Promise<Diagnostic[]> {
		const uri = this.uri(path);
		const check = (published: PublishDiagnosticsParams) => fits(published.diagnostics, published.version);
		const now = this.published.get(uri);
		if (now && check(now)) {
			return Promise.resolve(now.diagnostics);
		}
		return new Promise<PublishDiagnosticsParams>((resolve) => this.waiters.add({ uri, fits: check, resolve })).then(
			({ diagnostics }) => diagnostics,
		);
	}

	/** Waits until a file shows a finding, or shows it no more. */
	async shows(path: string, code: string): Promise<Diagnostic> {
		const found = await this.shown(path, (all) => all.some((one) => one.code === code));
		const [finding] = found.filter((one) => one.code === code);
		if (!finding) {
			throw new Error(`${path} does not show ${code}.`);
		}
		return finding;
	}

	async showsNoMore(path: string, code: string): Promise<void> {
		await this.shown(path, (all) => !all.some((one) => one.code === code));
	}

	/** What the light bulb offers at a place. */
	codeActions(path: string, at: Position): Promise<CodeAction[]> {
		return this.client.sendRequest("textDocument/codeAction", {
			textDocument: { uri: this.uri(path) },
			range: { start: at, end: at },
			context: { diagnostics: [] },
		});
	}

	hover(path: string, position: Position): Promise<unknown> {
		return this.client.sendRequest("textDocument/hover", { textDocument: { uri: this.uri(path) }, position });
	}

	execute(command: string, args: readonly unknown[]): Promise<unknown> {
		return this.client.sendRequest("workspace/executeCommand", { command, arguments: args });
	}

	/** What stands above the deployment block of a file. */
	async codeLenses(path: string): Promise<readonly CodeLens[]> {
		return this.client.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri: this.uri(path) } });
	}

	/** Comes back when everything that was sent is answered. */
	async settled(): Promise<void> {
		await this.client.sendRequest("workspace/symbol", { query: "" });
	}

	dispose(): void {
		this.client.dispose();
	}
}
