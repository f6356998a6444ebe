/** The line break that a text is written with: its first one. */
export function lineBreakOf(text: string): string {
	return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}

/** A text that is to become a part of another, with the line breaks of that one. */
export function withLineBreaksOf(surroundings: string, text: string): string {
	return text.replace(/\r\n|\n/g, lineBreakOf(surroundings));
}
