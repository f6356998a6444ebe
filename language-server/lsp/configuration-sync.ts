import {
	CodeActionKind,
	CodeActionRequest,
	type Connection,
	DidChangeTextDocumentNotification,
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	type DocumentSelector,
	type InitializeParams,
	type TextDocumentChangeRegistrationOptions,
	TextDocumentSyncKind,
} from "vscode-languageserver";
import { CONFIGURATION_NAME } from "../workspace/configuration.js";
import type { OcsEdgeSharedServices } from "./services.js";

/**
 * Asks the editor to tell of open configurations as it does of topologies, so that what is typed there counts before it is
 * saved, and offers what mends them. The editor goes on to ask others for completion and hover. One that cannot be asked tells of saved files.
 */
export function followOpenConfigurations(connection: Connection, services: OcsEdgeSharedServices): void {
	let documentSelector: DocumentSelector = [];
	let hasActions = false;
	services.lsp.LanguageServer.onInitialize((params) => {
		documentSelector = canFollow(params) ? schemesOf(params).map((scheme) => ({ scheme, pattern: PATTERN })) : [];
		hasActions = params.capabilities.textDocument?.codeAction?.dynamicRegistration === true;
	});
	services.lsp.LanguageServer.onInitialized(() => {
		if (documentSelector.length > 0) {
			const change: TextDocumentChangeRegistrationOptions = {
				documentSelector,
				syncKind: TextDocumentSyncKind.Incremental,
			};
			void connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector });
			void connection.client.register(DidChangeTextDocumentNotification.type, change);
			void connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector });
			if (hasActions) {
				const codeActionKinds = [CodeActionKind.QuickFix];
				void connection.client.register(CodeActionRequest.type, { documentSelector, codeActionKinds });
			}
		}
	});
}

const PATTERN = `**/${CONFIGURATION_NAME}`;

function canFollow({ capabilities }: InitializeParams): boolean {
	return capabilities.textDocument?.synchronization?.dynamicRegistration === true;
}

/** Those of the folders, so that an old version that Git shows beside the file is none. */
function schemesOf({ workspaceFolders }: InitializeParams): readonly string[] {
	return [...new Set(["file", ...(workspaceFolders ?? []).map(({ uri }) => uri.slice(0, uri.indexOf(":")))])];
}
