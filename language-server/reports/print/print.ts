import { once } from "../../basics/collections.js";
import { attributes, cssString, html } from "./html.js";
import { hrefOf, targetOf } from "./links.js";
import { type MarkdownPage, type RenderedPage, renderPage } from "./page.js";
import type { Heading, Link } from "./page-options.js";
import { documentStyle, pageStyle } from "./style.js";

/** What stands above the pages, and decides where their links may lead. */
export interface PrintHead {
	/** The deployment's name. */
	readonly deployment: string;
	/** The name of the topology file. */
	readonly file: string;
	/** Marks every sheet of paper. */
	readonly draft: boolean;
	/** What the document is; "Edge deployment runbook" unless it is only a part of it or another one. */
	readonly title?: string;
	/** What the document leads from, where it tells a change. */
	readonly since?: string;
	/**
	 * Whether a file that is no page of the document will lie there, by its path relative to the folder of the document; a link to one
	 * that will not becomes plain words. Without it, all but Markdown pages are taken to be there.
	 */
	readonly isThere?: (path: string) => boolean;
}

/**
 * All pages of a runbook as one document that needs nothing else: no file, no network and no script. The same pages give the same
 * bytes.
 *
 * Links between the pages lead to places in the document. Links to other files stay relative to the folder of the runbook, where the
 * document lies; to pages that are neither in the document nor beside it there are none.
 */
export function printRunbook(pages: readonly MarkdownPage[], head: PrintHead): string {
	const parts = partsOf(pages);
	const title = head.title ?? "Edge deployment runbook";
	const rendered = parts.map((part) => render(part, parts, head));
	const draft = head.draft ? `<p class="draft">Draft. Do not deploy from it.</p>\n` : "";
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="OCS Edge">
<title>${html(`${title}: ${head.deployment}`)}</title>
<style>${pageStyle}${documentStyle}${sheetStyle(rendered, head)}</style>
</head>
<body>
<header class="cover">
<h1>${html(title)}</h1>
<p class="deployment">${html(head.deployment)}</p>
<p>From <code>${html(head.since ?? head.file)}</code>${head.since === undefined ? "" : ` to <code>${html(head.file)}</code>`}.</p>
${draft}<p class="screen">Ticks that are set here are not saved. To keep them, set them in the Markdown pages and make this page again.</p>
</header>
<nav aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<ol>
${contents(rendered)}
</ol>
</nav>
<main>
${rendered.map(section).join("\n")}
</main>
</body>
</html>
`;
}

/** A page with its place in the document. */
interface Part {
	readonly page: MarkdownPage;
	/** The id of its section. */
	readonly anchor: string;
	/** The headings of the page as it is linked from outside: by what GitHub calls them. Few pages are linked so. */
	readonly headings: () => ReadonlySet<string>;
}

interface RenderedPart extends RenderedPage {
	readonly part: Part;
	/** The heading that names the page. */
	readonly top: Pick<Heading, "id" | "words">;
}

function partsOf(pages: readonly MarkdownPage[]): readonly Part[] {
	const used = new Set<string>(["contents"]);
	return pages.map((page) => {
		const wanted = page.path.replace(/\.md$/, "").replace(/[^A-Za-z0-9]+/g, "-") || "page";
		let anchor = wanted;
		for (let attempt = 2; used.has(anchor); attempt++) {
			anchor = `${wanted}-${attempt}`;
		}
		used.add(anchor);
		const headings = once(() => new Set(renderPage(page.content).headings.map(({ id }) => id)));
		return { page, anchor, headings };
	});
}

function render(part: Part, parts: readonly Part[], head: PrintHead): RenderedPart {
	const { page, anchor } = part;
	const rendered = renderPage(page.content, {
		anchor,
		headingsBelow: 1,
		linkTo: (target) => linkIn(target, page.path, parts, head),
	});
	const first = rendered.headings[0];
	if (first?.level === 1) {
		return { ...rendered, part, top: first };
	}
	// Somebody took the title away, and a page without one could not be found.
	const top = { id: `${anchor}.`, words: page.title };
	const heading = `<h2 id="${html(top.id)}">${html(page.title)}</h2>\n`;
	return { ...rendered, html: `${heading}${rendered.html}`, part, top };
}

function linkIn(target: string, from: string, parts: readonly Part[], head: PrintHead): Link | undefined {
	const found = targetOf(target, from);
	switch (found.kind) {
		case "nothing":
			return undefined;
		case "web":
			return { href: found.href };
		case "file": {
			const part = parts.find(({ page }) => page.path === found.path);
			if (part !== undefined) {
				const { heading } = found;
				const isThere = heading !== undefined && part.headings().has(heading);
				return { href: `#${encodeURIComponent(isThere ? `${part.anchor}.${heading}` : part.anchor)}` };
			}
			const { isThere = (path: string) => !path.endsWith(".md") } = head;
			return isThere(found.path) ? { href: hrefOf(found.path) } : undefined;
		}
	}
}

/** Every page with its parts. Those that each page has, such as its sources, would only make the list long. */
function contents(parts: readonly RenderedPart[]): string {
	const seen = new Set<string>();
	const often = new Set<string>();
	for (const { words } of parts.flatMap(({ headings }) => headings)) {
		(seen.has(words) ? often : seen).add(words);
	}
	const entries = parts.map(({ part, top, headings }) => {
		const below = headings.filter((one) => one.level === 2 && one.id !== top.id && !often.has(one.words));
		const listed = below.map(({ id, words }) => `<li><a href="#${encodeURIComponent(id)}">${html(words)}</a></li>`);
		const inside = listed.length === 0 ? "" : `\n<ol>${listed.join("")}</ol>`;
		return `<li><a href="#${encodeURIComponent(part.anchor)}">${html(top.words)}</a>${inside}</li>`;
	});
	return entries.join("\n");
}

function section({ part, top, isWide, html: inside }: RenderedPart, index: number): string {
	const classes = isWide ? "page wide" : "page";
	const attrs = attributes({ id: part.anchor, class: `${classes} sheet-${index + 1}`, "aria-labelledby": top.id });
	const notice = part.page.notice === undefined ? "" : `<p class="notice">${html(part.page.notice)}</p>\n`;
	return `<section${attrs}>\n${notice}${inside}<p class="screen"><a href="#contents">Contents</a></p>\n</section>`;
}

/** The margins of the paper say which page of the runbook a sheet belongs to, because sheets are handed out one by one. */
function sheetStyle(parts: readonly RenderedPart[], head: PrintHead): string {
	const draft = head.draft ? '@page { @top-right { content: "DRAFT"; color: #8c1a0b; font-weight: 700; } }\n' : "";
	const foot = `@page { @bottom-left { content: ${cssString(head.deployment)}; } }\n`;
	const sheets = parts.map(({ top, isWide }, index) => {
		const name = `sheet-${index + 1}`;
		const size = isWide ? "size: A4 landscape; " : "";
		return `.${name} { page: ${name}; }\n@page ${name} { ${size}@top-left { content: ${cssString(top.words)}; } }\n`;
	});
	return `${foot}${draft}${sheets.join("")}`;
}
