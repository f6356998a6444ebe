import type { Origin } from "../model/origin.js";
import { suggest } from "../model/suggest.js";
import { type FixesAt, NO_FIXES, type ParserError, type ParserServices, rangeOf, type Token } from "./error-types.js";
import { PlainParserMessages, plainRuleName, QUOTED } from "./parser-messages.js";

/** What is wrong with words that do not fit, and what mends it. */
export function syntaxMessage(
	services: ParserServices,
	error: ParserError,
	text: string,
): { readonly message: string; readonly fixes: FixesAt } {
	const messages = services.parser.ParserErrorMessageProvider;
	if (error.message.endsWith(QUOTED)) {
		return { message: error.message, fixes: withoutMarks(services, error.token.image) };
	}
	const [, missing] = MISSING.exec(error.message) ?? [];
	if (missing !== undefined) {
		return { message: error.message, fixes: insertMissing(services, missing, error.token, text) };
	}
	const isAtTopLevel = error.message.includes("top level of a file");
	const rule = isAtTopLevel ? "TopologyFile" : plainRuleName(error.context.ruleStack.at(-1) ?? "");
	if (!(messages instanceof PlainParserMessages) || !rule || !error.message.includes("starts no statement")) {
		return { message: error.message, fixes: NO_FIXES };
	}
	const unmarked = missingMarks(services, messages, error.token, text);
	if (unmarked) {
		return unmarked;
	}
	const known = messages.statementsOf(rule);
	const elsewhere = messages.belongsElsewhere(error.token.image, rule);
	const { hint } = elsewhere === undefined ? suggest(error.token.image, known, NOWHERE) : { hint: "" };
	const cut = error.message.indexOf(" Expected here:");
	const behind = hint ? [] : missingCommas(services, messages, known, error.token, text);
	if (behind.length > 0) {
		return {
			message: `${cut > 0 ? error.message.slice(0, cut) : error.message} Is a comma missing?`,
			fixes: insertCommas(behind),
		};
	}
	if (elsewhere !== undefined) {
		return { message: elsewhere, fixes: NO_FIXES };
	}
	const link = hint ? undefined : missingLink(services, messages, rule, error.token, text);
	if (link) {
		return {
			message: `${cut > 0 ? error.message.slice(0, cut) : error.message} ${link.question}`,
			fixes: link.fixes,
		};
	}
	return {
		message: hint && cut > 0 ? `${error.message.slice(0, cut)} ${hint.trim()}` : error.message,
		fixes: (origin) => suggest(error.token.image, known, origin).fixes,
	};
}

/** A sign or word of the grammar that has to stand between two others, as the message tells of it. */
const MISSING = /^"([^"]+)" is missing behind "[^"]*"; "[^"]+" follows instead\.$/;

/** Both values are there, on one line, and what belongs between them can only be this. */
function insertMissing(services: ParserServices, missing: string, next: Token, text: string): FixesAt {
	const { tokens } = services.parser.Lexer.tokenize(text);
	const previous = tokens[tokens.findIndex((token) => token.startOffset === next.startOffset) - 1];
	if (!previous || previous.endLine !== next.startLine || !isWord(previous) || !isWord(next)) {
		return NO_FIXES;
	}
	const gap = { start: rangeOf(previous).end, end: rangeOf(next).start };
	const between = text.slice(previous.startOffset + previous.image.length, next.startOffset);
	// What other languages write there, such as an equals sign, gives way to it.
	const edit =
		between.trim() === ""
			? { range: { start: gap.end, end: gap.end }, newText: `${missing} ` }
			: { range: gap, newText: ` ${missing} ` };
	return ({ uri }, place) => [
		{
			title: `Insert ${missing}`,
			edits: [{ uri, range: place(edit.range), newText: edit.newText }],
			safety: "unsafe",
			preferred: true,
		},
	];
}

/** The words of a list behind which a comma is missing: those before the unexpected word and before its followers. */
function missingCommas(
	services: ParserServices,
	messages: PlainParserMessages,
	statements: readonly string[],
	unexpected: Token,
	text: string,
): readonly Token[] {
	const { tokens } = services.parser.Lexer.tokenize(text);
	const at = tokens.findIndex((token) => token.startOffset === unexpected.startOffset);
	const isValue = (token: Token | undefined): token is Token =>
		token !== undefined && /^[A-Za-z0-9_*/]/.test(token.image) && !statements.includes(token.image);
	const opener = tokens
		.slice(0, Math.max(at, 0))
		.findLast((token) => token.tokenType.name !== "WORD" && token.image !== ",");
	if (!opener || !messages.listKeywords().has(opener.image)) {
		return [];
	}
	const behind: Token[] = [];
	for (let i = at; i < tokens.length; i++) {
		const [previous, token] = [tokens[i - 1], tokens[i]];
		// On a line of its own a word is more likely a statement that is mistyped.
		if (!isValue(token) || !previous || previous.endLine !== token.startLine) {
			break;
		}
		behind.push(previous);
	}
	return behind.every(isValue) ? behind : [];
}

