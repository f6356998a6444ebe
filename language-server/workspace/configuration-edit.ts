import { modify, type ParseError, parse } from "jsonc-parser";
import type { Severity, TextEdit } from "../model/finding.js";
import { lineBreakOf } from "../model/line-breaks.js";
import { positionsIn } from "./configuration.js";

/** The text of a new configuration that gives one rule a severity. */
export function newConfiguration(code: string, severity: Severity | "off"): string {
	return `${JSON.stringify({ rules: { [code]: severity } }, null, 2)}\n`;
}

/**
 * The edits that give a rule a severity in a configuration and leave everything else, comments too, as it is. Nothing when
 * the text is in no state to be edited by anybody but its author.
 */
export function setSeverity(
	uri: string,
	text: string,
	code: string,
	severity: Severity | "off",
): readonly TextEdit[] | undefined {
	const errors: ParseError[] = [];
	const root: unknown = parse(text, errors, { allowTrailingComma: true });
	if (errors.length > 0 || !isObject(root) || ("rules" in root && !isObject(root.rules))) {
		return undefined;
	}
	const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
	const isTab = indent.startsWith("\t");
	const place = positionsIn(text);
	const edits = modify(text, ["rules", code], severity, {
		formattingOptions: {
			insertSpaces: !isTab,
			tabSize: isTab ? 4 : indent.length,
			eol: lineBreakOf(text),
		},
	});
	return edits.map(({ offset, length, content }) => ({
		uri,
		range: { start: place(offset), end: place(offset + length) },
		newText: content,
	}));
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
