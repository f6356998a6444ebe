import {
	type BuildOptions,
	DefaultDocumentBuilder,
	DocumentState,
	isOperationCancelled,
	type LangiumDocument,
	OperationCancelled,
	URI,
	UriUtils,
	type WorkspaceLock,
} from "langium";
import type { CancellationToken } from "vscode-languageserver";
import { parseFile } from "../grammar/parse-file.js";
import { isConfiguration } from "../workspace/configuration.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import type { Configurations } from "./configurations.js";
import type { FindingsPublisher } from "./findings-publisher.js";
import type { Log } from "./log.js";
import type { OcsEdgeSharedServices } from "./services.js";

/**
 * Builds deployments instead of single documents: a document is linked again whenever any file of its deployment changed,
 * files that only an import names are read as well, and the findings of every deployment concerned go out.
 * Langium by itself would relink a document only when a file changed that it refers to directly.
 */
export class TopologyDocumentBuilder extends DefaultDocumentBuilder {
	private readonly workspace: TopologyWorkspace;
	private readonly configurations: Configurations;
	private readonly publisher: FindingsPublisher;
	private readonly lock: WorkspaceLock;
	private readonly log: Log;
	private readonly waitingListeners: (() => void)[] = [];

	constructor(services: OcsEdgeSharedServices) {
		super(services);
		this.workspace = services.topology.Workspace;
		this.configurations = services.topology.Configurations;
		this.publisher = services.topology.Publisher;
		this.lock = services.workspace.WorkspaceLock;
		this.log = services.topology.Log;
		// Langium's own validation is not used: findings belong to deployments, not to documents.
		this.updateBuildOptions = {};
		this.onUpdate((_changed, deleted) => {
			for (const uri of deleted) {
				this.workspace.removeFile(uri.toString());
			}
		});
	}

	/** Calls back whenever a request is about to wait for documents to be built. */
	onWaiting(listener: () => void): void {
		this.waitingListeners.push(listener);
	}

	override waitUntil(state: DocumentState, cancelToken?: CancellationToken): Promise<void>;
	override waitUntil(state: DocumentState, uri?: URI, cancelToken?: CancellationToken): Promise<URI>;
	override waitUntil(
		state: DocumentState,
		uriOrToken?: URI | CancellationToken,
		cancelToken?: CancellationToken,
		// biome-ignore lint/suspicious/noConfusingVoidType: Langium's own signature says void, so the override has to.
	): Promise<URI | undefined | void> {
		for (const listener of this.waitingListeners) {
			listener();
		}
		// A configuration is no document that is ever built.
		if (uriOrToken && "path" in uriOrToken && isConfiguration(uriOrToken.toString())) {
			return Promise.resolve(uriOrToken);
		}
		return uriOrToken && "path" in uriOrToken
			? super.waitUntil(state, uriOrToken, cancelToken)
			: super.waitUntil(state, uriOrToken ?? cancelToken);
	}

	/**
	 * Lets a request wait for a document that is open or known, whatever it takes. Langium by itself answers with an error when
	 * the file is not known yet, as while the folder is being read, or when other documents are further on, as while typing.
	 */
	protected override awaitDocumentState(state: DocumentState, uri: URI, token: CancellationToken): Promise<URI> {
		const document = this.langiumDocuments.getDocument(uri);
		if (document ? document.state >= state : !this.textDocuments?.get(uri)) {
			return super.awaitDocumentState(state, uri, token);
		}
		return new Promise((resolve, reject) => {
			const ends = [
				this.onDocumentPhase(state, (built) => {
					if (UriUtils.equals(built.uri, uri)) {
						settle(() => resolve(uri));
					}
				}),
				this.onUpdate((_changed, deleted) => {
					if (deleted.some((gone) => UriUtils.equals(gone, uri))) {
						settle(() => reject(OperationCancelled));
					}
				}),
				token.onCancellationRequested(() => settle(() => reject(OperationCancelled))),
			];
			const settle = (answer: () => void) => {
				for (const end of ends) {
					end.dispose();
				}
				answer();
			};
		});
	}

