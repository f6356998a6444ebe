import {
	type Connection,
	DidChangeTextDocumentNotification,
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	type DocumentSelector,
	type TextDocumentChangeRegistrationOptions,
	TextDocumentSyncKind,
} from "vscode-languageserver";
import { RUNBOOK_EXTENSIONS } from "./runbook-folder.js";
import type { OcsEdgeSharedServices } from "./services.js";

/**
 * Asks the editor to tell of open runbooks as it does of topologies: what somebody types there goes on in the next generation
 * before it is saved, and an edit can name the version that it was made for, so that the editor refuses it when he has typed on.
 */
export function followOpenPages(connection: Connection, services: OcsEdgeSharedServices): void {
	let canFollow = false;
	services.lsp.LanguageServer.onInitialize(({ capabilities }) => {
		canFollow = capabilities.textDocument?.synchronization?.dynamicRegistration === true;
	});
	services.lsp.LanguageServer.onInitialized(() => {
		if (canFollow) {
			const documentSelector: DocumentSelector = [{ pattern: `**/runbooks/**/*.{${RUNBOOK_EXTENSIONS.join()}}` }];
			const change: TextDocumentChangeRegistrationOptions = {
				documentSelector,
				syncKind: TextDocumentSyncKind.Incremental,
			};
			void connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector });
			void connection.client.register(DidChangeTextDocumentNotification.type, change);
			void connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector });
		}
	});
}
