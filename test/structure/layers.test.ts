import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/**
 * The floors of the house, from the ground up. A file imports from its own floor or from lower ones. `rules` and `reports`
 * stand side by side and do not know each other; reports show pictures, so `diagram` lies below them.
 */
const FLOORS: readonly (readonly string[])[] = [
	["language-server/basics", "language-server/catalog", "language-server/generated", "language-server/protocol.ts"],
	["language-server/model"],
	["language-server/grammar"],
	["language-server/requirements"],
	["language-server/diagram"],
	["language-server/rules", "language-server/reports"],
	["language-server/workspace"],
	["language-server/lsp", "language-server/cli"],
	["language-server/main.node.ts", "language-server/main.browser.ts"],
];

/** Rooms of plain values: no editor, no Node.js, no syntax tree. Only the builders of the model read the syntax tree. */
const PURE = ["basics", "catalog", "model", "requirements", "rules", "reports", "diagram", "workspace"];
const NOT_PURE = /^(?:vscode$|vscode-languageserver|vscode-languageclient|node:|langium|playwright)/;

interface Import {
	readonly file: string;
	readonly specifier: string;
	/** The imported file, relative to the root, for a relative import. */
	readonly target?: string;
	/** Whether only types are imported, of which nothing is left in the built program. */
	readonly isTypeOnly: boolean;
}

function sourceFiles(folder: string): readonly string[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
		.sort();
}

