import { afterEach, describe, expect, test } from "vitest";
import {
	type ClientCapabilities,
	type CodeAction,
	CreateFile,
	TextDocumentEdit,
	TextEdit,
} from "vscode-languageserver";
import { applyEdits } from "../workspace/support/apply-edits.js";
import { Connected } from "./support/connected.js";

const CODE = "no-active-directory-in-perimeter";
const MAIN = "main.ocsedge";
const TEXT = "deployment D { }\nnetwork dmz { zone perimeter }\nsite redmond {\n}\n\tactive-directory ad in dmz { }\n";
const AT = { line: 4, character: 25 };
const IGNORE = `Ignore here: ${CODE}`;
const CAN_CREATE: ClientCapabilities = {
	workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
};

let server: Connected | undefined;

afterEach(() => {
	server?.dispose();
	server = undefined;
});

async function start(files: Readonly<Record<string, string>> = {}, capabilities: ClientCapabilities = {}) {
	server = await Connected.start({ [MAIN]: TEXT, ...files }, capabilities);
	await server.open(MAIN, files[MAIN] ?? TEXT);
	await server.shown(MAIN, (_, version) => version === 1);
	return server;
}

function titled(actions: readonly CodeAction[], title: string): CodeAction {
	const found = actions.find((action) => action.title === title);
	if (!found) {
		throw new Error(`There is no ${title} among ${actions.map((action) => action.title).join(", ")}.`);
	}
	return found;
}

describe("ignoring a finding from the light bulb", () => {
	test("writes the comment above it as its line is indented, and the reason is still to be written", async () => {
		const editor = await start();
		const { edit } = titled(await editor.codeActions(MAIN, AT), IGNORE);
		const after = applyEdits(TEXT, edit?.changes?.[editor.uri(MAIN)] ?? []);
		expect(after.split("\n")[4]).toBe(`\t// ocs-edge-ignore ${CODE}: TODO: say why`);
		await editor.edit(MAIN, 2, after);
		await editor.shows(MAIN, "suppression-without-reason");
		await editor.shows(MAIN, CODE);
		await editor.edit(MAIN, 3, after.replace("TODO: say why", "agreed with the security team"));
		await editor.shown(MAIN, (all, version) => version === 3 && all.length === 0);
	});

	test("keeps the line ends of the file", async () => {
		const text = TEXT.replaceAll("\n", "\r\n");
		const editor = await start({ [MAIN]: text });
		const { edit } = titled(await editor.codeActions(MAIN, AT), IGNORE);
		expect(applyEdits(text, edit?.changes?.[editor.uri(MAIN)] ?? [])).not.toMatch(/[^\r]\n/);
	});

	test("selects the reason where the editor can show documents", async () => {
		const editor = await start({}, { window: { showDocument: { support: true } } });
		const { command } = titled(await editor.codeActions(MAIN, AT), IGNORE);
		const reasonAt = "\t// ocs-edge-ignore ".length + CODE.length + ": ".length;
		const selection = {
			start: { line: 4, character: reasonAt },
			end: { line: 4, character: reasonAt + "TODO: say why".length },
		};
		await editor.execute(command?.command ?? "", command?.arguments ?? []);
		expect(editor.shownDocuments).toEqual([{ uri: editor.uri(MAIN), selection, takeFocus: true }]);
	});

	test("asks a bare editor to show nothing", async () => {
		const editor = await start();
		expect(titled(await editor.codeActions(MAIN, AT), IGNORE).command).toBeUndefined();
	});

	test("is not offered for what the language itself finds", async () => {
		const editor = await start({ [MAIN]: "deployment D { }\nactive-directory ad in nowhere { }\n" });
		await editor.shows(MAIN, "unresolved-reference");
		const actions = await editor.codeActions(MAIN, { line: 1, character: 24 });
		expect(actions.filter(({ title }) => /^(Ignore|Set the severity)/.test(title))).toEqual([]);
	});
});

