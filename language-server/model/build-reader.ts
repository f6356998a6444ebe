import { type AstNode, type CstNode, isCompositeCstNode, isLeafCstNode, type LeafCstNode } from "langium";
import { upperFirst } from "../basics/sentences.js";
import type { Phrase, Value } from "../generated/ast.js";
import {
	type Malformed,
	type Parsed,
	parseAddress,
	parseCountry,
	parseDate,
	parseFqdn,
	parsePortRange,
	parseSubnet,
} from "./address.js";
import type { Finding, Fix, RelatedPlace } from "./finding.js";
import type { Block, Origin, Position, Range, Reference, Stated, StatedList } from "./origin.js";
import { type ProblemCode, problem } from "./problems.js";
import { replacement, suggest } from "./suggest.js";

/** What kind of element a reference may name; `build-deployment` resolves accordingly. */
export type ReferenceKind =
	| "site"
	| "network"
	| "computer"
	| "internal-server"
	/** As an internal server, and also by its FQDN or that of a member. */
	| "next-hop"
	/** As a next hop, and also by an FQDN or pattern that the file does not declare. */
	| "authorized-server"
	| "firewall-end"
	| "edge-host"
	| "edge-server"
	| "load-balancer"
	| "certificate";

export interface ExpectedReference {
	readonly reference: Reference;
	readonly expects: ReferenceKind;
}

/** The part of a Langium reference that the model needs: what is written, and where. */
interface NameInText {
	readonly $refText: string;
	readonly $refNode?: CstNode | undefined;
}

/** A text that is read by itself: a file, or a stretch of one. */
export interface SourceText {
	readonly uri: string;
	readonly text: string;
	/** Where the text begins in its file. */
	readonly start: Position;
	/** One step of indentation in its file. */
	readonly indentUnit: string;
	/** Offsets of lexer and parser errors within the text, in ascending order. */
	readonly errorOffsets: readonly number[];
}

/** A position whose owner may move it to another line, when lines are added or removed above it. */
export interface MovablePosition {
	line: number;
	readonly character: number;
}

/**
 * Reads values off the syntax tree of one file: turns words into typed values with their origin, and says in plain words
 * what is malformed. Nothing of the syntax tree is kept.
 */
export class Reader {
	readonly problems: Finding[] = [];
	readonly references: ExpectedReference[] = [];
	/** Every position that was handed out, so that all of them can be moved when the text above changes. */
	readonly positions: MovablePosition[] = [];

	/** The elements from which a statement was left out, and those blocks that were read before that was known. */
	private readonly incomplete = new Set<AstNode>();
	private readonly blocks = new Map<AstNode, readonly (Block & { leftOut: boolean })[]>();

	constructor(private readonly source: SourceText) {}

	get uri(): string {
		return this.source.uri;
	}

	originOf(node: CstNode): Origin {
		return { uri: this.source.uri, range: this.range(node.range) };
	}

	rangeOf(node: AstNode): Range {
		return this.range(node.$cstNode?.range ?? { start: BEGINNING, end: BEGINNING });
	}

	/** The place in the file of a place in the text that was read. */
	range({ start, end }: Range): Range {
		return { start: this.position(start), end: this.position(end) };
	}

	private position({ line, character }: Position): Position {
		const { start } = this.source;
		const position = { line: line + start.line, character: line === 0 ? character + start.character : character };
		this.positions.push(position);
		return position;
	}

	report(
		code: ProblemCode,
		origin: Origin,
		message: string,
		more: { readonly related?: readonly RelatedPlace[]; readonly fixes?: readonly Fix[] } = {},
	): void {
		this.problems.push(problem(code, origin, message, more));
	}

	/** The word that names an element, or its keyword while no name has been typed. */
	nameOrigin(node: AstNode): Origin {
		const leaves = leavesOf(node);
		const leaf = leaves.find((candidate) => candidate.tokenType.name === "WORD") ?? leaves[0];
		return leaf ? this.originOf(leaf) : { uri: this.source.uri, range: this.rangeOf(node) };
	}

	/** The first keyword of a statement. */
	keywordOrigin(node: AstNode): Origin {
		const leaf = leavesOf(node)[0] ?? node.$cstNode;
		return leaf ? this.originOf(leaf) : { uri: this.source.uri, range: this.rangeOf(node) };
	}

