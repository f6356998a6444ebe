import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

/**
 * The mutants that the compiler refuses: no test has to notice what cannot be written. Each lies beside its original in a copy of
 * the language server, so that one run of the compiler judges them all.
 *
 * @param {ReadonlyMap<string, string>} texts of the files that the mutants are of
 * @param {readonly import("./instrument.mjs").Mutant[]} mutants
 * @param {string} folder for the copy
 * @returns {ReadonlySet<string>} their ids
 */
export function refused(texts, mutants, folder) {
	if (mutants.length === 0) {
		return new Set();
	}
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	cpSync(join(root, "language-server"), join(folder, "language-server"), { recursive: true });
	const config = {
		extends: join(root, "tsconfig.json"),
		include: ["language-server/rules/**/*", "language-server/requirements/**/*"],
	};
	writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
	for (const [file, text] of texts) {
		writeFileSync(join(folder, "language-server", file), text);
	}
	for (const { id, file, start, end, replacement } of mutants) {
		const path = join(folder, "language-server", file);
		const text = texts.get(file) ?? "";
		writeFileSync(path.replace(/\.ts$/, `.${id}.ts`), text.slice(0, start) + replacement + text.slice(end));
	}
	const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], {
		cwd: folder,
		encoding: "utf8",
	});
	const errors = stdout.split("\n").flatMap((line) => /^language-server\/(\S+?\.ts)\(/.exec(line)?.[1] ?? []);
	/** @param {string} file */
	const errorsIn = (file) => errors.filter((one) => one === file).length;
	return new Set(
		mutants.filter(({ id, file }) => errorsIn(file.replace(/\.ts$/, `.${id}.ts`)) > errorsIn(file)).map(({ id }) => id),
	);
}
