import type { FromPreview, PreviewState, ShownPage, ToPreview } from "../features/preview-runbook/messages.js";

/** What VS Code gives to a script in a webview. */
declare function acquireVsCodeApi(): {
	postMessage(message: FromPreview): void;
	getState(): Partial<Remembered> | undefined;
	setState(state: Remembered): void;
};

interface Remembered extends PreviewState {
	/** How far the page was scrolled, in pixels. */
	readonly scroll: number;
}

const editor = acquireVsCodeApi();
const navigation = byId("navigation", HTMLElement);
const pages = byId("pages", HTMLSelectElement);
const previous = byId("previous", HTMLButtonElement);
const next = byId("next", HTMLButtonElement);
const main = byId("page", HTMLElement);

const GROUPS: Readonly<Record<ShownPage["kind"], string>> = {
	overview: "Overview",
	task: "Tasks",
	plan: "Plan",
	sheet: "Sheets",
	artefact: "Files for tools",
};

let state: PreviewState | undefined;
/** The style that came with the pages. */
const pageStyle = new CSSStyleSheet();
let styled = "";
/** The heading of the next page that somebody follows a link to. */
let wanted: string | undefined;
/** The elements of the page by the line that they come from, in their order. */
let lines: ReadonlyMap<number, HTMLElement> = new Map();
/** What stands in the list of pages, to leave it alone while it is open and nothing changes. */
let listed = "";

window.addEventListener("message", ({ data }: MessageEvent<ToPreview>) => {
	switch (data.kind) {
		case "show":
			return show(data);
		case "nothing":
			navigation.hidden = true;
			lines = new Map();
			main.replaceChildren(paragraph(data.message));
			return;
		case "mark":
			return mark(data);
	}
});

function show({ pages: all, path, html, style, origins, state: shown }: Extract<ToPreview, { kind: "show" }>): void {
	const isFirst = state === undefined;
	const isSame = state?.page === path && state.uri === shown.uri;
	state = shown;
	if (style !== styled) {
		styled = style;
		pageStyle.replaceSync(style);
		document.adoptedStyleSheets = [pageStyle];
	}
	list(all, path);
	// The page is a text that the server made from values it escaped; the policy of this document lets nothing in it run.
	const content = new DOMParser().parseFromString(html, "text/html").body;
	const anchor = isSame ? topmost() : undefined;
	lines = linesOf(content);
	link(origins);
	for (const box of content.querySelectorAll<HTMLInputElement>("input")) {
		// What somebody ticks here would be lost with the next key stroke.
		box.disabled = true;
	}
	nameCells(content);
	main.replaceChildren(...content.childNodes);
	fitTables();
	const heading = wanted === undefined ? null : document.getElementById(wanted);
	wanted = undefined;
	if (isSame) {
		keep(anchor);
	} else if (heading) {
		heading.scrollIntoView();
	} else {
		const before = editor.getState();
		window.scrollTo(0, isFirst && before?.page === path ? (before.scroll ?? 0) : 0);
	}
	remember();
}

/** Looked for once: asking for one line after the other would go through the whole page for each of them. */
function linesOf(content: HTMLElement): typeof lines {
	const elements = content.querySelectorAll<HTMLElement>("[data-line]");
	return new Map([...elements].map((element) => [Number(element.dataset.line), element]));
}

/** Gives each cell the words of its column, to stand before it where the row is set as a list. */
function nameCells(content: HTMLElement): void {
	for (const table of content.querySelectorAll("table")) {
		const columns = [...(table.tHead?.rows[0]?.cells ?? [])].map(words);
		for (const row of table.tBodies[0]?.rows ?? []) {
			for (const cell of row.cells) {
				cell.dataset.column = columns[cell.cellIndex] ?? "";
			}
		}
	}
}

/** Sets the rows of a table that is wider than the pane as lists, so that no column is out of sight. */
function fitTables(): void {
	const tables = [...main.querySelectorAll<HTMLElement>(".table")];
	for (const table of tables) {
		table.classList.remove("stacked");
	}
	// All are measured before any is changed, so that the page is laid out once.
	for (const table of tables.filter((one) => one.scrollWidth > one.clientWidth)) {
		table.classList.add("stacked");
	}
}

