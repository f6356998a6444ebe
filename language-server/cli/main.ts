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

function exitCodeOf(program: Command, error: unknown): ExitCode {
	if (error instanceof CommanderError) {
		if (error.exitCode === 0) {
			return ExitCode.clean;
		}
		// Called without a command, the help itself is the answer.
		if (error.code !== "commander.help") {
			tellError(usageError(program, error));
		}
	} else if (error instanceof CannotRun) {
		tellError(error.message);
	} else {
		const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
		tellError(`an unexpected error; please report it.\n${details}`);
	}
	return ExitCode.couldNotRun;
}

/** One line: what is wrong with the words that were typed, and where to read how it is right. */
function usageError(program: Command, { message }: CommanderError): string {
	const named = (command: Command | undefined, word: string | undefined) =>
		command?.commands.find((one) => one.name() === word);
	const [, , first, second] = process.argv;
	const command = named(program, first);
	const name = [command, named(command, second)].flatMap((one) => one?.name() ?? []).join(" ");
	const sentence = message
		.replace(/^error: /, "")
		.replaceAll("\n", " ")
		.replace(/[.]?$/, ".");
	return `${sentence} See: ocs-edge ${name === "" ? "--help" : `${name} --help`}`;
}

ignoreClosedPipes();
const program = createProgram();
program.parseAsync().catch((error: unknown) => {
	process.exitCode = exitCodeOf(program, error);
});
