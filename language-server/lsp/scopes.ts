import {
	type AstNode,
	type AstNodeDescription,
	AstUtils,
	DefaultScopeComputation,
	EMPTY_SCOPE,
	type LangiumDocument,
	type LocalSymbols,
	MapScope,
	MultiMap,
	type ReferenceInfo,
	type Scope,
	type ScopeProvider,
	WorkspaceCache,
} from "langium";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import type { OcsEdgeServices } from "./services.js";

/** Names are declared at the top level of files only, so nothing is collected below. */
export class NoLocalSymbols extends DefaultScopeComputation {
	override async collectLocalSymbols(_document: LangiumDocument): Promise<LocalSymbols> {
		return new MultiMap<AstNode, AstNodeDescription>();
	}
}

/**
 * Finds names in all files that share a deployment with the asking one. It serves navigation, rename and completion; what a
 * name means for a deployment is the model's answer (`build-deployment.ts`), because a file may be part of several.
 */
export class ScopeByDeployment implements ScopeProvider {
	private readonly workspace: TopologyWorkspace;
	private readonly services: OcsEdgeServices;
	/** One map of names for each file and kind of element: looking a name up must not walk all declarations. */
	private readonly scopes: WorkspaceCache<string, Scope>;

	constructor(services: OcsEdgeServices) {
		this.services = services;
		this.workspace = services.shared.topology.Workspace;
		this.scopes = new WorkspaceCache(services.shared);
	}

	getScope(context: ReferenceInfo): Scope {
		const uri = AstUtils.getDocument(context.container).uri.toString();
		const type = this.services.shared.AstReflection.getReferenceType(context);
		return this.scopes.get(`${type} ${uri}`, () => this.scopeOf(type, uri));
	}

	private scopeOf(type: string, uri: string): Scope {
		const files = new Set(this.workspace.neighboursOf(uri));
		const elements = this.services.shared.workspace.IndexManager.allElements(type, files);
		return files.size > 0 ? new MapScope(elements) : EMPTY_SCOPE;
	}
}
