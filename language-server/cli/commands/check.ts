import { type Command, Option } from "commander";
import type { Severity } from "../../model/finding.js";
import { countFindings } from "../../reports/summary.js";
import { EXIT_CODES, helpPart, type RunAction } from "../command.js";
import { CannotRun, ExitCode } from "../exit-code.js";
import { pathOf } from "../files.js";
import { formats } from "../formats/index.js";
import { paintFor, print } from "../output.js";
import { STANDARD_INPUT, Topologies } from "../topologies.js";

interface CheckOptions {
	readonly format: string;
	readonly failOn: Severity;
	readonly stdinFilename?: string;
}

/** From the gravest down; a threshold includes all before it. */
const severities: readonly Severity[] = ["error", "warning", "info"];

export function registerCheck(program: Command, run: RunAction): void {
	program
		.command("check")
		.summary("report what is wrong, unsupported or unwise")
		.description(
			"Reports what is wrong, unsupported or unwise in topology files.\n\nA file is checked together with all that it imports. For a file with a deployment block, findings in every file of the deployment are reported.",
		)
		.argument("[PATH...]", "files, folders to search for .ocsedge files, or - for standard input", ["."])
		.addOption(
			new Option("--format <name>", "how to print the findings")
				.choices(formats.map((format) => format.name))
				.default(formats[0].name),
		)
		.addOption(
			new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(severities).default("error"),
		)
		.option("--stdin-filename <file>", "the name that standard input is checked under (default: stdin.ocsedge)")
		.addHelpText("after", () =>
			[
				helpPart("Examples", [
					"ocs-edge check                         all topologies in this folder and below",
					"ocs-edge check contoso.ocsedge         one deployment, with all that it imports",
					"ocs-edge check --fail-on warning       for a build that accepts no warning",
					"ocs-edge check --format json           for a program",
					"ocs-edge check - --stdin-filename contoso.ocsedge < draft.txt",
				]),
				helpPart("Exit codes", EXIT_CODES),
			].join("\n"),
		)
		.action(run(check));
}

async function check(paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
	if (options.stdinFilename !== undefined && !paths.includes(STANDARD_INPUT)) {
		throw new CannotRun("--stdin-filename names standard input, which is not read. Add - to the paths.");
	}
	const format = formats.find((one) => one.name === options.format) ?? formats[0];
	const topologies = await Topologies.read(paths, options.stdinFilename);
	const files = topologies.reportedFiles();
	const findings = topologies.findings(files);
	const summary = countFindings(findings);
	const report = {
		findings,
		accepted: topologies.accepted(files),
		summary,
		files,
		pathOf,
		textOf: (uri: string) => topologies.textOf(uri),
	};
	await print(format.print(report, paintFor(process.env, process.stdout.isTTY)));
	const counted = severities.slice(0, severities.indexOf(options.failOn) + 1);
	return counted.some((severity) => summary[severity] > 0) ? ExitCode.findings : ExitCode.clean;
}
