import type { Finding, Severity } from "../../model/finding.js";
import type { AcceptedFinding } from "../../model/suppression.js";
import type { Paint } from "../output.js";

/** What `check` found; every output format prints this and nothing else. */
export interface Report {
	/** In the order in which they are to be shown. */
	readonly findings: readonly Finding[];
	/** What comments in the files accept, with the reasons; it counts for nothing else. */
	readonly accepted: readonly AcceptedFinding[];
	readonly summary: Readonly<Record<Severity, number>>;
	/** The URIs of the files that were checked, in the order in which they are to be shown. */
	readonly files: readonly string[];
	/** The path of a file as the user would type it. */
	readonly pathOf: (uri: string) => string;
	readonly textOf: (uri: string) => string;
}

/** One way to print a report. */
export interface ReportFormat {
	/** As it is typed after --format. */
	readonly name: string;
	/** The whole output, with a line break at its end. */
	readonly print: (report: Report, paint: Paint) => string;
}
