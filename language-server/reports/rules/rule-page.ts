import { lowerFirst } from "../../basics/sentences.js";
import type { Catalogue } from "../../catalog/types.js";
import type { Fix, Severity } from "../../model/finding.js";
import { code, link, prose, text } from "../markdown.js";
import { EVIDENCE, type LeftOutFacts, type RuleFacts, TOPICS } from "./rule-facts.js";

/** A topology that the page of a rule shows, in one file or several. */
export type ExampleFiles = readonly { readonly file: string; readonly text: string }[];

/** What the page of a rule shows: a topology with the finding and one without. */
export interface RuleExamples {
	readonly bad: ExampleFiles;
	/** What OCS Edge says of the bad one. */
	readonly findings: readonly {
		readonly severity: Severity;
		readonly message: string;
		readonly fixes: readonly Pick<Fix, "title" | "safety" | "preferred">[];
	}[];
	readonly good?: ExampleFiles;
	/** The titles of the fixes that make the good one of the bad one. */
	readonly fixes?: readonly string[];
}

/** The page of one rule as Markdown, for `docs/rules` and wherever a finding's code is followed. */
export function rulePage(rule: RuleFacts, catalogue: Catalogue, examples?: RuleExamples): string {
	return page([
		`# ${rule.code}`,
		`**${text(rule.title)}.**`,
		[`Severity: ${rule.severity}`, ...placeOf(rule)].join(" · "),
		`## Why\n\n${prose(rule.why)}`,
		...(examples ? [`## Example\n\n${example(examples)}`] : []),
		`## How to mend it\n\n${[prose(rule.howToFix), ...offered(examples)].join("\n\n")}`,
		...(rule.needs
			? [`## When it is silent\n\nThe rule decides only where the file states this: ${prose(lowerFirst(rule.needs))}`]
			: []),
		...(rule.evidence ? [`## Evidence\n\n${evidence(rule, catalogue)}`] : []),
		...(rule.preset ? [`## How to configure it\n\n${configuration(rule)}`] : []),
	]);
}

/** What is said of a documented misconfiguration that is not checked. */
export function leftOutPage({ code: name, because }: LeftOutFacts): string {
	return page([`# ${name}`, "No rule checks this documented misconfiguration.", `## Why not\n\n${prose(because)}`]);
}

function page(blocks: readonly string[]): string {
	return `${blocks.join("\n\n")}\n`;
}

function placeOf({ category, preset }: RuleFacts): readonly string[] {
	if (category === undefined || preset === undefined) {
		return ["Found by the language itself"];
	}
	return [`Preset: ${preset}`, `Topic: ${TOPICS[category]}`];
}

/** So many messages show what a finding is like; a fixture may give more of the same kind. */
const MOST_MESSAGES = 2;

function example({ bad, findings, good, fixes }: RuleExamples): string {
	const messages = findings.slice(0, MOST_MESSAGES).map(({ message }) => `> ${text(message)}`);
	return [
		"This topology has the mistake:",
		...bad.map((file) => fence(file, bad)),
		messages.join("\n>\n"),
		...(good ? [introductionOf(fixes), ...good.map((file) => fence(file, good))] : []),
	].join("\n\n");
}

function introductionOf(fixes: readonly string[] = []): string {
	const [first] = fixes;
	if (first === undefined) {
		return "This one is as it should be:";
	}
	return fixes.length === 1 ? `After the fix “${text(first)}”:` : "After the fixes that the editor prefers:";
}

/** Of several files each one begins with its name. */
function fence({ file, text: content }: ExampleFiles[number], all: ExampleFiles): string {
	const name = all.length > 1 ? [`// ${file}`] : [];
	return [file.endsWith(".json") ? "```json" : "```ocsedge", ...name, content.trimEnd(), "```"].join("\n");
}

/** What the light bulb offers for the first finding of the example. */
function offered(examples: RuleExamples | undefined): readonly string[] {
	const fixes = examples?.findings[0]?.fixes ?? [];
	if (fixes.length === 0) {
		return [];
	}
	const isSafe = fixes.some((fix) => fix.safety === "safe");
	return [
		"In the example the editor offers:",
		fixes.map(({ title, safety }) => `- ${text(title)}${safety === "safe" ? " (safe)" : ""}`).join("\n"),
		...(isSafe ? ["A safe fix keeps the meaning beyond doubt; “fix all” applies safe fixes only."] : []),
	];
}

function evidence(rule: RuleFacts, catalogue: Catalogue): string {
	const sources = (rule.sources ?? []).map((key) => catalogue.sources[key]).filter((source) => source !== undefined);
	return [
		...(rule.evidence ? [`The rule rests on ${EVIDENCE[rule.evidence]}.`] : []),
		...(rule.note ? [prose(rule.note)] : []),
		...(sources.length > 0
			? [sources.map((source) => `- ${link(text(source.title), source.url)}: ${EVIDENCE[source.kind]}`).join("\n")]
			: []),
	].join("\n\n");
}

function configuration({ code: name, preset, severity }: RuleFacts): string {
	const asked =
		preset === "strict"
			? `The rule is asked in the preset ${code("strict")} only, or where its severity is set by name`
			: "The rule is always asked, unless it is turned off";
	const setting = preset === "strict" ? severity : "off";
	return [
		`${asked}. In ${code("ocs-edge.json")}, set it to ${code("error")}, ${code("warning")}, ${code("info")} or ${code("off")}:`,
		["```json", JSON.stringify({ rules: { [name]: setting } }, null, 2), "```"].join("\n"),
		"To accept one finding, put a comment with the reason above its line or block:",
		["```ocsedge", `// ocs-edge-ignore ${name}: the reason`, "```"].join("\n"),
	].join("\n\n");
}
