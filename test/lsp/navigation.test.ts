import { describe, expect, test } from "vitest";
import type { DocumentSymbol, Location, LocationLink } from "vscode-languageserver";
import { contoso } from "./support/contoso.js";
import { InProcess, openAtCursor, type Sources, uriOf } from "./support/in-process.js";

const CORP = "director dir1 in corp { fqdn dir1.contoso.net }\nnetwork corp { zone internal }";
const EDGE = "deployment D { }\nedge-server e { access-edge { next-hop dir1  authorized-servers dir1 } }";

const files = (cursor: "main" | "corp"): Sources => ({
	"main.ocsedge": `import "./corp.ocsedge"\n${cursor === "main" ? EDGE.replace("next-hop dir1", "next-hop dir<|>1") : EDGE}`,
	"corp.ocsedge": cursor === "corp" ? CORP.replace("dir1", "dir<|>1") : CORP,
});

describe("going places", () => {
	test("leads from a name to its declaration in another file", async () => {
		const { server, document, position } = await openAtCursor(files("main"));
		const params = { textDocument: { uri: document.uri.toString() }, position };
		const found = await server.language.lsp.DefinitionProvider?.getDefinition(document, params);
		expect(found?.map((one: LocationLink) => [one.targetUri, one.targetSelectionRange.start])).toEqual([
			[uriOf("corp.ocsedge"), { line: 0, character: 9 }],
		]);
	});

	test("finds all references in all files of the deployment", async () => {
		const { server, document, position } = await openAtCursor(files("corp"));
		const params = { textDocument: { uri: document.uri.toString() }, position, context: { includeDeclaration: true } };
		const found = (await server.language.lsp.ReferencesProvider?.findReferences(document, params)) ?? [];
		expect(found.map((one: Location) => one.uri).sort()).toEqual([
			uriOf("corp.ocsedge"),
			uriOf("main.ocsedge"),
			uriOf("main.ocsedge"),
		]);
	});

	test("highlights a name wherever the file uses it", async () => {
		const { server, document, position } = await openAtCursor(files("main"));
		const params = { textDocument: { uri: document.uri.toString() }, position };
		const found = await server.language.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
		expect(found).toHaveLength(2);
	});

	test("links an import to the file, if there is one", async () => {
		const server = new InProcess();
		await server.open({
			"main.ocsedge": 'import "./corp.ocsedge"\nimport "./missing.ocsedge"\ndeployment D { }',
			"corp.ocsedge": CORP,
		});
		const document = server.document("main.ocsedge");
		const params = { textDocument: { uri: document.uri.toString() } };
		const links = await server.language.lsp.DocumentLinkProvider?.getDocumentLinks(document, params);
		expect(links?.map((link) => [link.target, link.range.start.character])).toEqual([[uriOf("corp.ocsedge"), 7]]);
	});

	test("finds elements of the workspace by a part of their name", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": contoso });
		const symbols = await server.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: "ext" });
		expect(symbols?.map((symbol) => `${symbol.name} ${symbol.containerName}`).sort()).toEqual([
			"access-ext certificate",
			"dmz-ext network",
			"web-ext certificate",
			"webconf-ext certificate",
		]);
	});
});

describe("outline and folding", () => {
	async function outline(text: string): Promise<readonly DocumentSymbol[]> {
		const server = new InProcess();
		await server.open(text);
		const document = server.document("main.ocsedge");
		const params = { textDocument: { uri: document.uri.toString() } };
		return (await server.language.lsp.DocumentSymbolProvider?.getSymbols(document, params)) ?? [];
	}

	test("nests roles in servers, scenarios in the deployment, records in views", async () => {
		const symbols = await outline(contoso);
		const children = (name: string) =>
			symbols.find((one) => one.name === name)?.children?.map((one) => `${one.name} (${one.detail})`);
		expect(children("Contoso")).toContain("federation (scenario)");
		expect(children("edge1")).toEqual([
			"internal adapter (dmz-int)",
			"external adapter (dmz-ext)",
			"access-edge (sip.contoso.com)",
			"web-conferencing-edge (webconf.contoso.com)",
			"av-edge (av.contoso.com)",
		]);
		expect(children("dns external")).toContain("sip.contoso.com (A → 131.107.155.10)");
		expect(children("outer")).toEqual([
			"allow tcp 443 (any → access-edge of edge1)",
			"allow tcp 443 (any → web-conferencing-edge of edge1)",
			"allow tcp 443 (any → isa1)",
			"allow tcp 5061 (any → access-edge of edge1)",
			"allow tcp 5061 (access-edge of edge1 → any)",
		]);
		expect(symbols.find((one) => one.name === "pool1")?.detail).toBe("pool · pool1.contoso.net");
	});

	test("has no empty names while one is being typed", async () => {
		const symbols = await outline("edge-server\npool {\n}\ndns {\n\ta\n}\ndeployment {\n\tscenario\n}");
		const names = (all: readonly DocumentSymbol[]): readonly string[] =>
			all.flatMap((one) => [one.name, ...names(one.children ?? [])]);
		expect(names(symbols).filter((name) => name === "")).toEqual([]);
	});

	test("folds blocks and comments", async () => {
		const server = new InProcess();
		await server.open("// one\n// two\n\n/* three\n   four\n   five */\npool p {\n\tfqdn a.b\n\tedition standard\n}\n");
		const document = server.document("main.ocsedge");
		const params = { textDocument: { uri: document.uri.toString() } };
		const ranges = (await server.language.lsp.FoldingRangeProvider?.getFoldingRanges(document, params)) ?? [];
		expect(ranges.map((range) => [range.startLine, range.endLine, range.kind]).sort()).toEqual([
			[0, 1, "comment"],
			[3, 4, "comment"],
			[6, 8, undefined],
		]);
	});
});

describe("rename", () => {
	async function rename(sources: Sources, newName: string) {
		const { server, document, position } = await openAtCursor(sources);
		const params = { textDocument: { uri: document.uri.toString() }, position, newName };
		return server.language.lsp.RenameProvider?.rename(document, params);
	}

	test.each(["main", "corp"] as const)(
		"changes declaration and references in all files, started in %s",
		async (where) => {
			const edit = await rename(files(where), "director-1");
			const changes = edit?.changes ?? {};
			expect(Object.keys(changes).sort()).toEqual([uriOf("corp.ocsedge"), uriOf("main.ocsedge")]);
			expect(changes[uriOf("main.ocsedge")]).toHaveLength(2);
			expect(changes[uriOf("corp.ocsedge")]?.map((one) => one.newText)).toEqual(["director-1"]);
		},
	);

	test("a keyword of the language is a good name", async () => {
		expect(await rename(files("main"), "external")).toBeDefined();
	});

	test.each([
		["two words", "letters, digits, hyphens"],
		["-dir", "letters, digits, hyphens"],
		["dir.contoso.net", "letters, digits, hyphens"],
		["", "letters, digits, hyphens"],
		["any", "every address"],
		["e", "is the name of an edge server in D already"],
		["corp", "is the name of a network in D already"],
	])("refuses %j", async (name, message) => {
		await expect(rename(files("main"), name)).rejects.toThrow(message);
	});

	test("refuses keywords and values", async () => {
		for (const text of ["deployment D { prod<|>uct ocs2007 }", "deployment D { product ocs<|>2007 }"]) {
			const { server, document, position } = await openAtCursor(text);
			const params = { textDocument: { uri: document.uri.toString() }, position };
			expect(await server.language.lsp.RenameProvider?.prepareRename(document, params)).toBeUndefined();
			await expect(rename(text, "x")).rejects.toThrow("Only names of elements");
		}
	});
});
