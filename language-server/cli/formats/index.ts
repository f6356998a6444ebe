import { github } from "./github.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import type { ReportFormat } from "./report.js";
import { sarif } from "./sarif.js";
import { text } from "./text.js";

/** All output formats of `check`; the first is the default. */
export const formats: readonly [ReportFormat, ...ReportFormat[]] = [text, json, sarif, junit, github];
