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
code { background: var(--shade); border-radius: 3px; padding: 0.05em 0.3em; overflow-wrap: anywhere; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
pre { background: var(--shade); padding: 0.75em 1em; white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { background: none; padding: 0; font-size: inherit; }
blockquote { margin-inline: 0; border-inline-start: 4px solid var(--warning); padding: 0.1em 1em; background: var(--shade); }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.92em; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: 0.35em 0.6em; text-align: start; vertical-align: top; min-width: 1.5em; }
th { background: var(--shade); font-weight: 600; }
table.wide { font-size: 0.82em; }
ul, ol { padding-inline-start: 1.5em; }
li { margin-block: 0.2em; }
li.task { list-style: none; margin-inline-start: -1.5em; padding-inline-start: 1.75em; }
li.task > label { display: block; }
li.task > label > input { float: inline-start; margin-inline-start: -1.75em; }
li.task > ul { color: var(--faint); margin-block: 0.1em; padding-inline-start: 1.1em; }
input[type="checkbox"] { appearance: none; box-sizing: border-box; width: 1.05em; height: 1.05em; margin: 0.2em 0 0; border: 1.5px solid var(--ink); border-radius: 2px; background: var(--paper); font: inherit; vertical-align: -0.15em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
input[type="checkbox"]:checked::before { content: ""; display: block; box-sizing: border-box; width: 0.4em; height: 0.72em; margin: -0.02em auto 0; border: solid var(--ink); border-width: 0 0.15em 0.15em 0; transform: rotate(42deg); }
@media (forced-colors: active) { input[type="checkbox"] { appearance: auto; } }
.mark { color: var(--faint); font-size: 0.82em; white-space: nowrap; }
.blank { letter-spacing: 0.35em; white-space: nowrap; }
.line-link { font-size: 0.82em; }
.diagram { margin: 1em 0; }
.diagram figcaption { color: var(--faint); font-size: 0.9em; }
`;