	/**
	 * Takes in the new text of an open document and publishes what is found in it, without parsing the whole document.
	 * Requests on the document wait from now on until it is built again.
	 *
	 * @returns false when only a build can tell what to say: the document is new, or it imports a file nobody has read yet
	 */
	textChanged(uri: URI, text: string): boolean {
		// Also when nothing changed, as when a file is opened: the editor waits for the findings of this version.
		this.publisher.expect(uri.toString());
		const document = this.langiumDocuments.getDocument(uri);
		const previous = this.workspace.file(uri.toString());
		if (!document || !previous) {
			return false;
		}
		// A build that is under way would go on with the old syntax tree; the next one builds everything that it leaves undone.
		this.lock.cancelWrite();
		this.resetToState(document, DocumentState.Changed);
		this.currentState = DocumentState.Changed;
		this.workspace.setFile(parseFile(this.serviceRegistry.getServices(uri), uri.toString(), text, previous));
		if (this.workspace.importsOf(uri.toString()).some((imported) => !this.workspace.has(imported))) {
			return false;
		}
		this.publisher.publishForKeyStroke();
		return true;
	}

	protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
		const neighbours = this.workspace.neighboursOf(document.uri.toString());
		return [...changedUris].some((uri) => neighbours.has(uri)) || super.shouldRelink(document, changedUris);
	}

	protected override async buildDocuments(
		documents: LangiumDocument[],
		options: BuildOptions,
		token: CancellationToken,
	): Promise<void> {
		const batch = new Map(documents.map((document) => [document.uri.toString(), document]));
		// A map is walked to its end even while it grows, so that imports of imports are found too.
		for (const [uri, document] of batch) {
			if (!(await this.isParsed(document, token))) {
				batch.delete(uri);
				continue;
			}
			this.hand(document);
			await this.configurations.findFor(uri);
			for (const imported of await this.importedDocuments(document.uri.toString())) {
				batch.set(imported.uri.toString(), imported);
			}
		}
		for (const uri of documents.flatMap((document) => [...this.workspace.neighboursOf(document.uri.toString())])) {
			const neighbour = batch.has(uri) ? undefined : this.langiumDocuments.getDocument(URI.parse(uri));
			if (neighbour) {
				this.resetToState(neighbour, DocumentState.ComputedScopes);
				batch.set(uri, neighbour);
			}
		}
		// The findings need no links between documents, so the user does not wait for those.
		await this.publisher.publish(token);
		await super.buildDocuments([...batch.values()], options, token);
	}

	/** Parses a document; false when its file has gone since it was named, in which case the document goes as well. */
	private async isParsed(document: LangiumDocument, token: CancellationToken): Promise<boolean> {
		try {
			await this.runCancelable([document], DocumentState.Parsed, token, (one) =>
				this.langiumDocumentFactory.update(one, token),
			);
			return true;
		} catch (error) {
			if (isOperationCancelled(error)) {
				throw error;
			}
			this.log.info(`${document.uri.toString(true)} cannot be read any more.`);
			this.langiumDocuments.deleteDocument(document.uri);
			this.workspace.removeFile(document.uri.toString());
			return false;
		}
	}

	/** Hands the text of a document to the workspace; a text that has not changed is the same file as before. */
	private hand(document: LangiumDocument): void {
		const uri = document.uri.toString();
		const services = this.serviceRegistry.getServices(document.uri);
		this.workspace.setFile(parseFile(services, uri, document.textDocument.getText(), this.workspace.file(uri)));
	}

	/** Files that an import names and that nobody has read yet; a missing one becomes a finding elsewhere. */
	private async importedDocuments(uri: string): Promise<readonly LangiumDocument[]> {
		const found: LangiumDocument[] = [];
		for (const imported of this.workspace.importsOf(uri)) {
			const target = URI.parse(imported);
			if (!this.langiumDocuments.hasDocument(target) && (await this.isReadable(target))) {
				found.push(await this.langiumDocuments.getOrCreateDocument(target));
			}
		}
		return found;
	}

	private async isReadable(uri: URI): Promise<boolean> {
		try {
			return this.serviceRegistry.hasServices(uri) && (await this.fileSystemProvider.stat(uri)).isFile;
		} catch {
			return false;
		}
	}
}
