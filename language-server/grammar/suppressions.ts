import { AstUtils, type LangiumCoreServices } from "langium";
import type { TopologyFile } from "../generated/ast.js";
import type { Origin, Position, Range } from "../model/origin.js";
import { SUPPRESSION_WORD, type Suppression } from "../model/suppression.js";

type Token = ReturnType<LangiumCoreServices["parser"]["Lexer"]["tokenize"]>["tokens"][number];

/** A part of a file that is read by itself, and how places in it become places in the file. */
interface StretchText {
	readonly uri: string;
	readonly text: string;
	readonly ast: TopologyFile;
	/** Where the stretch begins in the file. */
	readonly start: Position;
	/** The place in the file of a place in the stretch. */
	readonly place: (range: Range) => Range;
	/** The same for whole lines, which begin before the stretch where it begins within one. */
	readonly placeOfLines: (first: number, last: number) => Range;
}

/** The words, the code, the colon and the reason. */
const COMMENT = /^\/\/[ \t]*ocs-edge-ignore(-file)?(?![\w-])([ \t]*)([^\s:]*)([ \t]*)(:?)(.*)$/;

/** What stands for a reason that is still to be written. */
const NO_REASON = /^(?:TODO\b.*)?$/i;

/** Reads the comments of a stretch that accept findings. Costs next to nothing where there are none. */
export function readSuppressions(lexer: LangiumCoreServices["parser"]["Lexer"], stretch: StretchText): Suppression[] {
	if (!stretch.text.includes(SUPPRESSION_WORD)) {
		return [];
	}
	const { tokens, hidden } = lexer.tokenize(stretch.text);
	const found: Suppression[] = [];
	for (const comment of hidden) {
		const match = COMMENT.exec(comment.image);
		if (match) {
			found.push(read(comment, match, tokens, stretch));
		}
	}
	return found;
}

function read(comment: Token, match: RegExpExecArray, tokens: readonly Token[], stretch: StretchText): Suppression {
	const [whole, forFile, before = "", name = "", gap = "", colon = "", rest = ""] = match;
	const line = (comment.startLine ?? 1) - 1;
	const column = (comment.startColumn ?? 1) - 1;
	const origin = (from: number, to: number): Origin => ({
		uri: stretch.uri,
		range: stretch.place({ start: { line, character: from }, end: { line, character: to } }),
	});
	const nameAt = column + whole.length - rest.length - colon.length - gap.length - name.length;
	const said = rest.trim();
	const isReason = !NO_REASON.test(said);
	const previous = tokens.findLast((token) => token.startOffset < comment.startOffset);
	const isFirst = previous === undefined && stretch.start.line === 0 && stretch.start.character === 0;
	// Behind a word, or behind the closing brace with which the stretch above ends.
	const isTrailing = previous ? previous.endLine === line + 1 : line === 0 && stretch.start.character > 0;
	const covers = forFile
		? undefined
		: isTrailing
			? stretch.placeOfLines(line, line)
			: covered(tokens.find((token) => token.startOffset > comment.startOffset)?.startLine, stretch);
	return {
		scope: forFile ? "file" : "place",
		origin: origin(column, column + whole.length),
		...(name !== "" && before !== "" && { code: { name, origin: origin(nameAt, nameAt + name.length) } }),
		...(isReason && colon !== "" && { reason: said }),
		...(isReason && colon === "" && { missingColon: origin(nameAt + name.length, nameAt + name.length) }),
		...(covers && { covers }),
		isBelowStatement: !isFirst,
		removal: stretch.place(removal(comment, isTrailing, stretch.text)),
	};
}

/** The line of the next statement, and all of what begins on it. */
function covered(startLine: number | undefined, { ast, placeOfLines }: StretchText): Range | undefined {
	if (startLine === undefined) {
		return undefined;
	}
	const line = startLine - 1;
	const ends = AstUtils.streamAst(ast)
		.filter((node) => node !== ast && node.$cstNode?.range.start.line === line)
		.map((node) => node.$cstNode?.range.end.line ?? line);
	return placeOfLines(line, Math.max(line, ...ends));
}

/** The comment with the blanks before it, or with its whole line where it stands alone. */
function removal({ startOffset, image, startLine, startColumn }: Token, isTrailing: boolean, text: string): Range {
	const line = (startLine ?? 1) - 1;
	const column = (startColumn ?? 1) - 1;
	const before = text.slice(startOffset - column, startOffset);
	const blanks = /[ \t]*$/.exec(before)?.[0].length ?? 0;
	const isLast = startOffset + image.length === text.length;
	return isTrailing || blanks < column || isLast
		? { start: { line, character: column - blanks }, end: { line, character: column + image.length } }
		: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
}
