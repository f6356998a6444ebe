import type { LangiumCoreServices, ParseResult } from "langium";
import type { TopologyFile } from "../generated/ast.js";
import { buildFile, type FileElements } from "../model/build-file.js";
import type { Finding } from "../model/finding.js";
import type { Position, Range } from "../model/origin.js";
import { problem } from "../model/problems.js";
import { suggest } from "../model/suggest.js";
import { PlainParserMessages, plainRuleName } from "./parser-messages.js";

/** What one file says and what its syntax lacks. Knows nothing of other files. */
export interface ParsedFile {
	readonly elements: FileElements;
	readonly syntax: readonly Finding[];
}

type ParserServices = Pick<LangiumCoreServices, "parser" | "Grammar">;
type ParserError = ParseResult["parserErrors"][number];

/** Reads a text. Never throws: what cannot be read becomes a finding, and everything around it is kept. */
export function parseFile(services: ParserServices, uri: string, text: string): ParsedFile {
	return readFile(services, uri, text, services.parser.LangiumParser.parse<TopologyFile>(text));
}

/** The same for a text that has been parsed already. */
export function readFile(
	services: ParserServices,
	uri: string,
	text: string,
	result: ParseResult<TopologyFile>,
): ParsedFile {
	const lexical = result.lexerErrors.map((error) => {
		const start = { line: (error.line ?? 1) - 1, character: (error.column ?? 1) - 1 };
		const isOpenComment = text.startsWith("/*", error.offset);
		const unexpected = isOpenComment ? "/*" : text.slice(error.offset, error.offset + error.length);
		const range = { start, end: { line: start.line, character: start.character + firstLine(unexpected).length } };
		return {
			offset: error.offset,
			finding: problem("syntax-error", { uri, range }, lexicalMessage(unexpected)),
		};
	});
	const syntactic = result.parserErrors.map((error) => {
		const { offset, range } = placeOf(error, text);
		return { offset, finding: syntaxFinding(services, error, uri, range) };
	});
	// Behind a comment that is not closed everything is comment, so nothing more is to be said.
	const openComment = result.lexerErrors.find((error) => text.startsWith("/*", error.offset))?.offset ?? text.length;
	const errors = [...lexical, ...syntactic]
		.filter((error) => error.offset <= openComment)
		.sort((a, b) => a.offset - b.offset);
	return {
		elements: buildFile({ ast: result.value, uri, text, errorOffsets: errors.map((error) => error.offset) }),
		syntax: errors.map((error) => error.finding),
	};
}

function syntaxFinding(services: ParserServices, error: ParserError, uri: string, range: Range): Finding {
	const origin = { uri, range };
	const messages = services.parser.ParserErrorMessageProvider;
	const isAtTopLevel = error.message.includes("top level of a file");
	const rule = isAtTopLevel ? "TopologyFile" : plainRuleName(error.context.ruleStack.at(-1) ?? "");
	if (!(messages instanceof PlainParserMessages) || !rule || !error.message.includes("starts no statement")) {
		return problem("syntax-error", origin, error.message);
	}
	const { hint, fixes } = suggest(error.token.image, messages.statementsOf(rule), origin);
	const cut = error.message.indexOf(" Expected here:");
	const message = hint && cut > 0 ? `${error.message.slice(0, cut)} ${hint.trim()}` : error.message;
	return problem("syntax-error", origin, message, { fixes });
}

/** The place to underline: the offending word, or the last word before something that is missing. */
function placeOf(error: ParserError, text: string): { readonly offset: number; readonly range: Range } {
	const previous = "previousToken" in error ? (error.previousToken as ParserError["token"] | undefined) : undefined;
	const isMissing = error.message.includes("missing") || error.token.tokenType.name === "EOF";
	const token = isMissing && previous && !Number.isNaN(previous.startOffset) ? previous : error.token;
	if (Number.isNaN(token.startOffset)) {
		const end = endOf(text);
		return { offset: text.length, range: { start: end, end } };
	}
	return {
		offset: token.startOffset,
		range: {
			start: { line: (token.startLine ?? 1) - 1, character: (token.startColumn ?? 1) - 1 },
			end: { line: (token.endLine ?? 1) - 1, character: token.endColumn ?? 1 },
		},
	};
}

function lexicalMessage(unexpected: string): string {
	if (unexpected.startsWith('"')) {
		return "The quotation mark is not closed on its line.";
	}
	if (unexpected.startsWith("/*")) {
		return "The comment is not closed: a */ is missing.";
	}
	return `The character ${firstLine(unexpected)} has no meaning here; remove it.`;
}

function firstLine(text: string): string {
	return /^[^\r\n]*/.exec(text)?.[0] ?? "";
}

function endOf(text: string): Position {
	const lines = text.split(/\r\n|\r|\n/);
	return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