	lastWordOrigin(node: AstNode): Origin {
		const leaf = leavesOf(node).at(-1) ?? node.$cstNode;
		return leaf ? this.originOf(leaf) : { uri: this.source.uri, range: this.rangeOf(node) };
	}

	block(node: AstNode, statements: readonly AstNode[]): Block {
		const leaves = leavesOf(node);
		const range = this.rangeOf(node);
		const open = leaves.find((leaf) => leaf.tokenType.name === "{");
		const close = leaves.findLast((leaf) => leaf.tokenType.name === "}");
		const headerEnd = leaves.filter((leaf) => !open || leaf.offset < open.offset).at(-1);
		const valueOffset = this.valueOffsetOf(statements);
		const block = {
			uri: this.source.uri,
			range,
			header: { start: range.start, end: headerEnd ? this.position(headerEnd.range.end) : range.end },
			...(open && { open: this.position(open.range.end) }),
			...(close && { close: this.position(close.range.start) }),
			statements: statements.map((statement) => this.rangeOf(statement)),
			indent: this.indentBefore(node.$cstNode?.offset ?? 0),
			indentUnit: this.source.indentUnit,
			...(valueOffset !== undefined && { valueOffset }),
			complete: !(open && !close) && !this.hasErrorWithin(node.$cstNode),
			leftOut: this.incomplete.has(node),
		};
		this.blocks.set(node, [...(this.blocks.get(node) ?? []), block]);
		return block;
	}

	/** What a statement says, or nothing; in that case its block says that a statement was left out. */
	orLeftOut<T>(statement: AstNode, value: T | undefined): T | undefined {
		const element = statement.$container;
		if (value === undefined && element) {
			this.incomplete.add(element);
			for (const block of this.blocks.get(element) ?? []) {
				block.leftOut = true;
			}
		}
		return value;
	}

	/**
	 * How far behind their keywords the values of the last aligned statements begin. Two statements that share an offset are
	 * aligned on purpose only where one of them has more space than it needs.
	 */
	private valueOffsetOf(statements: readonly AstNode[]): number | undefined {
		const aligned = new Map<number, boolean>();
		for (const statement of statements.length < 2 ? [] : statements.toReversed()) {
			const [keyword, value] = firstLeaves(statement.$cstNode, 2);
			if (!keyword || value?.tokenType.name !== "WORD" || !this.startsLine(keyword.offset)) {
				continue;
			}
			const gap = this.source.text.slice(keyword.end, value.offset);
			if (!/^ +$/.test(gap)) {
				continue;
			}
			const offset = value.offset - keyword.offset;
			const isWide = aligned.get(offset);
			if (isWide || (isWide === false && gap.length > 1)) {
				return offset;
			}
			aligned.set(offset, gap.length > 1);
		}
		return undefined;
	}

	private startsLine(offset: number): boolean {
		const lineStart = this.source.text.lastIndexOf("\n", offset - 1) + 1;
		return this.source.text.slice(lineStart, offset).trim() === "";
	}

	private indentBefore(offset: number): string {
		const lineStart = this.source.text.lastIndexOf("\n", offset - 1) + 1;
		return /^[ \t]*/.exec(this.source.text.slice(lineStart, offset))?.[0] ?? "";
	}

	private hasErrorWithin(node: CstNode | undefined): boolean {
		if (!node || this.source.errorOffsets.length === 0) {
			return false;
		}
		return this.source.errorOffsets.some((offset) => node.offset <= offset && offset <= node.end);
	}

	/** The one statement of a kind; a second one is a problem, and the first one counts. */
	single<P extends AstNode>(statements: readonly AstNode[], is: (node: unknown) => node is P): P | undefined {
		const found = statements.filter(is);
		const first = found[0];
		for (const second of found.slice(1)) {
			this.duplicate(second, first);
		}
		return first;
	}

	duplicate(second: AstNode, first: AstNode | undefined): void {
		const word = leavesOf(second)[0]?.text ?? "This";
		this.reportTwice(
			second,
			first,
			this.keywordOrigin(second),
			`"${word}" is stated twice here; the first statement counts. Remove one of the two.`,
		);
	}

	/** Reports a statement that repeats another one. To remove it changes nothing where both say the same. */
	reportTwice(second: AstNode, first: AstNode | undefined, at: Origin, message: string): void {
		const isSame = first?.$cstNode !== undefined && first.$cstNode.text === second.$cstNode?.text;
		this.report("duplicate-property", at, message, {
			related: first ? [{ message: "The first statement", origin: this.keywordOrigin(first) }] : [],
			fixes: this.removalOf(second, isSame ? "safe" : "unsafe"),
		});
	}

