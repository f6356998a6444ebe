import { json } from "./json.js";
import type { ReportFormat } from "./report.js";
import { text } from "./text.js";

/** All output formats of `check`; the first is the default. */
export const formats: readonly [ReportFormat, ...ReportFormat[]] = [text, json];
