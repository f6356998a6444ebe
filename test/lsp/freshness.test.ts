import { afterEach, describe, expect, test } from "vitest";
import { Connected } from "./support/connected.js";
import { InProcess } from "./support/in-process.js";

const ROOT = "deployment D { scenario remote-access }\nedge-server e { access-edge { next-hop dir1 } }";
const CORP = "director dir1 { fqdn dir1.contoso.net }";

describe("a change in one file", () => {
	test("adding and removing an import changes the findings of both files at once", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": ROOT, "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).toContain("unresolved-reference");
		expect(server.codes("corp.ocsedge")).toContain("fragment-not-imported");

		await server.change({ "main.ocsedge": `import "./corp.ocsedge"\n${ROOT}` });
		expect(server.codes("main.ocsedge")).not.toContain("unresolved-reference");
		expect(server.codes("corp.ocsedge")).not.toContain("fragment-not-imported");

		await server.change({ "main.ocsedge": ROOT });
		expect(server.codes("main.ocsedge")).toContain("unresolved-reference");
		expect(server.codes("corp.ocsedge")).toContain("fragment-not-imported");
	});

	test("deleting and creating an imported file changes the findings of the importing one", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": `import "./corp.ocsedge"\n${ROOT}`, "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).not.toContain("import-not-found");
		await server.change({ "corp.ocsedge": undefined });
		expect(server.codes("main.ocsedge")).toContain("import-not-found");
		await server.change({ "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).not.toContain("import-not-found");
		expect(server.codes("main.ocsedge")).not.toContain("unresolved-reference");
	});

	test("renaming an element in one file is seen by the names in another", async () => {
		const server = new InProcess();
		await server.open({ "main.ocsedge": `import "./corp.ocsedge"\n${ROOT}`, "corp.ocsedge": CORP });
		await server.change({ "corp.ocsedge": CORP.replace("director dir1", "director dir2") });
		expect(server.codes("main.ocsedge")).toContain("unresolved-reference");
		await server.change({ "corp.ocsedge": CORP });
		expect(server.codes("main.ocsedge")).not.toContain("unresolved-reference");
	});
});

/*
 * The finding of these tests lies in ad.ocsedge, on the network of the Active Directory, and nobody touches that file.
 * What the network is, net.ocsedge says; whether the two have to do with each other, main.ocsedge; how serious it is, the
 * configuration.
 */
const SHOWN = "ad.ocsedge";
const CODE = "no-active-directory-in-perimeter";
const PERIMETER = "network dmz { zone perimeter }\n";
const INTERNAL = "network dmz { zone internal }\n";
const FILES = {
	"main.ocsedge": 'import "./net.ocsedge"\nimport "./ad.ocsedge"\ndeployment D { scenario remote-access }\n',
	"net.ocsedge": PERIMETER,
	[SHOWN]: "active-directory ad in dmz { domain contoso.net }\n",
};
const OFF = JSON.stringify({ rules: { [CODE]: "off" } });
const INFO = JSON.stringify({ rules: { [CODE]: "info" } });
const BROKEN = "{ rules: ";
const SEVERITY = { error: 1, warning: 2, info: 3 };