	/** Takes a statement out of its block: with its line where it is alone there, else with the space around it. */
	private removalOf({ $cstNode: node }: AstNode, safety: Fix["safety"]): readonly Fix[] {
		if (!node) {
			return [];
		}
		const { text } = this.source;
		const { start, end } = node.range;
		const before = text.slice(text.lastIndexOf("\n", node.offset - 1) + 1, node.offset);
		const behind = /^[^\r\n]*/.exec(text.slice(node.end))?.[0] ?? "";
		const blanksBefore = before.length - before.trimEnd().length;
		const blanksBehind = behind.length - behind.trimStart().length;
		const startsLine = blanksBefore === before.length;
		const cut =
			startsLine && /^\s*(?:\/\/.*)?$/.test(behind)
				? { start: { line: start.line, character: 0 }, end: { line: end.line + 1, character: 0 } }
				: startsLine
					? { start, end: { line: end.line, character: end.character + blanksBehind } }
					: { start: { line: start.line, character: start.character - blanksBefore }, end };
		return [
			{
				title: "Remove this statement",
				edits: [{ uri: this.source.uri, range: this.range(cut), newText: "" }],
				safety,
				preferred: true,
			},
		];
	}

	private state<T>(value: T, word: Value | Phrase, statement: AstNode): Stated<T> {
		return {
			value,
			origin: { uri: this.source.uri, range: this.rangeOf(word) },
			statement: this.rangeOf(statement),
		};
	}

	private parse<T>(
		word: Value | undefined,
		statement: AstNode,
		code: ProblemCode,
		parser: (text: string) => Parsed<T>,
	): Stated<T> | undefined {
		if (word?.text === undefined) {
			return undefined;
		}
		const result = parser(word.text);
		if ("value" in result) {
			return this.state(result.value, word, statement);
		}
		const origin = { uri: this.source.uri, range: this.rangeOf(word) };
		const { problem: message, instead, isMeant } = result;
		// A part of a word, as the port of an SRV target, has no place of its own that could be replaced.
		const fixes =
			instead !== undefined && word.$cstNode?.text === word.text
				? [replacement(origin, instead, isMeant ? "safe" : "unsafe")]
				: [];
		this.report(code, origin, `${upperFirst(message)}.`, { fixes });
		return undefined;
	}

	text(word: Value | undefined, statement: AstNode): Stated<string> | undefined {
		return word?.text === undefined ? undefined : this.state(word.text, word, statement);
	}

	/** What people write as they like. In quotation marks every sign stands for itself; nothing but space says nothing. */
	phrase(phrase: Phrase | undefined, statement: AstNode): Stated<string> | undefined {
		const written = phrase === undefined ? "" : writtenIn(phrase);
		return phrase === undefined || written === "" ? undefined : this.state(written, phrase, statement);
	}

	country(phrase: Phrase | undefined, statement: AstNode): Stated<string> | undefined {
		const written = this.phrase(phrase, statement);
		if (written === undefined) {
			return undefined;
		}
		const result = parseCountry(written.value);
		if ("value" in result) {
			return { ...written, value: result.value };
		}
		this.report("malformed-country", written.origin, `${upperFirst(result.problem)}.`);
		return undefined;
	}

	fqdn(word: Value | undefined, statement: AstNode): Stated<string> | undefined {
		return this.parse(word, statement, "malformed-name", parseFqdn);
	}

	address(word: Value | undefined, statement: AstNode) {
		return this.parse(word, statement, "malformed-address", parseAddress);
	}

	subnet(word: Value | undefined, statement: AstNode) {
		return this.parse(word, statement, "malformed-address", parseSubnet);
	}

	port(word: Value | undefined, statement: AstNode) {
		return this.parse(word, statement, "malformed-port", parsePortRange);
	}

	date(word: Value | undefined, statement: AstNode) {
		return this.parse(word, statement, "malformed-date", parseDate);
	}

	number(word: Value | undefined, statement: AstNode): Stated<number> | undefined {
		return this.parse(
			word,
			statement,
			"malformed-number",
			(text): Parsed<number> =>
				/^\d{1,9}$/.test(text) ? { value: Number(text) } : { problem: `"${text}" is not a whole number` },
		);
	}

