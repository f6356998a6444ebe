// Installs the programs with which the tests check what a runbook gives to the teams. Only built-in modules.

import { onPath } from "./browser.mjs";
import { run, step } from "./process.mjs";

/** The programs, and the packages of Debian and Ubuntu that bring them. */
const tools = [
	{ program: "named-checkzone", package: "bind9-utils" },
	{ program: "openssl", package: "openssl" },
];

/**
 * Installs what is missing where that is possible without asking anybody. Where it is not, the tests that need a program
 * say so themselves.
 */
export async function installSystemTools() {
	const missing = tools.filter(({ program }) => !onPath([program])).map((tool) => tool.package);
	if (missing.length === 0) return;
	if (process.platform !== "linux" || process.getuid?.() !== 0 || !onPath(["apt-get"])) return;
	step(`Installing ${missing.join(" and ")} (apt-get)`);
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	await run("apt-get", ["update", "-q"], { env });
	await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...missing], { env });
}
