import {
	type AstNodeDescription,
	GrammarAST,
	GrammarUtils,
	type IndexManager,
	type LangiumCompletionParser,
	type LangiumDocument,
} from "langium";
import {
	type CompletionProvider,
	type CompletionProviderOptions,
	findFirstFeatures,
	findNextFeatures,
	type NextFeature,
} from "langium/lsp";
import {
	type CompletionClientCapabilities,
	type CompletionItem,
	CompletionItemKind,
	CompletionList,
	type CompletionParams,
	InsertTextFormat,
	MarkupKind,
	type Range,
} from "vscode-languageserver";
import { defaultCatalogue } from "../../catalog/catalogue.js";
import { keywordFact } from "../../catalog/keywords.js";
import type { CertificateSlotId, ValueFact } from "../../catalog/types.js";
import { migrationValues } from "../../catalog/values.js";
import { EdgeHost } from "../../generated/ast.js";
import { essence, keywordHover, valueHover } from "../../reports/hover/index.js";
import { proposedValues } from "../../reports/proposals.js";
import type { Analysis } from "../../workspace/analysis.js";
import type { TopologyWorkspace } from "../../workspace/topology-workspace.js";
import { elementOf } from "../ast-places.js";
import { kindOf } from "../node-kinds.js";
import type { OcsEdgeServices } from "../services.js";
import { proposeImports } from "./imports.js";
import { type CompletionPlace, PlaceFinder } from "./place.js";
import { elementSnippets } from "./snippets.js";

/** The statements that may come more than once in a block; all others are proposed until they are stated. */
const REPEATABLE: ReadonlySet<string> = new Set([
	"import",
	"site",
	"network",
	"firewall",
	"active-directory",
	"pool",
	"director",
	"mediation-server",
	"communicator-web-access",
	"edge-server",
	"edge-array",
	"load-balancer",
	"reverse-proxy",
	"certificate",
	"dns",
	"scenario",
	"partner",
	"adapter",
	"route",
	"hosts-entry",
	"allow",
	"deny",
	"member",
	"publish",
	"virtual-address",
	"a",
	"srv",
	"cname",
]);

/** Where the same keyword can be proposed once only, because it names a single thing there. */
const ONCE_WITHIN: ReadonlySet<string> = new Set(["edge-array load-balancer"]);

/** Statements of which a block has one or the other. */
const EXCLUSIVE: readonly (readonly string[])[] = [["primary", "remote"]];

/**
 * Proposes what may come at the cursor: statements that the block still lacks, the words that a keyword takes, names of
 * fitting elements, and values that follow from the rest of the deployment. The grammar tells what may follow; it is
 * asked about the way to the cursor only, so that a mistake elsewhere does not silence it.
 */