	percentage(word: Value | undefined, statement: AstNode): Stated<number> | undefined {
		return this.parse(word, statement, "malformed-number", (text): Parsed<number> => {
			const match = /^(\d{1,3})%$/.exec(text);
			return match && Number(match[1]) <= 100
				? { value: Number(match[1]) }
				: { problem: `"${text}" is not a share; write a percentage from 0% to 100%` };
		});
	}

	/**
	 * One of the words that a property knows; `what` names the property in the message.
	 *
	 * @param answer what to say of an unknown word that is known to mean something
	 */
	choice<T extends string>(
		word: Value | undefined,
		statement: AstNode,
		what: string,
		choices: readonly T[],
		answer?: (text: string) => Malformed | undefined,
	): Stated<T> | undefined {
		if (word?.text === undefined) {
			return undefined;
		}
		const known = choices.find((choice) => choice === word.text);
		if (known !== undefined) {
			return this.state(known, word, statement);
		}
		const origin = { uri: this.source.uri, range: this.rangeOf(word) };
		const special = answer?.(word.text);
		if (special) {
			const { problem: message, instead, isMeant } = special;
			const fixes = instead === undefined ? [] : [replacement(origin, instead, isMeant ? "safe" : "unsafe")];
			this.report("unknown-value", origin, message, { fixes });
			return undefined;
		}
		const { hint, fixes } = suggest(word.text, choices, origin);
		const list = choices.length === 1 ? `The only one is ${choices[0]}.` : `It is one of: ${choices.join(", ")}.`;
		this.problems.push(
			problem("unknown-value", origin, `"${word.text}" is not ${what} that OCS Edge knows. ${hint}${list}`, { fixes }),
		);
		return undefined;
	}

	/** All values of all statements of a list property. */
	list<P extends AstNode, T>(
		statements: readonly P[],
		valuesOf: (statement: P) => readonly Value[],
		read: (word: Value, statement: P) => Stated<T> | undefined,
	): StatedList<T> {
		const items: Stated<T>[] = [];
		let complete = true;
		for (const statement of statements) {
			for (const word of valuesOf(statement)) {
				const item = read(word, statement);
				if (item) {
					items.push(item);
				} else {
					complete = false;
				}
			}
		}
		return { items, complete, statements: statements.map((statement) => this.rangeOf(statement)) };
	}

	reference(name: NameInText | undefined, expects: ReferenceKind, statement: AstNode): Reference | undefined {
		if (!name?.$refNode || !name.$refText) {
			return undefined;
		}
		const reference = {
			name: name.$refText,
			origin: this.originOf(name.$refNode),
			statement: this.rangeOf(statement),
		};
		this.references.push({ reference, expects });
		return reference;
	}

	referenceList(names: readonly NameInText[], expects: ReferenceKind, statement: AstNode): readonly Reference[] {
		return names.map((name) => this.reference(name, expects, statement)).filter((one) => one !== undefined);
	}
}

/** The words of a phrase. They are taken from the text, because the parser gives a backslash a meaning of its own. */
function writtenIn({ $cstNode: node, text = "" }: Phrase): string {
	return (node?.text ?? text).replace(/^"|"$/g, "").trim();
}

const BEGINNING: Position = { line: 0, character: 0 };

/** The first tokens of a node, those of its values included. */
function firstLeaves(node: CstNode | undefined, count: number): readonly LeafCstNode[] {
	const leaves: LeafCstNode[] = [];
	const visit = (cst: CstNode | undefined): void => {
		if (leaves.length === count) {
			return;
		}
		if (isLeafCstNode(cst)) {
			if (!cst.hidden) {
				leaves.push(cst);
			}
		} else if (isCompositeCstNode(cst)) {
			for (const child of cst.content) {
				visit(child);
			}
		}
	};
	visit(node);
	return leaves;
}

/** The tokens that belong to a node itself, not to its statements or values. */
function leavesOf(node: AstNode): readonly LeafCstNode[] {
	const leaves: LeafCstNode[] = [];
	const visit = (cst: CstNode | undefined): void => {
		if (isLeafCstNode(cst)) {
			if (!cst.hidden) {
				leaves.push(cst);
			}
		} else if (isCompositeCstNode(cst)) {
			for (const child of cst.content) {
				if (isLeafCstNode(child) || child.astNode === node) {
					visit(child);
				}
			}
		}
	};
	visit(node.$cstNode);
	return leaves;
}
