import { type FileSystemProvider, URI } from "langium";
import { DefaultDocumentUpdateHandler } from "langium/lsp";
import type { DidChangeWatchedFilesParams, TextDocument, TextDocumentChangeEvent } from "vscode-languageserver";
import { isConfiguration } from "../workspace/configuration.js";
import type { TopologyDocumentBuilder } from "./document-builder.js";
import { isRunbookFile } from "./runbook-folder.js";
import type { OcsEdgeSharedServices } from "./services.js";

/** Typing that pauses this long, in milliseconds, is taken as an occasion to link names again. */
const PAUSE = 150;

/**
 * Answers a key stroke in two steps. The findings go out at once, from the part of the text that changed. Names for
 * navigation and completion are linked when a request needs them, or when typing pauses: that takes a full parse, and a
 * burst of key strokes must not wait for one parse each.
 */
export class DocumentUpdates extends DefaultDocumentUpdateHandler {
	private readonly pending = new Map<string, URI>();
	private pause: ReturnType<typeof setTimeout> | undefined;

	private readonly files: FileSystemProvider;
	private readonly topology: OcsEdgeSharedServices["topology"];

	constructor(
		services: OcsEdgeSharedServices,
		private readonly builder: TopologyDocumentBuilder,
	) {
		super(services);
		this.files = services.workspace.FileSystemProvider;
		this.topology = services.topology;
		this.builder.onWaiting(() => this.flush());
	}

	override didChangeContent(change: TextDocumentChangeEvent<TextDocument>): void {
		const uri = URI.parse(change.document.uri);
		if (isConfiguration(uri.toString())) {
			this.configurationEdited(uri.toString());
			return;
		}
		if (isRunbookFile(uri.toString())) {
			return;
		}
		this.pending.set(uri.toString(), uri);
		clearTimeout(this.pause);
		if (this.builder.textChanged(uri, change.document.getText())) {
			this.pause = setTimeout(() => this.flush(), PAUSE);
		} else {
			this.flush();
		}
	}

	/**
	 * Reads a file from the disk again when its editor closes: unsaved changes are gone then, and no watcher tells of it. A
	 * document without a file, such as an untitled one, goes with its editor.
	 */
	didCloseDocument(event: TextDocumentChangeEvent<TextDocument>): void {
		this.flush();
		const uri = URI.parse(event.document.uri);
		if (isConfiguration(uri.toString())) {
			this.configurationEdited(uri.toString());
			return;
		}
		if (isRunbookFile(uri.toString())) {
			return;
		}
		void this.isFile(uri).then((isFile) => this.fireDocumentUpdate(isFile ? [uri] : [], isFile ? [] : [uri]));
	}

	override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
		this.afterReading(this.topology.Configurations.filesChanged(params.changes));
		// Langium would take what is open for a topology.
		const topologies = params.changes.filter(({ uri }) => !isConfiguration(uri) && !isRunbookFile(uri));
		super.didChangeWatchedFiles({ changes: topologies });
	}

	private configurationEdited(uri: string): void {
		this.topology.Publisher.expect(uri);
		this.afterReading(this.topology.Configurations.read(uri));
	}

	/** An update without documents publishes what a configuration changes, and finishes what it interrupts. */
	private afterReading(reading: Promise<void>): void {
		void reading.then(() => this.fireDocumentUpdate([], []));
	}

	private async isFile(uri: URI): Promise<boolean> {
		try {
			return (await this.files.stat(uri)).isFile;
		} catch {
			return false;
		}
	}

	/** Langium by itself lets a failed build end the process. */
	protected override fireDocumentUpdate(changed: URI[], deleted: URI[]): void {
		this.workspaceManager.ready
			.then(() => this.workspaceLock.write((token) => this.documentBuilder.update(changed, deleted, token)))
			.catch((error: unknown) => this.topology.Log.error("The documents could not be built.", error));
	}

	private flush(): void {
		clearTimeout(this.pause);
		if (this.pending.size > 0) {
			const uris = [...this.pending.values()];
			this.pending.clear();
			this.fireDocumentUpdate(uris, []);
		}
	}
}
