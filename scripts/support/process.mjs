// Running and ending child processes, and telling the user what goes on. Only built-in modules.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "./environment.mjs";

/** A reason to stop that the user can do something about; shown without a stack trace. */
export class CannotGoOn extends Error {}

/** @param {string} title */
export function step(title) {
	console.log(`\n▸ ${title}`);
}

/**
 * Runs a program to its end with its output visible.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>} the exit code, or 127 when the program does not exist
 */
export async function run(command, args, options = {}) {
	const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
	try {
		const [code] = await once(child, "exit");
		return code ?? 1;
	} catch {
		return 127;
	}
}

/**
 * Runs npm, the same one that started this script where there is one.
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function npm(args, options = {}) {
	// The log level is stated, or `npm --silent test` would also silence why an install failed. Warnings are left out:
	// on Node 20 there is one for every tool that wants a newer Node, and the tools run on the one that package.json pins.
	const all = [...args, "--loglevel=error", "--no-audit", "--no-fund"];
	const script = process.env.npm_execpath;
	if (script?.endsWith(".js")) return run(process.execPath, [script, ...all], options);
	// On Windows npm is a script, which only a shell can start.
	return run("npm", all, { shell: process.platform === "win32", ...options });
}

/**
 * Ends a process that was started with `detached`, and all that it started.
 * @param {import("node:child_process").ChildProcess} child
 */
export async function endTree(child) {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, "exit");
	if (process.platform === "win32") {
		await run("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
	} else {
		signalGroup(child.pid, "SIGTERM");
		// A process that has been asked politely gets five seconds before it is made to end.
		const timer = setTimeout((pid) => signalGroup(pid, "SIGKILL"), 5000, child.pid);
		gone.finally(() => clearTimeout(timer)).catch(() => undefined);
	}
	await gone;
	// The leader is gone; what it may have left behind in its group goes with it.
	if (process.platform !== "win32") signalGroup(child.pid, "SIGKILL");
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
	} catch {
		// The group has ended by itself.
	}
}

/**
 * The frame of a script: one clear line instead of a stack trace where the cause is known.
 * @param {() => Promise<number>} main
 */
export function script(main) {
	main().then(
		(code) => {
			process.exitCode = code;
		},
		(error) => {
			console.error(error instanceof CannotGoOn ? `\nCannot go on: ${error.message}` : error);
			process.exitCode = 1;
		},
	);
}
