import { expect, onTestFinished, test } from "vitest";
import {
	type ApplyWorkspaceEditParams,
	CancellationTokenSource,
	type ClientCapabilities,
	type TextDocumentEdit,
	type TextEdit,
	type WorkDoneProgressBegin,
	type WorkDoneProgressEnd,
	type WorkDoneProgressReport,
} from "vscode-languageserver";
import {
	generateRunbooksCommand,
	type PageOrigin,
	type RunbookPreview,
	type RunbooksChanged,
	type RunbooksGenerated,
} from "../../language-server/protocol.js";
import { Connected } from "./support/connected.js";
import { contoso } from "./support/contoso.js";
import { positionOf } from "./support/stdio-client.js";

const MAIN = "main.ocsedge";

/** An editor that can do all that VS Code does with runbooks. */
const ABLE: ClientCapabilities = {
	workspace: {
		applyEdit: true,
		workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
		codeLens: { refreshSupport: true },
	},
	window: { showDocument: { support: true }, workDoneProgress: true },
};
const OPTIONS = { showsPreviews: true, listensForRunbooks: true };

async function start(
	files: Readonly<Record<string, string>>,
	capabilities: ClientCapabilities = ABLE,
	options: object = OPTIONS,
): Promise<Connected> {
	const connected = await Connected.start(files, capabilities, undefined, options);
	onTestFinished(() => connected.dispose());
	return connected;
}

/** A client that applies what it is told to, as an editor does, and tells what was written. */
function applying(connected: Connected): Map<string, string> {
	const written = new Map<string, string>();
	connected.client.onRequest("workspace/applyEdit", ({ edit }: ApplyWorkspaceEditParams) => {
		for (const change of edit.documentChanges ?? []) {
			if ("edits" in change) {
				const text = textsOf(change);
				written.set(change.textDocument.uri.slice(connected.uri("").length), text);
				connected.files.insert(change.textDocument.uri, text);
			}
		}
		return { applied: true };
	});
	return written;
}

function textsOf({ edits }: TextDocumentEdit): string {
	return edits.map((edit) => ("newText" in edit ? (edit as TextEdit).newText : "")).join("");
}

const titles = async (connected: Connected, path = MAIN) =>
	(await connected.codeLenses(path)).map(({ command }) => command?.title);

const withError = contoso.replace("\tinternal-certificate edge1-int\n", "");

test("a deployment has lenses that generate its runbooks and preview them", async () => {
	const connected = await start({ [MAIN]: contoso });
	await connected.open(MAIN, contoso);
	const lenses = await connected.codeLenses(MAIN);
	expect(lenses.map(({ command }) => [command?.title, command?.command, command?.arguments])).toEqual([
		["Generate runbooks", "ocsEdge.generateRunbooks", [connected.uri(MAIN)]],
		["Preview", "ocsEdge.previewRunbook", [connected.uri(MAIN)]],
	]);
	for (const { range } of lenses) {
		expect(range.start).toEqual(positionOf(contoso, "deployment Contoso"));
	}
});

test("a lens counts the errors as they come and go while somebody types", async () => {
	const connected = await start({ [MAIN]: contoso });
	await connected.open(MAIN, contoso);
	expect(await titles(connected)).toEqual(["Generate runbooks", "Preview"]);
	await connected.edit(MAIN, 2, withError);
	expect(await titles(connected)).toEqual(["Generate runbooks", "1 error", "Preview"]);
	await connected.edit(MAIN, 3, `${withError}network lab { zone internal  subnet 192.168.30.0/40 }\n`);
	expect((await titles(connected))[1]).toBe("2 errors");
	await connected.edit(MAIN, 4, contoso);
	expect(await titles(connected)).toEqual(["Generate runbooks", "Preview"]);
});

test("a lens counts warnings where there are no errors", async () => {
	const inDomain = contoso.replace("membership workgroup\n\toperating", "membership domain contoso.net\n\toperating");
	const connected = await start({ [MAIN]: inDomain });
	await connected.open(MAIN, inDomain);
	expect((await titles(connected))[1]).toMatch(/^\d+ warnings?$/);
});

