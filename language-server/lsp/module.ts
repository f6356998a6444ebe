import { inject, type Module } from "langium";
import {
	createDefaultModule,
	createDefaultSharedModule,
	type DefaultSharedModuleContext,
	type PartialLangiumServices,
	type PartialLangiumSharedServices,
} from "langium/lsp";
import { OcsEdgeGeneratedModule, OcsEdgeGeneratedSharedModule } from "../generated/module.js";
import { ParserModule } from "../grammar/parser-module.js";
import { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { CodeActions } from "./code-actions.js";
import { CodeLenses } from "./code-lenses.js";
import { Commands } from "./commands.js";
import { Completions } from "./completion/completion.js";
import { Configurations } from "./configurations.js";
import { RulePages } from "./convert.js";
import { TopologyDocumentBuilder } from "./document-builder.js";
import { ImportLinks } from "./document-links.js";
import { DocumentUpdates } from "./document-updates.js";
import { Editor } from "./editor.js";
import { FindingsPublisher } from "./findings-publisher.js";
import { Folding } from "./folding.js";
import { Hovers } from "./hover.js";
import { OcsEdgeLanguageServer } from "./language-server.js";
import { Log } from "./log.js";
import { NodeKinds } from "./node-kinds.js";
import { OneLanguage } from "./one-language.js";
import { Renames } from "./rename.js";
import { RuleExplainer } from "./rule-explainer.js";
import { RunbookPreviews } from "./runbook-previews.js";
import { RunbookRenderer } from "./runbook-renderer.js";
import { RunbookWriter } from "./runbook-writer.js";
import { NoLocalSymbols, ScopeByDeployment } from "./scopes.js";
import type { OcsEdgeAddedSharedServices, OcsEdgeServices, OcsEdgeSharedServices } from "./services.js";
import { ElementSearch, HyphenMatcher, Outline } from "./symbols.js";
import { WorkspaceFiles } from "./workspace-files.js";

export interface ServerContext extends DefaultSharedModuleContext {
	/** Where the pages of the rules lie, as a URI, unless the client says otherwise. */
	readonly rulePages: string;
}

/** Puts the language server together; the connection decides whether it talks to anybody. */
export function createServices(context: ServerContext): OcsEdgeSharedServices {
	const shared = inject(createDefaultSharedModule(context), OcsEdgeGeneratedSharedModule, sharedModule(context));
	const language = inject(createDefaultModule({ shared }), OcsEdgeGeneratedModule, ParserModule, LanguageModule);
	shared.ServiceRegistry.register(language);
	return shared;
}

function sharedModule(
	context: ServerContext,
): Module<OcsEdgeSharedServices, PartialLangiumSharedServices & OcsEdgeAddedSharedServices> {
	return {
		ServiceRegistry: (services) => new OneLanguage(services),
		lsp: {
			LanguageServer: (services) => new OcsEdgeLanguageServer(services),
			DocumentUpdateHandler: (services) => new DocumentUpdates(services, builderOf(services)),
			ExecuteCommandHandler: (services) => new Commands(services),
			NodeKindProvider: () => new NodeKinds(),
			WorkspaceSymbolProvider: (services) => new ElementSearch(services),
			FuzzyMatcher: () => new HyphenMatcher(),
		},
		workspace: {
			DocumentBuilder: (services) => new TopologyDocumentBuilder(services),
			WorkspaceManager: (services) => new WorkspaceFiles(services),
		},
		topology: {
			Editor: () => new Editor(),
			Log: () => new Log(context.connection),
			Pages: () => new RulePages(context.rulePages),
			Explainer: (services) =>
				new RuleExplainer(services.topology.Pages, () => services.workspace.FileSystemProvider, context.connection),
			Workspace: (services) =>
				new TopologyWorkspace((code, error) => services.topology.Log.error(`The rule ${code} failed.`, error)),
			Configurations: (services) =>
				new Configurations(
					services.topology.Workspace,
					() => services.workspace.FileSystemProvider,
					() => services.workspace.TextDocuments,
					services.topology.Log,
				),
			Publisher: (services) =>
				new FindingsPublisher(
					services.topology.Workspace,
					() => services.workspace.TextDocuments,
					context.connection,
					services.topology.Pages,
				),
			Renderer: (services) => new RunbookRenderer(services.topology.Workspace),
			Runbooks: (services) => new RunbookWriter(services),
			Previews: (services) => new RunbookPreviews(services),
		},
	};
}

/** The module below puts this builder in the place of Langium's own. */
function builderOf(services: OcsEdgeSharedServices): TopologyDocumentBuilder {
	const builder = services.workspace.DocumentBuilder;
	if (!(builder instanceof TopologyDocumentBuilder)) {
		throw new Error("The language server needs a builder of deployments.");
	}
	return builder;
}

const LanguageModule: Module<OcsEdgeServices, PartialLangiumServices> = {
	references: {
		ScopeComputation: (services) => new NoLocalSymbols(services),
		ScopeProvider: (services) => new ScopeByDeployment(services),
	},
	lsp: {
		CodeActionProvider: (services) =>
			new CodeActions(
				services.shared.topology.Workspace,
				services.shared.topology.Pages,
				services.shared.topology.Editor,
			),
		CodeLensProvider: (services) => new CodeLenses(services),
		CompletionProvider: (services) => new Completions(services),
		DocumentLinkProvider: (services) => new ImportLinks(services.shared.topology.Workspace),
		DocumentSymbolProvider: () => new Outline(),
		FoldingRangeProvider: (services) => new Folding(services),
		RenameProvider: (services) => new Renames(services),
		HoverProvider: (services) => new Hovers(services),
	},
};
