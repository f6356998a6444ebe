/** "a", "a and b", "a, b and c": a list as it stands in a sentence. */
export function listed(words: readonly string[]): string {
	return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "the scenario a" or "the scenarios a and b". */
export function counted(noun: string, words: readonly string[]): string {
	return `${noun}${words.length === 1 ? "" : "s"} ${listed(words)}`;
}

/** "1,500": written the same on every machine. */
export function grouped(number: number): string {
	return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
