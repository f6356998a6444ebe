import type { Catalogue, EvidenceClass, Source } from "../../catalog/types.js";
import type { Severity } from "../../model/finding.js";
import { code, table, text } from "../markdown.js";
import type { LeftOutFacts, RuleCollection, RuleFacts, Topic } from "./rule-facts.js";

/** Where the page of a rule lies, as seen from the folder that OCS Edge is installed in. */
export function pagePath(name: string): string {
	return `docs/rules/${name}.md`;
}

/** What `ocs-edge rules` prints for programs. Described by docs/schemas/rules.schema.json. */
export interface RulesList {
	readonly version: 1;
	readonly rules: readonly ListedRule[];
	readonly problems: readonly ListedProblem[];
	readonly leftOut: readonly LeftOutFacts[];
}

interface ListedProblem {
	readonly code: string;
	readonly severity: Severity;
	readonly title: string;
	readonly page: string;
}

interface ListedRule extends ListedProblem {
	readonly preset: NonNullable<RuleFacts["preset"]>;
	readonly evidence: EvidenceClass;
	readonly category: Topic;
	readonly sources: readonly Source[];
}

/** Keys are added later, never renamed or removed. */
export function rulesList({ rules, problems, leftOut }: RuleCollection, catalogue: Catalogue): RulesList {
	return {
		version: 1,
		rules: rules.map((rule) => ({
			...listedProblem(rule),
			preset: rule.preset ?? "recommended",
			evidence: rule.evidence ?? "unsourced",
			category: rule.category ?? "planning",
			sources: (rule.sources ?? []).flatMap((key) => catalogue.sources[key] ?? []),
		})),
		problems: problems.map(listedProblem),
		leftOut,
	};
}

function listedProblem({ code: name, severity, title }: RuleFacts): ListedProblem {
	return { code: name, severity, title, page: pagePath(name) };
}

/** The same as a table for people. */
function rulesTable({ rules, problems }: RuleCollection): readonly (readonly string[])[] {
	return [
		...rules.map((rule) => [rule.code, rule.severity, rule.preset ?? "", rule.evidence ?? "", rule.title]),
		...problems.map((rule) => [rule.code, rule.severity, "always", "language", rule.title]),
	];
}

const COLUMNS = ["code", "severity", "preset", "evidence", "what it asks for"];

/** The list of the rules in columns. */
export function rulesAsText(collection: RuleCollection): string {
	const rows = [COLUMNS, ...rulesTable(collection)];
	const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const lines = rows.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join("  ")
			.trimEnd(),
	);
	const { leftOut } = collection;
	return [
		...lines,
		...(leftOut.length > 0 ? ["", "Not checked:", ...leftOut.map((one) => `${one.code}: ${one.because}`)] : []),
		"",
	].join("\n");
}

/** The list of the rules as a page. */
export function rulesAsMarkdown(collection: RuleCollection): string {
	const rows = rulesTable(collection).map(([name = "", ...cells]) => [code(name), ...cells.map(text)]);
	const { leftOut } = collection;
	return [
		"# Rules\n",
		`${table(COLUMNS, rows)}\n`,
		...(leftOut.length > 0
			? [
					"## Not checked\n",
					`${table(
						["misconfiguration", "why"],
						leftOut.map((one) => [code(one.code), text(one.because)]),
					)}\n`,
				]
			: []),
	].join("\n");
}
