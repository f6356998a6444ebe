import type { LangiumCoreServices, ParseResult } from "langium";
import type { TopologyFile } from "../generated/ast.js";
import { buildElements, type FileElements, joinStretches } from "../model/build-file.js";
import type { MovablePosition } from "../model/build-reader.js";
import type { Finding, Fix } from "../model/finding.js";
import type { Origin, Position, Range } from "../model/origin.js";
import { problem } from "../model/problems.js";
import { suggest } from "../model/suggest.js";
import type { Suppression } from "../model/suppression.js";
import { NOT_CLOSED, PlainParserMessages, plainRuleName, QUOTED } from "./parser-messages.js";
import { type Stretch, splitTopLevel } from "./split.js";
import { readSuppressions } from "./suppressions.js";

/** What one file says and what its syntax lacks. Knows nothing of other files. */
export interface ParsedFile {
	readonly text: string;
	readonly elements: FileElements;
	readonly syntax: readonly Finding[];
	/** The comments that accept findings, in the order of the text. */
	readonly suppressions: readonly Suppression[];
	/** The stretches that the file was read in, for reading its next version. */
	readonly stretches: readonly ParsedStretch[];
	/** One step of indentation; every block carries it, for edits. */
	readonly indentUnit: string;
}

interface ParsedStretch {
	readonly text: string;
	readonly character: number;
	/** The line on which the stretch begins now. */
	line: number;
	readonly elements: FileElements;
	readonly syntax: readonly Finding[];
	readonly suppressions: readonly Suppression[];
	readonly positions: readonly MovablePosition[];
}

type ParserServices = Pick<LangiumCoreServices, "parser" | "Grammar">;
type ParserError = ParseResult["parserErrors"][number];
type Token = ParserError["token"];

/**
 * Reads a text. Never throws: what cannot be read becomes a finding, and everything around it is kept.
 *
 * Only the stretches that differ from the previous version of the file are parsed. Those above and below the edit are the
 * same values as before; where lines were added or removed, the positions below are moved. The previous version must not be
 * used any more afterwards.
 */
export function parseFile(services: ParserServices, uri: string, text: string, previous?: ParsedFile): ParsedFile {
	if (previous?.text === text && previous.elements.uri === uri) {
		return previous;
	}
	const indentUnit = indentUnitOf(text);
	const old = previous?.elements.uri === uri && previous.indentUnit === indentUnit ? previous.stretches : [];
	const cut = splitTopLevel(text);
	const isSame = (known: ParsedStretch | undefined, now: Stretch | undefined): known is ParsedStretch =>
		known !== undefined &&
		now !== undefined &&
		known.character === now.character &&
		known.text.length === now.end - now.start &&
		text.startsWith(known.text, now.start);
	let above = 0;
	while (above < cut.length && isSame(old[above], cut[above])) {
		above++;
	}
	let below = 0;
	while (below < Math.min(cut.length, old.length) - above && isSame(old.at(-1 - below), cut.at(-1 - below))) {
		below++;
	}
	const stretches = cut.map((now, i): ParsedStretch => {
		const known = i < above ? old[i] : i >= cut.length - below ? old[i - cut.length + old.length] : undefined;
		return known ? move(known, now.line) : parseStretch(services, uri, text.slice(now.start, now.end), now, indentUnit);
	});
	return {
		text,
		elements: joinStretches(
			uri,
			stretches.map((stretch) => stretch.elements),
		),
		syntax: stretches.flatMap((stretch) => stretch.syntax),
		suppressions: stretches.flatMap((stretch) => stretch.suppressions),
		stretches,
		indentUnit,
	};
}

function move(stretch: ParsedStretch, line: number): ParsedStretch {
	const by = line - stretch.line;
	if (by !== 0) {
		stretch.line = line;
		for (const position of stretch.positions) {
			position.line += by;
		}
	}
	return stretch;
}