test("the lens with the errors leads to the first one, also in another file", async () => {
	const [head, rest] = [
		contoso.slice(0, contoso.indexOf("network internet")),
		contoso.slice(contoso.indexOf("network internet")),
	];
	const connected = await start({
		[MAIN]: `import "./rest.ocsedge"\n${head}`,
		"rest.ocsedge": rest.replace("subnet 10.45.16.0/24", "subnet 10.45.16.0/40"),
	});
	await connected.shows("rest.ocsedge", "malformed-address");
	const lens = (await connected.codeLenses(MAIN)).find(({ command }) => command?.title.includes("error"));
	await connected.execute(lens?.command?.command ?? "", lens?.command?.arguments ?? []);
	expect(connected.shownDocuments).toMatchObject([{ uri: connected.uri("rest.ocsedge"), takeFocus: true }]);
	// The fragment itself has no deployment block, and so no lenses.
	expect(await connected.codeLenses("rest.ocsedge")).toEqual([]);
});

test("an editor is asked to refresh its lenses when another file changes the count", async () => {
	const connected = await start({ [MAIN]: `import "./more.ocsedge"\n${contoso}`, "more.ocsedge": "" });
	const refreshed = new Promise<void>((resolve) => {
		connected.client.onRequest("workspace/codeLens/refresh", () => {
			resolve();
			return null;
		});
	});
	await connected.shown(MAIN, () => true);
	expect(await titles(connected)).toEqual(["Generate runbooks", "Preview"]);
	await connected.open("more.ocsedge", "network lab { zone internal  subnet 192.168.30.0/40 }\n");
	await refreshed;
	expect(await titles(connected)).toEqual(["Generate runbooks", "1 error", "Preview"]);
});

test("another editor gets only lenses whose commands the server carries out itself", async () => {
	const connected = await start({ [MAIN]: withError }, {}, {});
	await connected.open(MAIN, withError);
	expect(await titles(connected)).toEqual(["Generate runbooks"]);
});

const preview = (connected: Connected, page?: string, path = MAIN) =>
	connected.client.sendRequest<RunbookPreview | null>("ocsEdge/previewRunbook", { uri: connected.uri(path), page });

async function previewOf(connected: Connected, page?: string, path = MAIN): Promise<RunbookPreview> {
	const answer = await preview(connected, page, path);
	if (!answer) {
		throw new Error("There is no preview.");
	}
	return answer;
}

test("the preview shows every page that would be generated, without writing any", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	const first = await previewOf(connected);
	expect(first).toMatchObject({ deployment: "Contoso", root: connected.uri(MAIN), path: "00-overview.md" });
	expect(first.html).toContain("<h1");
	for (const { path, title, kind } of first.pages) {
		const { html, path: shown } = await previewOf(connected, path);
		expect(shown).toBe(path);
		if (kind !== "artefact") {
			expect(html).toContain(`>${title}</h1>`);
		}
	}
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	const generated = [...written.keys()].map((path) => path.replace("runbooks/Contoso/", ""));
	expect(first.pages.map(({ path }) => path).sort()).toEqual(
		generated.filter((path) => path !== ".generated.json").sort(),
	);
});

test("the preview follows what is typed, and the client is told when to ask again", async () => {
	const connected = await start({ [MAIN]: contoso });
	await connected.open(MAIN, contoso);
	const page = "03-configure-edge-servers.md";
	expect((await previewOf(connected, page)).html).toContain("sip.contoso.com");
	const changed = new Promise<RunbooksChanged>((resolve) => {
		connected.client.onNotification("ocsEdge/runbooksChanged", resolve);
	});
	await connected.edit(MAIN, 2, contoso.replaceAll("sip.contoso.com", "access.contoso.com"));
	expect((await changed).files).toContain(connected.uri(MAIN));
	const { html } = await previewOf(connected, page);
	expect(html).toContain("access.contoso.com");
	expect(html).not.toContain("sip.contoso.com");
});

