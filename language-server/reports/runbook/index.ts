/** The runbook of a deployment, and how its pages are written without ever losing what a person edited. */
export type { ChangeRunbookInput } from "./change/change-context.js";
export { renderChangeRunbook } from "./change/render-change.js";
export { runbookFolderName } from "./folder-name.js";
export { classifyExisting } from "./page/fingerprint.js";
export type { RunbookPage } from "./page/page.js";
export { filledBlanks } from "./regenerate/filled-blanks.js";
export { MEMORY_PATH, otherOwner, rememberedNumbers } from "./regenerate/memory.js";
export type { MergeReport } from "./regenerate/merge-page.js";
export { type PageWrite, type PlanOptions, planNumbers, planWrites } from "./regenerate/plan-writes.js";
export { type RunbookInput, renderRunbook } from "./render.js";
export { type PageSelection, parseSelection, printPath, type SelectablePage, selectablePages } from "./selection.js";
