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
		/(?:^|\n)\s*(?:import|export)\b[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)|^import\s+"([^"]+)"/g,
	);
	return [...found].map((match) => {
		const specifier = match[1] ?? match[2] ?? match[3] ?? "";
		if (!specifier.startsWith(".")) {
			return { file, specifier };
		}
		const target = relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/");
		return { file, specifier, target: target.replace(/\.js$/, ".ts") };
	});
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
	});
});
