// Finds a Chromium for the end-to-end tests, or installs one. Only built-in modules.

import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { nodeBinary, root } from "./environment.mjs";
import { CannotGoOn, run, step } from "./process.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"];

/** @param {string} file */
function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * The first program of these names on the PATH.
 * @param {readonly string[]} programs
 */
export function onPath(programs) {
	const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
	for (const program of programs) {
		for (const folder of (process.env.PATH ?? "").split(delimiter)) {
			for (const suffix of suffixes) {
				const file = join(folder, program + suffix);
				if (folder !== "" && isExecutable(file)) return file;
			}
		}
	}
	return undefined;
}

/** @returns {string | undefined} */
export function findBrowser() {
	const { env } = process;
	if (env.OCS_EDGE_BROWSER) return env.OCS_EDGE_BROWSER;
	const usual =
		process.platform === "darwin"
			? ["Google Chrome", "Chromium", "Microsoft Edge"].map(
					(name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
				)
			: process.platform === "win32"
				? [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA]
						.filter((folder) => folder !== undefined)
						.flatMap((folder) => [
							join(folder, "Google/Chrome/Application/chrome.exe"),
							join(folder, "Microsoft/Edge/Application/msedge.exe"),
						])
				: [];
	return usual.find((file) => existsSync(file)) ?? onPath(names) ?? downloadedBrowser();
}

/** The one that Playwright keeps in its cache. */
function downloadedBrowser() {
	const cache =
		process.env.PLAYWRIGHT_BROWSERS_PATH ??
		(process.platform === "darwin"
			? join(homedir(), "Library/Caches/ms-playwright")
			: process.platform === "win32"
				? join(process.env.LOCALAPPDATA ?? homedir(), "ms-playwright")
				: join(homedir(), ".cache/ms-playwright"));
	if (!existsSync(cache)) return undefined;
	for (const folder of readdirSync(cache).sort().reverse()) {
		if (!/^chromium-\d+$/.test(folder)) continue;
		for (const file of readdirSync(join(cache, folder), { recursive: true, encoding: "utf8" })) {
			if (/(^|[\\/])(chrome|chrome\.exe|Chromium|Google Chrome for Testing)$/.test(file)) {
				const path = join(cache, folder, file);
				if (isExecutable(path)) return path;
			}
		}
	}
	return undefined;
}

/** @returns {Promise<string>} */
export async function findOrInstallBrowser() {
	const found = findBrowser();
	if (found) return found;
	if (process.platform === "linux" && process.getuid?.() === 0 && onPath(["apt-get"])) {
		step("Installing Chromium (apt-get)");
		const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
		await run("apt-get", ["update", "-q"], { env });
		await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], { env });
	} else {
		step("Fetching Chromium (playwright install)");
		await run(nodeBinary(), [join(root, "node_modules/playwright-core/cli.js"), "install", "chromium"]);
	}
	const installed = findBrowser();
	if (installed) return installed;
	throw new CannotGoOn(
		"the end-to-end tests need Chrome, Chromium or Edge. Install one, or name one in the variable OCS_EDGE_BROWSER.",
	);
}
