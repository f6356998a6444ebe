import type { Finding } from "../../model/finding.js";
import type { Origin } from "../../model/origin.js";
import type { AcceptedFinding } from "../../model/suppression.js";
import type { Report, ReportFormat } from "./report.js";

/** For build servers that show test results: a suite for each file, with a failed case for each finding. */
export const junit: ReportFormat = {
	name: "junit",
	print: (report) => {
		const suites = report.files.map((uri) => suite(uri, report));
		const attributes = {
			name: "ocs-edge",
			tests: sum(suites, "tests"),
			failures: sum(suites, "failures"),
			skipped: sum(suites, "skipped"),
			errors: 0,
		};
		return [
			'<?xml version="1.0" encoding="UTF-8"?>',
			...element(
				"testsuites",
				attributes,
				suites.flatMap((one) => one.lines),
			),
			"",
		].join("\n");
	},
};

interface Suite {
	readonly tests: number;
	readonly failures: number;
	readonly skipped: number;
	readonly lines: readonly string[];
}

function suite(uri: string, report: Report): Suite {
	const path = report.pathOf(uri);
	const failed = report.findings.filter((finding) => finding.origin.uri === uri);
	const accepted = report.accepted.filter(({ finding }) => finding.origin.uri === uri);
	const cases = [
		...failed.flatMap((finding) => failedCase(finding, report)),
		...accepted.flatMap((one) => acceptedCase(one, path)),
	];
	const counts = {
		tests: Math.max(1, failed.length + accepted.length),
		failures: failed.length,
		skipped: accepted.length,
	};
	const none = element("testcase", { classname: path, name: "no findings" }, []);
	const attributes = { name: path, ...counts, errors: 0 };
	return { ...counts, lines: element("testsuite", attributes, cases.length > 0 ? cases : none) };
}

function failedCase({ code, severity, message, origin, related }: Finding, { pathOf }: Report): readonly string[] {
	const place = ({ uri, range: { start } }: Origin) => `${pathOf(uri)}:${start.line + 1}:${start.character + 1}`;
	const details = [
		`${place(origin)}: ${severity} ${code}: ${message}`,
		...related.map((other) => `see ${place(other.origin)}: ${other.message}`),
	];
	return element("testcase", caseAttributes(code, origin, pathOf(origin.uri)), [
		`<failure${attributesOf({ type: severity, message })}>${escaped(details.join("\n"))}</failure>`,
	]);
}

/** What is accepted with a reason is shown, and fails no build. */
function acceptedCase({ finding, reason }: AcceptedFinding, path: string): readonly string[] {
	const { code, origin, message } = finding;
	return element("testcase", caseAttributes(code, origin, path), [
		`<skipped${attributesOf({ message: `Accepted: ${reason}` })}>${escaped(message)}</skipped>`,
	]);
}

function caseAttributes(code: string, { range: { start } }: Origin, path: string): Attributes {
	return { classname: path, name: `${code} in line ${start.line + 1}, column ${start.character + 1}` };
}

function sum(suites: readonly Suite[], key: "tests" | "failures" | "skipped"): number {
	return suites.reduce((total, one) => total + one[key], 0);
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, content: readonly string[]): readonly string[] {
	const start = `${name}${attributesOf(attributes)}`;
	return content.length === 0 ? [`<${start}/>`] : [`<${start}>`, ...content.map((line) => `  ${line}`), `</${name}>`];
}

function attributesOf(attributes: Attributes): string {
	return Object.entries(attributes)
		.map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/[\t\r\n]/g, " ")}"`)
		.join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
	return (
		text
			// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write these characters.
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
			.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
	);
}