function parseStretch(
	services: ParserServices,
	uri: string,
	text: string,
	start: { readonly line: number; readonly character: number },
	indentUnit: string,
): ParsedStretch {
	const result = services.parser.LangiumParser.parse<TopologyFile>(text);
	const lexical = result.lexerErrors.map((error) => {
		const isOpenComment = text.startsWith("/*", error.offset);
		const unexpected = isOpenComment ? "/*" : text.slice(error.offset, error.offset + error.length);
		const from = { line: (error.line ?? 1) - 1, character: (error.column ?? 1) - 1 };
		const to = { line: from.line, character: from.character + firstLine(unexpected).length };
		return {
			offset: error.offset,
			range: { start: from, end: to },
			message: lexicalMessage(unexpected),
			fixes: lexicalFixes(text, error.offset, unexpected, { start: from, end: to }),
		};
	});
	const syntactic = result.parserErrors.map((error) => {
		const place = placeOf(error, text);
		return { ...place, ...syntaxMessage(services, error, text) };
	});
	// Behind a comment that is not closed everything is comment, so nothing more is to be said.
	const openComment = result.lexerErrors.find((error) => text.startsWith("/*", error.offset))?.offset ?? text.length;
	const errors = [...lexical, ...syntactic]
		.filter((error) => error.offset <= openComment)
		.sort((a, b) => a.offset - b.offset);
	const built = buildElements({
		ast: result.value,
		uri,
		text,
		start,
		indentUnit,
		errorOffsets: errors.map((error) => error.offset),
	});
	const positions = [...built.positions];
	const syntax = withoutEchoes(text, lexical, syntactic, openComment).map(({ range, message, fixes }) => {
		const origin = { uri, range: movable(range, start, positions) };
		const opening = message.includes(NOT_CLOSED) ? openBlock(services, text) : undefined;
		const related = opening
			? [{ message: "The block begins here", origin: { uri, range: movable(opening, start, positions) } }]
			: [];
		return problem("syntax-error", origin, message, {
			fixes: fixes(origin, (one) => movable(one, start, positions)),
			related,
		});
	});
	const suppressions = readSuppressions(services.parser.Lexer, {
		uri,
		text,
		ast: result.value,
		start,
		place: (range) => movable(range, start, positions),
		placeOfLines: (first, last) => wholeLines(first + start.line, last + start.line, positions),
	});
	return {
		text,
		character: start.character,
		line: start.line,
		elements: built.elements,
		syntax,
		suppressions,
		positions,
	};
}

interface SyntaxError {
	readonly offset: number;
	readonly range: Range;
	readonly message: string;
	readonly fixes: FixesAt;
}

/**
 * One mistake often disturbs the reading twice: a foreign sign, and the words that do not fit because of it. On each line only
 * the one is told that says more.
 */
