import { type AstNode, type CstNode, CstUtils, type LangiumDocument, type LeafCstNode } from "langium";
import type { Position } from "vscode-languageserver";
import * as ast from "../generated/ast.js";
import type { Deployment, DeploymentElement } from "../model/deployment.js";

/** The word or keyword at a position; behind the last letter of a word counts as on it. Comments are none. */
export function leafAt(document: LangiumDocument, position: Position): LeafCstNode | undefined {
	const root = document.parseResult.value.$cstNode;
	const offset = document.textDocument.offsetAt(position);
	return root && (wordLeaf(root, offset) ?? (offset > 0 ? wordLeaf(root, offset - 1) : undefined));
}

function wordLeaf(root: CstNode, offset: number): LeafCstNode | undefined {
	const leaf = CstUtils.findLeafNodeAtOffset(root, offset);
	return leaf && !leaf.hidden && /^[\p{L}\p{N}_*"]/u.test(leaf.text) ? leaf : undefined;
}

/** Whether a word is a keyword of the grammar. */
export function isKeyword(leaf: LeafCstNode): boolean {
	return leaf.tokenType.name !== "WORD" && leaf.tokenType.name !== "STRING";
}

/** The tokens of a node and of all below it, without comments and white space. */
function visibleLeaves(node: AstNode): readonly LeafCstNode[] {
	return node.$cstNode
		? CstUtils.flattenCst(node.$cstNode)
				.filter((leaf) => !leaf.hidden)
				.toArray()
		: [];
}

/** The keyword that a statement or block starts with. */
function firstKeyword(node: AstNode | undefined): string | undefined {
	if (!node?.$cstNode) {
		return undefined;
	}
	const first = CstUtils.flattenCst(node.$cstNode).find((leaf) => !leaf.hidden);
	return first && isKeyword(first) ? first.text : undefined;
}

/** The keyword that decides what a word in its statement means: the last one before it. */
export function governingKeyword(statement: AstNode, word: LeafCstNode): LeafCstNode | undefined {
	return visibleLeaves(statement).findLast(
		(leaf) => leaf.offset < word.offset && isKeyword(leaf) && /^[a-z]/.test(leaf.text),
	);
}

/** The keyword of the block that a keyword stands in; behind the first keyword of a statement that is the statement. */
export function enclosingKeyword(statement: AstNode, keyword: LeafCstNode): string | undefined {
	return statement.$cstNode?.offset === keyword.offset ? firstKeyword(statement.$container) : firstKeyword(statement);
}

/** The nearest element, or the deployment block, that a node lies in. */
export function enclosingElement(node: AstNode): ast.Element | ast.Deployment | undefined {
	for (let current: AstNode | undefined = node; current; current = current.$container) {
		if (ast.isElement(current) || ast.isDeployment(current)) {
			return current;
		}
	}
	return undefined;
}

/** What the model knows of a declaration in the syntax tree. */
export function elementOf(deployment: Deployment, node: AstNode): DeploymentElement | undefined {
	const { index } = deployment;
	const name = "name" in node && typeof node.name === "string" ? node.name : "";
	switch (node.$type) {
		case ast.Site.$type:
			return index.sites.get(name);
		case ast.Network.$type:
			return index.networks.get(name);
		case ast.Firewall.$type:
			return index.firewalls.get(name);
		case ast.ActiveDirectory.$type:
			return index.activeDirectories.get(name);
		case ast.LoadBalancer.$type:
			return index.loadBalancers.get(name);
		case ast.Certificate.$type:
			return index.certificates.get(name);
		case ast.EdgeServer.$type:
		case ast.EdgeArray.$type:
		case ast.ReverseProxy.$type:
		case ast.Pool.$type:
		case ast.Director.$type:
		case ast.MediationServer.$type:
			return index.hosts.get(name);
		default:
			return undefined;
	}
}
