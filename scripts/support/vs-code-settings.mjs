// How VS Code is set up when the scripts and the end-to-end tests open it. Only built-in modules.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Leaves out what would only draw the eye away from the extension. */
const quiet = {
	"chat.disableAIFeatures": true,
	"extensions.ignoreRecommendations": true,
	// The examples lie in a repository, and VS Code would ask whether to open that as well.
	"git.openRepositoryInParentFolders": "never",
	"telemetry.telemetryLevel": "off",
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
};

/**
 * Sets up the VS Code in the browser that keeps its data in this folder.
 * @param {string} dataDir @param {Readonly<Record<string, unknown>>} [more]
 */
export function writeServerSettings(dataDir, more = {}) {
	write(join(dataDir, "data/Machine/settings.json"), { ...quiet, ...more });
}

/**
 * Sets up the desktop VS Code that keeps its data in this folder. What a person has set there since then stays.
 * @param {string} dataDir
 */
export function writeDesktopSettings(dataDir) {
	const file = join(dataDir, "User/settings.json");
	if (!existsSync(file)) write(file, quiet);
}

/** @param {string} file @param {Readonly<Record<string, unknown>>} settings */
function write(file, settings) {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, `${JSON.stringify(settings, undefined, "\t")}\n`);
}
