import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { build } from "esbuild";

const root = join(import.meta.dirname, "../..");
const server = join(root, "language-server");

/**
 * One change of a program.
 *
 * @typedef {object} Mutant
 * @property {string} id
 * @property {string} file relative to language-server
 * @property {number} line from one
 * @property {number} from column of the changed text, from zero
 * @property {number} [to] its end, where it is on the same line
 * @property {number} start offset in the file
 * @property {number} end
 * @property {string} mutator
 * @property {string} replacement
 */

/**
 * What is asked of a place in the syntax tree; its library brings no types.
 *
 * @typedef {object} Path
 * @property {Path | null} parentPath
 * @property {() => boolean} isObjectProperty
 * @property {() => boolean} isCallExpression
 * @property {(key: string) => Path} get
 * @property {(shape: { readonly name: string }) => boolean} isIdentifier
 */

/** Texts are what people read, not what is decided; whether a rule finds something never hangs on one. */
const TEXTS = ["StringLiteral"];

const silent = () => {};
const log = {
	isTraceEnabled: () => false,
	isDebugEnabled: () => false,
	isInfoEnabled: () => false,
	isWarnEnabled: () => true,
	isErrorEnabled: () => true,
	isFatalEnabled: () => true,
	trace: silent,
	debug: silent,
	info: silent,
	warn: console.warn,
	error: console.error,
	fatal: console.error,
};

/**
 * What a rule says of itself, its title and sources, is held by the consistency test and not by fixtures. Of a finding the
 * fixtures show all that follows.
 *
 * @type {import("@stryker-mutator/api/ignore").Ignorer}
 */
const descriptions = {
	shouldIgnore(node) {
		const path = /** @type {Path} */ (node);
		const call = path.parentPath?.parentPath;
		const callee = path.isObjectProperty() && call?.isCallExpression() ? call.get("callee") : undefined;
		return callee?.isIdentifier({ name: "defineRule" }) ? "describes the rule" : undefined;
	},
};

/**
 * Builds the tests with the language server below them, in which the files carry all their mutants. `worker.mjs` runs it.
 *
 * @param {readonly string[]} files relative to language-server
 * @param {string} outfile
 * @returns {Promise<{ readonly mutants: readonly Mutant[], readonly texts: ReadonlyMap<string, string> }>} with the texts of the
 *     files, which somebody may be editing meanwhile
 */
export async function instrument(files, outfile) {
	const instrumenter = new Instrumenter(log);
	const sources = files.map((file) => {
		const name = join(server, file);
		return { name, content: readFileSync(name, "utf8"), mutate: true };
	});
	const result = await instrumenter.instrument(sources, {
		plugins: null,
		excludedMutations: TEXTS,
		ignorers: [descriptions],
	});
	const contents = new Map(result.files.map(({ name, content }) => [name, content]));
	await build({
		absWorkingDir: root,
		stdin: { contents: entry(), resolveDir: root, loader: "ts" },
		outfile,
		bundle: true,
		format: "cjs",
		platform: "node",
		target: "node24",
		packages: "external",
		logLevel: "warning",
		plugins: [seams(contents)],
	});
	const originals = new Map(sources.map(({ name, content }) => [name, content.split("\n")]));
	const mutants = result.mutants.flatMap(({ id, fileName, location, mutatorName, replacement, status }) => {
		const { start, end } = location;
		const lines = originals.get(fileName) ?? [];
		const line = lines[start.line] ?? "";
		/** @param {{ line: number, column: number }} position */
		const offset = (position) =>
			lines.slice(0, position.line).reduce((sum, before) => sum + before.length + 1, position.column);
		const isDefinition = mutatorName === "ObjectLiteral" && line.includes("defineRule(");
		return status === "Ignored" || isDefinition
			? []
			: [
					{
						id,
						file: fileName.slice(server.length + 1).replaceAll("\\", "/"),
						line: start.line + 1,
						from: start.column,
						...(start.line === end.line && { to: end.column }),
						start: offset(start),
						end: offset(end),
						mutator: mutatorName,
						replacement: replacement ?? "",
					},
				];
	});
	return { mutants, texts: new Map(sources.map(({ content }, position) => [files[position] ?? "", content])) };
}

/** The files of the rules, those too that are not registered yet. */
function ruleFiles() {
	return readdirSync(join(server, "rules"))
		.filter((name) => name.endsWith(".ts"))
		.filter((name) => readFileSync(join(server, "rules", name), "utf8").includes("export const rule = defineRule("));
}

/**
 * The rules that a file of the folder is part of, by their codes; undefined where it is part of the engine, and so of all.
 *
 * @param {string} file relative to language-server
 * @returns {readonly string[] | undefined}
 */
export function rulesWith(file) {
	const target = join(server, file);
	const engine = join(server, "rules/engine.ts");
	if (!file.startsWith("rules/") || importsOf(engine).has(target)) {
		return undefined;
	}
	return ruleFiles()
		.filter((name) => importsOf(join(server, "rules", name)).has(target))
		.map((name) => name.replace(/\.ts$/, ""));
}

