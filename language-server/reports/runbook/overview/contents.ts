import { text } from "../../markdown.js";
import type { Artefact } from "../artefacts/index.js";
import type { PageBuilder, RunbookPage } from "../page/page.js";

/** All that is in the folder, so that nothing has to be looked for. */
export function contents(page: PageBuilder, pages: readonly RunbookPage[], artefacts: readonly Artefact[]): void {
	page.heading(2, "All pages and files");
	page.bullets(pages.map((other) => page.link(text(other.title), other.path)));
	if (artefacts.length > 0) {
		page.paragraph("Files for the tools of the teams:");
		page.bullets(
			artefacts.map((artefact) => `${page.link(text(artefact.path), artefact.path)}: ${text(artefact.title)}`),
		);
	}
}
