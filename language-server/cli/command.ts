import type { Command } from "commander";
import { ExitCode } from "./exit-code.js";

/** Adds one command to the program. */
export type RegisterCommand = (program: Command, run: RunAction) => void;

/** Wraps what a command does, so that its answer becomes the exit code of the process. */
export type RunAction = <Arguments extends readonly unknown[]>(
	action: (...input: Arguments) => Promise<ExitCode>,
) => (...input: Arguments) => Promise<void>;

/** A part of a help page, set like the parts that are made from the options. */
export function helpPart(title: string, lines: readonly string[]): string {
	return `\n${title}:\n${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}`;
}

export const EXIT_CODES: readonly string[] = [
	`${ExitCode.clean}  clean`,
	`${ExitCode.findings}  there are findings at or above the threshold (errors, unless --fail-on says otherwise)`,
	`${ExitCode.couldNotRun}  could not run; the reason is on standard error`,
];
