/** Writing HTML from values that anybody may have typed: nothing in a value becomes markup. */

const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Plain words, in an element or between the quotes of an attribute. */
export function html(words: string): string {
	return words.replace(/[&<>"']/g, (character) => NAMED[character] ?? "");
}

/** Attributes of a start tag, each with a blank before it. */
export function attributes(values: Readonly<Record<string, string | undefined>>): string {
	return Object.entries(values)
		.flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${html(value)}"`]))
		.join("");
}

/** Plain words as a string of CSS. Whatever is no letter or digit is escaped, so nothing can end the string or the style. */
export function cssString(words: string): string {
	const escaped = words.replace(
		/[^\p{L}\p{N}]/gu,
		(character) => `\\${(character.codePointAt(0) ?? 0xfffd).toString(16)} `,
	);
	return `"${escaped}"`;
}
