import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pagePreview, pageStyle } from "../../language-server/reports/print/index.js";
import { findOrInstallBrowser } from "../../scripts/support/browser.mjs";
import { root } from "../../scripts/support/environment.mjs";
import type { ToPreview } from "../../src/features/preview-runbook/messages.js";
import { type Rendered, runbookOf } from "../reports/support.js";

/*
 * The script and the style of the preview in a browser, with what the server sends for an example, in panes of any width: VS Code
 * gives a pane half a window, or less.
 */

/** What VS Code says of its colours. */
const THEMES = {
	dark: {
		"--vscode-editor-background": "#1f1f1f",
		"--vscode-editor-foreground": "#cccccc",
		"--vscode-descriptionForeground": "#9d9d9d",
		"--vscode-editorWidget-border": "#454545",
		"--vscode-textCodeBlock-background": "#2b2b2b",
		"--vscode-textLink-foreground": "#4daafc",
		"--vscode-editorWarning-foreground": "#cca700",
		"--vscode-dropdown-background": "#313131",
		"--vscode-dropdown-foreground": "#cccccc",
		"--vscode-button-secondaryBackground": "#313131",
		"--vscode-button-secondaryForeground": "#cccccc",
		"--vscode-editor-rangeHighlightBackground": "#ffffff0b",
		"--vscode-focusBorder": "#0078d4",
	},
	light: {
		"--vscode-editor-background": "#ffffff",
		"--vscode-editor-foreground": "#3b3b3b",
		"--vscode-descriptionForeground": "#3b3b3b",
		"--vscode-editorWidget-border": "#c8c8c8",
		"--vscode-textCodeBlock-background": "#f8f8f8",
		"--vscode-textLink-foreground": "#005fb8",
		"--vscode-editorWarning-foreground": "#bf8803",
		"--vscode-dropdown-background": "#ffffff",
		"--vscode-dropdown-foreground": "#3b3b3b",
		"--vscode-button-secondaryBackground": "#e5e5e5",
		"--vscode-button-secondaryForeground": "#3b3b3b",
		"--vscode-editor-rangeHighlightBackground": "#fdff0033",
		"--vscode-focusBorder": "#005fb8",
	},
};

const PICTURED: ReadonlySet<string> = new Set(["sheets/dns.md", "sheets/firewall.md", "sheets/certificates.md"]);

describe("a person who reads a preview", () => {
	const runbook = runbookOf(readFileSync(join(root, "examples/multiple-site.ocsedge"), "utf8"));
	let browser: Browser;

	beforeAll(async () => {
		browser = await chromium.launch({ executablePath: await findOrInstallBrowser(), args: ["--no-sandbox"] });
	});

	afterAll(() => browser?.close());

	async function open(width: number, theme: keyof typeof THEMES = "dark"): Promise<Page> {
		const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme });
		await page.setContent(
			`<!doctype html><html lang="en"><body><nav id="navigation" hidden><button id="previous" type="button">‹</button><select id="pages"></select><button id="next" type="button">›</button></nav><main id="page" tabindex="-1"></main></body></html>`,
		);
		const variables = Object.entries({ ...THEMES[theme], "--vscode-font-family": "sans-serif" });
		await page.addStyleTag({ content: `html { ${variables.map(([name, value]) => `${name}: ${value}`).join("; ")} }` });
		await page.addStyleTag({ path: join(root, "media/preview.css") });
		await page.addScriptTag({
			content:
				"window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} }); window.asked = []; for (const name of ['querySelector', 'querySelectorAll']) { const original = Element.prototype[name]; Element.prototype[name] = function (selector) { window.asked.push(selector); return original.call(this, selector); }; }",
		});
		await page.addScriptTag({ path: join(root, "dist/preview.js") });
		return page;
	}

	async function show(page: Page, path: string, { pages }: Pick<Rendered, "pages"> = runbook): Promise<void> {
		const shown = pages.find((one) => one.path === path);
		if (!shown) throw new Error(`There is no ${path}.`);
		const message: ToPreview = {
			kind: "show",
			deployment: "Woodgrove",
			pages: pages.map(({ title, path: other }) => ({ path: other, title, kind: "sheet" })),
			path,
			html: pagePreview(shown),
			style: pageStyle,
			origins: shown.lines.flatMap(({ line, origin }) =>
				origin === undefined ? [] : [{ line, place: `line ${origin.range.start.line + 1}` }],
			),
			state: { uri: "file:///topology/main.ocsedge", page: path },
		};
		await page.evaluate((data) => window.postMessage(data), message);
		await page.getByRole("heading", { name: shown.title, exact: true }).waitFor();
	}

	async function picture(page: Page, name: string): Promise<void> {
		const folder = join(root, "artifacts/screenshots");
		mkdirSync(folder, { recursive: true });
		await page.screenshot({ path: join(folder, `${name}.png`) });
	}

	test.each([
		[400, "dark"],
		[400, "light"],
		[650, "dark"],
		[1000, "dark"],
		[1000, "light"],
	] as const)("sees all of every page in a pane of %d pixels without moving it sideways (%s)", async (width, theme) => {
		const page = await open(width, theme);
		for (const { path } of runbook.pages) {
			await show(page, path);
			const hidden = await page.evaluate(() =>
				[document.documentElement, ...document.querySelectorAll(".table")]
					.filter((one) => one.scrollWidth > one.clientWidth + 1)
					.map((one) => one.outerHTML.slice(0, 200)),
			);
			expect([path, hidden]).toEqual([path, []]);
			if (PICTURED.has(path)) {
				await page
					.locator("table.wide")
					.first()
					.evaluate((table) => table.scrollIntoView());
				await picture(page, `pane-${path.replace(/^sheets\/|\.md$/g, "")}-${width}-${theme}`);
			}
		}
		await page.close();
	});

	test("finds each cell of a row that is set as a list under the words of its column, and a table when there is room", async () => {
		const page = await open(400);
		await show(page, "sheets/dns.md");
		const row = page.locator(".stacked tr", { hasText: "D-02" });
		const columns = await row
			.locator("td")
			.evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, "::before").content));
		expect(columns).toEqual(expect.arrayContaining(['"Value"', '"Owner: –"', '"Done: –"']));
		await page.setViewportSize({ width: 1000, height: 900 });
		await page.locator("th", { hasText: "Owner" }).first().waitFor();
		expect(await page.locator(".stacked").count()).toBe(0);
		await page.setViewportSize({ width: 400, height: 900 });
		await row.waitFor();
		await page.close();
	});

	test("waits no longer for a line because the page has many: the script looks for all of them at once", async () => {
		const page = await open(400);
		await show(page, "03-configure-edge-servers.md");
		const lines = runbook.pages.find(({ path }) => path.startsWith("03-"))?.lines.map(({ line }) => line) ?? [];
		const message: ToPreview = { kind: "mark", lines: lines.slice(-3), scroll: true };
		await page.evaluate((data) => window.postMessage(data), message);
		await page.locator(".marked").first().waitFor();
		expect(await page.locator(".marked").count()).toBe(3);
		expect(await page.locator("button.origin").count()).toBeGreaterThan(50);
		const asked = await page.evaluate<readonly string[]>("window.asked");
		expect(asked.filter((selector) => selector.includes("data-line"))).toEqual(["[data-line]"]);
		await page.close();
	});
});
