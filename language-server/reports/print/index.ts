/** Runbooks in HTML: one document for the printer, and single pages for an editor's preview. */
export { type MarkdownPage, type RenderedPage, renderPage } from "./page.js";
export type { Heading, LineMark, Link, PageOptions } from "./page-options.js";
export { type PrintInput, planPrint } from "./plan-print.js";
export { artefactPreview, pagePreview } from "./preview.js";
export { type PrintHead, printRunbook } from "./print.js";
export { pageStyle } from "./style.js";