describe.each([
	{ state: "open", isOpen: true },
	{ state: "unopened", isOpen: false },
])("findings of an $state file come and go without touching it:", ({ isOpen }) => {
	let server: Connected | undefined;

	afterEach(() => {
		server?.dispose();
		server = undefined;
	});

	async function start(files: Readonly<Record<string, string>> = FILES): Promise<Connected> {
		server = await Connected.start(files);
		if (isOpen) {
			await server.open(SHOWN, files[SHOWN] ?? "", 7);
			// An open file's findings say which version of its text they are about.
			await server.shown(SHOWN, (_, version) => version === 7);
		}
		return server;
	}

	async function severity(of: Connected, expected: number): Promise<void> {
		await of.shown(SHOWN, (all, version) => {
			return version === (isOpen ? 7 : undefined) && all.some((one) => one.code === CODE && one.severity === expected);
		});
	}

	test("an edit of another file in its editor", async () => {
		const editor = await start();
		await editor.open("net.ocsedge", PERIMETER);
		await editor.shows(SHOWN, CODE);
		await editor.edit("net.ocsedge", 2, INTERNAL);
		await editor.showsNoMore(SHOWN, CODE);
		await editor.edit("net.ocsedge", 3, PERIMETER);
		await editor.shows(SHOWN, CODE);
		await editor.edit("net.ocsedge", 4, "network dmz { zone ");
		await editor.showsNoMore(SHOWN, CODE);
		// What was not saved is gone with the editor.
		await editor.close("net.ocsedge");
		await editor.shows(SHOWN, CODE);
	});

	test("a change of another file on the disk", async () => {
		const editor = await start();
		await editor.shows(SHOWN, CODE);
		await editor.write({ "net.ocsedge": INTERNAL });
		await editor.showsNoMore(SHOWN, CODE);
		await editor.write({ "net.ocsedge": PERIMETER });
		await editor.shows(SHOWN, CODE);
	});

	test("a file that is deleted, and a new one in its place", async () => {
		const editor = await start();
		await editor.shows(SHOWN, CODE);
		await editor.write({ "net.ocsedge": undefined });
		await editor.showsNoMore(SHOWN, CODE);
		await editor.shows("main.ocsedge", "import-not-found");
		await editor.write({ "net.ocsedge": PERIMETER });
		await editor.shows(SHOWN, CODE);
		await editor.showsNoMore("main.ocsedge", "import-not-found");
	});

	test("a file that is renamed away and back", async () => {
		const editor = await start();
		await editor.shows(SHOWN, CODE);
		await editor.write({ "net.ocsedge": undefined, "networks.ocsedge": PERIMETER });
		await editor.showsNoMore(SHOWN, CODE);
		await editor.shows("networks.ocsedge", "fragment-not-imported");
		await editor.write({ "net.ocsedge": PERIMETER, "networks.ocsedge": undefined });
		await editor.shows(SHOWN, CODE);
	});

	test("a folder that is renamed away and back, of which editors tell the name alone", async () => {
		const main = FILES["main.ocsedge"].replace("./net.ocsedge", "./shared/net.ocsedge");
		const editor = await start({ "main.ocsedge": main, "shared/net.ocsedge": PERIMETER, [SHOWN]: FILES[SHOWN] ?? "" });
		await editor.shows(SHOWN, CODE);
		editor.files.delete(editor.uri("shared/net.ocsedge"));
		editor.files.delete(editor.uri("shared"));
		editor.files.insert(editor.uri("common/net.ocsedge"), PERIMETER);
		await editor.watched("shared", 3);
		await editor.watched("common", 1);
		await editor.showsNoMore(SHOWN, CODE);
		editor.files.insert(editor.uri("shared/net.ocsedge"), PERIMETER);
		await editor.watched("shared", 1);
		await editor.shows(SHOWN, CODE);
	});

	test("an import that is added, broken and mended", async () => {
		const alone = FILES["main.ocsedge"].replace('import "./net.ocsedge"\n', "");
		const editor = await start({ ...FILES, "main.ocsedge": alone });
		await editor.shows(SHOWN, "unresolved-reference");
		await editor.open("main.ocsedge", alone);
		await editor.edit("main.ocsedge", 2, FILES["main.ocsedge"]);
		await editor.shows(SHOWN, CODE);
		await editor.edit("main.ocsedge", 3, FILES["main.ocsedge"].replace("net.ocsedge", "nets.ocsedge"));
		await editor.showsNoMore(SHOWN, CODE);
		await editor.edit("main.ocsedge", 4, FILES["main.ocsedge"].replace('"./net.ocsedge"', '"./net.ocsedge'));
		await editor.shows("main.ocsedge", "syntax-error");
		await editor.edit("main.ocsedge", 5, FILES["main.ocsedge"]);
		await editor.shows(SHOWN, CODE);
		await editor.edit("main.ocsedge", 6, FILES["main.ocsedge"].replace('import "./ad.ocsedge"\n', ""));
		await editor.shows(SHOWN, "fragment-not-imported");
	});

	test("a configuration that is new, changed, broken, repaired and deleted", async () => {
		const editor = await start();
		await severity(editor, SEVERITY.error);
		await editor.write({ "ocs-edge.json": INFO });
		await severity(editor, SEVERITY.info);
		await editor.write({ "ocs-edge.json": OFF });
		await editor.showsNoMore(SHOWN, CODE);
		await editor.write({ "ocs-edge.json": INFO });
		await severity(editor, SEVERITY.info);
		// The last good one stays in force while the file is broken.
		await editor.write({ "ocs-edge.json": BROKEN });
		expect(await editor.shown("ocs-edge.json", (all) => all.length > 0)).toHaveLength(1);
		await severity(editor, SEVERITY.info);
		await editor.write({ "ocs-edge.json": JSON.stringify({ rules: { [CODE]: "warning" } }) });
		await editor.shown("ocs-edge.json", (all) => all.length === 0);
		await severity(editor, SEVERITY.warning);
		await editor.write({ "ocs-edge.json": undefined });
		await severity(editor, SEVERITY.error);
	});

	test("a configuration in its editor, which counts before it is saved", async () => {
		const editor = await start({ ...FILES, "ocs-edge.json": INFO });
		await severity(editor, SEVERITY.info);
		await editor.open("ocs-edge.json", INFO);
		await editor.shown("ocs-edge.json", (_, version) => version === 1);
		await editor.edit("ocs-edge.json", 2, OFF);
		await editor.showsNoMore(SHOWN, CODE);
		await editor.edit("ocs-edge.json", 3, BROKEN);
		await editor.shown("ocs-edge.json", (all, version) => all.length === 1 && version === 3);
		await editor.close("ocs-edge.json");
		await editor.shown("ocs-edge.json", (all) => all.length === 0);
		await severity(editor, SEVERITY.info);
	});

	test("a nearer configuration, and the folder that it came with", async () => {
		const files = Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`d/${path}`, text]));
		server = await Connected.start({ ...files, "ocs-edge.json": INFO });
		const shown = `d/${SHOWN}`;
		const isShown = (expected: number) => (all: readonly { code?: unknown; severity?: number }[]) =>
			all.some((one) => one.code === CODE && one.severity === expected);
		await server.shown(shown, isShown(SEVERITY.info));
		await server.write({ "d/ocs-edge.json": "{}" });
		await server.shown(shown, isShown(SEVERITY.error));
		await server.write({ "d/ocs-edge.json": undefined });
		await server.shown(shown, isShown(SEVERITY.info));
		await server.write({ "ocs-edge.json": undefined });
		await server.shown(shown, isShown(SEVERITY.error));
	});

	test("a comment that accepts a finding has nothing to accept any more once another file is mended", async () => {
		const reason = "agreed with the security team";
		const accepting = { ...FILES, [SHOWN]: `// ocs-edge-ignore ${CODE}: ${reason}\n${FILES[SHOWN]}` };
		const editor = await start(accepting);
		await editor.shown(SHOWN, (all) => all.length === 0);
		await editor.write({ "net.ocsedge": INTERNAL });
		await editor.shows(SHOWN, "suppression-unused");
		await editor.write({ "net.ocsedge": PERIMETER });
		await editor.showsNoMore(SHOWN, "suppression-unused");
		// A rule that is not asked finds nothing, which says nothing of the comment.
		await editor.write({ "ocs-edge.json": OFF, "net.ocsedge": INTERNAL });
		await editor.settled();
		await editor.shown(SHOWN, (all) => all.length === 0);
	});
});