function withoutEchoes(
	text: string,
	lexical: readonly SyntaxError[],
	syntactic: readonly SyntaxError[],
	openComment: number,
): readonly SyntaxError[] {
	const line = (error: SyntaxError) => error.range.start.line;
	const telling = new Map<number, SyntaxError>();
	for (const error of lexical) {
		if (!telling.has(line(error)) && /["#()[\]]/.test(text[error.offset] ?? "")) {
			telling.set(line(error), error);
		}
	}
	const isToldOf = (error: SyntaxError) => {
		const best = telling.get(line(error));
		return best ? best === error : !syntactic.some((one) => line(one) === line(error) && one.offset <= error.offset);
	};
	return [...lexical.filter(isToldOf), ...syntactic.filter((error) => !telling.has(line(error)))]
		.filter((error) => error.offset <= openComment)
		.sort((a, b) => a.offset - b.offset);
}

/** The word before the brace of the innermost block that is not closed. */
function openBlock(services: ParserServices, text: string): Range | undefined {
	const { tokens } = services.parser.Lexer.tokenize(text);
	const open: number[] = [];
	tokens.forEach((token, i) => {
		if (token.image === "{") {
			open.push(i);
		} else if (token.image === "}") {
			open.pop();
		}
	});
	const header = tokens[(open.at(-1) ?? 0) - 1];
	return header && rangeOf(header);
}

/** The place in the file of a place in a stretch, moved with the stretch from now on. */
function movable(range: Range, start: Position, positions: MovablePosition[]): Range {
	const place = ({ line, character }: Position): MovablePosition => {
		const position = { line: line + start.line, character: line === 0 ? character + start.character : character };
		positions.push(position);
		return position;
	};
	return { start: place(range.start), end: place(range.end) };
}

/** Whole lines of the file, moved like everything else. */
function wholeLines(first: number, last: number, positions: MovablePosition[]): Range {
	const start: MovablePosition = { line: first, character: 0 };
	const end: MovablePosition = { line: last, character: Number.MAX_SAFE_INTEGER };
	positions.push(start, end);
	return { start, end };
}

/** Makes the fixes of an error, given the place of its finding. Further places in the stretch go through `place`. */
type FixesAt = (origin: Origin, place: (range: Range) => Range) => readonly Fix[];

const NO_FIXES: FixesAt = () => [];

/** What other languages write where this one has a sign of its own. */
const COUNTERPARTS: Readonly<Record<string, string>> = { "#": "//", "(": "{", ")": "}", "[": "{", "]": "}" };

function lexicalFixes(text: string, offset: number, unexpected: string, range: Range): FixesAt {
	const [sign = ""] = unexpected;
	const counterpart = COUNTERPARTS[sign];
	if (counterpart !== undefined) {
		const place = { start: range.start, end: { line: range.start.line, character: range.start.character + 1 } };
		return ({ uri }, placeInFile) => [
			{
				title: `Write ${counterpart} instead of ${sign}`,
				edits: [{ uri, range: placeInFile(place), newText: counterpart }],
				safety: "unsafe",
				preferred: true,
			},
		];
	}
	return /^[;=]+$/.test(unexpected) ? withoutSign(text, offset, unexpected, range) : NO_FIXES;
}

/** Other languages end a statement with a sign or put one before a value; here it can go without loss. */
function withoutSign(text: string, offset: number, sign: string, { start, end }: Range): FixesAt {
	const isBehindWord = /\S/.test(text[offset - 1] ?? "\n");
	const [blanks = "", next] = /^([ \t]*)(\S)?/.exec(text.slice(offset + sign.length))?.slice(1) ?? [];
	const isBetweenWords = isBehindWord && blanks === "" && next !== undefined;
	const cut = isBehindWord ? 0 : blanks.length;
	return ({ uri }, place) => [
		{
			title: `Remove ${sign}`,
			edits: [
				{
					uri,
					range: place({ start, end: { line: end.line, character: end.character + cut } }),
					newText: isBetweenWords ? " " : "",
				},
			],
			safety: "safe",
			preferred: true,
		},
	];
}

function syntaxMessage(
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

/** The place to underline: the offending word, or the last word before something that is missing. */
function placeOf(error: ParserError, text: string): { readonly offset: number; readonly range: Range } {
	const previous = "previousToken" in error ? (error.previousToken as ParserError["token"] | undefined) : undefined;
	const isMissing = error.message.includes("missing") || error.token.tokenType.name === "EOF";
	const token = isMissing && previous && !Number.isNaN(previous.startOffset) ? previous : error.token;
	if (Number.isNaN(token.startOffset)) {
		const end = endOf(text);
		return { offset: text.length, range: { start: end, end } };
	}
	return { offset: token.startOffset, range: rangeOf(token) };
}

/** The parser counts lines and columns from one, and a token's last column is inside of it. */
function rangeOf(token: ParserError["token"]): Range {
	return {
		start: { line: (token.startLine ?? 1) - 1, character: (token.startColumn ?? 1) - 1 },
		end: { line: (token.endLine ?? 1) - 1, character: token.endColumn ?? 1 },
	};
}

function lexicalMessage(unexpected: string): string {
	if (unexpected.startsWith('"')) {
		return "The quotation mark is not closed on its line.";
	}
	if (unexpected.startsWith("/*")) {
		return "The comment is not closed: a */ is missing.";
	}
	const [sign = ""] = unexpected;
	if (sign === "#") {
		return "A comment begins with //, not with #.";
	}
	const counterpart = COUNTERPARTS[sign];
	if (counterpart !== undefined) {
		return `A block stands in { and }; write ${counterpart} instead of ${sign}.`;
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

/** The white space of the first indented line that is no comment; a tab where nothing is indented yet. */
function indentUnitOf(text: string): string {
	const white = /^([ \t]+)[^\s*]/m.exec(text)?.[1] ?? "\t";
	return white.startsWith("\t") ? "\t" : white;
}