test("the preview of a deployment with errors is marked as a draft, as its pages would be", async () => {
	const connected = await start({ [MAIN]: withError });
	expect((await previewOf(connected, "02-install-edge-servers.md")).html).toContain("DRAFT");
	const sound = await start({ [MAIN]: contoso });
	expect((await previewOf(sound, "02-install-edge-servers.md")).html).not.toContain("DRAFT");
});

test("the lines of a preview know the statements that they come from", async () => {
	const connected = await start({ [MAIN]: contoso });
	const { html, origins } = await previewOf(connected, "03-configure-edge-servers.md");
	const nextHop = positionOf(contoso, "next-hop dir1").line;
	const lines = origins.filter(({ range }) => range.start.line === nextHop).map(({ line }) => line);
	expect(lines.length).toBeGreaterThan(0);
	for (const { line, uri } of origins) {
		expect(html).toContain(`data-line="${line}"`);
		expect(uri).toBe(connected.uri(MAIN));
	}
});

test("a file without a deployment has no preview", async () => {
	const connected = await start({ "site.ocsedge": "site redmond { primary }\n" });
	expect(await preview(connected, undefined, "site.ocsedge")).toBeNull();
});

test("a preview that nobody waits for any more is given up", async () => {
	const connected = await start({ [MAIN]: contoso });
	const source = new CancellationTokenSource();
	const answer = connected.client.sendRequest("ocsEdge/previewRunbook", { uri: connected.uri(MAIN) }, source.token);
	source.cancel();
	await expect(answer).rejects.toThrow("cancelled");
});

test("the numbers of steps and rows in a generated page lead to the topology as it is now", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	const path = "runbooks/Contoso/03-configure-edge-servers.md";
	const generated = written.get(path) ?? "";
	// Somebody ticked, wrote above the steps, and moved what the steps come from.
	const page = `Started on Monday.\n\n${generated.replaceAll("- [ ]", "- [x]")}`;
	await connected.open(MAIN, `// The edge of Contoso\n\n${contoso}`);
	const origins = await connected.client.sendRequest<readonly PageOrigin[]>("ocsEdge/pageOrigins", {
		uri: connected.uri(path),
		text: page,
	});
	const nextHop = positionOf(contoso, "next-hop dir1").line + 2;
	const labels = origins
		.filter(({ range }) => range.start.line === nextHop)
		.map(({ label: { start, end } }) => page.split("\n")[start.line]?.slice(start.character, end.character));
	expect(labels.length).toBeGreaterThan(0);
	for (const label of labels) {
		expect(label).toMatch(/^3\.\d+$/);
	}
});

type Progress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** Hears the progress that the server tells of; its kinds come in their order. */
function progressOf(connected: Connected, onBegin: (token: string | number) => void = () => undefined): Progress[] {
	const heard: Progress[] = [];
	connected.client.onRequest("window/workDoneProgress/create", () => null);
	connected.client.onNotification("$/progress", ({ token, value }: { token: string | number; value: Progress }) => {
		heard.push(value);
		if (value.kind === "begin") {
			onBegin(token);
		}
	});
	return heard;
}

test("generation shows its progress from beginning to end", async () => {
	const connected = await start({ [MAIN]: contoso });
	applying(connected);
	const heard = progressOf(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect(heard[0]).toMatchObject({ kind: "begin", title: "Generating the runbooks of Contoso", cancellable: true });
	expect(heard.at(-1)).toMatchObject({ kind: "end" });
	expect(heard.filter(({ kind }) => kind === "report").length).toBeGreaterThan(0);
});

test("generation that is cancelled in its progress writes nothing", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	const heard = progressOf(connected, (token) => {
		void connected.client.sendNotification("window/workDoneProgress/cancel", { token });
	});
	expect(await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)])).toBeNull();
	expect(heard.at(-1)).toMatchObject({ kind: "end" });
	expect([...written]).toEqual([]);
	// The next time goes through as if nothing had been.
	progressOf(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect(written.size).toBeGreaterThan(10);
});

