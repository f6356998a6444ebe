import type { Finding } from "../../model/finding.js";
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
	readonly lines: readonly string[];
}

function suite(uri: string, report: Report): Suite {
	const path = report.pathOf(uri);
	const failed = report.findings.filter((finding) => finding.origin.uri === uri);
	const cases =
		failed.length > 0
			? failed.flatMap((finding) => failedCase(finding, path))
			: element("testcase", { classname: path, name: "no findings" }, []);
	const tests = Math.max(1, failed.length);
	const attributes = { name: path, tests, failures: failed.length, errors: 0 };
	return { tests, failures: failed.length, lines: element("testsuite", attributes, cases) };
}

function failedCase({ code, severity, message, origin, related }: Finding, path: string): readonly string[] {
	const { line, character } = origin.range.start;
	const place = `${path}:${line + 1}:${character + 1}`;
	const details = [`${place}: ${severity} ${code}: ${message}`, ...related.map((other) => `see: ${other.message}`)];
	return element("testcase", { classname: path, name: `${code} in line ${line + 1}, column ${character + 1}` }, [
		`<failure${attributesOf({ type: severity, message })}>${escaped(details.join("\n"))}</failure>`,
	]);
}

function sum(suites: readonly Suite[], key: "tests" | "failures"): number {
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
