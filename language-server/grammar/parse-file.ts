import type { TopologyFile } from "../generated/ast.js";
import { buildElements, type FileElements, joinStretches } from "../model/build-file.js";
import type { MovablePosition } from "../model/build-reader.js";
import type { Finding } from "../model/finding.js";
import type { Position, Range } from "../model/origin.js";
import { problem } from "../model/problems.js";
import type { Suppression } from "../model/suppression.js";
import type { ParserServices } from "./error-types.js";
import { type Stretch, splitTopLevel } from "./split.js";
import { readSuppressions } from "./suppressions.js";
import { errorsOf } from "./syntax-errors.js";

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
	const { offsets, told } = errorsOf(services, result, text);
	const built = buildElements({
		ast: result.value,
		uri,
		text,
		start,
		indentUnit,
		errorOffsets: offsets,
	});
	const positions = [...built.positions];
	const place = (range: Range) => movable(range, start, positions);
	const syntax = told.map(({ range, message, fixes, opening }) => {
		const origin = { uri, range: place(range) };
		return problem("syntax-error", origin, message, {
			fixes: fixes(origin, place),
			related: opening ? [{ message: "The block begins here", origin: { uri, range: place(opening) } }] : [],
		});
	});
	const suppressions = readSuppressions(services.parser.Lexer, {
		uri,
		text,
		ast: result.value,
		start,
		place,
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

/** The white space of the first indented line that is no comment; a tab where nothing is indented yet. */
function indentUnitOf(text: string): string {
	const white = /^([ \t]+)[^\s*]/m.exec(text)?.[1] ?? "\t";
	return white.startsWith("\t") ? "\t" : white;
}
