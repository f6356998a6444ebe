/** What a link calls a heading with these words, as GitHub and VS Code make it. */
export function slugOf(words: string): string {
	return words
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, "")
		.replace(/ /g, "-");
}

/** The anchors of the headings of one page; the same words get a number from the second time on. */
export class Anchors {
	readonly #used = new Map<string, number>();

	/** The anchor of the next heading, by its words. */
	of(words: string): string {
		const slug = slugOf(words);
		const before = this.#used.get(slug) ?? 0;
		this.#used.set(slug, before + 1);
		return before === 0 ? slug : `${slug}-${before}`;
	}
}
