import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const rulesFolder = fileURLToPath(new URL("..", import.meta.url));

/** A finding as a marker states it, and as the test prints it. */
export interface Mark {
	readonly file: string;
	readonly line: number;
	/** The underlined text. */
	readonly word: string;
	readonly from: number;
	readonly code: string;
}

export interface Fixture {
	/** The rule whose folder it lies in. */
	readonly code: string;
	/** "fires-twice", without extension. */
	readonly name: string;
	readonly folder: string;
	/** The text of each file without the marker lines, by its name. A fixture of several files is a folder. */
	readonly sources: Readonly<Record<string, string>>;
	readonly marks: readonly Mark[];
}

/** A comment line with carets under a word of the line above, each followed by the codes that are expected there. */
const MARKER_LINE = /^\s*\/\/[\s^]*\^+ [a-z]/;
const MARKER = /(\^+) ([a-z0-9-]+(?:, [a-z0-9-]+)*)/g;

export function fixtures(): readonly Fixture[] {
	return ruleFolders().flatMap((code) => fixturesOf(code));
}

export function ruleFolders(): readonly string[] {
	return readdirSync(rulesFolder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== "support")
		.map((entry) => entry.name)
		.sort();
}

function fixturesOf(code: string): readonly Fixture[] {
	const folder = join(rulesFolder, code);
	return readdirSync(folder)
		.filter((name) => !name.includes(".fixed-"))
		.sort()
		.map((name) => {
			const path = join(folder, name);
			const files = statSync(path).isDirectory() ? readdirSync(path).map((file) => join(path, file)) : [path];
			const read = files.sort().map((file) => readSource(basename(file), readFileSync(file, "utf8")));
			return {
				code,
				name: name.replace(/\.ocsedge$/, ""),
				folder,
				sources: Object.fromEntries(read.map(({ file, text }) => [file, text])),
				marks: read.flatMap(({ marks }) => marks),
			};
		});
}

/** Takes the marker lines out, so that fixes work on a text as its author would have it. */
function readSource(file: string, marked: string) {
	const lines: string[] = [];
	const marks: Mark[] = [];
	for (const line of marked.split("\n")) {
		if (!MARKER_LINE.test(line)) {
			lines.push(line);
			continue;
		}
		const above = lines.at(-1) ?? "";
		for (const match of line.matchAll(MARKER)) {
			const [, carets = "", codes = ""] = match;
			const word = above.slice(match.index, match.index + carets.length);
			for (const code of codes.split(", ")) {
				marks.push({ file, line: lines.length - 1, word, from: match.index, code });
			}
		}
	}
	return { file, text: lines.join("\n"), marks };
}

/** The texts that the fixes of a fixture are to write, in their order. */
export function readFixedTexts({ folder, name }: Fixture): readonly string[] {
	return fixedFiles(folder, name).map((file) => readFileSync(join(folder, file), "utf8"));
}

export function writeFixedTexts({ folder, name }: Fixture, texts: readonly string[]): void {
	for (const file of fixedFiles(folder, name)) {
		rmSync(join(folder, file));
	}
	for (const [position, text] of texts.entries()) {
		writeFileSync(join(folder, `${name}.fixed-${position + 1}.ocsedge`), text);
	}
}

function fixedFiles(folder: string, name: string): readonly string[] {
	const number = (file: string) => Number(/\.fixed-(\d+)\./.exec(file)?.[1]);
	return readdirSync(folder)
		.filter((file) => file.startsWith(`${name}.fixed-`))
		.sort((a, b) => number(a) - number(b));
}
