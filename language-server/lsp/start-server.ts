import { DocumentState } from "langium";
import {
	addCodeLensHandler,
	addCompletionHandler,
	addConfigurationChangeHandler,
	addDocumentHighlightHandler,
	addDocumentLinkHandler,
	addDocumentSymbolHandler,
	addDocumentUpdateHandler,
	addExecuteCommandHandler,
	addFileOperationHandler,
	addFindReferencesHandler,
	addFoldingRangeHandler,
	addGotoDefinitionHandler,
	addHoverHandler,
	addRenameHandler,
	addWorkspaceSymbolHandler,
} from "langium/lsp";
import type { InitializeParams } from "vscode-languageserver";
import { addCodeActions } from "./code-actions.js";
import { followOpenConfigurations } from "./configuration-sync.js";
import type { RulePages } from "./convert.js";
import type { EditorOptions } from "./editor.js";
import { followOpenPages } from "./page-sync.js";
import { addRunbookPreviews } from "./runbook-previews.js";
import type { OcsEdgeSharedServices } from "./services.js";

/** What a client may tell the server at the start beyond the protocol. All of it is optional. */
interface InitializationOptions extends EditorOptions {
	/** Where the pages of the rules lie, as a URI. */
	readonly rulePages?: string;
	/** The client shows the pages of rules itself. */
	readonly showsRulePages?: boolean;
}

/**
 * Registers what the server can do and begins to listen. Langium's own start is not used because it would send the
 * diagnostics of single documents; the findings of deployments go out from the document builder.
 */
export function startServer(services: OcsEdgeSharedServices, pages: RulePages): void {
	const connection = services.lsp.Connection;
	if (!connection) {
		throw new Error("A language server needs a connection.");
	}
	addDocumentUpdateHandler(connection, services);
	addFileOperationHandler(connection, services);
	addConfigurationChangeHandler(connection, services);
	addCompletionHandler(connection, services);
	addFindReferencesHandler(connection, services);
	addDocumentSymbolHandler(connection, services);
	addGotoDefinitionHandler(connection, services);
	addDocumentHighlightHandler(connection, services);
	addFoldingRangeHandler(connection, services);
	// The findings behind the light bulb are computed when the names are linked, not earlier.
	addCodeActions(connection, services, DocumentState.IndexedReferences);
	addCodeLensHandler(connection, services, DocumentState.IndexedReferences);
	addRunbookPreviews(connection, services);
	addRenameHandler(connection, services);
	addHoverHandler(connection, services);
	addDocumentLinkHandler(connection, services);
	addWorkspaceSymbolHandler(connection, services);
	addExecuteCommandHandler(connection, services);
	followOpenConfigurations(connection, services);
	followOpenPages(connection, services);

	connection.onInitialize((params) => {
		const options = optionsOf(params);
		pages.base = options.rulePages ?? pages.base;
		services.topology.Editor.initialize(params, options);
		services.topology.Explainer.initialize(params.capabilities, options.showsRulePages === true);
		return services.lsp.LanguageServer.initialize(params);
	});
	connection.onInitialized((params) => services.lsp.LanguageServer.initialized(params));
	services.workspace.TextDocuments.listen(connection);
	connection.listen();
}

function optionsOf(params: InitializeParams): InitializationOptions {
	const options: unknown = params.initializationOptions;
	if (typeof options !== "object" || options === null) {
		return {};
	}
	return {
		...("rulePages" in options && typeof options.rulePages === "string" && { rulePages: options.rulePages }),
		...("listensForRunbooks" in options && { listensForRunbooks: options.listensForRunbooks === true }),
		...("showsPreviews" in options && { showsPreviews: options.showsPreviews === true }),
		...("showsRulePages" in options && { showsRulePages: options.showsRulePages === true }),
	};
}
