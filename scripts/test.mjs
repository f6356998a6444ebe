// `npm test`: sets up what is missing and runs every check and every test, those in a real VS Code included.
// Only built-in modules here: this is the first thing that runs on a fresh clone.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { findOrInstallBrowser } from "./support/browser.mjs";
import { nodeBinary, root } from "./support/environment.mjs";
import { installDependencies } from "./support/install.mjs";
import { CannotGoOn, run, script, step } from "./support/process.mjs";
import { installSystemTools } from "./support/system-tools.mjs";
import { installVsCodeServer } from "./support/vscode-server.mjs";

const help = `Runs the checks and tests of OCS Edge.

npm test                       everything
npm test -- --only checks      formatting, lint, types, generated files
npm test -- --only unit        the tests without VS Code
npm test -- --only e2e         the tests in VS Code
npm test -- --only e2e NAME…   those of them whose file name contains NAME`;

const results = join(root, "out/results");
let passed = 0;
let failed = 0;
/** @type {string[]} */
const failures = [];
/** Tests that passed only when they were tried again, with what went wrong before. @type {string[]} */
const retried = [];

/** @param {string} what */
function fail(what) {
	failed += 1;
	failures.push(what);
}

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
function node(args, env = {}) {
	const binary = nodeBinary();
	// Whatever a test starts by the name `node` or by the name of a tool is what package.json pins, too.
	const path = [dirname(binary), join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
	return run(binary, args, { env: { ...process.env, ...env, PATH: path } });
}

/**
 * A check passes or fails as a whole; it counts as one test.
 * @param {string} title @param {readonly string[]} args
 */
async function check(title, args) {
	step(title);
	const code = await node(args);
	if (code === 0) passed += 1;
	else fail(title);
	return code === 0;
}

/**
 * A ring of tests counts test by test, and once more when it could not run as a whole.
 * @param {string} title @param {string} name @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env]
 */
async function ring(title, name, args, env) {
	step(title);
	const file = join(results, `${name}.json`);
	rmSync(file, { force: true });
	const code = await node(
		["node_modules/vitest/vitest.mjs", "run", ...args, "--reporter=default", "--reporter=json", `--outputFile=${file}`],
		env,
	);
	let failedHere = 0;
	if (existsSync(file)) {
		/** @type {{ numPassedTests: number, numFailedTests: number, testResults: { assertionResults: { fullName: string, status: string, failureMessages: string[] }[] }[] }} */
		const report = JSON.parse(readFileSync(file, "utf8"));
		passed += report.numPassedTests;
		failed += report.numFailedTests;
		failedHere = report.numFailedTests;
		if (failedHere > 0) failures.push(`${title}: ${failedHere} failed`);
		for (const { fullName, status, failureMessages } of report.testResults.flatMap((one) => one.assertionResults)) {
			// What failed first and passed then keeps the message of the first attempt.
			if (status === "passed" && failureMessages.length > 0) {
				retried.push(`${fullName}: ${failureMessages[0]?.split("\n")[0]}`);
			}
		}
		if (report.numPassedTests + failedHere === 0) {
			fail(`${title}: no test ran`);
			return;
		}
	}
	if (code !== 0 && failedHere === 0) fail(`${title}: could not run to its end`);
}

script(async () => {
	/** @type {{ only?: string, help?: boolean }} */
	let values;
	/** @type {string[]} */
	let names;
	try {
		({ values, positionals: names } = parseArgs({
			allowPositionals: true,
			options: { only: { type: "string" }, help: { type: "boolean" } },
		}));
	} catch (error) {
		throw new CannotGoOn(`${error instanceof Error ? error.message : error}\n\n${help}`);
	}
	const { only } = values;
	if (values.help) {
		console.log(help);
		return 0;
	}
	if (only !== undefined && !["checks", "unit", "e2e"].includes(only)) {
		throw new CannotGoOn(`"${only}" is not one of checks, unit, e2e.\n\n${help}`);
	}
	const wants = (/** @type {string} */ part) => only === undefined || only === part;

	await installDependencies();
	mkdirSync(results, { recursive: true });
	if (wants("checks")) {
		await check("Generated files are current", ["scripts/generate.mjs", "--check"]);
		await check("Formatting and lint", ["node_modules/@biomejs/biome/bin/biome", "check"]);
		await check("Types", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"]);
		await check("Types of the preview's script", [
			"node_modules/typescript/bin/tsc",
			"-p",
			"src/webview/tsconfig.json",
		]);
		await check("Types of the end-to-end tests", ["node_modules/typescript/bin/tsc", "-p", "test/e2e/tsconfig.json"]);
	}
	if (wants("unit") || wants("e2e")) {
		const built = await check("Build", ["scripts/build.mjs"]);
		if (wants("unit")) await installSystemTools();
		if (wants("unit")) await ring("Tests without VS Code", "unit", names);
		if (wants("e2e") && built) await endToEnd(names);
		else if (wants("e2e")) fail("Tests in VS Code: there is no build");
	}
	for (const test of retried) console.log(`↻ passed at the second attempt: ${test}`);
	for (const failure of failures) console.log(`✗ ${failure}`);
	console.log(`\n${passed} passed, ${failed} failed`);
	return failed > 0 || passed === 0 ? 1 : 0;
});

/** @param {readonly string[]} names */
async function endToEnd(names) {
	try {
		if (!(await check("Package the extension", ["scripts/package.mjs", "--with-web"]))) return;
		if (!(await check("Build the module that runs inside VS Code", ["scripts/build-in-host.mjs"]))) return;
		await installVsCodeServer();
		const browser = await findOrInstallBrowser();
		await ring("Tests in VS Code", "e2e", ["--config", "vitest.e2e.config.mts", ...names], {
			OCS_EDGE_BROWSER: browser,
		});
	} catch (error) {
		if (!(error instanceof CannotGoOn)) throw error;
		// What ran so far still counts and is still told.
		console.error(error.message);
		fail(`Tests in VS Code: ${error.message.split("\n")[0]}`);
	}
}
