import { html } from "./html.js";
import { hrefOf, targetOf } from "./links.js";
import { type MarkdownPage, renderPage } from "./page.js";
import type { LineMark, Link } from "./page-options.js";

/**
 * One page for an editor's preview: the inside of its body, with the headings at their own levels. What begins on a line of the
 * Markdown bears that line's number in `data-line`, zero-based. A link to another file of the runbook bears the path of
 * that file in `data-page`, and its heading, where one is named, in `data-heading`; its `href` is the same relative path, so
 * whoever shows the preview has to catch the click.
 *
 * @param markLine what else the elements of a line get, such as a link to the topology
 */
export function pagePreview(
	page: Pick<MarkdownPage, "path" | "content">,
	markLine: (line: number) => LineMark | undefined = () => undefined,
): string {
	return renderPage(page.content, {
		linkTo: (target) => {
			const found = targetOf(target, page.path);
			switch (found.kind) {
				case "web":
					return { href: found.href };
				case "file": {
					const place: Link["attributes"] = { "data-page": found.path };
					const { heading } = found;
					return {
						href: hrefOf(found.path),
						attributes: heading === undefined ? place : { ...place, "data-heading": heading },
					};
				}
				case "nothing":
					return undefined;
			}
		},
		markLine: (line) => {
			const mark = markLine(line);
			return { ...mark, attributes: { "data-line": String(line), ...mark?.attributes } };
		},
	}).html;
}

/** A file that is no page, for the same place. */
export function artefactPreview(artefact: { readonly title: string; readonly content: string }): string {
	return `<h1>${html(artefact.title)}</h1>\n<pre><code>${html(artefact.content)}</code></pre>\n`;
}
