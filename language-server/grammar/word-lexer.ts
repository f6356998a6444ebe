import { AstUtils, DefaultLexer, GrammarAST, type LangiumCoreServices, type LexerResult } from "langium";

type Token = LexerResult["tokens"][number];
type TokenType = Token["tokenType"];

/** The firewall ends after these are a name, `any`, or a role `of` a name, so they need a look further ahead. */
const ENDPOINT_KEYWORDS: ReadonlySet<string> = new Set(["from", "to"]);

/**
 * The keyword of a role takes a value only in the entry of a partner, where it is an FQDN and never a keyword. Elsewhere
 * `of` or the next statement follows it, as in `access-edge  av-edge`.
 */
const ROLE_KEYWORDS: ReadonlySet<string> = new Set(["access-edge", "web-conferencing-edge", "av-edge"]);

/**
 * Reads a keyword as a plain word where the grammar expects a value: `site external` names a site "external".
 *
 * A keyword becomes a word when it follows a comma, or stands on the same line behind a keyword that takes a value. The
 * line matters for half-typed text: behind a lonely `next-hop` the next line still starts a statement of its own, so the
 * error stays on the line that is being typed.
 */
export class WordLexer extends DefaultLexer {
	private readonly word: TokenType | undefined;
	private readonly valueKeywords: ReadonlySet<string>;

	constructor(services: LangiumCoreServices) {
		super(services);
		this.word = this.tokenTypes.WORD;
		this.valueKeywords = keywordsBeforeValues(services.Grammar);
	}

	override tokenize(text: string): LexerResult {
		const result = super.tokenize(text);
		const { tokens } = result;
		for (let i = 1; i < tokens.length; i++) {
			const token = tokens[i];
			const previous = tokens[i - 1];
			if (token && previous && this.isValue(token, previous, tokens[i + 1])) {
				this.turnIntoWord(token);
			}
		}
		return result;
	}

	private isValue(token: Token, previous: Token, next: Token | undefined): boolean {
		if (token.tokenType === this.word || !/^[a-z]/.test(token.image) || previous.tokenType === this.word) {
			return false;
		}
		if (previous.image === ",") {
			return true;
		}
		if (previous.endLine !== token.startLine || ROLE_KEYWORDS.has(previous.image)) {
			return false;
		}
		if (ENDPOINT_KEYWORDS.has(previous.image)) {
			return token.image !== "any" && next?.image !== "of";
		}
		return this.valueKeywords.has(previous.image);
	}

	private turnIntoWord(token: Token): void {
		if (this.word) {
			token.tokenType = this.word;
			if (this.word.tokenTypeIdx !== undefined) {
				token.tokenTypeIdx = this.word.tokenTypeIdx;
			}
		}
	}
}

/** The keywords that the grammar follows immediately by a value, a name or a reference. */
function keywordsBeforeValues(grammar: GrammarAST.Grammar): ReadonlySet<string> {
	const found = new Set<string>();
	for (const group of AstUtils.streamAst(grammar).filter(GrammarAST.isGroup)) {
		group.elements.forEach((element, i) => {
			const next = group.elements[i + 1];
			if (next && takesWord(next)) {
				for (const keyword of keywordsOf(element)) {
					found.add(keyword);
				}
			}
		});
	}
	return found;
}

function keywordsOf(element: GrammarAST.AbstractElement): readonly string[] {
	if (GrammarAST.isKeyword(element)) {
		return [element.value];
	}
	if (GrammarAST.isAssignment(element)) {
		return keywordsOf(element.terminal);
	}
	if (GrammarAST.isAlternatives(element)) {
		return element.elements.flatMap(keywordsOf);
	}
	return [];
}

function takesWord(element: GrammarAST.AbstractElement): boolean {
	if (GrammarAST.isAssignment(element)) {
		return takesWord(element.terminal);
	}
	if (GrammarAST.isCrossReference(element)) {
		return element.terminal !== undefined && takesWord(element.terminal);
	}
	if (GrammarAST.isRuleCall(element)) {
		const name = element.rule.$refText;
		return name === "WORD" || name === "Value" || name === "Phrase";
	}
	return false;
}
