import type { PageInHand, PageNode } from "./page-in-hand.js";

/** The text of a page in hand. Lines that came together get the space that Markdown needs, and no more. */
export function printPage(page: PageInHand): string {
	const lines: string[] = [];
	let previous: PageNode | undefined;
	for (const node of page) {
		const isBelowSpace = lines.at(-1)?.trim() === "";
		if (node.kind === "blank" && isBelowSpace && !stoodTogether(previous, node)) {
			// Where something between two empty lines went away, one is enough.
			continue;
		}
		if (previous !== undefined && node.kind !== "blank" && !isBelowSpace && needsSpace(previous, node)) {
			lines.push("");
		}
		lines.push(...node.text.split("\n"), ...node.below);
		previous = node;
	}
	return lines.join("\n");
}

function stoodTogether(a: PageNode | undefined, b: PageNode): boolean {
	const follows = (from: number | undefined, to: number | undefined) =>
		from !== undefined && to !== undefined && from + 1 === to;
	return a !== undefined && (follows(a.mine, b.mine) || follows(a.theirs, b.theirs));
}

/** Whether two lines that came together would run into each other. */
function needsSpace(a: PageNode, b: PageNode): boolean {
	if (a.below.length > 0 && a.kind === "text") {
		return true;
	}
	if (stoodTogether(a, b) || (a.mine === undefined && a.theirs === undefined)) {
		return false;
	}
	const isList = ({ kind, text }: PageNode) => kind === "item" || /^\s{2}/.test(text);
	const isTable = ({ kind }: PageNode) => kind === "row" || kind === "header" || kind === "separator";
	return !((isList(a) && isList(b)) || (isTable(a) && isTable(b)));
}
