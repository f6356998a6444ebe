import { type Command, Option } from "commander";
import { defaultCatalogue } from "../../catalog/catalogue.js";
import { rulesAsMarkdown, rulesAsText, rulesList } from "../../reports/rules/rules-list.js";
import { ruleCollection } from "../../workspace/rule-collection.js";
import { helpPart, type RunAction } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { print } from "../output.js";

const FORMATS = ["text", "json", "markdown"] as const;

interface RulesOptions {
	readonly format: (typeof FORMATS)[number];
}

export function registerRules(program: Command, run: RunAction): void {
	program
		.command("rules")
		.summary("list what is checked")
		.description(
			"Lists all rules with severity, preset and evidence, what the language itself finds, and what is not checked and why.",
		)
		.addOption(new Option("--format <name>", "how to print them").choices(FORMATS).default(FORMATS[0]))
		.addHelpText("after", () =>
			helpPart("Examples", [
				"ocs-edge rules",
				"ocs-edge rules --format json           with the sources of each rule",
				"ocs-edge explain edge-in-workgroup     the page of one rule",
			]),
		)
		.action(run(rules));
}

async function rules({ format }: RulesOptions): Promise<ExitCode> {
	switch (format) {
		case "text":
			await print(rulesAsText(ruleCollection));
			break;
		case "json":
			await print(`${JSON.stringify(rulesList(ruleCollection, defaultCatalogue), null, 2)}\n`);
			break;
		case "markdown":
			await print(rulesAsMarkdown(ruleCollection));
	}
	return ExitCode.clean;
}
