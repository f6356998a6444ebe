import { code, text } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";

export function openBlanks(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "Still blank");
	const entries = context.blanks.entries();
	if (entries.length === 0) {
		page.paragraph("Nothing: the file gives every value.");
		return;
	}
	const pagesOf = (paths: readonly string[]) =>
		paths.map((path) => (path === page.path ? "this page" : page.link(path.replace(/\.md$/, ""), path))).join(", ");
	const stated = entries.filter(({ blank }) => blank.fill !== undefined);
	if (stated.length > 0) {
		page.paragraph("State these in the topology file and generate the pages again:");
		page.table(
			["Blank", "Statement", "In", "Pages"],
			stated.map(({ blank, pages }) => [
				text(blank.what),
				code(blank.fill?.statement ?? ""),
				text(blank.fill?.block ?? ""),
				pagesOf(pages),
			]),
		);
	}
	const byHand = entries.filter(({ blank }) => blank.fill === undefined);
	if (byHand.length > 0) {
		page.paragraph("These are for people to fill in on the pages:");
		page.table(
			["Blank", "Pages"],
			byHand.map(({ blank, pages }) => [text(blank.what), pagesOf(pages)]),
		);
	}
}
