import type { AstNode, AstNodeDescription } from "langium";
import type { NodeKindProvider } from "langium/lsp";
import { CompletionItemKind, SymbolKind } from "vscode-languageserver";
import * as ast from "../generated/ast.js";

interface Kind {
	readonly title: string;
	readonly symbol: SymbolKind;
	readonly completion: CompletionItemKind;
}

const { Class, Constant, Interface, Module, Reference, Unit } = CompletionItemKind;

/** Icons are chosen so that the kinds of elements can be told apart in a list; editors have none for servers. */
const KINDS: Readonly<Record<string, Kind>> = {
	[ast.Deployment.$type]: { title: "deployment", symbol: SymbolKind.Package, completion: Module },
	[ast.Site.$type]: { title: "site", symbol: SymbolKind.Namespace, completion: Module },
	[ast.Network.$type]: { title: "network", symbol: SymbolKind.Namespace, completion: Module },
	[ast.Firewall.$type]: { title: "firewall", symbol: SymbolKind.Interface, completion: Interface },
	[ast.ActiveDirectory.$type]: { title: "Active Directory", symbol: SymbolKind.Object, completion: Unit },
	[ast.Pool.$type]: { title: "pool", symbol: SymbolKind.Class, completion: Class },
	[ast.Director.$type]: { title: "Director", symbol: SymbolKind.Class, completion: Class },
	[ast.MediationServer.$type]: { title: "Mediation Server", symbol: SymbolKind.Class, completion: Class },
	[ast.CommunicatorWebAccess.$type]: {
		title: "Communicator Web Access server",
		symbol: SymbolKind.Class,
		completion: Class,
	},
	[ast.EdgeServer.$type]: { title: "edge server", symbol: SymbolKind.Class, completion: Class },
	[ast.EdgeArray.$type]: { title: "edge array", symbol: SymbolKind.Array, completion: Class },
	[ast.LoadBalancer.$type]: { title: "load balancer", symbol: SymbolKind.Interface, completion: Interface },
	[ast.ReverseProxy.$type]: { title: "reverse proxy", symbol: SymbolKind.Class, completion: Class },
	[ast.Certificate.$type]: { title: "certificate", symbol: SymbolKind.Key, completion: Constant },
};

const OTHER: Kind = { title: "element", symbol: SymbolKind.Property, completion: Reference };

/** How an element of a type is called and which icon it has in lists. */
export function kindOf(type: string): Kind {
	return KINDS[type] ?? OTHER;
}

export class NodeKinds implements NodeKindProvider {
	getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
		return kindOf("$type" in node ? node.$type : node.type).symbol;
	}

	getCompletionItemKind(node: AstNode | AstNodeDescription): CompletionItemKind {
		return kindOf("$type" in node ? node.$type : node.type).completion;
	}
}