test("generation whose request is taken back writes nothing", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	const source = new CancellationTokenSource();
	progressOf(connected, () => source.cancel());
	const answer = connected.client.sendRequest(
		"workspace/executeCommand",
		{ command: generateRunbooksCommand, arguments: [connected.uri(MAIN)] },
		source.token,
	);
	await answer.catch(() => undefined);
	expect([...written]).toEqual([]);
});

test("only the chosen pages are written, and the others are not called obsolete", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	const all = [...written.keys()];
	written.clear();
	await connected.open(MAIN, contoso.replaceAll("sip.contoso.com", "access.contoso.com"));
	const generated = (await connected.execute(generateRunbooksCommand, [
		connected.uri(MAIN),
		{ pages: ["sheets/dns.md"] },
	])) as RunbooksGenerated;
	const pages = [...written.keys()].filter((path) => path.endsWith(".md"));
	// The overview comes with every choice, and says what it leads to.
	expect(pages).toEqual(["runbooks/Contoso/00-overview.md", "runbooks/Contoso/sheets/dns.md"]);
	expect([...written.keys()].filter((path) => !path.endsWith(".md"))).toEqual(
		expect.arrayContaining(["runbooks/Contoso/dns/records.csv"]),
	);
	expect([...written.keys()]).not.toContain("runbooks/Contoso/firewall/rules.csv");
	expect(all).toContain("runbooks/Contoso/sheets/firewall.md");
	expect(generated.message).not.toContain("No longer needed");
});

test("the page for the printer is written where it is asked for, with the ticks of the pages", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect([...written.keys()].filter((path) => path.endsWith(".html"))).toEqual([]);
	const task = "runbooks/Contoso/02-install-edge-servers.md";
	await connected.write({ [task]: (written.get(task) ?? "").replace("- [ ]", "- [x]") });
	written.clear();
	const generated = (await connected.execute(generateRunbooksCommand, [
		connected.uri(MAIN),
		{ formats: ["html"] },
	])) as RunbooksGenerated;
	// This client writes the page itself; another one gets it in the edit.
	expect(generated.print?.uri).toBe(connected.uri("runbooks/Contoso/runbook.html"));
	expect(generated.print?.content).toContain("checked");
	expect([...written]).toEqual([]);
});

test("a blank that somebody filled in is asked for no more, as on the command line", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	const [sheet, overview] = ["runbooks/Contoso/sheets/certificates.md", "runbooks/Contoso/00-overview.md"];
	const text = written.get(sheet) ?? "";
	expect(text).toContain("____ (name of the public certification authority)");
	await connected.write({ [sheet]: text.replace("____ (name of the public certification authority)", "VeriSign") });
	written.clear();
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect([...written.keys()].filter((path) => path.endsWith(".md"))).toEqual([overview, sheet]);
	for (const path of [overview, sheet]) {
		expect(written.get(path)).not.toContain("name of the public certification authority");
	}
});

test("the page for the printer alone has its row numbers remembered, and no page is written", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN), { formats: ["html"] }]);
	expect([...written.keys()]).toEqual(["runbooks/Contoso/.generated.json"]);
	expect(JSON.parse(written.get("runbooks/Contoso/.generated.json") ?? "")).toMatchObject({ pages: {} });
});

test("another editor gets the page for the printer in the edit, and is shown the overview", async () => {
	const connected = await start({ [MAIN]: contoso }, ABLE, {});
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN), { formats: ["markdown", "html"] }]);
	expect(written.get("runbooks/Contoso/runbook.html")).toContain("<!doctype html>");
	expect(connected.shownDocuments).toMatchObject([{ uri: connected.uri("runbooks/Contoso/00-overview.md") }]);
});

