import type { Finding, Severity } from "../../model/finding.js";
import type { Origin } from "../../model/origin.js";
import { type Colour, type Paint, printable } from "../output.js";
import type { Report, ReportFormat } from "./report.js";

/** For people: each finding with the line of the file it is about. */
export const text: ReportFormat = { name: "text", print: printText };

const colours: Readonly<Record<Severity, Colour>> = { error: "red", warning: "yellow", info: "blue" };

function printText(report: Report, paint: Paint): string {
	const linesOf = linesOnce(report);
	const blocks = report.findings.map((finding) => `${block(finding, report, linesOf, paint)}\n`);
	return [...blocks, `${countsOf(report, paint)}\n`].join("\n");
}

type LinesOf = (uri: string) => readonly string[];

/** Each text is cut once, however many findings it has. */
function linesOnce({ textOf }: Report): LinesOf {
	const known = new Map<string, readonly string[]>();
	return (uri) => {
		const lines = known.get(uri) ?? textOf(uri).split(/\r\n|\r|\n/);
		known.set(uri, lines);
		return lines;
	};
}

function block(finding: Finding, report: Report, linesOf: LinesOf, paint: Paint): string {
	const { code, severity, message, origin, related, fixes } = finding;
	const colour = colours[severity];
	const lines = [
		`${paint(place(origin, report), "bold")}: ${paint(severity, colour, "bold")} ${paint(code, "bold")}: ${printable(message)}`,
		...frame(origin, linesOf, colour, paint),
		...related.map((other) => `  ${paint("see", "dim")} ${place(other.origin, report)}: ${printable(other.message)}`),
		...fixes.map((fix) => `  ${paint("fix", "green")} ${printable(fix.title)}`),
	];
	return lines.join("\n");
}

/** Lines and columns from one on, as editors count them and terminals link them. */
function place({ uri, range }: Origin, { pathOf }: Report): string {
	return printable(`${pathOf(uri)}:${range.start.line + 1}:${range.start.character + 1}`);
}

/** So much of a line is shown; a longer one is cut around the place. */
const WIDTH = 160;

/** The line, and below it marks under the words in question. */
function frame({ uri, range }: Origin, linesOf: LinesOf, colour: Colour, paint: Paint): readonly string[] {
	const line = linesOf(uri)[range.start.line] ?? "";
	const start = Math.min(range.start.character, line.length);
	const end = range.end.line === range.start.line ? Math.min(range.end.character, line.length) : line.length;
	const from = line.length > WIDTH ? Math.max(0, start - WIDTH / 4) : 0;
	const shown = line.slice(from, from + WIDTH);
	if (shown.trim() === "") {
		return [];
	}
	const number = String(range.start.line + 1);
	// A tab stays a tab, so that the marks stand right below the words whatever its width.
	const before = shown.slice(0, start - from).replace(/[^\t]/g, " ");
	const marks = "^".repeat(Math.max(1, Math.min(end - from, shown.length) - (start - from)));
	const gutter = (label: string) => paint(`${label.padStart(number.length + 2)} |`, "dim");
	return [`${gutter(number)} ${printable(shown)}`, `${gutter("")} ${before}${paint(marks, colour)}`];
}

/** "1 error, 2 warnings in 3 files, 1 accepted". */
export function countsOf({ summary, files: checked, accepted }: Report, paint: Paint = (words) => words): string {
	const files = count(checked.length, "file");
	const parts = [
		...(summary.error > 0 ? [paint(count(summary.error, "error"), "red")] : []),
		...(summary.warning > 0 ? [paint(count(summary.warning, "warning"), "yellow")] : []),
		...(summary.info > 0 ? [paint(`${summary.info} info`, "blue")] : []),
	];
	const found = parts.length > 0 ? parts.join(", ") : paint("No findings", "green");
	return `${found} in ${files}${accepted.length > 0 ? `, ${accepted.length} accepted` : ""}`;
}

/** "1 error", "2 errors". */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
