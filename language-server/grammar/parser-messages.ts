import { AstUtils, GrammarAST, type LangiumCoreServices, LangiumParserErrorMessageProvider } from "langium";

interface TokenKind {
	readonly name: string;
}

interface Token {
	readonly image: string;
	readonly tokenType: TokenKind;
}

/** How the message ends by which an open block is recognised. */
export const NOT_CLOSED = "is not closed: a } is missing.";

/** How the message ends by which a value in quotation marks is recognised. */
export const QUOTED = "stands in quotation marks. Write it without them.";

/**
 * Says in plain words what the parser expected: which value is missing behind which keyword, or which statements a block
 * knows. The words that may start a statement are read off the grammar, so that a new statement needs no change here.
 */
export class PlainParserMessages extends LangiumParserErrorMessageProvider {
	private lists: ReadonlySet<string> | undefined;
	private phrases: ReadonlySet<string> | undefined;
	private links: ReadonlyMap<string, string> | undefined;
	private readonly starters = new Map<string, readonly string[]>();

	constructor(private readonly services: Pick<LangiumCoreServices, "Grammar">) {
		super();
	}

	override buildMismatchTokenMessage(options: {
		readonly expected: TokenKind;
		readonly actual: Token;
		readonly previous: Token;
		readonly ruleName: string;
	}): string {
		const { expected, actual, previous } = options;
		const ruleName = plainRuleName(options.ruleName);
		if (expected.name === "EOF") {
			return this.notAStatement(actual, "TopologyFile");
		}
		if (expected.name === "WORD" && actual.tokenType.name === "STRING") {
			return `${actual.image} ${QUOTED}`;
		}
		if (expected.name === "WORD") {
			const what = this.statementsOf("TopologyFile").includes(previous.image) ? "name" : "value";
			return `A ${what} is missing behind "${previous.image}"${found(actual)}.`;
		}
		if (expected.name === "STRING") {
			return `A path in quotation marks is missing behind "${previous.image}", as in import "./corporate.ocsedge".`;
		}
		if (expected.name === "}") {
			return isEnd(actual)
				? `The block of this ${blockName(ruleName)} ${NOT_CLOSED}`
				: `${this.notAStatement(actual, ruleName)}`;
		}
		// A word that is read as the value of itself: the value between two words is left out.
		return expected.name === previous.image
			? `A value is missing before "${previous.image}".`
			: `"${expected.name}" is missing behind "${previous.image}"${found(actual)}.`;
	}

	override buildNotAllInputParsedMessage(options: {
		readonly firstRedundant: Token;
		readonly ruleName: string;
	}): string {
		return this.notAStatement(options.firstRedundant, "TopologyFile");
	}

	override buildNoViableAltMessage(options: {
		readonly actual: readonly Token[];
		readonly previous: Token;
		readonly ruleName: string;
	}): string {
		const { actual, previous } = options;
		const ruleName = plainRuleName(options.ruleName);
		const first = actual[0];
		if (ruleName === "Endpoint") {
			return `The end of a firewall rule is missing behind "${previous.image}": any, the name of a server or network, a role "of" a server, or an address.`;
		}
		if (ruleName === "EdgeRole") {
			const roles = GrammarAST.isParserRule(this.edgeRole) ? firstKeywords(this.edgeRole, new Set()) : [];
			return `A role is missing behind "${previous.image}": ${alternatives(roles)}.`;
		}
		if (ruleName === "Phrase") {
			return `A value is missing behind "${previous.image}"${first ? found(first) : ""}.`;
		}
		return first
			? this.notAStatement(first, ruleName)
			: `The text ends behind "${previous.image}", and more is expected.`;
	}

	private notAStatement(token: Token, ruleName: string): string {
		const expected = this.statementsOf(ruleName);
		const list = expected.length > 0 ? ` Expected here: ${expected.join(", ")}.` : "";
		if (isEnd(token)) {
			return `The text ends, and more is expected.${list}`;
		}
		if (token.image === "}") {
			return "This } closes nothing.";
		}
		const place = ruleName === "TopologyFile" ? "at the top level of a file" : `in this ${blockName(ruleName)} block`;
		return `"${token.image}" starts no statement ${place}.${list}`;
	}

	private get edgeRole(): GrammarAST.AbstractRule | undefined {
		return this.services.Grammar.rules.find((rule) => rule.name === "EdgeRole");
	}

	/** Where a statement belongs that stands in a block, or outside of all, which does not know it. */
	belongsElsewhere(word: string, ruleName: string): string | undefined {
		if (ruleName !== "TopologyFile" && this.statementsOf("TopologyFile").includes(word)) {
			return `"${word}" belongs at the top level of a file, not into this ${blockName(ruleName)} block. Close the block before it with a }.`;
		}
		const blocks = this.services.Grammar.rules
			.filter(GrammarAST.isParserRule)
			.filter((rule) => rule.name !== "TopologyFile" && this.statementsOf(rule.name).includes(word))
			.map((rule) => blockName(rule.name));
		if (blocks.length === 0) {
			return undefined;
		}
		const place = ruleName === "TopologyFile" ? "at the top level of a file" : `into this ${blockName(ruleName)} block`;
		return `"${word}" does not belong ${place}. It belongs into the block of ${alternatives([...new Set(blocks)].sort())}.`;
	}

