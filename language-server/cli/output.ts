import { styleText } from "node:util";
import { CannotRun } from "./exit-code.js";
import { errorCode, reasonOf } from "./files.js";

/** Writes the result of a command. Resolves when it is out, so that nothing is lost when the process ends. */
export function print(text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		process.stdout.write(text, (error) => {
			// Whoever reads may stop early, as `head` does; that is no failure.
			if (!error || errorCode(error) === "EPIPE") {
				resolve();
			} else {
				reject(new CannotRun(`the result cannot be written: ${reasonOf(error)}.`));
			}
		});
	});
}

/** One line for the person at the terminal, apart from the result. */
export function tellError(message: string): void {
	process.stderr.write(`ocs-edge: ${message}\n`);
}

/** The same failure also arrives as an event, which would end the process with a stack if nobody listened. */
export function ignoreClosedPipes(): void {
	process.stdout.on("error", () => {});
	process.stderr.on("error", () => {});
}

export type Colour = "red" | "yellow" | "blue" | "green" | "bold" | "dim";
export type Paint = (text: string, ...colours: readonly Colour[]) => string;

const plain: Paint = (text) => text;
const coloured: Paint = (text, ...colours) =>
	// The decision is made here once; newer versions of Node.js would make their own otherwise.
	colours.reduce((inner, colour) => styleText(colour, inner, { validateStream: false }), text);

/** Colours for a person at a terminal. NO_COLOR switches them off; FORCE_COLOR switches them on elsewhere. */
export function paintFor(environment: NodeJS.ProcessEnv, isTerminal: boolean): Paint {
	const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = environment;
	if (no || force === "0" || force === "false" || typeof styleText !== "function") {
		return plain;
	}
	return force !== undefined || (isTerminal && terminal !== "dumb") ? coloured : plain;
}

/** The text without characters that would make a terminal do things instead of showing them. */
export function printable(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what has to go.
	return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}
