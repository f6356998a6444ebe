/**
 * How the elements of a page look, on screen and on paper. Colours are variables of `:root`, so that a host can put its own in
 * their place: `--paper`, `--ink`, `--faint`, `--line`, `--shade`, `--accent`, `--warning`.
 */
export const pageStyle = `
:root {
	color-scheme: light dark;
	--paper: #ffffff; --ink: #1b1f24; --faint: #5c6670; --line: #c9d0d7; --shade: #f3f5f7; --accent: #0b57a4; --warning: #a8200d;
}
@media (prefers-color-scheme: dark) {
	:root {
		--paper: #16191d; --ink: #dfe3e8; --faint: #98a2ad; --line: #3d454e; --shade: #20252b; --accent: #7db8f5; --warning: #ff8f7a;
	}
}
@media print {
	:root {
		color-scheme: light;
		--paper: #ffffff; --ink: #000000; --faint: #4a4f55; --line: #9aa1a8; --shade: #f3f5f7; --accent: #000000; --warning: #8c1a0b;
	}
}
body { background: var(--paper); color: var(--ink); font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; line-height: 1.5; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
code { background: var(--shade); border-radius: 3px; padding: 0.05em 0.3em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
code.whole { white-space: nowrap; }
.long, .node, .group > p, .arrows li { overflow-wrap: anywhere; }
pre { background: var(--shade); padding: 0.75em 1em; white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { background: none; padding: 0; font-size: inherit; }
blockquote { margin-inline: 0; border-inline-start: 4px solid var(--warning); padding: 0.1em 1em; background: var(--shade); }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.92em; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: 0.35em 0.6em; text-align: start; vertical-align: top; min-width: 1.5em; }
th { background: var(--shade); font-weight: 600; }
table.wide { font-size: 0.82em; }
th.fill { min-width: 6.5em; }
td.short { white-space: nowrap; }
ul, ol { padding-inline-start: 1.5em; }
li { margin-block: 0.2em; }
li.task { list-style: none; margin-inline-start: -1.5em; padding-inline-start: 1.75em; }
li.task label { display: block; }
li.task label > input { float: inline-start; margin-inline-start: -1.75em; }
li.task > ul { color: var(--faint); margin-block: 0.1em; padding-inline-start: 1.1em; }
input[type="checkbox"] { appearance: none; box-sizing: border-box; width: 1.05em; height: 1.05em; margin: 0.2em 0 0; border: 1.5px solid var(--ink); border-radius: 2px; background: var(--paper); font: inherit; vertical-align: -0.15em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
input[type="checkbox"]:checked::before { content: ""; display: block; box-sizing: border-box; width: 0.4em; height: 0.72em; margin: -0.02em auto 0; border: solid var(--ink); border-width: 0 0.15em 0.15em 0; transform: rotate(42deg); }
@media (forced-colors: active) { input[type="checkbox"] { appearance: auto; } }
.mark { color: var(--faint); font-size: 0.82em; white-space: nowrap; }
.blank { letter-spacing: 0.35em; white-space: nowrap; }
.line-link { font-size: 0.82em; }
.diagram { margin: 1em 0; }
.diagram figcaption { color: var(--faint); font-size: 0.9em; }
.chart, .group > div { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: flex-start; }
.node, .group { min-width: 0; max-width: 100%; box-sizing: border-box; }
.node { border: 1px solid var(--ink); border-radius: 4px; padding: 0.3em 0.6em; font-size: 0.85em; line-height: 1.3; break-inside: avoid; }
.group { border: 1px solid var(--line); border-radius: 6px; padding: 0.5em; background: color-mix(in srgb, var(--line) 14%, transparent); }
.group > p { margin: 0 0 0.4em; font-size: 0.85em; font-weight: 600; }
.arrows { font-size: 0.88em; columns: 2; column-gap: 2em; list-style: none; padding: 0; }
`;

/** How the pages stand in one document. */
export const documentStyle = `
html { scroll-behavior: auto; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 58rem; font-size: 1rem; }
h1 { font-size: 2rem; margin: 0 0 0.25em; }
h2 { font-size: 1.5rem; margin: 0 0 0.6em; }
h3 { font-size: 1.2rem; margin: 1.6em 0 0.5em; }
h4 { font-size: 1.02rem; margin: 1.5em 0 0.4em; }
h5, h6 { font-size: 0.95rem; margin: 1.2em 0 0.3em; }
.cover { border-block-end: 3px solid var(--ink); padding-block-end: 0.5rem; margin-block-end: 2rem; }
.cover .deployment { font-size: 1.3rem; margin: 0 0 0.75em; }
.notice { border: 1px solid var(--warning); padding: 0.4em 0.8em; }
.draft { color: var(--warning); font-weight: 700; }
.screen { color: var(--faint); font-size: 0.88em; }
nav h2 { font-size: 1.2rem; }
nav > ol { list-style: none; padding: 0; columns: 2; column-gap: 2.5rem; font-size: 0.92rem; }
nav > ol > li { break-inside: avoid; margin-block-end: 0.7em; }
nav > ol > li > a { font-weight: 600; }
nav ol ol { list-style: none; padding-inline-start: 0.9em; font-size: 0.93em; }
nav li { margin-block: 0.1em; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
section.page { margin-block-start: 3.5rem; border-block-start: 1px solid var(--line); padding-block-start: 2rem; }
@media screen and (min-width: 70rem) { section.wide { margin-inline: calc(29rem - min(50vw - 2rem, 48rem)); } }
@media screen and (max-width: 40rem) { nav > ol { columns: 1; } body { padding-inline: 1rem; } }

@page { size: A4; margin: 18mm 16mm 17mm; }
@page { @top-left { font: 8pt system-ui, sans-serif; color: #4a4f55; } }
@page { @top-right { font: 8pt system-ui, sans-serif; color: #4a4f55; } }
@page { @bottom-left { font: 8pt system-ui, sans-serif; color: #4a4f55; } }
@page { @bottom-right { font: 8pt system-ui, sans-serif; color: #4a4f55; content: counter(page) " / " counter(pages); } }
@media print {
	body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.4; }
	h1 { font-size: 22pt; }
	h2 { font-size: 15pt; }
	h3 { font-size: 12pt; }
	h4 { font-size: 10.5pt; }
	h5, h6 { font-size: 9.5pt; }
	.screen { display: none; }
	nav > ol { font-size: 8.5pt; line-height: 1.3; }
	section.page { break-before: page; margin: 0; border: 0; padding: 0; }
	h1, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid; }
	p:has(+ :is(.table, ul, ol, pre, figure)) { break-after: avoid; }
	p, li, tr, pre, blockquote, .group, .node { break-inside: avoid; }
	p { orphans: 3; widows: 3; }
	thead { display: table-header-group; }
	.table { overflow: visible; }
	table { width: 100%; font-size: 8.5pt; }
	table.wide { font-size: 7pt; line-height: 1.3; }
	table.wide th, table.wide td { padding: 0.25em 0.4em; }
	a { text-decoration: none; }
	a.web::after { content: " (" attr(href) ")"; color: var(--faint); font-size: 0.85em; overflow-wrap: anywhere; }
	[id$=".sources"] ~ * { font-size: 8pt; }
	code { background: none; padding: 0; }
	pre { border: 1px solid var(--line); }
	th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
