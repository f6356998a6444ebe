import { join } from "node:path";
import type { Command } from "commander";
import { nearestTo } from "../../model/suggest.js";
import { leftOutPage } from "../../reports/rules/rule-page.js";
import { pagePath } from "../../reports/rules/rules-list.js";
import { ruleCollection } from "../../workspace/rule-collection.js";
import { helpPart, type RunAction } from "../command.js";
import { CannotRun, ExitCode } from "../exit-code.js";
import { kindOf, readText, shownPath } from "../files.js";
import { print, printable } from "../output.js";

export function registerExplain(program: Command, run: RunAction): void {
	program
		.command("explain")
		.summary("print the page of one rule")
		.description(
			"Prints the page of a rule, or of what the language itself finds, as Markdown: what it asks for and why, an example, how to mend it, its evidence, and how to configure it.",
		)
		.argument("<CODE>", "the code of a finding, as in edge-in-workgroup")
		.addHelpText("after", () => helpPart("Example", ["ocs-edge explain edge-in-workgroup"]))
		.action(run(explain));
}

async function explain(code: string): Promise<ExitCode> {
	const { rules, problems, leftOut } = ruleCollection;
	const unchecked = leftOut.find((one) => one.code === code);
	if (unchecked) {
		await print(leftOutPage(unchecked));
		return ExitCode.clean;
	}
	const codes = [...rules, ...problems].map((one) => one.code);
	if (!codes.includes(code)) {
		const nearest = nearestTo(code.toLowerCase(), [...codes, ...leftOut.map((one) => one.code)]);
		const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
		throw new CannotRun(`there is no rule ${printable(code)}.${hint} All codes: ocs-edge rules`);
	}
	// The pages lie beside the folder of this program, where the editor and other readers find them too.
	const page = join(__dirname, "..", pagePath(code));
	if (kindOf(page) !== "file") {
		throw new CannotRun(`the page ${shownPath(page)} is missing. Install OCS Edge again.`);
	}
	await print(readText(page));
	return ExitCode.clean;
}
