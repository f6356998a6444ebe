/** Writing Markdown from values that anybody may have typed: nothing in a value becomes markup. */

/** A value shown as it is typed, in a code span. */
export function code(value: string): string {
	const plain = oneLine(value);
	if (plain === "") {
		return "` `";
	}
	const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map((run) => run[0].length));
	const fence = "`".repeat(longest + 1);
	const padding = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
	return `${fence}${padding}${plain}${padding}${fence}`;
}

/** Plain words, with everything escaped that Markdown or HTML would take for markup. */
export function text(words: string): string {
	return oneLine(words)
		.replace(/[\\`*[\]<>~]/g, "\\$&")
		.replace(/&(?=#?\w+;)/g, "&amp;")
		.replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_");
}

/** Words of OCS Edge itself, in which backticks mark what is typed as it stands. */
export function prose(words: string): string {
	return words
		.split("`")
		.map((part, position, parts) => (position % 2 === 1 && position < parts.length - 1 ? code(part) : asProse(part)))
		.join("");
}

/** Escaped, with the blanks at both ends, which stand beside the code spans. */
function asProse(part: string): string {
	const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(part) ?? [];
	return `${before}${text(words)}${after}`;
}

/** A link; the label is Markdown already, the target a relative path or an address. */
export function link(label: string, target: string): string {
	return `[${label}](${target.replace(/[ ()<>]/g, (character) => encodeURI(character).replace("(", "%28").replace(")", "%29"))})`;
}

/** A table whose cells are Markdown already. A table without rows is an empty string. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
	if (rows.length === 0) {
		return "";
	}
	const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
	return [line(headers), `| ${headers.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** The words of a heading as this module writes them, so far as that counts for its anchor: in that, signs count for nothing. */
export function headingWords(heading: string): string {
	return heading.replace(/&amp;/g, "&");
}

function cell(content: string): string {
	// The bar ends a cell even inside a code span, so it is escaped here and not where the content is made.
	return content.replace(/\|/g, "\\|").replace(/\r?\n/g, "<br>");
}

function oneLine(value: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what has to go.
	return value.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim();
}
