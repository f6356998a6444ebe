/** How many tables a Markdown text has. */
export function tablesIn(markdown: string): number {
	return markdown.split("\n").filter((line) => /^\|(?: --- \|)+$/.test(line)).length;
}

/** The addresses that a Markdown text links to. */
export function linksIn(markdown: string): readonly string[] {
	return [...markdown.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? "");
}
