import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../../scripts/support/browser.mjs";
import { root } from "../../../scripts/support/environment.mjs";
import { writeServerSettings } from "../../../scripts/support/vs-code-settings.mjs";
import { installExtension, startVsCodeServer } from "../../../scripts/support/vscode-server.mjs";
import { Workbench } from "./workbench.js";

/** Where an extension can run: in a Node process, as on the desktop, or in a web worker, as in a browser alone. */
export type HostKind = "node" | "web";

export const hosts: readonly HostKind[] = ["node", "web"];

const packages: Record<HostKind, string> = { node: "ocs-edge.vsix", web: "ocs-edge-web.vsix" };

/** What a person leaves as it is, and a test or a picture does not. */
const settings = {
	"editor.minimap.enabled": false,
	// The scrollbar would lie across the last line of a picture.
	"editor.scrollbar.horizontal": "hidden",
	// In a browser VS Code saves by itself and then does not show what is unsaved.
	"files.autoSave": "off",
};

/** Text by path, or the path of a folder to copy. */
export type Files = Readonly<Record<string, string>> | string;

/** A real VS Code with the packaged extension installed. */
export class VsCode {
	readonly #host: HostKind;
	readonly #scratch: string;
	readonly #server: Awaited<ReturnType<typeof startVsCodeServer>>;
	readonly #browser: Browser;
	#workspaces = 0;

	private constructor(
		host: HostKind,
		scratch: string,
		server: Awaited<ReturnType<typeof startVsCodeServer>>,
		browser: Browser,
	) {
		this.#host = host;
		this.#scratch = scratch;
		this.#server = server;
		this.#browser = browser;
	}

	/**
	 * @param mode a VS Code for automation runs a module inside its extension host, but hides notifications
	 */
	static async start(host: HostKind, mode: "for-a-person" | "for-automation" = "for-a-person"): Promise<VsCode> {
		const executablePath = findBrowser();
		if (!executablePath) throw new Error("No Chrome, Chromium or Edge was found; `npm test` installs one.");
		const scratch = await mkdtemp(join(tmpdir(), "ocs-edge-e2e-"));
		const folders = { dataDir: join(scratch, "data"), extensionsDir: join(scratch, "extensions") };
		await mkdir(folders.extensionsDir, { recursive: true });
		writeServerSettings(folders.dataDir, settings);
		await installExtension({ vsix: join(root, "artifacts", packages[host]), ...folders });
		const args = mode === "for-automation" ? ["--enable-smoke-test-driver"] : [];
		const server = await startVsCodeServer({ port: 0, ...folders, args });
		try {
			const browser = await chromium.launch({
				executablePath,
				headless: true,
				args: [
					"--no-sandbox",
					"--disable-gpu",
					"--disable-quic",
					"--no-first-run",
					"--disable-background-networking",
					"--disable-component-update",
					"--disable-sync",
				],
			});
			return new VsCode(host, scratch, server, browser);
		} catch (error) {
			await server.stop();
			throw error;
		}
	}

	/** Opens a folder with these files, and nothing else, in a new window with no memory of earlier ones. */
	async open(files: Files): Promise<Workbench> {
		const { page, folder } = await this.#openPage(files, []);
		const workbench = new Workbench(page, folder, this.#host);
		await workbench.ready();
		return workbench;
	}

	/**
	 * Runs the module that works inside the extension host.
	 * @returns what it printed, line by line, and its exit code
	 */
	async runInHost(files: Files): Promise<{ code: number; lines: readonly string[] }> {
		const lines: string[] = [];
		let exit: (code: number) => void = () => undefined;
		const exited = new Promise<number>((resolve) => {
			exit = resolve;
		});
		const remote = `vscode-remote://127.0.0.1:${this.#server.port}`;
		const extensions = join(this.#scratch, "extensions");
		const [name] = (await readdir(extensions)).filter((entry) => entry.startsWith("ocs-edge."));
		if (!name) throw new Error("The extension is not installed.");
		const extension = join(extensions, name);
		// VS Code runs the module in the host of the extension whose folder it lies in.
		await cp(join(root, "out/in-host"), join(extension, "in-host"), { recursive: true });
		const { page } = await this.#openPage(
			files,
			[
				["extensionDevelopmentPath", remote + extension],
				["extensionTestsPath", `${remote}${extension}/in-host/index.js`],
				["skipWelcome", "true"],
			],
			async (fresh) => {
				await fresh.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
					lines.push(...args.join(" ").split("\n"));
				});
				await fresh.exposeFunction("codeAutomationExit", (code: number) => exit(code));
			},
		);
		const code = await exited;
		await page.context().close();
		return { code, lines };
	}

	async stop(): Promise<void> {
		await this.#browser.close();
		await this.#server.stop();
		await rm(this.#scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}

	async #openPage(
		files: Files,
		payload: readonly (readonly [string, string])[],
		prepare: (page: Page) => Promise<void> = async () => undefined,
	): Promise<{ page: Page; folder: string }> {
		this.#workspaces += 1;
		// The window is named after the folder, so a copy has the name of what it is a copy of.
		const name = typeof files === "string" ? basename(files) : "topology";
		const folder = join(this.#scratch, `window-${this.#workspaces}`, name);
		await mkdir(folder, { recursive: true });
		if (typeof files === "string") {
			await cp(join(root, files), folder, { recursive: true });
		} else {
			for (const [path, text] of Object.entries(files)) {
				await mkdir(dirname(join(folder, path)), { recursive: true });
				await writeFile(join(folder, path), text);
			}
		}
		const context = await this.#browser.newContext({ viewport: { width: 1400, height: 900 } });
		const page = await context.newPage();
		// The longest that a single step may take on a busy machine.
		page.setDefaultTimeout(20_000);
		await prepare(page);
		const query = new URLSearchParams({ folder });
		if (payload.length > 0) query.set("payload", JSON.stringify(payload));
		await page.goto(`http://127.0.0.1:${this.#server.port}/?${query}`);
		return { page, folder };
	}
}
