/** "a", "a and b", "a, b and c": a list as it stands in a sentence. */
export function listed(words: readonly string[]): string {
	return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "a", "a or b", "a, b or c". */
export function alternatives(words: readonly string[]): string {
	return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** "the scenario a" or "the scenarios a and b". */
export function counted(noun: string, words: readonly string[]): string {
	return `${noun}${words.length === 1 ? "" : "s"} ${listed(words)}`;
}

/** "1 error" or "2 errors". */
export function amountOf(number: number, noun: string): string {
	return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** "1,500": written the same on every machine. */
export function grouped(number: number): string {
	return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** More names than these would bury what is said of them. */
const FEW = 5;

/** "a, b and c", or the first names and how many others there are. */
export function someOf(names: readonly string[]): string {
	const others = names.length - FEW;
	return others < 2 ? listed(names) : `${names.slice(0, FEW).join(", ")} and ${grouped(others)} others`;
}

/** A sentence as it goes on behind a colon. */
export function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The text as it begins a sentence. */
export function upperFirst(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
