// What the scripts need to know about the machine. Only built-in modules: this runs before anything is installed.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

const modules = join(root, "node_modules");

/** @param {string} version */
const major = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

/**
 * The Node that runs everything after the install: the one that package.json pins, or, where its binary could not be
 * fetched, the Node that runs now if it is new enough.
 * @returns {string}
 */
export function nodeBinary() {
	const pinned = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
	if (existsSync(pinned)) return pinned;
	if (major(process.version) >= 22) return process.execPath;
	throw new Error(
		`Node ${process.version} runs this script, but the tests need Node 22 or newer, and the one that package.json pins is ` +
			"not in node_modules. Run `npm ci` again with a network connection, or install a newer Node.",
	);
}

/** Whether `npm ci` has to run: nothing is installed, or the lock file is newer than the installation. */
export function installIsStale() {
	const lock = join(root, "package-lock.json");
	const installed = join(modules, ".package-lock.json");
	if (!existsSync(installed)) return true;
	if (statSync(lock).mtimeMs <= statSync(installed).mtimeMs) return false;
	// A checkout touches the lock file without changing it, so the times alone would reinstall too often.
	return lockedVersions(lock) !== lockedVersions(installed);
}

/**
 * The installed packages as text that can be compared. Optional packages of other platforms stand in the lock file only.
 * @param {string} file
 */
function lockedVersions(file) {
	/** @type {{ packages: Record<string, { version?: string, optional?: boolean, peer?: boolean }> }} */
	const lock = JSON.parse(readFileSync(file, "utf8"));
	return Object.entries(lock.packages)
		.filter(([path, entry]) => path !== "" && !entry.optional && !entry.peer)
		.map(([path, entry]) => `${path}@${entry.version}`)
		.sort()
		.join("\n");
}
