import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./environment.mjs";

/** @typedef {import("../../language-server/reports/rules/rule-page.js").RuleExamples} RuleExamples */
/** @typedef {import("../../language-server/model/finding.js").Finding} Finding */
/** @typedef {{ readonly file: string; readonly text: string }} File */

/** Where the fixtures of a rule lie, and those of a problem that the language itself finds. */
const FOLDERS = ["test/rules", "test/problems"];
const EXTENSION = ".ocsedge";

/**
 * What the page of a rule shows: the first fixture that fires, and what its fixes leave, or else the first clean one.
 *
 * @param {string} code
 * @param {object} product
 * @param {(name: string, marked: string) => File} product.readMarked takes the markers out of a fixture
 * @param {(files: readonly File[]) => readonly Finding[]} product.check
 * @param {(files: readonly File[], findings: readonly Finding[]) => { files: readonly File[], titles: readonly string[] }} product.mend
 * @returns {RuleExamples | undefined} undefined where no fixture gives the finding
 */
export function examplesOf(code, { readMarked, check, mend }) {
	const folder = FOLDERS.map((parent) => join(root, parent, code)).find((path) => existsSync(path));
	if (folder === undefined) return undefined;
	const names = readdirSync(folder).sort();
	/** @param {string} name @returns {readonly File[]} */
	const filesOf = (name) => {
		const path = join(folder, name);
		const files = statSync(path).isDirectory()
			? readdirSync(path)
					.sort()
					.map((file) => join(path, file))
			: [path];
		return files.map((file) => readMarked(basename(file), readFileSync(file, "utf8")));
	};
	/** @param {string} kind */
	const fixtures = (kind) =>
		names
			.filter((name) => name.startsWith(kind) && !name.includes(".fixed-"))
			// A topology in one file is the easier one to read; then the plain name before those with an addition.
			.sort((a, b) => Number(b.endsWith(EXTENSION)) - Number(a.endsWith(EXTENSION)) || a.length - b.length);
	/** @param {readonly File[]} files */
	const ofRule = (files) => check(files).filter((finding) => finding.code === code);

	const fires = fixtures("fires")[0];
	if (fires === undefined) return undefined;
	const bad = filesOf(fires);
	const findings = ofRule(bad);
	if (findings.length === 0) return undefined;

	const mended = mend(bad, findings);
	const isMended = mended.titles.length > 0 && ofRule(mended.files).length === 0;
	const clean = fixtures("clean")
		.map(filesOf)
		.find((files) => ofRule(files).length === 0);
	const good = isMended ? mended.files : clean;
	return {
		bad: bad.map((one) => underline(one, findings, code)),
		findings: findings.map(({ severity, message, fixes }) => ({ severity, message, fixes })),
		...(good && { good }),
		...(isMended && { fixes: mended.titles }),
	};
}

/**
 * Marks the words that a finding lies on, in a comment below them.
 *
 * @param {File} example
 * @param {readonly Finding[]} findings
 * @param {string} code
 * @returns {File}
 */
function underline({ file, text }, findings, code) {
	const here = findings.filter((finding) => finding.origin.uri.endsWith(`/${file}`));
	const lines = text.split("\n").flatMap((line, number) => {
		const ranges = here.map((finding) => finding.origin.range).filter((range) => range.start.line === number);
		const [first] = ranges;
		const from = Math.min(...ranges.map((range) => range.start.character));
		const indent = line.search(/\S/);
		const slashes = from >= indent + "// ".length ? `${line.slice(0, indent)}//` : "//";
		if (first === undefined || from < "//".length) return [line];
		const marks = ranges
			.toSorted((a, b) => a.start.character - b.start.character)
			.reduce(
				(sofar, { start, end }) =>
					sofar.length > start.character
						? sofar
						: sofar.padEnd(start.character) + "^".repeat(Math.max(1, end.character - start.character)),
				slashes,
			);
		return [line, `${marks} ${code}`];
	});
	return { file, text: lines.join("\n") };
}
