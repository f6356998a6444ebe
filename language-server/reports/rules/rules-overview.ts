import { code, link, table, text } from "../markdown.js";
import { type RuleCollection, type RuleFacts, TOPICS, topics } from "./rule-facts.js";

/** The index of all pages: the rules by topic, what the language itself finds, and what is left out. */
export function rulesOverview({ rules, problems, leftOut }: RuleCollection): string {
	const blocks = [
		"# Rules",
		"What OCS Edge checks. Each code is the name of its page and the code of the finding in every editor and on the command line.",
		`The preset ${code("recommended")} asks the rules that rest on the reference architecture or on texts for OCS 2007. The preset ${code("strict")} asks those with weaker evidence as well; they are never errors. ${code("ocs-edge.json")} chooses the preset and sets the severity of single rules.`,
		...topics.flatMap((topic) => {
			const about = rules.filter((rule) => rule.category === topic);
			return about.length > 0 ? [`## ${TOPICS[topic]}`, listOfRules(about)] : [];
		}),
		"## The language",
		"What is found before any rule is asked.",
		listOfProblems(problems),
		...(leftOut.length > 0
			? [
					"## Left out",
					"Documented misconfigurations that no rule checks, and why.",
					table(
						["misconfiguration", "why it is not checked"],
						leftOut.map(({ code: name, because }) => [code(name), text(because)]),
					),
				]
			: []),
	];
	return `${blocks.join("\n\n")}\n`;
}

function listOfRules(rules: readonly RuleFacts[]): string {
	return table(
		["code", "severity", "preset", "what it asks for"],
		rules.map((rule) => [pageLink(rule), rule.severity, rule.preset ?? "", text(rule.title)]),
	);
}

function listOfProblems(problems: readonly RuleFacts[]): string {
	return table(
		["code", "severity", "what it asks for"],
		problems.map((rule) => [pageLink(rule), rule.severity, text(rule.title)]),
	);
}

function pageLink({ code: name }: RuleFacts): string {
	return link(name, `${name}.md`);
}