/** @type {Map<string, Set<string>>} */
const imports = new Map();

/**
 * A file and all that it imports from the folder of the rules.
 *
 * @param {string} path
 * @returns {Set<string>}
 */
function importsOf(path) {
	const known = imports.get(path);
	if (known) {
		return known;
	}
	const found = new Set([path]);
	imports.set(path, found);
	const text = existsSync(path) ? readFileSync(path, "utf8") : "";
	for (const [, from = ""] of text.matchAll(/from "(\.{1,2}\/[^"]+)\.js"/g)) {
		const imported = join(path, "..", `${from}.ts`);
		if (imported.startsWith(join(server, "rules"))) {
			for (const one of importsOf(imported)) {
				found.add(one);
			}
		}
	}
	return found;
}

/** The test files by name, each of which is read when it is asked for. */
function entry() {
	const suites = ["rules", "requirements"].flatMap((folder) =>
		readdirSync(join(root, "test", folder))
			.filter((name) => name.endsWith(".test.ts"))
			.map((name) => `"${folder}/${name.replace(/\.test\.ts$/, "")}": () => require("./test/${folder}/${name}"),`),
	);
	return [
		`export const suites = {\n${suites.join("\n")}\n};`,
		...ruleFiles().map(
			(name, position) => `import { rule as rule${position} } from "./language-server/rules/${name}";`,
		),
		`export const every = [${ruleFiles().map((_, position) => `rule${position}`)}];`,
		`export { rules as asked } from "./language-server/rules/registry.generated.js";`,
	].join("\n");
}

/**
 * Puts the mutated files into the program, and what the worker steers in some places: the tests are collected, the rules
 * that are asked can be chosen, a text is parsed once however often it is looked at, and nothing that was built of it under
 * another mutant is remembered.
 *
 * @param {ReadonlyMap<string, string>} mutated
 * @returns {import("esbuild").Plugin}
 */
function seams(mutated) {
	const registry = join(server, "rules/registry.generated.ts");
	const parser = join(server, "grammar/parser-module.ts");
	const fixtures = join(root, "test/rules/support/fixture.ts");
	const collections = join(server, "basics/collections.ts");
	/** @type {ReadonlyMap<string, string>} */
	const replaced = new Map([
		[registry, `export const rules = [];`],
		[
			parser,
			`import { createFileParser as create } from ${JSON.stringify(`${parser}?real`)};
			export const createFileParser = () => globalThis.ocsEdgeMutation.parserOf(create);`,
		],
		[
			fixtures,
			`export * from ${JSON.stringify(`${fixtures}?real`)};
			import { fixtures as read } from ${JSON.stringify(`${fixtures}?real`)};
			export const fixtures = () => globalThis.ocsEdgeMutation.fixturesOf(read);`,
		],
		[
			collections,
			`export * from ${JSON.stringify(`${collections}?real`)};
			import { remembered as create } from ${JSON.stringify(`${collections}?real`)};
			export const remembered = (build) => globalThis.ocsEdgeMutation.forgetful(() => create(build));`,
		],
	]);
	return {
		name: "seams",
		setup(builder) {
			builder.onResolve({ filter: /^vitest$/ }, () => ({ path: "vitest", namespace: "collected" }));
			builder.onLoad({ filter: /.*/, namespace: "collected" }, () => ({
				contents: `module.exports = globalThis.ocsEdgeMutation.vitest;`,
			}));
			builder.onResolve({ filter: /\?real$/ }, ({ path, resolveDir }) => ({
				path: join(path.startsWith("/") ? "" : resolveDir, path.replace(/\?.*$/, "").replace(/\.js$/, ".ts")),
				namespace: "real",
			}));
			// Somebody may be writing another rule; what it still lacks must not keep this one from being checked.
			builder.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, resolveDir }) =>
				existsSync(join(resolveDir, path)) || existsSync(join(resolveDir, path.replace(/\.js$/, ".ts")))
					? undefined
					: { path, namespace: "lacking" },
			);
			builder.onLoad({ filter: /.*/, namespace: "lacking" }, () => ({ contents: "module.exports = {};" }));
			/** @param {string} path */
			const read = (path) => ({
				contents: (mutated.get(path) ?? readFileSync(path, "utf8"))
					.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
					.replaceAll("import.meta.dirname", JSON.stringify(dirname(path))),
				loader: /** @type {const} */ ("ts"),
				resolveDir: join(path, ".."),
			});
			builder.onLoad({ filter: /.*/, namespace: "real" }, ({ path }) => read(path));
			builder.onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) => {
				const contents = replaced.get(path);
				return contents === undefined ? read(path) : { contents, loader: "ts", resolveDir: join(path, "..") };
			});
		},
	};
}
