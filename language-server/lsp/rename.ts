import type { AstNode, LangiumDocument, Lexer } from "langium";
import { DefaultRenameProvider } from "langium/lsp";
import {
	LSPErrorCodes,
	type Range,
	type RenameParams,
	ResponseError,
	type TextDocumentPositionParams,
	type WorkspaceEdit,
} from "vscode-languageserver";
import type { Deployment, DeploymentElement } from "../model/deployment.js";
import { NOUNS } from "../model/references.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { elementOf, isKeyword, leafAt } from "./ast-places.js";
import type { OcsEdgeServices } from "./services.js";

/** Renames an element in all files of its deployment, and refuses names that would change what other names mean. */
export class Renames extends DefaultRenameProvider {
	private readonly workspace: TopologyWorkspace;
	private readonly lexer: Lexer;

	constructor(services: OcsEdgeServices) {
		super(services);
		this.workspace = services.shared.topology.Workspace;
		this.lexer = services.parser.Lexer;
	}

	override prepareRename(document: LangiumDocument, params: TextDocumentPositionParams): Range | undefined {
		return this.target(document, params) && leafAt(document, params.position)?.range;
	}

	override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
		const target = this.target(document, params);
		if (!target) {
			throw refusal("Only names of elements can be renamed, not keywords or values.");
		}
		const problem = this.problemOfName(params.newName) ?? this.conflict(document, target, params.newName);
		if (problem !== undefined) {
			throw refusal(problem);
		}
		return super.rename(document, params);
	}

	/** The declaration of the name at a position; keywords and values have none. */
	private target(document: LangiumDocument, { position }: TextDocumentPositionParams): AstNode | undefined {
		const leaf = leafAt(document, position);
		return leaf && !isKeyword(leaf) ? this.references.findDeclarations(leaf)[0] : undefined;
	}

	private problemOfName(name: string): string | undefined {
		const [, token, another] = this.lexer.tokenize(`site ${name}`).tokens;
		const isWord = token?.image === name && token.tokenType.name === "WORD" && another === undefined;
		if (!isWord || !/^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(name)) {
			return `"${name}" cannot be a name: a name has letters, digits, hyphens and underscores, and starts with no hyphen.`;
		}
		return name === "any" ? "any stands for every address in firewall rules and cannot be a name." : undefined;
	}

	private conflict(document: LangiumDocument, target: AstNode, name: string): string | undefined {
		for (const { deployment } of this.workspace.deploymentsWith(document.uri.toString())) {
			const element = elementOf(deployment, target);
			const other = element && taken(deployment, element, name);
			if (other && other !== element) {
				return `${name} is the name of ${NOUNS[other.kind]} in ${deployment.name} already.`;
			}
		}
		return undefined;
	}
}

/** Who has the name among the elements that references to the element could mean instead. */
function taken({ index }: Deployment, element: DeploymentElement, name: string): DeploymentElement | undefined {
	switch (element.kind) {
		case "site":
			return index.sites.get(name);
		case "firewall":
			return index.firewalls.get(name);
		case "active-directory":
			return index.activeDirectories.get(name);
		case "load-balancer":
			return index.loadBalancers.get(name);
		case "certificate":
			return index.certificates.get(name);
		default:
			// The end of a firewall rule is a server or a network, so these two share their names.
			return index.hosts.get(name) ?? index.networks.get(name);
	}
}

function refusal(message: string): ResponseError<void> {
	return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