export class Completions implements CompletionProvider {
	/*
	 * A space is no trigger, although values are wanted behind a keyword: an editor that waits for the answer to a space does
	 * not ask again for the letters that are typed meanwhile. The first letter of a value brings the list.
	 */
	readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['"', "/"] };
	private readonly workspace: TopologyWorkspace;
	private readonly index: IndexManager;
	private readonly parser: LangiumCompletionParser;
	private readonly places: PlaceFinder;
	private readonly entry: GrammarAST.ParserRule | undefined;
	private client: CompletionClientCapabilities | undefined;

	constructor(services: OcsEdgeServices) {
		this.workspace = services.shared.topology.Workspace;
		this.index = services.shared.workspace.IndexManager;
		this.parser = services.parser.CompletionParser;
		this.entry = GrammarUtils.getEntryRule(services.Grammar);
		this.places = new PlaceFinder(services.Grammar, services.parser.Lexer);
		services.shared.lsp.LanguageServer.onInitialize((params) => {
			this.client = params.capabilities.textDocument?.completion;
		});
	}

	getCompletion(document: LangiumDocument, params: CompletionParams): CompletionList | undefined {
		const text = document.textDocument.getText();
		const offset = document.textDocument.offsetAt(params.position);
		const uri = document.uri.toString();
		const imports = proposeImports(this.workspace, uri, text, offset);
		if (imports) {
			return CompletionList.create(this.withEdits(document, imports.start, offset, offset, imports.items), false);
		}
		const trigger = params.context?.triggerCharacter;
		const place = this.places.find(text, offset);
		// Outside of a path these characters are no reason to propose something.
		if (!place || trigger === '"' || trigger === "/") {
			return undefined;
		}
		const items = this.propose(uri, place);
		return CompletionList.create(this.withEdits(document, place.start, offset, place.end, items), false);
	}

	private propose(uri: string, place: CompletionPlace): readonly CompletionItem[] {
		const [analysis] = this.workspace.deploymentsWith(uri);
		const items = new Map<string, CompletionItem>();
		const add = (item: CompletionItem) => {
			const key = `${item.kind} ${item.label}`;
			items.set(key, items.get(key) ?? item);
		};
		for (const { feature } of this.nextFeatures(place.clean)) {
			if (GrammarAST.isKeyword(feature)) {
				this.proposeKeyword(analysis, place, feature.value).forEach(add);
			} else if (GrammarAST.isCrossReference(feature)) {
				this.proposeNames(uri, analysis, place, feature.type.$refText).forEach(add);
			} else if (place.keyword !== "") {
				this.proposeValues(analysis, place).forEach(add);
			}
		}
		return [...items.values()];
	}

	/** What the grammar allows behind a text; the last elements only, without what leads to them. */
	private nextFeatures(text: string): readonly NextFeature[] {
		const { tokens, tokenIndex, elementStack } = this.parser.parse(text);
		if (tokenIndex === 0) {
			return this.entry ? findFirstFeatures(this.entry.definition).flatMap((stack) => stack.slice(-1)) : [];
		}
		return findNextFeatures([elementStack.map((feature) => ({ feature }))], tokens.slice(tokenIndex));
	}

	private proposeKeyword(
		analysis: Analysis | undefined,
		place: CompletionPlace,
		keyword: string,
	): readonly CompletionItem[] {
		if (!/^[a-z]/.test(keyword) && keyword !== "->") {
			return [];
		}
		const block = place.blocks.at(-1)?.keyword;
		const isStatement = place.starters.has(keyword);
		// The grammar takes a certificate there so that a rule can speak; nobody needs to be led to it.
		const isPointless = keyword === "certificate" && block === "av-edge";
		if (isPointless || (isStatement && isStatedAlready(place, keyword, block))) {
			return [];
		}
		const fact = keywordFact(keyword, isStatement ? block : place.statement[0]);
		const isTopLevel = place.blocks.length === 0 && isStatement;
		const isExpected = isStatement === (place.isOnNewLine || place.statement.length === 0);
		// A file that belongs to no deployment yet is about to get one. Otherwise, on the line of a statement its
		// continuation comes first, on a new line a new statement does.
		const rank = !isExpected ? "3" : isTopLevel && keyword === "deployment" && !analysis ? "0" : "2";
		const item: CompletionItem = {
			label: keyword,
			kind: CompletionItemKind.Keyword,
			sortText: `${rank}${keyword}`,
			// Behind a keyword that cannot stand alone one types on at once, and the next word must not stick to it.
			insertText: this.endsAt(place, keyword) ? keyword : `${keyword} `,
			...(fact && {
				detail: fact.title,
				documentation: markdown(keywordHover({ catalogue: defaultCatalogue }, fact)),
			}),
		};
		return isTopLevel ? [item, ...this.proposeSnippets(keyword, rank)] : [item];
	}

	/** Whether a keyword can be the end of its statement, so that only another statement or the end of the block follows. */
	private endsAt(place: CompletionPlace, keyword: string): boolean {
		return this.nextFeatures(`${place.clean} ${keyword}`).every(
			({ feature }) => GrammarAST.isKeyword(feature) && (feature.value === "}" || place.starters.has(feature.value)),
		);
	}

	private proposeSnippets(keyword: string, rank: string): readonly CompletionItem[] {
		if (this.client?.completionItem?.snippetSupport !== true) {
			return [];
		}
		return elementSnippets
			.filter((snippet) => snippet.keyword === keyword)
			.map(({ title, body }) => ({
				label: keyword,
				labelDetails: { description: "whole element" },
				kind: CompletionItemKind.Snippet,
				detail: title,
				documentation: markdown(
					["```ocs-edge", body.join("\n").replace(/\$\{\d+[:|]([^,}|]*)[^}]*\}|\$\{?\d+\}?/g, "$1"), "```"].join("\n"),
				),
				insertText: body.join("\n"),
				insertTextFormat: InsertTextFormat.Snippet,
				// The space keeps it directly behind its keyword, before longer keywords that begin alike.
				sortText: `${rank}${keyword} `,
			}));
	}

	private proposeNames(
		uri: string,
		analysis: Analysis | undefined,
		place: CompletionPlace,
		type: string,
	): readonly CompletionItem[] {
		// The two sides of a firewall differ, like the values of a list.
		const taken = new Set(place.isInList || place.keyword === "and" ? place.statement : []);
		const files = new Set(this.workspace.neighboursOf(uri));
		// Only an edge server or an edge array can be the host of an edge role, though the grammar takes any server.
		return this.index
			.allElements(place.keyword === "of" ? EdgeHost.$type : type, files)
			.filter(({ name }) => !taken.has(name))
			.map((description) => ({
				label: description.name,
				...describeName(analysis, description, place),
				kind: kindOf(description.type).completion,
			}))
			.toArray();
	}

	private proposeValues(analysis: Analysis | undefined, place: CompletionPlace): readonly CompletionItem[] {
		const block = place.blocks.at(-1)?.keyword;
		const fact = keywordFact(
			place.keyword,
			place.statement.length > 1 && place.keyword !== place.statement[0] ? place.statement[0] : block,
		);
		const isFirst = place.valuesBefore === 0 || place.isInList;
		const words = place.statement.at(-1) === "migrating-from" ? migrationValues : isFirst ? (fact?.values ?? []) : [];
		const catalogue = analysis?.catalogue ?? defaultCatalogue;
		const taken = new Set([...place.statement.slice(1), ...takenElsewhere(place)]);
		const known = words
			.filter((value) => value.supported !== false && !taken.has(value.word))
			.map((value, i) => ({
				label: value.word,
				kind: CompletionItemKind.EnumMember,
				detail: value.title,
				...(fact && { documentation: markdown(valueHover({ catalogue }, value, fact)) }),
				sortText: `0${String(i).padStart(3, "0")}`,
			}));
		const derived = (
			isFirst || place.keyword === "allow" || place.keyword === "deny" || place.statement.at(-1) === "->"
				? proposedValues(catalogue, analysis, place)
				: []
		)
			.filter(({ word }) => !taken.has(word) && !words.some((value: ValueFact) => value.word === word))
			.map(({ word, why }, i) => ({
				label: word,
				kind: CompletionItemKind.Value,
				detail: why,
				sortText: `1${String(i).padStart(3, "0")}`,
			}));
		return [...known, ...derived];
	}

	private withEdits(
		document: LangiumDocument,
		start: number,
		cursor: number,
		end: number,
		items: readonly CompletionItem[],
	): CompletionItem[] {
		const { textDocument } = document;
		const insert: Range = { start: textDocument.positionAt(start), end: textDocument.positionAt(cursor) };
		const replace: Range = { start: insert.start, end: textDocument.positionAt(end) };
		// A space that stands there already is not doubled, and none is put into the middle of a word.
		const wantsNoSpace = cursor !== end || /^[ \t]/.test(textDocument.getText().slice(end, end + 1));
		const both = this.client?.completionItem?.insertReplaceSupport === true;
		// Not every editor sorts by itself.
		const sorted = [...items].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
		return sorted.map(({ insertText, ...item }) => {
			const newText = (wantsNoSpace ? insertText?.trimEnd() : insertText) ?? item.label;
			return { ...item, textEdit: both ? { newText, insert, replace } : { newText, range: insert } };
		});
	}
}

