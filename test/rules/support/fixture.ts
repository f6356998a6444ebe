import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mark, readMarked } from "./marks.js";
import { OUTCOMES_FILE } from "./outcomes.js";

export type { Mark } from "./marks.js";

export const rulesFolder = fileURLToPath(new URL("..", import.meta.url));

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
		.filter((name) => !name.includes(".fixed-") && name !== OUTCOMES_FILE)
		.sort()
		.map((name) => {
			const path = join(folder, name);
			const files = statSync(path).isDirectory() ? readdirSync(path).map((file) => join(path, file)) : [path];
			const read = files.sort().map((file) => readMarked(basename(file), readFileSync(file, "utf8")));
			return {
				code,
				name: name.replace(/\.ocsedge$/, ""),
				folder,
				sources: Object.fromEntries(read.map(({ file, text }) => [file, text])),
				marks: read.flatMap(({ marks }) => marks),
			};
		});
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
