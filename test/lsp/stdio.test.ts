import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type {
	ClientCapabilities,
	CodeAction,
	CodeLens,
	CompletionList,
	Diagnostic,
	Hover,
	TextDocumentEdit,
	TextEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { RunbookPreview } from "../../language-server/protocol.js";
import { largeTopology } from "../bench/topology.mjs";
import { contoso } from "./support/contoso.js";
import { BARE, buildServer, CAN_CREATE, nodeVersions, positionOf, StdioClient } from "./support/stdio-client.js";

const MAIN = "main.ocsedge";
const inDomain = contoso.replace("membership workgroup\n\toperating", "membership domain contoso.net\n\toperating");
const has = (code: string) => (found: readonly Diagnostic[]) => found.some((one) => one.code === code);
const lacks = (code: string) => (found: readonly Diagnostic[]) => !found.some((one) => one.code === code);

beforeAll(buildServer);

describe.each(nodeVersions())("the built server under Node $version", ({ binary }) => {
	let running: StdioClient | undefined;

	async function start(files: Readonly<Record<string, string>>, capabilities: ClientCapabilities = BARE) {
		const started = await StdioClient.start(binary, capabilities, files);
		running = started.client;
		return started;
	}

	afterEach(async () => {
		await running?.dispose();
		running = undefined;
	});

	test("introduces itself, asks a bare client for nothing, and goes when told to", async () => {
		const { client, initialized } = await start({ [MAIN]: contoso });
		expect(initialized.serverInfo?.name).toBe("ocs-edge");
		expect(initialized.capabilities).toMatchObject({
			hoverProvider: true,
			completionProvider: {},
			definitionProvider: true,
			renameProvider: { prepareProvider: true },
			documentSymbolProvider: true,
			foldingRangeProvider: true,
			documentLinkProvider: {},
		});
		await client.findings(MAIN, (found) => found.length === 0);
		expect(client.unwanted).toEqual([]);
		expect(await client.shutdown()).toBe(0);
	});

	test("publishes findings with version, code, source and page, and takes a fix", async () => {
		const { client } = await start({ [MAIN]: inDomain });
		await client.open(MAIN, inDomain);
		const published = await client.findings(MAIN, (found, version) => version === 1 && has("edge-in-workgroup")(found));
		const finding = published.diagnostics.find((one) => one.code === "edge-in-workgroup");
		expect(finding).toMatchObject({
			source: "ocs-edge",
			severity: 2,
			range: { start: positionOf(inDomain, "domain contoso.net\n\toperating") },
		});
		expect(finding?.codeDescription?.href).toMatch(/^file:.*\/docs\/rules\/edge-in-workgroup\.md$/);

		const actions = await client.request<CodeAction[]>("textDocument/codeAction", MAIN, {
			range: finding?.range,
			context: { diagnostics: [finding], only: ["quickfix"] },
		});
		const edits = actions[0]?.edit?.changes?.[client.uri(MAIN)] ?? [];
		expect(actions[0]).toMatchObject({ kind: "quickfix", isPreferred: true });
		const mended = TextDocument.applyEdits(TextDocument.create(client.uri(MAIN), "ocs-edge", 1, inDomain), edits);
		expect(mended).toContain("membership workgroup\n\toperating");
		await client.change(MAIN, 2, mended);
		await client.findings(MAIN, (found, version) => version === 2 && lacks("edge-in-workgroup")(found));
	});

	test("hovers and completes", async () => {
		const { client } = await start({});
		await client.open(MAIN, contoso);
		const hover = await client.request<Hover>("textDocument/hover", MAIN, {
			position: positionOf(contoso, "\taccess-edge {", 3),
		});
		expect(JSON.stringify(hover.contents)).toContain("Access Edge Server");
		expect(JSON.stringify(hover.contents)).toContain("dir1.contoso.net");
		const list = await client.request<CompletionList>("textDocument/completion", MAIN, {
			position: positionOf(contoso, "next-hop dir1", 9),
		});
		expect(list.items.map((item) => item.label)).toEqual(["dir1", "pool1"]);
		expect(list.items.every((item) => item.insertTextFormat !== 2)).toBe(true);
	});

	test("answers about a file that was opened while the folder is still being read", async () => {
		const sites = Array.from({ length: 200 }, (_, i) => [`site-${i}.ocsedge`, `site s${i} { primary }\n`]);
		const { client } = await start(Object.fromEntries(sites));
		await client.open(MAIN, contoso);
		const hover = await client.request<Hover>("textDocument/hover", MAIN, {
			position: positionOf(contoso, "Contoso", 1),
		});
		expect(JSON.stringify(hover.contents)).toContain("Consolidated edge topology");
	});

	test("writes the runbooks as one edit that it sends itself", async () => {
		const { client } = await start({ [MAIN]: contoso }, CAN_CREATE);
		await client.open(MAIN, contoso);
		const start0 = { line: 0, character: 0 };
		const [action] = await client.request<CodeAction[]>("textDocument/codeAction", MAIN, {
			range: { start: start0, end: start0 },
			context: { diagnostics: [], only: ["source.generateRunbooks"] },
		});
		expect(action).toMatchObject({ title: "Generate deployment runbooks", kind: "source.generateRunbooks" });
		await client.connection.sendRequest("workspace/executeCommand", action?.command);
		expect(client.edits).toHaveLength(1);
		const changes = client.edits[0]?.edit.documentChanges ?? [];
		const pages = changes.filter((change): change is TextDocumentEdit => "edits" in change);
		const texts = new Map(
			pages.map((page) => [
				page.textDocument.uri.slice(client.uri("").length),
				(page.edits as TextEdit[]).map((edit) => edit.newText).join(""),
			]),
		);
		expect(pages.every((page) => page.textDocument.uri.startsWith(client.uri("runbooks/")))).toBe(true);
		expect(texts.size).toBeGreaterThanOrEqual(11);
		const all = [...texts.values()].join("\n");
		for (const value of ["edge1.contoso.net", "sip.contoso.com", "131.107.155.10", "dir1.contoso.net", "50000-59999"]) {
			expect(all).toContain(value);
		}
	});

	test("asks before it writes the runbooks of a deployment with errors, and takes no for an answer", async () => {
		const broken = contoso.replace("\tinternal-certificate edge1-int\n", "");
		const { client } = await start({ [MAIN]: broken }, CAN_CREATE);
		await client.open(MAIN, broken);
		const command = { command: "ocsEdge.generateRunbooks", arguments: [client.uri(MAIN)] };
		await client.connection.sendRequest("workspace/executeCommand", command);
		expect(client.questions).toHaveLength(1);
		expect(client.edits).toHaveLength(0);
		client.answer = "Generate a Draft";
		await client.connection.sendRequest("workspace/executeCommand", command);
		expect(JSON.stringify(client.edits[0]?.edit)).toMatch(/draft/i);
	});

	test("offers above a deployment what can be done with it, shows its runbook, and tells how far it is", async () => {
		const { client } = await start({ [MAIN]: contoso }, { ...CAN_CREATE, window: { workDoneProgress: true } });
		await client.open(MAIN, contoso);
		const [lens] = await client.request<CodeLens[]>("textDocument/codeLens", MAIN);
		expect(lens?.command?.title).toBe("Generate runbooks");
		const preview = await client.connection.sendRequest<RunbookPreview>("ocsEdge/previewRunbook", {
			uri: client.uri(MAIN),
			page: "sheets/dns.md",
		});
		expect(preview.html).toContain("sip.contoso.com");
		const progress: string[] = [];
		client.connection.onNotification("$/progress", ({ value }: { value: { kind: string } }) => {
			progress.push(value.kind);
		});
		await client.connection.sendRequest("workspace/executeCommand", lens?.command);
		expect([progress.at(0), progress.at(-1)]).toEqual(["begin", "end"]);
		expect(client.edits).toHaveLength(1);
	});

	test("keeps files of one deployment fresh while another is edited", async () => {
		const root = 'import "./corp.ocsedge"\ndeployment D { }\nedge-server e { access-edge { next-hop dir1 } }\n';
		const { client } = await start({ [MAIN]: root, "corp.ocsedge": "" });
		await client.findings(MAIN, has("unresolved-reference"));
		await client.open("corp.ocsedge", "director dir1 { fqdn dir1.contoso.net }\n");
		await client.findings(MAIN, lacks("unresolved-reference"));
		// Closed without saving, the file is again what it is on the disk.
		await client.close("corp.ocsedge");
		await client.findings(MAIN, has("unresolved-reference"));

		await client.remove("corp.ocsedge");
		await client.watched("corp.ocsedge", 3);
		await client.findings(MAIN, has("import-not-found"));
		await client.write("corp.ocsedge", "director dir1 { fqdn dir1.contoso.net }\n");
		await client.watched("corp.ocsedge", 1);
		await client.findings(MAIN, (found) => lacks("import-not-found")(found) && lacks("unresolved-reference")(found));
	});

	test("works on a single file without a folder, and reads what it imports", async () => {
		const root = 'import "./corp.ocsedge"\ndeployment D { }\nedge-server e { access-edge { next-hop dir1 } }\n';
		const started = await StdioClient.start(binary, BARE, { "corp.ocsedge": "director dir1 { }\n" }, false);
		running = started.client;
		await running.open(MAIN, root);
		await running.findings(MAIN, (found, version) => version === 1 && lacks("import-not-found")(found));
		await running.change(MAIN, 2, root.replace("next-hop dir1", "next-hop dir2"));
		await running.findings(MAIN, (found, version) => version === 2 && has("unresolved-reference")(found));
	});

	test("survives text that makes no sense, and typing faster than it reads", async () => {
		const { client } = await start({});
		await client.open(MAIN, "");
		let text = "";
		let version = 1;
		for (const letter of 'deployment { scenario } } { "\u0000 /* \u{1F600}') {
			text += letter;
			version++;
			await client.change(MAIN, version, text);
		}
		await client.findings(MAIN, (found, seen) => seen === version && found.length > 0);
		await client.change(MAIN, version + 1, contoso);
		await client.findings(MAIN, (found, seen) => seen === version + 1 && found.length === 0);
	});

	test("lets quick key strokes in a very large deployment share their findings", async () => {
		const large = largeTopology(400);
		const { client } = await start({});
		await client.open(MAIN, large);
		await client.findings(MAIN, (_found, version) => version === 1);
		await client.change(MAIN, 2, `${large}\n`);
		await client.findings(MAIN, (_found, version) => version === 2);
		const before = client.publications;
		const strokes = [..."site lab"];
		for (const [position] of strokes.entries()) {
			await client.change(MAIN, 3 + position, `${large}\n${strokes.slice(0, position + 1).join("")}`);
		}
		const last = 2 + strokes.length;
		const { diagnostics } = await client.findings(MAIN, (_found, version) => version === last);
		expect(diagnostics.map(({ code }) => code)).not.toContain("syntax-error");
		expect(client.publications - before).toBeLessThan(strokes.length);
	});

	describe("goes on when a document without a file closes", () => {
		const broken = "deployment D { product nonsense }";

		async function isAlive(client: StdioClient): Promise<void> {
			await client.open("other.ocsedge", broken);
			await client.findings("other.ocsedge", has("unknown-value"));
			expect(await client.shutdown()).toBe(0);
		}

		test.each([
			["a file that was never saved", "never/saved.ocsedge"],
			["an untitled document", "untitled:Untitled-1"],
			["an old version that a version control system shows", "git:/nowhere/a.ocsedge"],
		])("%s, and its findings go with it", async (_title, path) => {
			const { client } = await start({});
			await client.open(path, broken);
			await client.findings(path, has("unknown-value"));
			await client.change(path, 2, `${broken} `);
			await client.close(path);
			await client.findings(path, (found) => found.length === 0);
			await isAlive(client);
		});

		test("a file that was deleted while it was open", async () => {
			const { client } = await start({ [MAIN]: broken });
			await client.open(MAIN, broken);
			await client.findings(MAIN, has("unknown-value"));
			await client.remove(MAIN);
			await client.watched(MAIN, 3);
			await client.close(MAIN);
			await client.findings(MAIN, (found) => found.length === 0);
			await isAlive(client);
		});

		test("a file that was renamed while it was open", async () => {
			const { client } = await start({ [MAIN]: broken });
			await client.open(MAIN, broken);
			await client.findings(MAIN, has("unknown-value"));
			await client.remove(MAIN);
			await client.write("renamed.ocsedge", broken);
			await client.close(MAIN);
			await client.open("renamed.ocsedge", broken);
			await client.watched(MAIN, 3);
			await client.watched("renamed.ocsedge", 1);
			await client.findings("renamed.ocsedge", has("unknown-value"));
			await client.findings(MAIN, (found) => found.length === 0);
			await isAlive(client);
		});

		test("a file that disappears between its change and its reading", async () => {
			const { client } = await start({ [MAIN]: broken });
			await client.findings(MAIN, has("unknown-value"));
			await client.remove(MAIN);
			await client.watched(MAIN, 2);
			await client.findings(MAIN, (found) => found.length === 0);
			await isAlive(client);
		});
	});
});
