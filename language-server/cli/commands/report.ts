import { type Command, Option } from "commander";
import {
	type BestPracticesFormat,
	bestPracticesFormats,
	formatBestPractices,
} from "../../reports/best-practices/formats.js";
import { countFindings } from "../../reports/summary.js";
import { bestPracticesOf } from "../../workspace/best-practices.js";
import { helpPart, type RunAction } from "../command.js";
import { CannotRun, ExitCode } from "../exit-code.js";
import { pathOf, TOPOLOGY_EXTENSION } from "../files.js";
import { print, printable } from "../output.js";
import { STANDARD_INPUT, Topologies } from "../topologies.js";

interface ReportOptions {
	readonly format: BestPracticesFormat;
}

export function registerReport(program: Command, run: RunAction): void {
	const report = program.command("report").summary("report on a deployment").description("Reports on a deployment.");
	// The report is easily left out, so that the file stands in its place.
	report.on("command:*", ([word = ""]: readonly string[]) => {
		const file = printable(word.endsWith(TOPOLOGY_EXTENSION) || word === STANDARD_INPUT ? word : "FILE");
		const names = report.commands.map((command) => command.name());
		throw new CannotRun(
			`${printable(word)} is no report. Name the report first: ${names.map((name) => `ocs-edge report ${name} ${file}`).join(", ")}`,
		);
	});
	report
		.command("best-practices")
		.summary("what is met, what is not, what is accepted, and what cannot be decided")
		.description(
			"Reports on every rule that was asked: whether the deployment meets it, where it does not, which deviations are accepted and why, and what the file would have to state for a rule to decide.",
		)
		.argument("<FILE...>", "files with a deployment block, or - for standard input")
		.addOption(new Option("--format <name>", "how to print it").choices(bestPracticesFormats).default("text"))
		.addHelpText("after", () =>
			[
				helpPart("Examples", [
					"ocs-edge report best-practices contoso.ocsedge",
					"ocs-edge report best-practices contoso.ocsedge --format markdown > best-practices.md",
				]),
				helpPart("Exit codes", [
					"0  the report is printed",
					"1  the report is printed, and the topology has errors",
					"2  could not run; the reason is on standard error",
				]),
			].join("\n"),
		)
		.action(run(reportBestPractices));
}

async function reportBestPractices(files: readonly string[], { format }: ReportOptions): Promise<ExitCode> {
	const deployments = [];
	let errors = 0;
	for (const file of files) {
		const { topologies, analysis } = await Topologies.readDeployment(file);
		const findings = topologies.findingsAgainst(analysis);
		errors += countFindings(findings).error;
		deployments.push(bestPracticesOf(analysis, findings));
	}
	const text = formatBestPractices({ deployments, pathOf }, format);
	await print(format === "text" ? printable(text) : text);
	return errors === 0 ? ExitCode.clean : ExitCode.findings;
}
