/** Zero-based, counted in UTF-16 code units, as in the language server protocol. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

export interface Range {
	readonly start: Position;
	readonly end: Position;
}

/** Where in the text something was said. Every value of a deployment carries one, so that a finding lies on a word. */
export interface Origin {
	/** The file, as a URI. */
	readonly uri: string;
	readonly range: Range;
}

/** A value together with the word that states it. */
export interface Stated<T> {
	readonly value: T;
	/** The word or words of the value itself. */
	readonly origin: Origin;
	/** The whole statement, from its keyword to its last value. */
	readonly statement: Range;
}

/** A list of values. It is `complete` unless one of them was malformed or unknown and therefore left out. */
export interface StatedList<T> {
	readonly items: readonly Stated<T>[];
	readonly complete: boolean;
	/** The statements that gave the values, for adding another value. */
	readonly statements: readonly Range[];
}

/** The name of another element, as written. `DeploymentIndex` tells what it stands for. */
export interface Reference {
	readonly name: string;
	readonly origin: Origin;
	readonly statement: Range;
}

/** Where a block stands in the text and where an edit can add to it. */
export interface Block {
	readonly uri: string;
	/** From the first keyword to the closing brace, or to the last word of a block without braces. */
	readonly range: Range;
	/** The keyword and the name: what a person points at when talking of the element. */
	readonly header: Range;
	/** Just behind the opening brace; absent where the element has no braces. */
	readonly open?: Position;
	/** Just before the closing brace; absent where it is missing or the element has no braces. */
	readonly close?: Position;
	/** The statements inside the braces, in the order of the text. */
	readonly statements: readonly Range[];
	/** The white space before the element on its line. */
	readonly indent: string;
	/** One step of indentation in this file. */
	readonly indentUnit: string;
	/** How far behind the start of its statement a value begins, where the last statements of the block are aligned. */
	readonly valueOffset?: number;
	/** Whether the element was read without a syntax error inside. Rules on what is missing stay silent otherwise. */
	readonly complete: boolean;
	/**
	 * Whether a statement inside was left out, because its value could not be read. That has a finding of its own, and what the
	 * block seems to lack may be just this.
	 */
	readonly leftOut: boolean;
}

/** Orders positions as they come in the text. */
export function comparePositions(a: Position, b: Position): number {
	return a.line - b.line || a.character - b.character;
}

/** Whether a position lies in a range, its ends included. */
export function contains(range: Range, position: Position): boolean {
	return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

/** Orders origins by file and position, so that lists come out the same on every run. */
export function compareOrigins(a: Origin, b: Origin): number {
	return a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : comparePositions(a.range.start, b.range.start);
}