function markdown(value: string) {
	return { kind: MarkupKind.Markdown, value };
}

function isStatedAlready(place: CompletionPlace, keyword: string, block: string | undefined): boolean {
	const stated = new Set(place.stated.map(([first]) => first));
	const others = EXCLUSIVE.find((group) => group.includes(keyword)) ?? [keyword];
	const isRepeatable =
		REPEATABLE.has(keyword) && !ONCE_WITHIN.has(`${block ?? ""} ${keyword}`) && !isUse(keyword, block);
	return !isRepeatable && others.some((other) => stated.has(other));
}

/** Within a block, `certificate` names one that is declared elsewhere. */
function isUse(keyword: string, block: string | undefined): boolean {
	return keyword === "certificate" && block !== undefined;
}

/** The place of a certificate, by the keyword that names one, or the block of a plain `certificate`. */
const SLOTS: Readonly<Record<string, CertificateSlotId>> = {
	"access-edge": "access-edge-external",
	"web-conferencing-edge": "web-conferencing-edge-external",
	publish: "reverse-proxy-external",
	"internal-certificate": "edge-internal",
	"authentication-certificate": "av-authentication",
};

/** Values that another statement of the same kind has taken already. */
function takenElsewhere({ statement, stated }: CompletionPlace): readonly string[] {
	const [keyword] = statement;
	const isUnique = keyword === "scenario" || keyword === "adapter" || keyword === "dns";
	return isUnique ? stated.filter(([first]) => first === keyword).flatMap(([, value]) => (value ? [value] : [])) : [];
}

/** What the element is, and how well it fits: the Director before pools, the perimeter for adapters, and so on. */
function describeName(
	analysis: Analysis | undefined,
	description: AstNodeDescription,
	place: CompletionPlace,
): Pick<CompletionItem, "detail" | "sortText"> {
	const node = description.node;
	const element = analysis && node ? elementOf(analysis.deployment, node) : undefined;
	const title = kindOf(description.type).title;
	const about = element && essence(element);
	const fits = element === undefined || fitsWell(element, analysis, place);
	return {
		detail: about === undefined ? title : `${title}, ${about}`,
		sortText: `${fits ? "0" : "1"}${description.name}`,
	};
}

function fitsWell(
	element: NonNullable<ReturnType<typeof elementOf>>,
	analysis: Analysis | undefined,
	{ keyword, statement, blocks }: CompletionPlace,
): boolean {
	switch (element.kind) {
		case "network":
			return keyword === "on"
				? element.zone?.value === "perimeter"
				: keyword !== "in" || element.zone?.value === "internal";
		case "pool":
			return (
				!(statement[0] === "next-hop" || statement[0] === "federation-route") ||
				!analysis?.deployment.internalServers.some((one) => one.kind === "director")
			);
		case "mediation-server":
		case "communicator-web-access":
			return statement[0] !== "next-hop";
		case "certificate": {
			const slot = SLOTS[keyword === "certificate" ? (blocks.at(-1)?.keyword ?? "") : keyword];
			const server = blocks[0]?.name;
			const needed =
				analysis?.requirements.certificates.filter((one) => one.slot === slot && one.server === server) ?? [];
			return needed.some((one) => one.subject !== undefined && one.subject === element.subject?.value);
		}
		default:
			return true;
	}
}
