import type { Finding, Severity } from "../../model/finding.js";
import type { Report, ReportFormat } from "./report.js";
import { countsOf } from "./text.js";

/** For a workflow on GitHub, which shows each finding beside the line in question. */
export const github: ReportFormat = {
	name: "github",
	print: (report) =>
		[...report.findings.map((finding) => command(finding, report)), countsOf(report)]
			.map((line) => `${line}\n`)
			.join(""),
};

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

function command({ code, severity, message, origin }: Finding, { pathOf }: Report): string {
	const { start, end } = origin.range;
	const properties: readonly (readonly [name: string, value: string | number])[] = [
		["file", pathOf(origin.uri)],
		["line", start.line + 1],
		["endLine", end.line + 1],
		// GitHub takes columns only within one line.
		...(start.line === end.line
			? ([
					["col", start.character + 1],
					["endColumn", end.character + 1],
				] as const)
			: []),
		["title", `ocs-edge ${code}`],
	];
	const list = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(",");
	return `::${COMMANDS[severity]} ${list}::${data(message)}`;
}

/** As GitHub lays it down: a line break would end the command. */
function data(text: string): string {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** In a property, the signs that end it are escaped as well. */
function property(text: string): string {
	return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
