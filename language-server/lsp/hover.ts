import type { AstNode, LangiumDocument, LeafCstNode, References } from "langium";
import type { HoverProvider } from "langium/lsp";
import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver";
import { defaultCatalogue, isEdgeRoleId, isPoolRoleId, isScenarioId } from "../catalog/catalogue.js";
import { keywordFact } from "../catalog/keywords.js";
import { migrationValues, valueFact } from "../catalog/values.js";
import * as ast from "../generated/ast.js";
import { looksLikeAddress, parseAddress, parseFqdn } from "../model/address.js";
import {
	addressHover,
	deploymentHover,
	dnsViewHover,
	elementHover,
	elementKeywordHover,
	fqdnHover,
	type HoverContext,
	keywordHover,
	note,
	roleHover,
	scenarioHover,
	valueHover,
} from "../reports/hover/index.js";
import type { TopologyWorkspace } from "../workspace/topology-workspace.js";
import { elementOf, enclosingElement, enclosingKeyword, governingKeyword, isKeyword, leafAt } from "./ast-places.js";
import type { OcsEdgeServices } from "./services.js";

/** Elements whose keyword is the name of a server role of the reference architecture. */
const ROLE_ELEMENTS = ["reverse-proxy", "pool", "director", "mediation-server", "communicator-web-access"] as const;

function isRoleElement(word: string): word is (typeof ROLE_ELEMENTS)[number] {
	return ROLE_ELEMENTS.some((element) => element === word);
}

/** Explains the word under the cursor. It finds out what the word is; what there is to say about it is said elsewhere. */
export class Hovers implements HoverProvider {
	private readonly workspace: TopologyWorkspace;
	private readonly references: References;

	constructor(services: OcsEdgeServices) {
		this.workspace = services.shared.topology.Workspace;
		this.references = services.references.References;
	}

	getHoverContent(document: LangiumDocument, params: HoverParams): Hover | undefined {
		const leaf = leafAt(document, params.position);
		if (!leaf) {
			return undefined;
		}
		const [first, ...others] = this.workspace.deploymentsWith(document.uri.toString());
		const context: HoverContext = first
			? { catalogue: first.catalogue, facts: first }
			: { catalogue: defaultCatalogue };
		const value = isKeyword(leaf) ? keywordContent(context, leaf) : this.wordContent(context, leaf);
		if (value === undefined) {
			return undefined;
		}
		const remark =
			others.length > 0 &&
			note(
				context,
				others.map((one) => one.deployment.name),
			);
		return {
			contents: { kind: MarkupKind.Markdown, value: remark ? `${value}\n\n${remark}` : value },
			range: leaf.range,
		};
	}

	private wordContent(context: HoverContext, leaf: LeafCstNode): string | undefined {
		const node = leaf.astNode;
		if (ast.isValue(node)) {
			return valueContent(context, node, leaf);
		}
		if (ast.isPhrase(node)) {
			return statementContent(context, node.$container, leaf);
		}
		const [target] = this.references.findDeclarations(leaf);
		return (target && declarationContent(context, target)) ?? statementContent(context, node, leaf);
	}
}

function declarationContent(context: HoverContext, target: AstNode): string | undefined {
	const { facts } = context;
	if (!facts) {
		return undefined;
	}
	if (ast.isDeployment(target)) {
		return target.name === facts.deployment.name ? deploymentHover(context, facts) : undefined;
	}
	const element = elementOf(facts.deployment, target);
	return element && elementHover(context, facts, element);
}

/** What the keyword before a word says, for a word that has no meaning of its own. */
function statementContent(context: HoverContext, statement: AstNode, word: LeafCstNode): string | undefined {
	const keyword = governingKeyword(statement, word);
	const fact = keyword && keywordFact(keyword.text, enclosingKeyword(statement, keyword));
	return fact && keywordHover(context, fact, nameOf(statement));
}

function keywordContent(context: HoverContext, leaf: LeafCstNode): string | undefined {
	const node = leaf.astNode;
	const word = leaf.text;
	if (isEdgeRoleId(word) && !ast.isPartnerAccessEdge(node)) {
		return roleHover(context, word, ast.isEndpoint(node) ? node.host?.$refText : nameOf(node));
	}
	const isOwn = node.$cstNode?.offset === leaf.offset;
	const element = isOwn && context.facts ? elementOf(context.facts.deployment, node) : undefined;
	if (isOwn && ast.isElement(node) && isRoleElement(word)) {
		return roleHover(context, word, element?.name);
	}
	const fact = keywordFact(word, enclosingKeyword(node, leaf));
	if (!fact) {
		return undefined;
	}
	if (element && context.facts) {
		return elementKeywordHover(context, context.facts, fact, element);
	}
	const records = ast.isDns(node) && isView(node.view?.text) ? dnsViewHover(context, node.view.text) : undefined;
	return keywordHover(context, fact, nameOf(node), records);
}

function isView(word: string | undefined): word is "external" | "internal" {
	return word === "external" || word === "internal";
}

function valueContent(context: HoverContext, node: ast.Value, leaf: LeafCstNode): string | undefined {
	const statement = node.$container;
	const word = leaf.text;
	if (ast.isScenario(statement) && isScenarioId(word)) {
		return scenarioHover(context, word);
	}
	if (ast.isPoolRoles(statement) && isPoolRoleId(word)) {
		return roleHover(context, word, nameOf(statement));
	}
	const keyword = governingKeyword(statement, leaf);
	const fact = keyword && keywordFact(keyword.text, enclosingKeyword(statement, keyword));
	const value = fact && valueFact([...(fact.values ?? []), ...followers(statement)], word);
	if (fact && value) {
		return valueHover(
			context,
			value,
			fact,
			ast.isDns(statement) && isView(word) ? dnsViewHover(context, word) : undefined,
		);
	}
	return nameContent(context, word) ?? statementContent(context, statement, leaf);
}

/** Values behind the first one, which their keyword does not list. */
function followers(statement: AstNode) {
	return ast.isInternalDeployment(statement) ? migrationValues : [];
}

function nameContent(context: HoverContext, word: string): string | undefined {
	if (looksLikeAddress(word)) {
		const address = parseAddress(word);
		return "value" in address ? addressHover(context, address.value.text) : undefined;
	}
	// The target of a service record carries its port behind a colon.
	const name = parseFqdn(word.replace(/:\d+$/, ""));
	return "value" in name ? fqdnHover(context, name.value) : undefined;
}

/** The name of the element that a statement belongs to. */
function nameOf(node: AstNode): string | undefined {
	const element = enclosingElement(node);
	return element && "name" in element ? element.name : undefined;
}