	/** The word that leads to a further value, by the keyword of the statement: "at" in external NAME at ADDRESS. */
	linkWords(): ReadonlyMap<string, string> {
		this.links ??= new Map(
			AstUtils.streamAst(this.services.Grammar)
				.filter(GrammarAST.isGroup)
				.filter((group) => !GrammarAST.isGroup(group.$container))
				.flatMap((group) => {
					const at = group.elements.findIndex(isFurtherPart);
					const keyword = group.elements.slice(0, Math.max(at, 0)).findLast(GrammarAST.isKeyword);
					const part = group.elements[at];
					const link = GrammarAST.isGroup(part) ? part.elements[0] : undefined;
					// One value stands between the two.
					return keyword && at === group.elements.indexOf(keyword) + 2 && GrammarAST.isKeyword(link)
						? [[keyword.value, link.value] as const]
						: [];
				}),
		);
		return this.links;
	}

	/** The words behind which values may be listed with commas: keywords of statements, and the arrow of a record. */
	listKeywords(): ReadonlySet<string> {
		this.lists ??= new Set(
			AstUtils.streamAst(this.services.Grammar)
				.filter(GrammarAST.isGroup)
				.filter((group) => group.elements.some(isFurtherValue))
				.flatMap((group) => {
					const list = group.elements.findIndex(isFurtherValue);
					const keyword = group.elements.slice(0, list).findLast(GrammarAST.isKeyword);
					return keyword ? [keyword.value] : [];
				}),
		);
		return this.lists;
	}

	/** The words behind which stands what people write as they like, in quotation marks where it has several words. */
	phraseKeywords(): ReadonlySet<string> {
		this.phrases ??= new Set(
			AstUtils.streamAst(this.services.Grammar)
				.filter(GrammarAST.isGroup)
				.flatMap(({ elements }) =>
					elements.flatMap((element, i) => {
						const next = elements[i + 1];
						const value = GrammarAST.isAssignment(next) ? next.terminal : undefined;
						const isPhrase = GrammarAST.isRuleCall(value) && value.rule.$refText === "Phrase";
						return GrammarAST.isKeyword(element) && isPhrase ? [element.value] : [];
					}),
				),
		);
		return this.phrases;
	}

	/** The words that may start a statement in the block of a rule, in alphabetical order. */
	statementsOf(ruleName: string): readonly string[] {
		const known = this.starters.get(ruleName);
		if (known) {
			return known;
		}
		const rule = this.services.Grammar.rules
			.filter(GrammarAST.isParserRule)
			.find((candidate) => candidate.name === ruleName);
		const repeated = rule
			? AstUtils.streamAst(rule)
					.filter(GrammarAST.isRuleCall)
					.filter((call) => isRepeated(call))
					.flatMap((call) => firstKeywords(call.rule.ref, new Set()))
					.toArray()
			: [];
		const starters = [...new Set(repeated)].sort();
		this.starters.set(ruleName, starters);
		return starters;
	}
}

/** The part of a list that repeats: a comma and a further value. */
function isFurtherValue(element: GrammarAST.AbstractElement): boolean {
	const first = GrammarAST.isGroup(element) && element.cardinality === "*" ? element.elements[0] : undefined;
	return GrammarAST.isKeyword(first) && first.value === ",";
}

/** A part that may be left out and begins with a word of its own, which is not a block. */
function isFurtherPart(element: GrammarAST.AbstractElement): boolean {
	const first = GrammarAST.isGroup(element) && element.cardinality === "?" ? element.elements[0] : undefined;
	return GrammarAST.isKeyword(first) && first.value !== "{";
}

function isRepeated(call: GrammarAST.RuleCall): boolean {
	for (let node: { readonly $container?: unknown } | undefined = call; node; node = asNode(node.$container)) {
		if ("cardinality" in node && node.cardinality === "*") {
			// Lists of values repeat behind a comma; only statements repeat on their own.
			return !GrammarAST.isGroup(node);
		}
		if (GrammarAST.isParserRule(node)) {
			return false;
		}
	}
	return false;
}

function asNode(value: unknown): { readonly $container?: unknown } | undefined {
	return typeof value === "object" && value !== null ? value : undefined;
}

function firstKeywords(rule: GrammarAST.AbstractRule | undefined, seen: Set<string>): readonly string[] {
	if (!GrammarAST.isParserRule(rule) || seen.has(rule.name)) {
		return [];
	}
	seen.add(rule.name);
	return firstOf(rule.definition, seen);
}

function firstOf(element: GrammarAST.AbstractElement, seen: Set<string>): readonly string[] {
	if (GrammarAST.isKeyword(element)) {
		return [element.value];
	}
	if (GrammarAST.isAlternatives(element)) {
		return element.elements.flatMap((one) => firstOf(one, seen));
	}
	if (GrammarAST.isGroup(element)) {
		const first = element.elements[0];
		return first ? firstOf(first, seen) : [];
	}
	if (GrammarAST.isAssignment(element)) {
		return firstOf(element.terminal, seen);
	}
	return GrammarAST.isRuleCall(element) ? firstKeywords(element.rule.ref, seen) : [];
}

/** Langium marks the names of parser rules with a character that has no width. */
export function plainRuleName(ruleName: string): string {
	return ruleName.replaceAll("\u200B", "");
}

function isEnd(token: Token): boolean {
	return token.tokenType.name === "EOF";
}

function found(actual: Token): string {
	return isEnd(actual) || actual.image === "}" ? "" : `; "${actual.image}" follows instead`;
}

/** "EdgeServer" is what the grammar calls it, "edge-server" what the author wrote. */
function blockName(ruleName: string): string {
	return ruleName.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}

/** "a", "a or b", "a, b or c". */
function alternatives(words: readonly string[]): string {
	return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
