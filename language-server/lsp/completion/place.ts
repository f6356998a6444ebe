import { AstUtils, GrammarAST, GrammarUtils, type Lexer } from "langium";
import type { ValuePlace } from "../../reports/proposals.js";

type Token = ReturnType<Lexer["tokenize"]>["tokens"][number];

/** Where in the text something is to be completed. */
export interface CompletionPlace extends ValuePlace {
	/** The words of all statements in the same block, before and behind the cursor. */
	readonly stated: readonly (readonly string[])[];
	/** The part of the text that a proposal replaces: the word under the cursor, or nothing. */
	readonly start: number;
	readonly cursor: number;
	readonly end: number;
	/** Whether the statement began on an earlier line, so that a new one is more likely than its end. */
	readonly isOnNewLine: boolean;
	/** Whether a value in a list of values is wanted. */
	readonly isInList: boolean;
	/** How many values stand behind the last keyword. */
	readonly valuesBefore: number;
	/** The statements that may come in the innermost block. */
	readonly starters: ReadonlySet<string>;
	/** A text without mistakes that leads to the same place, for asking the grammar what may follow. */
	readonly clean: string;
}

interface Block {
	readonly keyword: string;
	readonly name?: string;
	readonly rule: GrammarAST.ParserRule | undefined;
	readonly statements: Token[][];
}

/**
 * Finds the blocks and the statement that the cursor is in by the tokens alone. A syntax tree is no use for that: while
 * somebody types, the text is broken exactly here. Every statement starts with a keyword of its own, so blocks and
 * statements show whatever else is wrong.
 */
export class PlaceFinder {
	private readonly startersOf = new Map<
		GrammarAST.ParserRule | undefined,
		ReadonlyMap<string, GrammarAST.ParserRule>
	>();
	private readonly entry: GrammarAST.ParserRule | undefined;

	constructor(
		grammar: GrammarAST.Grammar,
		private readonly lexer: Lexer,
	) {
		this.entry = GrammarUtils.getEntryRule(grammar);
	}

	/** @returns undefined inside comments, strings and numbers of lines, where nothing is to be completed */
	find(text: string, offset: number): CompletionPlace | undefined {
		const { tokens, hidden } = this.lexer.tokenize(text);
		if (hidden.some((token) => isComment(token) && token.startOffset < offset && offset <= commentEnd(token))) {
			return undefined;
		}
		const word = tokens.find((token) => token.startOffset < offset && offset <= endOf(token));
		if (word?.tokenType.name === "STRING") {
			return undefined;
		}
		const isWord = word !== undefined && /^[\p{L}\p{N}_*]/u.test(word.image);
		const start = isWord ? word.startOffset : offset;
		const before = tokens.filter((token) => endOf(token) <= start);
		const after = tokens.filter((token) => token.startOffset >= offset && token !== word);
		const { blocks, statement } = this.walk(before);
		const line = text.slice(0, offset).split("\n").length;
		return this.placeOf(blocks, statement, after, { start, cursor: offset, end: isWord ? endOf(word) : offset }, line);
	}

	private placeOf(
		blocks: readonly Block[],
		open: readonly Token[],
		after: readonly Token[],
		range: { readonly start: number; readonly cursor: number; readonly end: number },
		line: number,
	): CompletionPlace | undefined {
		const innermost = blocks.at(-1);
		if (!innermost) {
			return undefined;
		}
		const last = open.at(-1);
		const isOnNewLine = last === undefined || last.endLine !== line;
		// Behind a lonely keyword the next line starts a statement of its own, as it does for the lexer.
		const statement = isOnNewLine && last && isKeyword(last) && last.image !== "," && last.image !== "->" ? [] : open;
		const at = statement.findLastIndex((token) => isKeyword(token) && /^[a-z]/.test(token.image));
		const values = statement.slice(at + 1).filter((token) => !isKeyword(token));
		const starters = this.starters(innermost.rule);
		const inner = blocks.slice(1);
		const words = statement.map((token) => token.image);
		return {
			...range,
			blocks: inner.map(({ keyword, name }) => ({ keyword, ...(name !== undefined && { name }) })),
			statement: words,
			keyword: statement[at]?.image ?? "",
			isOnNewLine,
			isInList: statement.at(-1)?.image === ",",
			valuesBefore: values.length,
			stated: [...innermost.statements, ...this.statementsBehind(after, starters)].map((one) =>
				one.map((token) => token.image),
			),
			starters: new Set(starters.keys()),
			clean: [...inner.map((block) => `${header(block)} {`), ...words].join(" "),
		};
	}

