import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { EXIT_CODES, helpPart, type RunAction } from "./command.js";
import { commands } from "./commands/index.js";
import { CannotRun, ExitCode } from "./exit-code.js";
import { ignoreClosedPipes, tellError } from "./output.js";

// The process ends by itself when all is written; `process.exit` would cut off what is still on its way into a pipe.
const run: RunAction =
	(action) =>
	async (...input) => {
		process.exitCode = await action(...input);
	};

function createProgram(): Command {
	const program = new Command("ocs-edge")
		.description(
			"Checks descriptions of the edge of Office Communications Server 2007 deployments, and derives from them what a deployment needs.",
		)
		.version(version)
		.exitOverride()
		.configureOutput({ outputError: () => {} })
		.addHelpText("after", () =>
			[
				helpPart("Examples", [
					"ocs-edge check                                 all topologies in this folder and below",
					"ocs-edge plan contoso.ocsedge --section flows  the firewall rules",
					"ocs-edge runbook contoso.ocsedge --out runbooks/Contoso",
					"ocs-edge help check                            more about one command",
				]),
				helpPart("Exit codes", EXIT_CODES),
			].join("\n"),
		);
	for (const register of commands) {
		register(program, run);
	}
	return program;
}

function exitCodeOf(error: unknown): ExitCode {
	if (error instanceof CommanderError) {
		if (error.exitCode === 0) {
			return ExitCode.clean;
		}
		// Called without a command, the help itself is the answer.
		if (error.code !== "commander.help") {
			tellError(`${error.message.replace(/^error: /, "").replaceAll("\n", " ")} Options and examples: ocs-edge help`);
		}
	} else if (error instanceof CannotRun) {
		tellError(error.message);
	} else {
		tellError(
			`an unexpected error; please report it.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
		);
	}
	return ExitCode.couldNotRun;
}

ignoreClosedPipes();
createProgram()
	.parseAsync()
	.catch((error: unknown) => {
		process.exitCode = exitCodeOf(error);
	});
