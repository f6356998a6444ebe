import { describe, expect, test } from "vitest";
import { everyKeyword } from "./support/every-keyword.js";
import { InProcess } from "./support/in-process.js";

/** So many letters lie between the places that are tried: a number without a common factor with line lengths. */
const STEP = 53;

describe("while somebody types", () => {
	test("no prefix of a text silences the outline, the hover or the completion of its end", async () => {
		const server = new InProcess();
		await server.open("");
		const { CompletionProvider, HoverProvider, DocumentSymbolProvider, FoldingRangeProvider } = server.language.lsp;
		for (let end = 1; end < everyKeyword.length; end += STEP) {
			const text = everyKeyword.slice(0, end);
			await server.change({ "main.ocsedge": text });
			const document = server.document("main.ocsedge");
			expect(document.textDocument.getText()).toBe(text);
			const params = {
				textDocument: { uri: document.uri.toString() },
				position: document.textDocument.positionAt(end),
			};
			await CompletionProvider?.getCompletion(document, params);
			await HoverProvider?.getHoverContent(document, params);
			await DocumentSymbolProvider?.getSymbols(document, params);
			await FoldingRangeProvider?.getFoldingRanges(document, params);
		}
	});

	test("the completion at the start of each statement proposes nothing that the block forbids", async () => {
		const server = new InProcess();
		await server.open(everyKeyword);
		const document = server.document("main.ocsedge");
		const textDocument = { uri: document.uri.toString() };
		const topLevel = ["edge-server", "reverse-proxy", "deployment", "active-directory"];
		for (const match of everyKeyword.matchAll(/\n(\t+)(?=[a-z])/g)) {
			const position = document.textDocument.positionAt(match.index + match[0].length);
			const list = await server.language.lsp.CompletionProvider?.getCompletion(document, { textDocument, position });
			const proposed = list?.items.map((item) => item.label) ?? [];
			expect(proposed.filter((label) => topLevel.includes(label))).toEqual([]);
			expect(new Set(proposed).size).toBe(proposed.length);
		}
	});
});
