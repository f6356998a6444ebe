import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { CLI, Folder } from "./support.js";

test("lsp --stdio starts the language server and ends when it is told to", async () => {
	const folder = new Folder();
	const child = spawn(process.execPath, [CLI, "lsp", "--stdio"], { cwd: folder.path });
	onTestFinished(() => {
		child.kill();
	});
	const ended = new Promise((done) => child.on("close", done));
	const connection = createMessageConnection(
		new StreamMessageReader(child.stdout),
		new StreamMessageWriter(child.stdin),
	);
	connection.listen();
	const result = await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
	expect(result).toMatchObject({ serverInfo: { name: "ocs-edge" }, capabilities: { hoverProvider: true } });
	await connection.sendRequest("shutdown");
	await connection.sendNotification("exit");
	expect(await ended).toBe(0);
	connection.dispose();
});

test("without --stdio it says how to start it", async () => {
	const outcome = await new Folder().run(["lsp"]);
	expect(outcome).toEqual({
		code: 2,
		stdout: "",
		stderr:
			"ocs-edge: the language server talks over standard input and output only. Start it as: ocs-edge lsp --stdio\n",
	});
});