describe("setting a severity from the light bulb", () => {
	test("offers every severity but the one in force", async () => {
		const editor = await start({ "ocs-edge.json": "{}" });
		const titles = (await editor.codeActions(MAIN, AT)).map(({ title }) => title);
		expect(titles.filter((title) => title.startsWith("Set the severity"))).toEqual(
			["off", "info", "warning"].map((severity) => `Set the severity of ${CODE} to ${severity} in ocs-edge.json`),
		);
	});

	test("offers only to turn rules off where several have findings, so that the fixes stay in sight", async () => {
		const text =
			"deployment D { }\npool p { edition standard  roles front-end }\nedge-server e { av-edge }\ncertificate c\n";
		const editor = await start({ [MAIN]: text, "ocs-edge.json": "{}" });
		await editor.shows(MAIN, "cert-missing-av-authentication");
		await editor.shows(MAIN, "av-edge-needs-av-conferencing-server");
		const titles = (await editor.codeActions(MAIN, { line: 2, character: 18 })).map(({ title }) => title);
		const offered = titles.filter((title) => title.startsWith("Set the severity"));
		expect(offered.length).toBeGreaterThan(1);
		expect(offered.filter((title) => !title.endsWith(" to off in ocs-edge.json"))).toEqual([]);
	});

	test.each([
		["{}", `{\n  "rules": {\n    "${CODE}": "off"\n  }\n}`],
		[
			'// Ours.\n{\n\t"preset": "strict", // all of them\n\t"rules": {\n\t\t"edge-in-workgroup": "info"\n\t}\n}\n',
			`// Ours.\n{\n\t"preset": "strict", // all of them\n\t"rules": {\n\t\t"edge-in-workgroup": "info",\n\t\t"${CODE}": "off"\n\t}\n}\n`,
		],
		[`{ "rules": { "${CODE}": "error" } }`, `{ "rules": { "${CODE}": "off" } }`],
	])("writes it into %j and leaves the rest as it is", async (before, after) => {
		const editor = await start({ "ocs-edge.json": before });
		const title = `Set the severity of ${CODE} to off in ocs-edge.json`;
		const { edit } = titled(await editor.codeActions(MAIN, AT), title);
		const changed = applyEdits(before, edit?.changes?.[editor.uri("ocs-edge.json")] ?? []);
		expect(changed).toBe(after);
		await editor.write({ "ocs-edge.json": changed });
		await editor.showsNoMore(MAIN, CODE);
	});

	test("leaves a configuration alone that cannot be read", async () => {
		const editor = await start({ "ocs-edge.json": "{" });
		const titles = (await editor.codeActions(MAIN, AT)).map(({ title }) => title);
		expect(titles.filter((title) => title.startsWith("Set the severity"))).toEqual([]);
	});

	test("creates a configuration in the folder of the project where there is none", async () => {
		const editor = await start({ "sites/other.ocsedge": TEXT }, CAN_CREATE);
		await editor.shows("sites/other.ocsedge", CODE);
		const title = `Set the severity of ${CODE} to warning in a new ocs-edge.json`;
		const { edit } = titled(await editor.codeActions("sites/other.ocsedge", AT), title);
		const changes = edit?.documentChanges ?? [];
		expect(changes.filter(CreateFile.is).map(({ uri }) => uri)).toEqual([editor.uri("ocs-edge.json")]);
		const written = changes.filter(TextDocumentEdit.is).flatMap(({ edits }) => edits.filter(TextEdit.is));
		const text = applyEdits("", written);
		expect(JSON.parse(text)).toEqual({ rules: { [CODE]: "warning" } });
		await editor.write({ "ocs-edge.json": text });
		await editor.shown(MAIN, (all) => all.some((one) => one.code === CODE && one.severity === 2));
	});

	test("is not offered without a configuration to an editor that cannot create one", async () => {
		const editor = await start();
		const titles = (await editor.codeActions(MAIN, AT)).map(({ title }) => title);
		expect(titles.filter((title) => title.startsWith("Set the severity"))).toEqual([]);
	});
});

describe("in a configuration", () => {
	test("the light bulb mends a mistyped word", async () => {
		const text = '{ "preset": "strickt" }';
		const editor = await start({ "ocs-edge.json": text });
		await editor.open("ocs-edge.json", text);
		const { edit } = titled(await editor.codeActions("ocs-edge.json", { line: 0, character: 14 }), "Change to strict");
		expect(applyEdits(text, edit?.changes?.[editor.uri("ocs-edge.json")] ?? [])).toBe('{ "preset": "strict" }');
	});

	test("other requests are answered with nothing, and do not disturb the topologies", async () => {
		const editor = await start({ "ocs-edge.json": "{}" });
		await editor.open("ocs-edge.json", "{}");
		expect(await editor.hover("ocs-edge.json", { line: 0, character: 1 })).toBeNull();
		await editor.shows(MAIN, CODE);
	});
});