test("what people wrote is kept, and the message and the result say where", async () => {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	const dns = "runbooks/Contoso/sheets/dns.md";
	const rewritten = "# DNS\n\nEverything is different here.\n";
	await connected.write({ [dns]: rewritten });
	written.clear();
	const told = new Promise<RunbooksGenerated>((resolve) => {
		connected.client.onRequest("ocsEdge/runbooksGenerated", (generated: RunbooksGenerated) => {
			resolve(generated);
			return null;
		});
	});
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect(written.has(dns)).toBe(false);
	expect((await told).kept).toEqual([
		{ page: connected.uri(dns), beside: connected.uri(dns.replace(".md", ".new.md")) },
	]);
});

test("somebody who asks twice gets each page once, because the second time begins when the first is saved", async () => {
	const connected = await start({ [MAIN]: contoso });
	const edits: ApplyWorkspaceEditParams[] = [];
	connected.client.onRequest("workspace/applyEdit", (params: ApplyWorkspaceEditParams) => {
		edits.push(params);
		return { applied: true };
	});
	// As in VS Code, the pages are on the disk only when the client has saved them.
	connected.client.onRequest("ocsEdge/runbooksGenerated", () => {
		for (const { edit } of edits) {
			for (const change of edit.documentChanges ?? []) {
				if ("edits" in change) {
					connected.files.insert(change.textDocument.uri, textsOf(change));
				}
			}
		}
		return null;
	});
	const generate = () => connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	const [, second] = await Promise.all([generate(), generate()]);
	expect(edits).toHaveLength(1);
	expect((second as RunbooksGenerated).message).toContain("up to date");
});

const PAGE = "runbooks/Contoso/05-start-services.md";
const TOPOLOGY_CHANGED = contoso.replaceAll("edge1", "edge7");

/** Generates once and changes the topology; then PAGE stands open in the editor, as it was generated, in version 4. */
async function openPage(): Promise<{ connected: Connected; written: Map<string, string>; text: string }> {
	const connected = await start({ [MAIN]: contoso });
	const written = applying(connected);
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	const text = written.get(PAGE) ?? "";
	await connected.open(MAIN, TOPOLOGY_CHANGED);
	await connected.open(PAGE, text, 4);
	written.clear();
	return { connected, written, text };
}

/** The versions that an edit is made for, by the path of the file. */
function versionsOf(connected: Connected, { edit }: ApplyWorkspaceEditParams): ReadonlyMap<string, number | null> {
	return new Map(
		(edit.documentChanges ?? []).flatMap((change) =>
			"edits" in change
				? [[change.textDocument.uri.slice(connected.uri("").length), change.textDocument.version] as const]
				: [],
		),
	);
}

test("an editor that can be asked tells of the pages that are open", async () => {
	const connected = await start(
		{ [MAIN]: contoso },
		{ textDocument: { synchronization: { dynamicRegistration: true } } },
	);
	await connected.settled();
	const ofPages = connected.registrations.filter(({ registerOptions }) =>
		JSON.stringify(registerOptions).includes("**/runbooks/**/*.{md,csv"),
	);
	expect(ofPages.map(({ method }) => method).sort()).toEqual([
		"textDocument/didChange",
		"textDocument/didClose",
		"textDocument/didOpen",
	]);
});

test("what somebody wrote into an open page and did not save goes on in the new text", async () => {
	const { connected, written, text } = await openPage();
	await connected.edit(PAGE, 5, text.replace("- [ ]", "- [x]"));
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect(written.get(PAGE)).toContain("- [x]");
	expect(written.get(PAGE)).toContain("edge7");
});

test("an open page is no topology, whatever becomes of it", async () => {
	const { connected } = await openPage();
	await connected.edit(PAGE, 5, "Anything at all.");
	await connected.watched(PAGE, 2);
	await connected.close(PAGE);
	await connected.watched(PAGE, 3);
	await connected.settled();
	expect(connected.publications.map(({ uri }) => uri)).not.toContain(connected.uri(PAGE));
	expect(await connected.client.sendRequest("workspace/symbol", { query: "Anything" })).toEqual([]);
});

