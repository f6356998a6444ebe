/**
 * Measures what a user waits for: the start of the built server, the first findings of a file, and the findings after a key
 * stroke, over standard input and output as an editor talks to it; and `check` as a process of its own.
 *
 *     npm run bench                   100, 1,000 and 10,000 edge servers
 *     npm run bench -- 100 1000       those sizes only
 *     npm run bench -- --rules        the rules one by one, the slowest first
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { measureRules } from "./rules.mjs";
import { largeTopology } from "./topology.mjs";

const KEYSTROKES = 15;
const root = join(import.meta.dirname, "../..");
const args = process.argv.slice(2);
if (args.includes("--rules")) {
	await measureRules(root, args.filter((arg) => arg !== "--rules").map(Number));
} else {
	/** @type {(Awaited<ReturnType<typeof measure>> & { "check per server": number | undefined })[]} */
	const rows = [];
	for (const size of args.length > 0 ? args.map(Number) : [100, 1000, 10000]) {
		const row = await measure(size);
		const before = rows.at(-1);
		// What one more server adds: the start of the process is in both rows and falls out.
		const added = before && (row.check - before.check) / (size - before["edge servers"]);
		rows.push({ ...row, "check per server": added && Math.round(added * 100) / 100 });
	}
	console.table(rows);
	console.log(
		"Milliseconds; the median of the key strokes, and the slowest of them. `check` is a whole process, with every rule; what one\n" +
			"edge server adds to it, against the row above, stays the same where the time is linear.",
	);
}

/** @param {number} servers */
async function measure(servers) {
	const text = largeTopology(servers);
	const started = performance.now();
	const server = spawn(process.execPath, [join(root, "dist/language-server.js"), "--stdio"], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const connection = createMessageConnection(
		new StreamMessageReader(server.stdout),
		new StreamMessageWriter(server.stdin),
	);
	/** @type {Map<number, () => void>} */
	const waiting = new Map();
	connection.onNotification("textDocument/publishDiagnostics", ({ version }) => waiting.get(version)?.());
	connection.listen();
	await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
	const initialized = performance.now();
	await connection.sendNotification("initialized", {});

	const uri = "file:///bench/large.ocsedge";
	/** @param {number} version @returns {Promise<void>} */
	const findingsOf = (version) => new Promise((resolve) => void waiting.set(version, resolve));
	const opening = performance.now();
	const first = findingsOf(1);
	await connection.sendNotification("textDocument/didOpen", {
		textDocument: { uri, languageId: "ocs-edge", version: 1, text },
	});
	await first;
	const opened = performance.now();

	// Within a name, so that the file stays whole: rules on what is missing are silent where a statement is half typed.
	const lines = text.split("\n");
	const line = lines.findIndex((one, position) => position > lines.length / 2 && /^\s+fqdn /.test(one));
	const character = (lines[line] ?? "").indexOf(".");
	if (character < 0) throw new Error("The topology has no name to type in.");
	const times = [];
	for (let version = 2; version < 2 + KEYSTROKES; version++) {
		const before = performance.now();
		const answer = findingsOf(version);
		await connection.sendNotification("textDocument/didChange", {
			textDocument: { uri, version },
			contentChanges: [
				{ range: { start: { line, character }, end: { line, character } }, text: version % 2 ? "x" : "y" },
			],
		});
		await answer;
		times.push(performance.now() - before);
	}
	await connection.sendRequest("shutdown");
	await connection.sendNotification("exit");
	connection.dispose();
	times.sort((a, b) => a - b);
	return {
		"edge servers": servers,
		kilobytes: Math.round(text.length / 1024),
		initialize: Math.round(initialized - started),
		"first findings": Math.round(opened - opening),
		"key stroke": Math.round((times[times.length >> 1] ?? 0) * 10) / 10,
		slowest: Math.round(times.at(-1) ?? 0),
		check: checkOnce(text),
	};
}

/** @param {string} text */
function checkOnce(text) {
	const folder = mkdtempSync(join(tmpdir(), "ocs-edge-bench-"));
	try {
		const file = join(folder, "large.ocsedge");
		writeFileSync(file, text);
		writeFileSync(join(folder, "ocs-edge.json"), '{ "preset": "strict" }');
		const before = performance.now();
		spawnSync(process.execPath, [join(root, "dist/cli.js"), "check", file, "--format", "json"], { stdio: "ignore" });
		return Math.round(performance.now() - before);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
