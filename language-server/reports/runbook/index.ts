/** The runbook of a deployment, and how its pages are written without ever losing what a person edited. */
export { classifyExisting } from "./fingerprint.js";
export { runbookFolderName } from "./folder-name.js";
export type { RunbookPage } from "./page.js";
export { type PageWrite, planWrites } from "./plan-writes.js";
export { type RunbookInput, renderRunbook } from "./render.js";
