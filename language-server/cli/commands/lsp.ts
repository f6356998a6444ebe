import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Command, Option } from "commander";
import { helpPart, type RunAction } from "../command.js";
import { CannotRun, ExitCode } from "../exit-code.js";
import { kindOf, shownPath } from "../files.js";

export function registerLsp(program: Command, run: RunAction): void {
	program
		.command("lsp")
		.summary("run the language server")
		.description("Runs the language server, for editors such as Neovim, Helix, Emacs and Zed.")
		.option("--stdio", "talk over standard input and output, the only way there is")
		// Editors add it of their own accord; the server itself reads it and ends when the editor has gone.
		.addOption(new Option("--clientProcessId <number>").hideHelp())
		.addHelpText("after", () => helpPart("Example", ["ocs-edge lsp --stdio"]))
		.action(run(lsp));
}

/** Starts the very server that the extension for VS Code starts; it lies beside the command line and is not part of it. */
async function lsp(options: { readonly stdio?: true }): Promise<ExitCode> {
	if (!options.stdio) {
		throw new CannotRun(
			"the language server talks over standard input and output only. Start it as: ocs-edge lsp --stdio",
		);
	}
	const server = join(__dirname, "language-server.js");
	if (kindOf(server) !== "file") {
		throw new CannotRun(`the language server ${shownPath(server)} is missing. Install OCS Edge again.`);
	}
	await import(pathToFileURL(server).href);
	return ExitCode.clean;
}