describe("a comment that accepts a finding", () => {
	test("takes it away when it is added, and gives it back when it is removed", async () => {
		const server = await Connected.start(FILES);
		const text = FILES[SHOWN] ?? "";
		await server.open(SHOWN, text);
		await server.shows(SHOWN, CODE);
		await server.edit(SHOWN, 2, `// ocs-edge-ignore ${CODE}: agreed\n${text}`);
		await server.shown(SHOWN, (all, version) => version === 2 && all.length === 0);
		await server.edit(SHOWN, 3, text);
		await server.shows(SHOWN, CODE);
		server.dispose();
	});
});

describe("an editor", () => {
	test("is asked to tell of open configurations when it can be asked", async () => {
		const capabilities = { textDocument: { synchronization: { dynamicRegistration: true } } };
		const server = await Connected.start(FILES, capabilities);
		await server.shows(SHOWN, CODE);
		const ofConfigurations = server.registrations.filter(({ registerOptions }) =>
			JSON.stringify(registerOptions).includes("ocs-edge.json"),
		);
		expect(ofConfigurations.map(({ method }) => method).sort()).toEqual([
			"textDocument/didChange",
			"textDocument/didClose",
			"textDocument/didOpen",
		]);
		expect(ofConfigurations[0]?.registerOptions).toMatchObject({
			documentSelector: [{ scheme: "file", pattern: "**/ocs-edge.json" }],
		});
		server.dispose();
	});
});

describe("each version of an open text gets its findings", () => {
	test("also when its text is the same as before and an import is missing", async () => {
		const text = 'import "./missing.ocsedge"\ndeployment D { }\n';
		const server = await Connected.start({ "main.ocsedge": text });
		await server.open("main.ocsedge", text);
		await server.shown("main.ocsedge", (_, version) => version === 1);
		await server.edit("main.ocsedge", 2, text);
		await server.shown("main.ocsedge", (_, version) => version === 2);
		server.dispose();
	});
});

describe("only what a change concerns is published again", () => {
	test("a configuration in the folder of one deployment leaves the other alone", async () => {
		const server = await Connected.start({
			...Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`a/${path}`, text])),
			...Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`b/${path}`, text])),
		});
		await server.shows(`a/${SHOWN}`, CODE);
		await server.shows(`b/${SHOWN}`, CODE);
		await server.settled();
		server.publications.length = 0;
		await server.write({ "a/ocs-edge.json": OFF });
		await server.showsNoMore(`a/${SHOWN}`, CODE);
		await server.settled();
		expect(server.publications.map(({ uri }) => uri).filter((uri) => uri.includes("/b/"))).toEqual([]);
		// The text is another one, and what it says is the same.
		server.publications.length = 0;
		await server.write({ "a/ocs-edge.json": `// For the pilot.\n${OFF}` });
		await server.shown("a/ocs-edge.json", () => server.publications.length > 0);
		await server.settled();
		expect(new Set(server.publications.map(({ uri }) => uri))).toEqual(new Set([server.uri("a/ocs-edge.json")]));
		server.dispose();
	});
});