	private walk(tokens: readonly Token[]): { readonly blocks: readonly Block[]; readonly statement: Token[] } {
		const file: Block = { keyword: "", rule: this.entry, statements: [] };
		let blocks: Block[] = [file];
		let statement: Token[] = [];
		const begin = (token: Token) => {
			statement = [token];
			blocks.at(-1)?.statements.push(statement);
		};
		tokens.forEach((token, i) => {
			const innermost = blocks.at(-1) ?? file;
			if (token.image === "{") {
				const [keyword, ...rest] = statement;
				const name = rest.find((one) => !isKeyword(one))?.image;
				blocks.push({
					keyword: keyword?.image ?? "",
					...(name !== undefined && { name }),
					rule: this.starters(innermost.rule).get(keyword?.image ?? ""),
					statements: [],
				});
				statement = [];
			} else if (token.image === "}") {
				blocks = blocks.length > 1 ? blocks.slice(0, -1) : blocks;
				statement = [];
			} else if (isKeyword(token) && this.starters(innermost.rule).has(token.image)) {
				begin(token);
			} else if (this.startsElement(token, tokens[i - 1])) {
				// A block that is not closed yet must not swallow the elements behind it.
				blocks = [file];
				begin(token);
			} else if (statement.length > 0) {
				statement.push(token);
			}
		});
		return { blocks, statement };
	}

	private startsElement(token: Token, previous: Token | undefined): boolean {
		return isKeyword(token) && token.startLine !== previous?.endLine && this.starters(this.entry).has(token.image);
	}

	private statementsBehind(tokens: readonly Token[], starters: ReadonlyMap<string, unknown>): readonly Token[][] {
		const found: Token[][] = [];
		let depth = 0;
		for (const [i, token] of tokens.entries()) {
			if (token.image === "{") {
				depth++;
			} else if (token.image === "}") {
				depth--;
			} else if (depth === 0 && isKeyword(token) && starters.has(token.image)) {
				found.push([token]);
			} else if (depth === 0 && this.startsElement(token, tokens[i - 1])) {
				break;
			} else if (depth === 0) {
				found.at(-1)?.push(token);
			}
			if (depth < 0) {
				break;
			}
		}
		return found;
	}

	/** The keywords that start a statement in the block of a rule, with the rule of the statement. */
	private starters(rule: GrammarAST.ParserRule | undefined): ReadonlyMap<string, GrammarAST.ParserRule> {
		const known = this.startersOf.get(rule);
		if (known) {
			return known;
		}
		const found = new Map<string, GrammarAST.ParserRule>();
		if (rule) {
			// Statements are collected in lists; everything else of a rule is part of its own statement.
			for (const assignment of AstUtils.streamAst(rule).filter(GrammarAST.isAssignment)) {
				if (assignment.operator === "+=" && GrammarAST.isRuleCall(assignment.terminal)) {
					collect(assignment.terminal, found);
				}
			}
		}
		this.startersOf.set(rule, found);
		return found;
	}
}

/** The shortest text that opens a block, whatever its own header lacks. */
function header({ keyword, rule }: Block): string {
	const definition = rule?.definition;
	const second = GrammarAST.isGroup(definition) ? definition.elements[1] : undefined;
	return GrammarAST.isAssignment(second) && second.cardinality === undefined ? `${keyword} x` : keyword;
}

function collect(call: GrammarAST.RuleCall, found: Map<string, GrammarAST.ParserRule>): void {
	const rule = call.rule.ref;
	if (GrammarAST.isParserRule(rule)) {
		for (const first of firstElements(rule.definition)) {
			if (GrammarAST.isKeyword(first)) {
				found.set(first.value, rule);
			} else if (GrammarAST.isRuleCall(first)) {
				collect(first, found);
			}
		}
	}
}

function firstElements(element: GrammarAST.AbstractElement | undefined): readonly GrammarAST.AbstractElement[] {
	if (GrammarAST.isAlternatives(element)) {
		return element.elements.flatMap(firstElements);
	}
	if (GrammarAST.isGroup(element)) {
		return firstElements(element.elements[0]);
	}
	if (GrammarAST.isAssignment(element)) {
		return firstElements(element.terminal);
	}
	return element ? [element] : [];
}

function isKeyword(token: Token): boolean {
	return token.tokenType.name !== "WORD" && token.tokenType.name !== "STRING";
}

function isComment(token: Token): boolean {
	return token.tokenType.name.endsWith("COMMENT");
}

function endOf(token: Token): number {
	return (token.endOffset ?? token.startOffset) + 1;
}

/** A line comment goes on while one types at its end; a block comment is over behind its end mark. */
function commentEnd(token: Token): number {
	return token.tokenType.name === "LINE_COMMENT" ? endOf(token) : endOf(token) - 1;
}
