import { describe, expect, test } from "vitest";
import { InProcess, openAtCursor, uriOf } from "./support/in-process.js";

async function proposed(text: string) {
	const { server, document, position } = await openAtCursor(text);
	const params = { textDocument: { uri: document.uri.toString() }, position };
	return (await server.language.lsp.CompletionProvider?.getCompletion(document, params))?.items ?? [];
}

async function hoverAt(text: string): Promise<string> {
	const { server, document, position } = await openAtCursor(text);
	const params = { textDocument: { uri: document.uri.toString() }, position };
	return JSON.stringify((await server.language.lsp.HoverProvider?.getHoverContent(document, params))?.contents ?? "");
}

describe("the organisation of the certificates in the editor", () => {
	test("is proposed in the deployment until it is stated, with what it is for", async () => {
		const [item] = (await proposed("deployment D {\n\torgan<|>\n}")).filter(({ label }) => label === "organization");
		expect(item?.detail).toBe("Organisation of the certificates");
		expect(JSON.stringify(item?.documentation)).toContain("subject of every request");
		const labels = (await proposed("deployment D {\n\torganization A\n\t<|>\n}")).map(({ label }) => label);
		expect(labels).toContain("go-live");
		expect(labels).not.toContain("organization");
	});

	test.each([
		['organization "A B" {\n<|>\n}', ["city", "country", "state", "unit"]],
		['organization {\nunit "A B"\ncountry US\n<|>\n}', ["city", "state"]],
	])("proposes the parts that are not stated: %j", async (block, expected) => {
		const labels = (await proposed(`deployment D {\n${block}\n}`)).map(({ label }) => label);
		expect(labels).toEqual(expected);
	});

	test("proposes nothing inside of a text", async () => {
		expect(await proposed('deployment D { organization "A <|>B" }')).toEqual([]);
	});

	test.each([
		["organi<|>zation A", "Organisation of the certificates"],
		['organization "A <|>B"', "Organisation of the certificates"],
		["organization A { u<|>nit B }", "OU in the subject"],
		['organization A { city "New <|>York" }', "L in the subject"],
		["organization A { state Wash<|>ington }", "S in the subject"],
		["organization A { country U<|>S }", "code of two letters"],
	])("is explained at every word: %s", async (block, expected) => {
		expect(await hoverAt(`deployment D { ${block} }`)).toContain(expected);
	});

	test("folds its block", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": "deployment D {\n\torganization A {\n\t\tcity B\n\t\tcountry US\n\t}\n}\n" });
		const document = server.shared.workspace.LangiumDocuments.all.find(
			({ uri }) => uri.toString() === uriOf("main.ocsedge"),
		);
		const params = { textDocument: { uri: uriOf("main.ocsedge") } };
		const ranges = document && (await server.language.lsp.FoldingRangeProvider?.getFoldingRanges(document, params));
		expect(ranges?.map(({ startLine }) => startLine)).toContain(1);
	});
});