function importsOf(file: string): readonly Import[] {
	const text = readFileSync(join(root, file), "utf8");
	const found = text.matchAll(
		/(?:^|\n)\s*(?:import|export)\b([^;"]*?)from\s+"([^"]+)"|import\("([^"]+)"\)|(?:^|\n)import\s+"([^"]+)"/g,
	);
	return [...found].map((match) => {
		const specifier = match[2] ?? match[3] ?? match[4] ?? "";
		const isTypeOnly = match[1] !== undefined && namesOnlyTypes(match[1].trim());
		if (!specifier.startsWith(".")) {
			return { file, specifier, isTypeOnly };
		}
		const target = relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/");
		return { file, specifier, target: target.replace(/\.js$/, ".ts"), isTypeOnly };
	});
}

/** As in "type { A, B }" and "{ type A, type B }". */
function namesOnlyTypes(clause: string): boolean {
	const [, names = ""] = /^\{([^}]*)\}$/.exec(clause) ?? [];
	const listed = names
		.split(",")
		.map((name) => name.trim())
		.filter((name) => name !== "");
	return /^type\b/.test(clause) || (listed.length > 0 && listed.every((name) => /^type\s/.test(name)));
}

/** Some files, and all that they import in however many steps. */
function reachedFrom(files: readonly string[], imports: readonly Import[]): ReadonlySet<string> {
	const reached = new Set(files);
	for (const file of reached) {
		for (const { target } of imports.filter((one) => one.file === file)) {
			if (target !== undefined) {
				reached.add(target);
			}
		}
	}
	return reached;
}

/** The circles that some imports make: each as the files that one goes through to come back to where one began. */
function circlesOf(imports: readonly Import[]): readonly string[] {
	const targets = new Map<string, string[]>();
	for (const { file, target } of imports) {
		targets.set(file, [...(targets.get(file) ?? []), ...(target === undefined ? [] : [target])]);
	}
	const circles: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, way: readonly string[]): void => {
		const start = way.indexOf(file);
		if (start >= 0) {
			circles.push([...way.slice(start), file].join(" -> "));
		} else if (!done.has(file)) {
			for (const target of targets.get(file) ?? []) {
				visit(target, [...way, file]);
			}
			done.add(file);
		}
	};
	for (const file of targets.keys()) {
		visit(file, []);
	}
	return circles;
}

const server = sourceFiles("language-server").flatMap(importsOf);
const client = sourceFiles("src").flatMap(importsOf);

function floorOf(file: string): number {
	return FLOORS.findIndex((rooms) => rooms.some((room) => file === room || file.startsWith(`${room}/`)));
}

function roomOf(file: string): string | undefined {
	return FLOORS.flat().find((room) => file === room || file.startsWith(`${room}/`));
}

describe("the layers", () => {
	test("every file of the language server has its floor", () => {
		expect(sourceFiles("language-server").filter((file) => floorOf(file) < 0)).toEqual([]);
	});

	test("imports point downwards", () => {
		const upwards = server.filter(
			({ file, target }) => target?.startsWith("language-server/") && floorOf(target) > floorOf(file),
		);
		expect(upwards.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
	});

	test("rooms on one floor do not know each other", () => {
		const sideways = server.filter(
			({ file, target }) =>
				target !== undefined &&
				floorOf(target) === floorOf(file) &&
				roomOf(target) !== roomOf(file) &&
				// The syntax tree's types and the words of the catalogue lie on the ground floor for all to use.
				floorOf(file) > 0 &&
				// The command line starts the language server, so it may open the server's door.
				!(file.startsWith("language-server/cli/") && target.startsWith("language-server/lsp/")),
		);
		expect(sideways.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
	});

	test("no two files need each other to be loaded", () => {
		expect(circlesOf([...server, ...client].filter(({ isTypeOnly }) => !isTypeOnly))).toEqual([]);
	});

	test("below the editor and the command line, no two files need each other to be understood, not even for types", () => {
		expect(circlesOf(server.filter(({ file }) => !file.startsWith("language-server/lsp/")))).toEqual([]);
	});

	test("the core is plain values: no editor, no Node.js, no syntax tree", () => {
		const impure = server.filter(
			({ file, specifier }) =>
				PURE.some((room) => file.startsWith(`language-server/${room}/`)) &&
				NOT_PURE.test(specifier) &&
				!file.startsWith("language-server/model/build-"),
		);
		expect(impure.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
	});

	test("only the catalogue knows which releases there are", () => {
		const inside = server.filter(
			({ file, target }) =>
				target?.startsWith("language-server/catalog/ocs2007/") && !file.startsWith("language-server/catalog/"),
		);
		expect(inside.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
	});

	test("only the client imports the editor", () => {
		expect(server.filter(({ specifier }) => specifier === "vscode").map(({ file }) => file)).toEqual([]);
	});

	test("what runs inside a web view reaches neither the editor nor Node.js, and no one else loads it", () => {
		const reached = reachedFrom(
			sourceFiles("src").filter((file) => file.startsWith("src/webview/")),
			[...client, ...server],
		);
		const outside = [...client, ...server].filter(
			({ file, specifier }) => reached.has(file) && NOT_PURE.test(specifier),
		);
		expect(outside.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
		const inside = client.filter(
			({ file, target }) => !file.startsWith("src/webview/") && target?.startsWith("src/webview/"),
		);
		expect(inside.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
	});

	test("the client knows nothing of the server but the protocol", () => {
		const inside = client.filter(
			({ target }) => target?.startsWith("language-server/") && target !== "language-server/protocol.ts",
		);
		expect(inside.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
	});

	test("the syntax tree of Langium is not kept: only grammar, model builders and lsp import Langium", () => {
		const allowed = /^language-server\/(?:grammar\/|generated\/|lsp\/|model\/build-|main\.)/;
		const found = server.filter(
			({ file, specifier }) =>
				specifier.startsWith("langium") && !allowed.test(file) && !file.startsWith("language-server/cli/"),
		);
		expect(found.map(({ file }) => file)).toEqual([]);
	});

	test("the import scan sees what it should", () => {
		expect(importsOf("language-server/workspace/analysis.ts").map((one) => one.target)).toContain(
			"language-server/rules/engine.ts",
		);
		expect(sourceFiles("src").filter((file) => file.startsWith("src/webview/"))).not.toEqual([]);
		const one = (file: string, target: string, isTypeOnly = false): Import => ({
			file,
			specifier: target,
			target,
			isTypeOnly,
		});
		expect(circlesOf([one("a", "b"), one("b", "c"), one("c", "b"), one("a", "c")])).toEqual(["b -> c -> b"]);
		expect(
			["type { A }", "{ type A, type B }", "{ A, type B }", "A, { type B }", "{ typeOf }"].map(namesOnlyTypes),
		).toEqual([true, true, false, false, false]);
	});
});
