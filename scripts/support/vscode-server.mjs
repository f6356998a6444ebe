// A real VS Code that runs without a desktop: VS Code's own server, which serves the workbench to a browser and runs
// extensions in a Node process, as the desktop does. Only built-in modules.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { onPath } from "./browser.mjs";
import { nodeBinary, root } from "./environment.mjs";
import { CannotGoOn, endTree, npm, step } from "./process.mjs";

/** This release of the package carries VS Code 1.139.1. */
const version = "4.139.1";
const home = join(root, ".vscode-test", `vscode-server-${version}`);
const server = join(home, "node_modules/code-server/lib/vscode");
const complete = join(home, "complete");

/** Installs the server into the cache folder, unless it is there. */
export async function installVsCodeServer() {
	if (existsSync(complete)) return;
	step("Fetching VS Code for the browser (600 MB on disk, once)");
	rmSync(home, { recursive: true, force: true });
	mkdirSync(home, { recursive: true });
	for (const [folder, args] of /** @type {const} */ ([
		[home, [`code-server@${version}`]],
		[server, ["--omit=dev"]],
	])) {
		// The scripts of these packages compile native modules that are not needed here.
		const code = await npm(["install", "--ignore-scripts", "--no-save", "--prefix", folder, ...args], { cwd: folder });
		if (code !== 0) {
			throw new CannotGoOn("VS Code could not be fetched; that needs a network connection to the package registry.");
		}
	}
	await buildLogModule();
	writeFileSync(complete, "");
}

/**
 * VS Code writes what the Output view shows through a native module. It is built where that takes no download: with a
 * compiler and the headers of some Node at hand. Without it everything else works.
 */
async function buildLogModule() {
	const headers = (process.env.PATH ?? "")
		.split(delimiter)
		.map((folder) => dirname(folder))
		.find((folder) => existsSync(join(folder, "include/node/node_api.h")));
	const tools = [["g++", "clang++"], ["make"], ["python3"]];
	if (headers && process.platform !== "win32" && tools.every((names) => onPath(names))) {
		step("Building VS Code's log module");
		const env = { ...process.env, npm_config_nodedir: headers };
		if ((await npm(["rebuild", "@vscode/spdlog", "--prefix", server], { cwd: server, env })) === 0) return;
	}
	console.log("The log module of this VS Code could not be built here: its Output view will stay empty.");
}

/** @param {readonly string[]} args */
function spawnServer(args) {
	const environment = { ...process.env };
	// A terminal inside VS Code sets variables that would make this server take itself for that one.
	for (const name of Object.keys(environment)) {
		if (/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name)) delete environment[name];
	}
	return spawn(nodeBinary(), [join(server, "out/server-main.js"), "--accept-server-license-terms", ...args], {
		env: environment,
		stdio: ["ignore", "pipe", "pipe"],
		// A group of its own, so that the server and its extension hosts can be ended together.
		detached: process.platform !== "win32",
	});
}

/** @param {import("node:child_process").ChildProcess} child */
function collect(child) {
	/** @type {string[]} */
	const chunks = [];
	for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => chunks.push(String(chunk)));
	return chunks;
}

/**
 * Installs a packaged extension the way a user would.
 * @param {{ vsix: string, dataDir: string, extensionsDir: string }} options
 */
export async function installExtension({ vsix, dataDir, extensionsDir }) {
	const child = spawnServer([
		"--server-data-dir",
		dataDir,
		"--extensions-dir",
		extensionsDir,
		"--install-extension",
		vsix,
		"--force",
	]);
	const output = collect(child);
	const [code] = await once(child, "exit");
	if (code !== 0) throw new CannotGoOn(`VS Code did not accept ${vsix}:\n${output.join("")}`);
}

/**
 * Starts the server and waits until it listens.
 * @param {{ port: number, dataDir: string, extensionsDir: string, args?: readonly string[] }} options port 0 takes any free one
 * @returns {Promise<{ port: number, output: readonly string[], ended: Promise<unknown>, stop: () => Promise<void> }>}
 */
export async function startVsCodeServer({ port, dataDir, extensionsDir, args = [] }) {
	const child = spawnServer([
		"--host",
		"127.0.0.1",
		"--port",
		String(port),
		"--without-connection-token",
		"--server-data-dir",
		dataDir,
		"--extensions-dir",
		extensionsDir,
		"--disable-telemetry",
		"--disable-workspace-trust",
		...args,
	]);
	const output = collect(child);
	const ended = once(child, "exit");
	/** @type {Promise<number>} */
	const listening = new Promise((resolve) => {
		if (!child.stdout) return;
		createInterface(child.stdout).on("line", (line) => {
			const match = /Extension host agent listening on (\d+)/.exec(line);
			if (match) resolve(Number(match[1]));
		});
	});
	const first = await Promise.race([listening, ended]);
	if (typeof first !== "number") throw new CannotGoOn(`VS Code ended before it was ready:\n${output.join("")}`);
	return { port: first, output, ended, stop: () => endTree(child) };
}