/** Behind a word that takes a text stand several words without quotation marks. */
function missingMarks(
	services: ParserServices,
	messages: PlainParserMessages,
	unexpected: Token,
	text: string,
): { readonly message: string; readonly fixes: FixesAt } | undefined {
	const { tokens } = services.parser.Lexer.tokenize(text);
	const at = tokens.findIndex((token) => token.startOffset === unexpected.startOffset);
	const isPlain = (token: Token | undefined) => token?.tokenType.name === "WORD";
	const opener = tokens.slice(0, Math.max(at, 0)).findLastIndex((token) => !isPlain(token));
	const [keyword, first] = [tokens[opener], tokens[opener + 1]];
	// On a line of its own a word is more likely a statement that is mistyped.
	const isOnLine = (token: Token) => token.startLine === keyword?.startLine;
	if (!keyword || !first || first === unexpected || !isPlain(unexpected) || !isOnLine(unexpected)) {
		return undefined;
	}
	if (!messages.phraseKeywords().has(keyword.image)) {
		return undefined;
	}
	const behind = tokens.slice(at).findIndex((token) => !isPlain(token) || !isOnLine(token));
	const last = tokens[behind < 0 ? tokens.length - 1 : at + behind - 1] ?? unexpected;
	const range = { start: rangeOf(first).start, end: rangeOf(last).end };
	const words = text.slice(first.startOffset, last.startOffset + last.image.length);
	return {
		message: `Several words behind "${keyword.image}" stand in quotation marks; write "${words}".`,
		fixes: ({ uri }, place) => [
			{
				title: `Write "${words}"`,
				edits: [{ uri, range: place(range), newText: `"${words}"` }],
				safety: "unsafe",
				preferred: true,
			},
		],
	};
}

/** Behind a statement with its one value stands another one: the word between the two is missing, or they are one name. */
function missingLink(
	services: ParserServices,
	messages: PlainParserMessages,
	rule: string,
	unexpected: Token,
	text: string,
): { readonly question: string; readonly fixes: FixesAt } | undefined {
	const { tokens } = services.parser.Lexer.tokenize(text);
	const at = tokens.findIndex((token) => token.startOffset === unexpected.startOffset);
	const [opener, value] = at < 2 ? [] : tokens.slice(at - 2, at);
	const isOnLine = opener?.startLine === unexpected.startLine;
	if (!opener || !value || !isOnLine || !isWord(value) || !isWord(unexpected) || opener.tokenType.name === "WORD") {
		return undefined;
	}
	const link = messages.linkWords().get(opener.image);
	if (link !== undefined) {
		const { start } = rangeOf(unexpected);
		return {
			question: `Is "${link}" missing before it?`,
			fixes: ({ uri }, place) => [
				{
					title: `Insert ${link}`,
					edits: [{ uri, range: place({ start, end: start }), newText: `${link} ` }],
					safety: "unsafe",
					preferred: true,
				},
			],
		};
	}
	if (rule !== "TopologyFile" || !messages.statementsOf(rule).includes(opener.image)) {
		return undefined;
	}
	const name = `${value.image}-${unexpected.image}`;
	const gap = { start: rangeOf(value).end, end: rangeOf(unexpected).start };
	return {
		question: `A name is one word; write ${name}.`,
		fixes: ({ uri }, place) => [
			{
				title: `Join the words to ${name}`,
				edits: [{ uri, range: place(gap), newText: "-" }],
				safety: "unsafe",
				preferred: true,
			},
		],
	};
}

function isWord({ image }: Token): boolean {
	return /^[\p{L}\p{N}_*/]/u.test(image);
}

function insertCommas(behind: readonly Token[]): FixesAt {
	return ({ uri }, place) => [
		{
			title: behind.length === 1 ? "Insert the missing comma" : "Insert the missing commas",
			edits: behind.map((token) => {
				const { end } = rangeOf(token);
				return { uri, range: place({ start: end, end }), newText: "," };
			}),
			safety: "unsafe",
			preferred: true,
		},
	];
}

/** Takes the quotation marks off, where what is between them is one word. */
function withoutMarks(services: ParserServices, quoted: string): FixesAt {
	const value = quoted.slice(1, -1);
	const [token, more] = services.parser.Lexer.tokenize(value).tokens;
	return token?.image === value && !more
		? ({ uri, range }) => [
				{
					title: `Write ${value} without quotation marks`,
					edits: [{ uri, range, newText: value }],
					safety: "safe",
					preferred: true,
				},
			]
		: NO_FIXES;
}

const NOWHERE: Origin = { uri: "", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
