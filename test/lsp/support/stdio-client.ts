import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
	createMessageConnection,
	type MessageConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type {
	ApplyWorkspaceEditParams,
	ClientCapabilities,
	Diagnostic,
	InitializeResult,
	Position,
	PublishDiagnosticsParams,
	ShowMessageRequestParams,
} from "vscode-languageserver";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const server = join(root, "dist/language-server.js");

/** What the least of editors can do. */
export const BARE: ClientCapabilities = {};

/** An editor that lets a server create files, and no more than that. */
export const CAN_CREATE: ClientCapabilities = {
	workspace: { applyEdit: true, workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
};

/** Builds the server unless somebody did; the tests are about what is shipped. */
export function buildServer(): void {
	if (!existsSync(server)) {
		const { status, stderr } = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, encoding: "utf8" });
		if (status !== 0) {
			throw new Error(`The server could not be built:\n${stderr}`);
		}
	}
}

/** The versions of Node to try: the one that runs the tests, and others on the path of another major version. */
export function nodeVersions(): readonly { readonly version: string; readonly binary: string }[] {
	const found = new Map([[process.version.split(".")[0], { version: process.version, binary: process.execPath }]]);
	for (const folder of (process.env.PATH ?? "").split(delimiter)) {
		const binary = join(folder, process.platform === "win32" ? "node.exe" : "node");
		const version = existsSync(binary) ? spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout.trim() : "";
		const major = version.split(".")[0];
		if (/^v[2-9]\d$/.test(major ?? "") && !found.has(major)) {
			found.set(major, { version, binary });
		}
	}
	return [...found.values()];
}

interface Waiter {
	readonly uri: string;
	readonly fits: (published: PublishDiagnosticsParams) => boolean;
	readonly resolve: (published: PublishDiagnosticsParams) => void;
}

/** An editor without any comfort, at the other end of the server's standard input and output. */
export class StdioClient {
	/** What the server asked for that a bare client cannot give. */
	readonly unwanted: string[] = [];
	readonly edits: ApplyWorkspaceEditParams[] = [];
	readonly questions: string[] = [];
	/** How often findings came, of whatever file. */
	publications = 0;
	/** The title of the answer to the next questions; undefined dismisses them. */
	answer: string | undefined;
	private readonly published = new Map<string, PublishDiagnosticsParams>();
	private readonly waiters = new Set<Waiter>();

	private constructor(
		readonly folder: string,
		private readonly process: ChildProcess,
		readonly connection: MessageConnection,
	) {}

	static async start(
		binary: string,
		capabilities: ClientCapabilities,
		files: Readonly<Record<string, string>>,
		hasFolder = true,
	): Promise<{ readonly client: StdioClient; readonly initialized: InitializeResult }> {
		const folder = await mkdtemp(join(tmpdir(), "ocs-edge-"));
		const child = spawn(binary, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
		const connection = createMessageConnection(
			new StreamMessageReader(child.stdout),
			new StreamMessageWriter(child.stdin),
		);
		const client = new StdioClient(folder, child, connection);
		for (const [path, text] of Object.entries(files)) {
			await client.write(path, text);
		}
		client.listen();
		const uri = pathToFileURL(folder).toString();
		const initialized: InitializeResult = await connection.sendRequest("initialize", {
			processId: process.pid,
			rootUri: hasFolder ? uri : null,
			capabilities,
			workspaceFolders: hasFolder ? [{ uri, name: "topology" }] : null,
		});
		await connection.sendNotification("initialized", {});
		return { client, initialized };
	}

	private listen(): void {
		const { connection } = this;
		connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
			this.publications++;
			this.published.set(params.uri, params);
			for (const waiter of this.waiters) {
				if (waiter.uri === params.uri && waiter.fits(params)) {
					this.waiters.delete(waiter);
					waiter.resolve(params);
				}
			}
		});
		connection.onRequest("workspace/applyEdit", (params: ApplyWorkspaceEditParams) => {
			this.edits.push(params);
			return { applied: true };
		});
		connection.onRequest("window/showMessageRequest", (params: ShowMessageRequestParams) => {
			this.questions.push(params.message);
			return params.actions?.find((action) => action.title === this.answer) ?? null;
		});
		connection.onRequest((method: string) => {
			this.unwanted.push(method);
			return null;
		});
		connection.listen();
	}

	/** The URI of a file of the folder; a URI stays what it is. */
	uri(path: string): string {
		return /^[a-z]+:/.test(path) ? path : pathToFileURL(join(this.folder, path)).toString();
	}

	async write(path: string, text: string): Promise<void> {
		await writeFile(join(this.folder, path), text);
	}

	async remove(path: string): Promise<void> {
		await rm(join(this.folder, path));
	}

	async open(path: string, text: string): Promise<void> {
		await this.connection.sendNotification("textDocument/didOpen", {
			textDocument: { uri: this.uri(path), languageId: "ocs-edge", version: 1, text },
		});
	}

	async change(path: string, version: number, text: string): Promise<void> {
		await this.connection.sendNotification("textDocument/didChange", {
			textDocument: { uri: this.uri(path), version },
			contentChanges: [{ text }],
		});
	}

	async close(path: string): Promise<void> {
		await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(path) } });
	}

	/** Tells of a change on the disk: 1 created, 2 changed, 3 deleted. */
	async watched(path: string, type: 1 | 2 | 3): Promise<void> {
		await this.connection.sendNotification("workspace/didChangeWatchedFiles", {
			changes: [{ uri: this.uri(path), type }],
		});
	}

	request<T>(method: string, path: string, params: object = {}): Promise<T> {
		return this.connection.sendRequest<T>(method, { textDocument: { uri: this.uri(path) }, ...params });
	}

	/** The findings of a file as soon as they fit, be they sent already or not yet. */
	findings(
		path: string,
		fits: (found: readonly Diagnostic[], version?: number) => boolean,
	): Promise<PublishDiagnosticsParams> {
		const uri = this.uri(path);
		const check = (published: PublishDiagnosticsParams) => fits(published.diagnostics, published.version);
		const now = this.published.get(uri);
		if (now && check(now)) {
			return Promise.resolve(now);
		}
		return new Promise((resolve) => this.waiters.add({ uri, fits: check, resolve }));
	}

	async shutdown(): Promise<number | null> {
		const exited = once(this.process, "exit");
		await this.connection.sendRequest("shutdown");
		await this.connection.sendNotification("exit");
		const [code] = await exited;
		return code;
	}

	/** Ends the process whatever happened, and removes the folder. */
	async dispose(): Promise<void> {
		this.connection.dispose();
		if (this.process.exitCode === null) {
			this.process.kill();
		}
		await rm(this.folder, { recursive: true, force: true });
	}
}

/** The position of the first letter of a piece of text, moved by a number of letters. */
export function positionOf(text: string, piece: string, by = 0): Position {
	const before = text.slice(0, text.indexOf(piece) + by).split("\n");
	return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
