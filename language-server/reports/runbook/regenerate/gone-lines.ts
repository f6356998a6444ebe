import type { ObsoletePassage } from "./obsolete-section.js";
import { headersOf, isNested, type PageInHand, type PageNode } from "./page-in-hand.js";
import { headingLevel, isTicked, plain, type Unit } from "./units.js";

/** Takes out the lines that are no longer generated; returns those at which a person wrote something. */
export function takeOutGoneLines(page: PageInHand): readonly ObsoletePassage[] {
	const leaving = new Map<PageNode, "drop" | "move">();
	for (const family of goneFamilies(page)) {
		const fate = family.some((node) => isTouched(page, node)) ? "move" : "drop";
		for (const node of family) {
			leaving.set(node, fate);
		}
	}
	for (const node of ownLinesOfGoneSections(page, leaving)) {
		// Without the empty lines that a person put between his paragraphs, they would become one.
		leaving.set(node, node.kind === "blank" && node.base !== undefined ? "drop" : "move");
	}
	const passages = passagesOf(
		page,
		[...leaving].filter(([, fate]) => fate === "move").map(([node]) => node),
	);
	for (const node of leaving.keys()) {
		page.remove(node);
	}
	return passages;
}

/** A line that is gone, with the lines that are nested below it and with what the person wrote directly below. */
function goneFamilies(page: PageInHand): readonly (readonly PageNode[])[] {
	const families: PageNode[][] = [];
	let name: number | undefined;
	for (const node of page) {
		if (node.base === undefined || node.theirs !== undefined || node.kind === "footer") {
			name = node.base === undefined ? name : undefined;
			continue;
		}
		const own = [node, ...page.attachedTo(node)];
		const step = stepAbove(page.pages.base, node.base);
		if (step === name) {
			families.at(-1)?.push(...own);
		} else {
			families.push(own);
		}
		name = step;
	}
	return families;
}

/** The step to which a line belongs; the line itself where it is none of the nested ones. */
function stepAbove(units: readonly Unit[], index: number): number {
	let step = index;
	while (step > 0 && isNested(units[step])) {
		step -= 1;
	}
	return step;
}

function isTouched(page: PageInHand, node: PageNode): boolean {
	if (node.kind === "blank" || node.kind === "separator") {
		return false;
	}
	return node.base === undefined || isTicked(node.text) || page.isEdited(node);
}

/** What the person wrote under a heading that is gone with everything that was generated under it. */
function* ownLinesOfGoneSections(page: PageInHand, leaving: ReadonlyMap<PageNode, unknown>): Generator<PageNode> {
	let section: PageNode[] = [];
	let level: number | undefined;
	const close = () => {
		const own = level === undefined ? [] : section;
		section = [];
		return own;
	};
	for (const node of [...page]) {
		if (node.base === undefined && node.mine !== undefined && !page.isWrittenOff(node)) {
			if (node.kind === "heading" && level !== undefined && (headingLevel(node.text) ?? 6) <= level) {
				// A section of the person himself, which is not part of the one that is gone.
				yield* close();
				level = undefined;
			}
			if (!leaving.has(node)) {
				section.push(node);
			}
		} else if (node.kind === "heading" && node.base !== undefined) {
			yield* close();
			level = node.theirs === undefined ? headingLevel(page.pages.base[node.base]?.text ?? "") : undefined;
		} else if (node.kind !== "blank" && !leaving.has(node)) {
			section = [];
			level = undefined;
		}
	}
	yield* close();
}

/** Groups what goes to the end of the page by the headings above it, rows with the head of their table. */
function passagesOf(page: PageInHand, nodes: readonly PageNode[]): readonly ObsoletePassage[] {
	const passages: { readonly title: string; readonly lines: string[] }[] = [];
	const titles = titlesAbove(page);
	const headers = new Map(headersOf(page.pages.mine));
	const separators = new Map([...headers].flatMap(([unit, head]) => (unit.kind === "separator" ? [[head, unit]] : [])));
	let header: Unit | undefined;
	for (const node of nodes) {
		const unit = page.unitOf(node);
		if (unit === undefined || unit.kind === "separator") {
			continue;
		}
		const title = titles.get(node) ?? "";
		const own = unit.kind === "header" ? unit : headers.get(unit);
		const lines: string[] = [];
		if (own !== undefined && own !== header) {
			lines.push(own.text, separators.get(own)?.text ?? `|${" --- |".repeat(own.key.split("|").length - 1)}`);
		}
		if (unit.kind !== "header") {
			// Headings would cut the section at the end in two.
			lines.push(unit.kind === "heading" && node.base !== undefined ? `**${title}**` : node.text);
		}
		const previous = passages.at(-1);
		if (previous?.title === title && own === header) {
			previous.lines.push(...lines);
		} else {
			passages.push({ title, lines });
		}
		header = own;
	}
	return passages;
}

/** The words of the generated heading at or above each line. */
function titlesAbove(page: PageInHand): ReadonlyMap<PageNode, string> {
	const titles = new Map<PageNode, string>();
	let title = "";
	for (const node of page) {
		if (node.kind === "heading" && node.base !== undefined) {
			title = plain(node.text.replace(/^#+\s*|\s*#+\s*$/g, ""));
		}
		titles.set(node, title);
	}
	return titles;
}
