import {
	type Connection,
	DidChangeTextDocumentNotification,
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	type DocumentSelector,
	type InitializeParams,
	type TextDocumentChangeRegistrationOptions,
	TextDocumentSyncKind,
} from "vscode-languageserver";
import type { OcsEdgeSharedServices } from "./services.js";

/**
 * Asks the editor to tell of open documents of another language than ours as it does of topologies. One that cannot be asked
 * tells of saved files.
 *
 * @param pattern the glob of their paths
 * @param andThen what else to ask for, once the editor was asked for these
 */
export function followOpenDocuments(
	connection: Connection,
	services: OcsEdgeSharedServices,
	pattern: string,
	andThen?: (documentSelector: DocumentSelector, params: InitializeParams) => void,
): void {
	let askFor: (() => void) | undefined;
	services.lsp.LanguageServer.onInitialize((params) => {
		if (params.capabilities.textDocument?.synchronization?.dynamicRegistration === true) {
			const documentSelector = schemesOf(params).map((scheme) => ({ scheme, pattern }));
			askFor = () => {
				const change: TextDocumentChangeRegistrationOptions = {
					documentSelector,
					syncKind: TextDocumentSyncKind.Incremental,
				};
				void connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector });
				void connection.client.register(DidChangeTextDocumentNotification.type, change);
				void connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector });
				andThen?.(documentSelector, params);
			};
		}
	});
	services.lsp.LanguageServer.onInitialized(() => askFor?.());
}

/** Those of the folders, so that an old version that Git shows beside the file is none. */
function schemesOf({ workspaceFolders }: InitializeParams): readonly string[] {
	return [...new Set(["file", ...(workspaceFolders ?? []).map(({ uri }) => uri.slice(0, uri.indexOf(":")))])];
}
