import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Finding, Fix, Severity } from "../model/finding.js";
import type { Origin, Position, Range } from "../model/origin.js";
import { PROBLEMS, problem } from "../model/problems.js";
import { suggest } from "../model/suggest.js";
import { LEFT_OUT } from "../rules/left-out.js";
import { rules } from "../rules/registry.generated.js";
import type { Preset } from "../rules/rule.js";
import { DEFAULT_SETTINGS, type RuleSettings } from "../rules/settings.js";

/** The name of a project configuration; the nearest one upwards from a file counts for it. */
export const CONFIGURATION_NAME = "ocs-edge.json";

/** Whether a URI is that of a configuration. */
export function isConfiguration(uri: string): boolean {
	return /\/ocs-edge\.json(?:[?#]|$)/.test(uri);
}

export const PRESETS: readonly Preset[] = ["recommended", "strict"];
export const SEVERITIES: readonly (Severity | "off")[] = ["off", "info", "warning", "error"];
const KEYS = ["$schema", "preset", "rules"];

/** Words of other tools for what is called otherwise here. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
	["warn", "warning"],
	["information", "info"],
	["hint", "info"],
	["none", "off"],
	["ignore", "off"],
]);

/** What a configuration says. Settings are there only when nothing is wrong with it: half a configuration is none. */
export interface ConfigurationRead {
	readonly settings?: RuleSettings;
	readonly findings: readonly Finding[];
}

/**
 * Reads a configuration. Comments and trailing commas are welcome, as in the other files that editors call JSON with
 * comments. One mistake gives one finding; a text that does not parse gives one for its first error.
 */
export function readConfiguration(uri: string, text: string): ConfigurationRead {
	// A byte order mark is no part of the text, and editors do not count it.
	return new ConfigurationReader(uri, text.replace(/^\uFEFF/, "")).read();
}

class ConfigurationReader {
	private readonly findings: Finding[] = [];
	private readonly place: (offset: number) => Position;

	constructor(
		private readonly uri: string,
		private readonly text: string,
	) {
		this.place = positionsIn(text);
	}

	read(): ConfigurationRead {
		const errors: ParseError[] = [];
		const root = parseTree(this.text, errors, { allowTrailingComma: true });
		const [error] = errors;
		if (error || !root) {
			this.reportSyntax(error);
			return { findings: this.findings };
		}
		const settings = this.settings(root);
		return this.findings.length > 0 ? { findings: this.findings } : { settings, findings: [] };
	}

	private settings(root: Node): RuleSettings {
		let { preset } = DEFAULT_SETTINGS;
		let severities: RuleSettings["severities"] = new Map();
		if (root.type !== "object") {
			this.report(root, `A configuration is an object in braces, and this is ${kindOf(root)}.`);
		}
		for (const [key, value] of this.properties(root)) {
			if (key.value === "preset") {
				preset = this.word(value, PRESETS, "A preset") ?? preset;
			} else if (key.value === "rules") {
				severities = this.severities(value);
			} else if (key.value !== "$schema") {
				const name = String(key.value);
				const { hint, fixes } = this.suggest(key, name, KEYS);
				this.report(
					key,
					`A configuration has no ${quoted(name)}. ${hint || "It has $schema, preset and rules."}`,
					fixes,
				);
			} else if (value.type !== "string") {
				this.report(value, `The address of a schema is a text in quotation marks, and this is ${kindOf(value)}.`);
			}
		}
		return { preset, severities };
	}

	private severities(node: Node): RuleSettings["severities"] {
		const severities = new Map<string, Severity | "off">();
		if (node.type !== "object") {
			this.report(node, `Rules are an object with codes and severities, and this is ${kindOf(node)}.`);
		}
		for (const [key, value] of this.properties(node)) {
			const code = String(key.value);
			if (!CODES.includes(code)) {
				this.reportUnknownRule(key, code);
				continue;
			}
			const severity = this.word(value, SEVERITIES, "A severity");
			if (severity !== undefined) {
				severities.set(code, severity);
			}
		}
		return severities;
	}

	private reportUnknownRule(key: Node, code: string): void {
		if (Object.hasOwn(PROBLEMS, code)) {
			this.report(
				key,
				`${code} is found by the language itself, not by a rule, so it can neither be turned off nor be given another severity. Remove it here.`,
			);
			return;
		}
		const leftOut = LEFT_OUT.find((one) => one.code === code);
		if (leftOut) {
			this.report(key, `No rule checks ${code}: ${leftOut.because} Remove it here.`);
			return;
		}
		const { hint, fixes } = this.suggest(key, code, CODES);
		this.report(
			key,
			`There is no rule ${quoted(code)}. ${hint || "The command ocs-edge rules lists all rules."}`,
			fixes,
		);
	}

	/** The properties of an object; one that is stated twice is reported, and the first one counts. */
	private *properties(object: Node): Iterable<readonly [key: Node, value: Node]> {
		const seen = new Set<unknown>();
		for (const { children } of object.type === "object" ? (object.children ?? []) : []) {
			const [key, value] = children ?? [];
			if (!key || !value) {
				continue;
			}
			if (seen.has(key.value)) {
				this.report(key, `${quoted(String(key.value))} is stated twice. Remove one of the two.`);
			} else {
				seen.add(key.value);
				yield [key, value];
			}
		}
	}

	/** One of the words that are known, or nothing where the value is another one. */
	private word<T extends string>(node: Node, known: readonly T[], what: string): T | undefined {
		const list = `${known.slice(0, -1).join(", ")} or ${known.at(-1)}`;
		const value: unknown = getNodeValue(node);
		const found = known.find((word) => word === value);
		if (found === undefined) {
			if (typeof value !== "string") {
				this.report(node, `${what} is ${list} in quotation marks, and this is ${kindOf(node)}.`);
			} else {
				const { hint, fixes } = this.suggest(node, SYNONYMS.get(value) ?? value, known);
				this.report(node, `${what} is ${list}, not ${quoted(value)}. ${hint}`.trim(), fixes);
			}
		}
		return found;
	}

	private suggest(node: Node, word: string, known: readonly string[]) {
		const { hint, fixes } = suggest(word, known, this.origin(node));
		// The quotation marks stay where they are.
		return { hint: hint.trim(), fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(withMarks) })) };
	}

	private reportSyntax(error: ParseError | undefined): void {
		const isEmpty = this.text.trim() === "";
		const message = isEmpty
			? "The file is empty. Write { } at least, or delete it."
			: `${(error && SYNTAX[printParseErrorCode(error.error)]) ?? "This is no JSON"}, so the file cannot be read.`;
		const { offset = 0, length = 0 } = isEmpty ? {} : (error ?? {});
		this.add({ start: this.place(offset), end: this.place(offset + length) }, message, []);
	}

	private report(node: Node, message: string, fixes: readonly Fix[] = []): void {
		this.add(this.range(node), message, fixes);
	}

	private add(range: Range, message: string, fixes: readonly Fix[]): void {
		this.findings.push(problem("configuration-error", { uri: this.uri, range }, message, { fixes }));
	}

	private origin(node: Node): Origin {
		return { uri: this.uri, range: this.range(node) };
	}

	/** The word that is meant: of an object or a list, only where it begins. */
	private range({ type, offset, length }: Node): Range {
		const end = offset + (type === "object" || type === "array" ? 1 : length);
		return { start: this.place(offset), end: this.place(end) };
	}
}

