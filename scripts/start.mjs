// `npm start`: builds everything and opens a real VS Code with the extension and the examples.
// Only built-in modules here: this is the first thing that runs on a fresh clone.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onPath } from "./support/browser.mjs";
import { nodeBinary, root } from "./support/environment.mjs";
import { installDependencies } from "./support/install.mjs";
import { CannotGoOn, run, script, step } from "./support/process.mjs";
import { writeDesktopSettings, writeServerSettings } from "./support/vs-code-settings.mjs";
import { installExtension, installVsCodeServer, startVsCodeServer } from "./support/vscode-server.mjs";

const help = `Builds OCS Edge and opens VS Code with it and the examples.

npm start                    the desktop VS Code where there is one, else VS Code in the browser
npm start -- --browser       VS Code in the browser
npm start -- --port N        VS Code in the browser, at this port (default 8443)
npm start -- --no-open       VS Code in the browser, without opening a browser`;

/** @returns {{ browser: boolean, port: string | undefined, open: boolean, help: boolean }} */
function options() {
	try {
		const { values } = parseArgs({
			options: {
				browser: { type: "boolean", default: false },
				help: { type: "boolean", default: false },
				"no-open": { type: "boolean", default: false },
				port: { type: "string" },
			},
		});
		return { browser: values.browser, port: values.port, open: !values["no-open"], help: values.help };
	} catch (error) {
		throw new CannotGoOn(`${error instanceof Error ? error.message : error}\n\n${help}`);
	}
}

/** @param {string} text */
function parsePort(text) {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new CannotGoOn(`"${text}" is not a port; give a number from 1 to 65535, as in \`npm start -- --port 8500\`.`);
	}
	return port;
}

/** @param {number} port */
async function requireFreePort(port) {
	const probe = createServer();
	try {
		probe.listen(port, "127.0.0.1");
		await once(probe, "listening");
	} catch {
		throw new CannotGoOn(`port ${port} is taken. Choose another one: \`npm start -- --port ${port + 1}\`.`);
	}
	probe.close();
	await once(probe, "close");
}

async function build() {
	await installDependencies();
	step("Building the extension, the language server and the command line");
	for (const args of [["scripts/build.mjs"], ["scripts/package.mjs"]]) {
		const code = await run(nodeBinary(), args);
		if (code !== 0) throw new CannotGoOn("the build failed; the lines above say why.");
	}
}

/** @param {string} code */
async function startDesktop(code) {
	// Folders of its own, so that the user's extensions, settings and windows stay as they are.
	const profile = join(root, ".vscode-test", "desktop");
	const userData = join(profile, "user-data");
	writeDesktopSettings(userData);
	const common = ["--user-data-dir", userData, "--extensions-dir", join(profile, "extensions")];
	const shell = process.platform === "win32";
	step("Opening VS Code");
	const installed = await run(
		code,
		[...common, "--install-extension", join(root, "artifacts/ocs-edge.vsix"), "--force"],
		{
			shell,
		},
	);
	if (installed !== 0)
		throw new CannotGoOn("VS Code did not accept the extension; `npm start -- --browser` is another way.");
	console.log("VS Code is open with the examples. This command ends when its window is closed.");
	return run(code, [...common, "--disable-workspace-trust", "--new-window", "--wait", join(root, "examples")], {
		shell,
	});
}

/** @param {number} port @param {boolean} open */
async function startInBrowser(port, open) {
	/** @type {Promise<NodeJS.Signals>} */
	const interrupted = new Promise((resolve) => {
		for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
			process.on(signal, () => resolve(signal));
		if (process.env.npm_lifecycle_event !== "start" || process.platform === "win32") return;
		// A signal that ends npm alone ends the shell between npm and this script, and is not passed on. What is left to
		// see is that the parent is another one.
		const shell = process.ppid;
		setInterval(() => process.ppid !== shell && resolve("SIGHUP"), 250).unref();
	});
	await requireFreePort(port);
	await build();
	await installVsCodeServer();

	step("Starting VS Code");
	const scratch = mkdtempSync(join(tmpdir(), "ocs-edge-start-"));
	/** @type {Awaited<ReturnType<typeof startVsCodeServer>> | undefined} */
	let server;
	try {
		const folders = { dataDir: join(scratch, "data"), extensionsDir: join(scratch, "extensions") };
		mkdirSync(folders.extensionsDir, { recursive: true });
		writeServerSettings(folders.dataDir);
		await installExtension({ vsix: join(root, "artifacts/ocs-edge.vsix"), ...folders });
		server = await startVsCodeServer({ port, ...folders });
		const address = addressOfExamples(port);
		const response = await fetch(address);
		if (response.status !== 200) throw new CannotGoOn(`VS Code answers with ${response.status} at ${address}.`);
		await response.text();

		console.log(`\nVS Code is ready at ${address}\nPress Ctrl+C to stop.`);
		if (open) openInBrowser(address);
		const reason = await Promise.race([interrupted, server.ended]);
		if (typeof reason === "string") {
			console.log("\nStopping.");
			return 0;
		}
		throw new CannotGoOn(`VS Code ended by itself:\n${server.output.slice(-20).join("")}`);
	} finally {
		await server?.stop();
		rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
}

/**
 * Where VS Code shows the examples, and at once the one that has something to tell.
 * @param {number} port
 */
function addressOfExamples(port) {
	const folder = join(root, "examples")
		.replaceAll("\\", "/")
		.replace(/^(?!\/)/, "/");
	const file = `vscode-remote://127.0.0.1:${port}${encodeURI(`${folder}/misconfigured.ocsedge`)}`;
	const query = new URLSearchParams({ folder, payload: JSON.stringify([["openFile", file]]) });
	// These characters mean nothing special in a query, and a path reads better with them.
	const text = query
		.toString()
		.replaceAll("%2F", "/")
		.replaceAll("%3A", ":")
		.replaceAll("%2C", ",")
		.replaceAll("+", "%20");
	return `http://127.0.0.1:${port}/?${text}`;
}

/** @param {string} address */
function openInBrowser(address) {
	const [command, args] =
		process.platform === "darwin"
			? ["open", [address]]
			: process.platform === "win32"
				? ["cmd", ["/c", "start", "", address]]
				: ["xdg-open", [address]];
	const opener = spawn(command, args, { stdio: "ignore", detached: true });
	// Without a browser the printed address is all that is needed.
	opener.on("error", () => undefined);
	opener.unref();
}

script(async () => {
	const { browser, port, open, help: wantsHelp } = options();
	if (wantsHelp) {
		console.log(help);
		return 0;
	}
	const hasDisplay = process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
	const code = hasDisplay ? onPath(["code"]) : undefined;
	if (code && !browser && open && port === undefined) {
		await build();
		return startDesktop(code);
	}
	return startInBrowser(parsePort(port ?? "8443"), open);
});