let width = 0;
new ResizeObserver(() => {
	if (main.clientWidth !== width) {
		width = main.clientWidth;
		const anchor = topmost();
		fitTables();
		keep(anchor);
	}
}).observe(main);

/** The first line in view that has an identity, and where it stands: the place a reader looks at while the text changes. */
function topmost(): { readonly id: string; readonly top: number } | undefined {
	for (const element of lines.values()) {
		const { top, bottom } = element.getBoundingClientRect();
		if (bottom > 0) {
			return { id: words(element), top };
		}
	}
	return undefined;
}

function keep(anchor: ReturnType<typeof topmost>): void {
	const element = anchor && [...lines.values()].find((one) => words(one) === anchor.id);
	if (element) {
		window.scrollBy(0, element.getBoundingClientRect().top - anchor.top);
	}
}

function words(element: HTMLElement): string {
	return element.textContent ?? "";
}

/** Lists the pages, in their groups. */
function list(all: readonly ShownPage[], path: string): void {
	const text = JSON.stringify(all);
	if (text !== listed) {
		listed = text;
		const groups = new Map<string, HTMLOptGroupElement>();
		for (const page of all) {
			const label = GROUPS[page.kind];
			const group = groups.get(label) ?? document.createElement("optgroup");
			group.label = label;
			group.append(new Option(page.title, page.path));
			groups.set(label, group);
		}
		pages.replaceChildren(...groups.values());
	}
	navigation.hidden = false;
	pages.value = path;
	previous.disabled = pages.selectedIndex <= 0;
	next.disabled = pages.selectedIndex >= pages.length - 1;
}

/** Puts behind each line that comes from the topology a button that leads there. */
function link(origins: Extract<ToPreview, { kind: "show" }>["origins"]): void {
	for (const { line, place } of origins) {
		const element = lines.get(line);
		if (element) {
			const button = document.createElement("button");
			button.type = "button";
			button.className = "origin";
			button.textContent = place;
			button.title = `Show ${place} of the topology`;
			button.addEventListener("click", () => editor.postMessage({ kind: "open-origin", line }));
			const holder = element.querySelector(":scope > label, :scope > td, :scope > th, :scope > p") ?? element;
			holder.insertBefore(button, holder.querySelector(":scope > ul, :scope > ol"));
		}
	}
}

/** Marks what comes from the place of the cursor; what is in view already stays where it is. */
function mark({ lines: places, scroll }: Extract<ToPreview, { kind: "mark" }>): void {
	for (const marked of main.querySelectorAll(".marked")) {
		marked.classList.remove("marked");
	}
	const elements = places.flatMap((line) => lines.get(line) ?? []);
	for (const element of elements) {
		element.classList.add("marked");
	}
	if (scroll) {
		elements[0]?.scrollIntoView({ block: "nearest" });
	}
}

function openPage(path: string | undefined): void {
	if (path !== undefined) {
		editor.postMessage({ kind: "open-page", path });
	}
}

pages.addEventListener("change", () => openPage(pages.value));
previous.addEventListener("click", () => openPage(pages.options[pages.selectedIndex - 1]?.value));
next.addEventListener("click", () => openPage(pages.options[pages.selectedIndex + 1]?.value));

main.addEventListener("click", (event) => {
	const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-page]") : null;
	const { page, heading } = link?.dataset ?? {};
	// Links to other files of the runbook are the preview's own; VS Code follows those to the web.
	if (page === undefined) {
		return;
	}
	event.preventDefault();
	event.stopPropagation();
	if (page === state?.page) {
		document.getElementById(heading ?? "")?.scrollIntoView();
	} else if ([...pages.options].some((option) => option.value === page)) {
		wanted = heading;
		openPage(page);
	}
});

let scrolled: ReturnType<typeof setTimeout> | undefined;
window.addEventListener("scroll", () => {
	clearTimeout(scrolled);
	scrolled = setTimeout(remember, 100);
});

function remember(): void {
	if (state) {
		editor.setState({ ...state, scroll: window.scrollY });
	}
}

function paragraph(text: string): HTMLParagraphElement {
	const element = document.createElement("p");
	element.textContent = text;
	return element;
}

function byId<T extends HTMLElement>(id: string, type: new () => T): T {
	const element = document.getElementById(id);
	if (!(element instanceof type)) {
		throw new Error(`The preview has no ${id}.`);
	}
	return element;
}

editor.postMessage({ kind: "ready" });