const CODES: readonly string[] = rules.map((rule) => rule.code);

const SYNTAX: Readonly<Record<string, string>> = {
	InvalidSymbol: "This word has no meaning in JSON; a text stands in quotation marks",
	InvalidNumberFormat: "This number is not well-formed",
	PropertyNameExpected: "A key in quotation marks is expected here",
	ValueExpected: "A value is expected here",
	ColonExpected: "A colon is missing before this",
	CommaExpected: "A comma is missing before this",
	CloseBraceExpected: "A closing brace is missing here",
	CloseBracketExpected: "A closing bracket is missing here",
	EndOfFileExpected: "The configuration has ended before this",
	UnexpectedEndOfComment: "The comment is not closed",
	UnexpectedEndOfString: "The quotation mark is not closed on its line",
};

function withMarks<T extends { readonly newText: string }>(edit: T): T {
	return { ...edit, newText: JSON.stringify(edit.newText) };
}

function quoted(name: string): string {
	return name === "" || /\s/.test(name) ? JSON.stringify(name) : name;
}

function kindOf({ type }: Node): string {
	switch (type) {
		case "object":
			return "an object";
		case "array":
			return "a list";
		case "string":
			return "a text";
		case "number":
			return "a number";
		case "boolean":
			return "true or false";
		default:
			return "null";
	}
}

/** The line and character of an offset. */
export function positionsIn(text: string): (offset: number) => Position {
	const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)];
	return (offset) => {
		const line = starts.findLastIndex((start) => start <= offset);
		return { line, character: offset - (starts[line] ?? 0) };
	};
}
