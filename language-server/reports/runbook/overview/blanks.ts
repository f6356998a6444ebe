import { code, text } from "../../markdown.js";
import type { PageBuilder, RunbookContext } from "../page/page.js";

export function openBlanks(page: PageBuilder, context: RunbookContext): void {
	page.heading(2, "Still blank");
	const entries = context.blanks.entries();
	if (entries.length === 0) {
		page.paragraph("Nothing: the file gives every value.");
		return;
	}
	const stillBlank = ({ blank, pages }: (typeof entries)[number]) =>
		pages.filter((path) => context.filled?.get(path)?.has(blank.what) !== true);
	const pagesOf = (paths: readonly string[]) =>
		paths.map((path) => (path === page.path ? "this page" : page.link(path.replace(/\.md$/, ""), path))).join(", ");
	// What somebody filled in by hand is missing in the topology file all the same, and so in the files for other tools.
	const stated = entries.filter(({ blank }) => blank.fill !== undefined);
	if (stated.length > 0) {
		page.paragraph("State these in the topology file and generate the pages again:");
		page.table(
			["Blank", "Statement", "In", "Pages"],
			stated.map((entry) => [
				text(entry.blank.what),
				code(entry.blank.fill?.statement ?? ""),
				text(entry.blank.fill?.block ?? ""),
				pagesOf(stillBlank(entry)) || "filled in by hand",
			]),
		);
	}
	const byHand = entries.filter((entry) => entry.blank.fill === undefined && stillBlank(entry).length > 0);
	if (byHand.length > 0) {
		page.paragraph("These are for people to fill in on the pages:");
		page.table(
			["Blank", "Pages"],
			byHand.map((entry) => [text(entry.blank.what), pagesOf(stillBlank(entry))]),
		);
	}
	if (stated.length === 0 && byHand.length === 0) {
		page.paragraph("Nothing: what the file does not give is filled in on the pages.");
	}
}