test("an edit names the version of each open page, and is made anew when somebody types on at that moment", async () => {
	const { connected, written, text } = await openPage();
	const asked: ReadonlyMap<string, number | null>[] = [];
	const note = `${text.replace("- [ ]", "- [x]")}`;
	connected.client.onRequest("workspace/applyEdit", async (params: ApplyWorkspaceEditParams) => {
		asked.push(versionsOf(connected, params));
		if (asked.length === 1) {
			// As VS Code does with an edit for another version.
			await connected.edit(PAGE, 5, note);
			return { applied: false };
		}
		for (const change of params.edit.documentChanges ?? []) {
			if ("edits" in change) {
				written.set(change.textDocument.uri.slice(connected.uri("").length), textsOf(change));
			}
		}
		return { applied: true };
	});
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect(asked.map((versions) => versions.get(PAGE))).toEqual([4, 5]);
	expect(asked[0]?.get("runbooks/Contoso/00-overview.md")).toBeNull();
	expect(written.get(PAGE)).toContain("- [x]");
	expect(written.get(PAGE)).toContain("edge7");
});

test("who types on all the time is told why nothing was written", async () => {
	const { connected, text } = await openPage();
	const messages: string[] = [];
	connected.client.onRequest("window/showMessageRequest", ({ message }: { message: string }) => {
		messages.push(message);
		return null;
	});
	let version = 4;
	connected.client.onRequest("workspace/applyEdit", async () => {
		version += 1;
		await connected.edit(PAGE, version, `${text}\n${version}\n`);
		return { applied: false };
	});
	expect(await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)])).toBeNull();
	expect(version).toBe(6);
	expect(messages).toEqual([
		"The runbooks were not written: 05-start-services.md changed at the same time. Generate them again when nobody types there.",
	]);
});

test("an editor that refuses for another reason is asked once", async () => {
	const connected = await start({ [MAIN]: contoso });
	const messages: string[] = [];
	connected.client.onRequest("window/showMessageRequest", ({ message }: { message: string }) => {
		messages.push(message);
		return null;
	});
	let asked = 0;
	connected.client.onRequest("workspace/applyEdit", () => {
		asked += 1;
		return { applied: false, failureReason: "the disk is full" };
	});
	await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)]);
	expect([asked, messages]).toEqual([1, ["The runbooks were not written: the disk is full."]]);
});

test("pages that could not be saved are not offered", async () => {
	const connected = await start({ [MAIN]: contoso });
	applying(connected);
	connected.client.onRequest("ocsEdge/runbooksGenerated", () => false);
	expect(await connected.execute(generateRunbooksCommand, [connected.uri(MAIN)])).toBeNull();
});

test("of deployments with the same name the one in the chosen file is generated", async () => {
	const root = (scenario: string) => `import "../shared.ocsedge"\ndeployment Contoso { scenario ${scenario} }\n`;
	const connected = await start({
		"shared.ocsedge": "site redmond { primary }\n",
		"a/main.ocsedge": root("remote-access"),
		"b/main.ocsedge": root("web-conferencing"),
	});
	const written = applying(connected);
	await connected.shown("b/main.ocsedge", () => true);
	const offered: string[][] = [];
	connected.client.onRequest("window/showMessageRequest", ({ actions }: { actions: { title: string }[] }) => {
		offered.push(actions.map(({ title }) => title));
		return actions[1] ?? null;
	});
	await connected.execute(generateRunbooksCommand, [connected.uri("shared.ocsedge"), { draft: true }]);
	expect(offered).toEqual([["Contoso (a/main.ocsedge)", "Contoso (b/main.ocsedge)"]]);
	expect([...written.keys()].filter((path) => !path.startsWith("b/runbooks/Contoso/"))).toEqual([]);
	expect(written.size).toBeGreaterThan(5);
});
