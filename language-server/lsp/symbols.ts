import type { AstNodeDescription } from "langium";
import { type AstNode, CstUtils, DocumentState, type LangiumDocument } from "langium";
import { DefaultFuzzyMatcher, DefaultWorkspaceSymbolProvider, type DocumentSymbolProvider } from "langium/lsp";
import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from "vscode-languageserver";
import * as ast from "../generated/ast.js";
import { kindOf } from "./node-kinds.js";

/** The outline: elements with what one looks for inside them. */
export class Outline implements DocumentSymbolProvider {
	getSymbols(document: LangiumDocument): DocumentSymbol[] {
		const root = document.parseResult.value;
		if (!ast.isTopologyFile(root) || document.state < DocumentState.Parsed) {
			return [];
		}
		const nodes: readonly AstNode[] = [...root.deployments, ...root.elements];
		return nodes
			.flatMap((node) => symbolOf(node))
			.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
	}
}

interface Entry {
	readonly name: string | undefined;
	readonly detail?: string | undefined;
	readonly kind: SymbolKind;
	readonly children?: readonly AstNode[];
}

function symbolOf(node: AstNode): DocumentSymbol[] {
	const cst = node.$cstNode;
	const entry = describe(node);
	if (!cst || !entry) {
		return [];
	}
	const leaves = CstUtils.flattenCst(cst).filter((leaf) => !leaf.hidden);
	const named = leaves.find((leaf) => leaf.tokenType.name === "WORD" && leaf.text === entry.name);
	const first = leaves.find(() => true);
	const children = (entry.children ?? []).flatMap(symbolOf);
	return [
		{
			// While a name is missing, the keyword stands for it: an empty name is an error for editors.
			name: entry.name || first?.text || node.$type,
			...(entry.detail && { detail: entry.detail }),
			kind: entry.kind,
			range: cst.range,
			selectionRange: (named ?? first ?? cst).range,
			...(children.length > 0 && { children }),
		},
	];
}

function describe(node: AstNode): Entry | undefined {
	if (ast.isDeployment(node)) {
		return named(node, undefined, node.properties.filter(ast.isScenario));
	}
	if (ast.isElement(node)) {
		return describeElement(node);
	}
	if (ast.isScenario(node)) {
		return { name: node.kind?.text, detail: "scenario", kind: SymbolKind.Event };
	}
	if (ast.isAdapter(node)) {
		return { name: `${node.side?.text ?? ""} adapter`.trim(), detail: node.network?.$refText, kind: SymbolKind.Field };
	}
	if (ast.isAccessEdge(node) || ast.isWebConferencingEdge(node) || ast.isAvEdge(node)) {
		const properties: readonly AstNode[] = node.properties;
		const external = properties.find(ast.isExternal);
		return { name: node.keyword, detail: external?.fqdn?.text, kind: SymbolKind.Method };
	}
	if (ast.isPublish(node)) {
		const url = node.properties.find(ast.isExternalUrl)?.value?.text;
		return { name: `publish ${node.pool?.$refText ?? ""}`.trim(), detail: url, kind: SymbolKind.Method };
	}
	if (ast.isMember(node)) {
		return { name: node.fqdn?.text, detail: "member", kind: SymbolKind.Field };
	}
	if (ast.isVirtualAddress(node)) {
		return {
			name: `${node.side?.text ?? ""} ${node.role ?? ""}`.trim(),
			detail: node.fqdn?.text,
			kind: SymbolKind.Field,
		};
	}
	if (ast.isFirewallRule(node)) {
		const ports = node.ports.map((port) => port.text).join(", ");
		const words = [node.action, node.protocol?.text, ports].filter(Boolean).join(" ");
		return { name: words, detail: `${endText(node.source)} → ${endText(node.destination)}`, kind: SymbolKind.Operator };
	}
	return ast.isDnsRecord(node) ? describeRecord(node) : undefined;
}

function describeElement(node: ast.Element): Entry {
	switch (node.$type) {
		case "Site":
			return named(node, node.properties[0]?.kind);
		case "Network":
			return named(node, node.properties.find(ast.isZone)?.value?.text);
		case "Firewall":
			return named(
				node,
				node.sides.map((side) => side.$refText).join(" | "),
				node.properties.filter(ast.isFirewallRule),
			);
		case "ActiveDirectory":
			return named(node, node.properties.find(ast.isDirectoryDomain)?.value?.text);
		case "Pool":
		case "Director":
		case "MediationServer":
		case "CommunicatorWebAccess":
			return named(node, fqdnOf(node.properties), node.properties.filter(ast.isMember));
		case "EdgeServer":
			return named(
				node,
				fqdnOf(node.properties),
				node.properties.filter(
					(one) => ast.isAdapter(one) || ast.isAccessEdge(one) || ast.isWebConferencingEdge(one) || ast.isAvEdge(one),
				),
			);
		case "EdgeArray":
			return named(node, undefined, node.properties.filter(ast.isVirtualAddress));
		case "LoadBalancer":
			return named(node, node.properties.find(ast.isBalancerKind)?.value?.text);
		case "ReverseProxy":
			return named(
				node,
				fqdnOf(node.properties),
				node.properties.filter((one) => ast.isAdapter(one) || ast.isPublish(one)),
			);
		case "Certificate":
			return named(node, node.properties.find(ast.isSubject)?.value?.text);
		case "Dns":
			return { name: `dns ${node.view?.text ?? ""}`.trim(), kind: SymbolKind.Namespace, children: node.records };
	}
}

function describeRecord(node: ast.DnsRecord): Entry {
	const [name, type, target] = ast.isARecord(node)
		? [node.host, "A", node.addresses.map((address) => address.text).join(", ")]
		: ast.isSrvRecord(node)
			? [node.service, "SRV", node.target?.text]
			: [node.alias, "CNAME", node.target?.text];
	return { name: name?.text, detail: target ? `${type} → ${target}` : type, kind: SymbolKind.Constant };
}

function named(
	node: ast.Element | ast.Deployment,
	about: string | undefined,
	children: readonly AstNode[] = [],
): Entry {
	const { title, symbol } = kindOf(node.$type);
	return {
		name: "name" in node ? node.name : undefined,
		detail: about ? `${title} · ${about}` : title,
		kind: symbol,
		children,
	};
}

function fqdnOf(properties: readonly AstNode[]): string | undefined {
	return properties.find(ast.isFqdn)?.value?.text;
}

function endText(end: ast.Endpoint | undefined): string {
	return end?.any ? "any" : [end?.role, end?.host?.$refText].filter(Boolean).join(" of ");
}

/** Elements of all files by name, with the kind beside the name. */
export class ElementSearch extends DefaultWorkspaceSymbolProvider {
	protected override getWorkspaceSymbol(description: AstNodeDescription): WorkspaceSymbol | undefined {
		const symbol = super.getWorkspaceSymbol(description);
		return symbol && { ...symbol, containerName: kindOf(description.type).title };
	}
}

/** Names here are written with hyphens and dots, so each part between them can be searched for. */
export class HyphenMatcher extends DefaultFuzzyMatcher {
	protected override isWordTransition(previous: number, current: number): boolean {
		return /[-.]/.test(String.fromCharCode(previous)) || super.isWordTransition(previous, current);
	}
}
