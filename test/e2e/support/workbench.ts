import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { root } from "../../../scripts/support/environment.mjs";
import type { HostKind } from "./vs-code.js";

/** VS Code shows a space as a no-break space. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

const literally = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s"));

/** What a person does and sees in a window of VS Code. Everything waits for what the window shows. */
export class Workbench {
	readonly page: Page;
	readonly folder: string;
	readonly host: HostKind;

	constructor(page: Page, folder: string, host: HostKind) {
		this.page = page;
		this.folder = folder;
		this.host = host;
	}

	async ready(): Promise<void> {
		await this.page
			.locator(".monaco-workbench .part.sidebar .explorer-folders-view .monaco-list-row")
			.first()
			.waitFor();
	}

	get #editor(): Locator {
		return this.page.locator(".part.editor .editor-group-container.active .monaco-editor").first();
	}

	/** Opens a file by its name, and waits until its text is there and has the focus. */
	async openFile(name: string): Promise<void> {
		await this.page.keyboard.press("Control+p");
		const input = this.page.locator(".quick-input-widget input");
		await input.waitFor();
		await input.fill(name);
		await this.page.locator(".quick-input-widget .monaco-list-row", { hasText: name }).first().waitFor();
		await this.page.keyboard.press("Enter");
		await this.expectOpenFile(name);
		await this.#editor.locator(".view-line").first().waitFor();
		await this.page.locator(".part.editor .editor-group-container.active .monaco-editor.focused").first().waitFor();
	}

	/** Waits until the active tab has this name. */
	async expectOpenFile(name: string): Promise<void> {
		await this.page.locator(".part.editor .tab.active", { hasText: name }).waitFor();
	}

	/** Runs a command by its title, from the palette. */
	async runCommand(title: string): Promise<void> {
		await this.page.keyboard.press("F1");
		const input = this.page.locator(".quick-input-widget input");
		await input.waitFor();
		await input.fill(`>${title}`);
		await this.page.locator(`.quick-input-widget .monaco-list-row[aria-label^="${title}"]`).first().click();
		await input.waitFor({ state: "hidden" });
	}

	/** Types at the end of the open file, as a person does; `\n` is the Enter key. */
	async typeAtEnd(text: string): Promise<void> {
		await this.page.keyboard.press("Control+End");
		await this.type(text);
	}

	async type(text: string): Promise<void> {
		for (const [index, line] of text.split("\n").entries()) {
			if (index > 0) {
				// Proposals would take the Enter key for themselves.
				await this.page.keyboard.press("Escape");
				await this.page.keyboard.press("Enter");
			}
			await this.page.keyboard.type(line, { delay: 15 });
		}
		await this.page.keyboard.press("Escape");
	}

	/** Saves the open file and reads it from the disk. */
	async saveAndRead(path: string): Promise<string> {
		await this.page.keyboard.press("Control+s");
		await this.page.locator(".part.editor .tab.active:not(.dirty)").waitFor();
		return this.read(path);
	}

	read(path: string): Promise<string> {
		return readFile(join(this.folder, path), "utf8");
	}

	/** The visible lines of the open file. */
	async visibleText(): Promise<string> {
		const lines = await this.#editor.locator(".view-line").evaluateAll((elements) =>
			elements
				.map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? "" }))
				.sort((a, b) => a.top - b.top)
				.map(({ text }) => text),
		);
		return plain(lines.join("\n"));
	}

	async expectText(text: string): Promise<void> {
		await this.#editor.locator(".view-lines", { hasText: literally(text) }).waitFor();
	}

	/** Waits for the Problems panel to have, or to lose, an entry with this text. */
	async expectProblem(text: string, state: "visible" | "hidden" = "visible"): Promise<void> {
		if (!(await this.page.locator(".markers-panel").isVisible())) {
			await this.runCommand("Problems: Focus on Problems View");
			await this.page.locator(".markers-panel").waitFor();
			await this.focusEditor();
		}
		await this.page.locator(".markers-panel .monaco-list-row", { hasText: text }).first().waitFor({ state });
	}

	/** The texts of the Problems panel, file headings included. */
	async problems(): Promise<readonly string[]> {
		const rows = await this.page.locator(".markers-panel .monaco-list-row").allInnerTexts();
		return rows.map((text) => plain(text).replace(/\s+/g, " ").trim());
	}

	async expectSquiggle(severity: "error" | "warning" | "info"): Promise<void> {
		await this.#editor.locator(`.squiggly-${severity}`).first().waitFor({ state: "attached" });
	}

	async focusEditor(): Promise<void> {
		await this.page.keyboard.press("Control+1");
		await this.page.locator(".part.editor .editor-group-container.active .monaco-editor.focused").first().waitFor();
	}

	/** The middle of a text in the open file, on the screen. */
	async #locate(text: string): Promise<{ x: number; y: number }> {
		const line = this.#editor.locator(".view-line", { hasText: literally(text) }).first();
		await line.waitFor();
		return line.evaluate((element, wanted) => {
			// The text of a line is spread over spans, one a colour.
			const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
			const nodes: Text[] = [];
			while (walker.nextNode()) nodes.push(walker.currentNode as Text);
			const whole = nodes.map((node) => node.data.replaceAll("\u00a0", " ")).join("");
			const start = whole.indexOf(wanted);
			const range = document.createRange();
			let offset = 0;
			for (const node of nodes) {
				const end = offset + node.length;
				if (start >= offset && start < end) range.setStart(node, start - offset);
				if (start + wanted.length > offset && start + wanted.length <= end) {
					range.setEnd(node, start + wanted.length - offset);
				}
				offset = end;
			}
			const box = range.getBoundingClientRect();
			return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
		}, text);
	}

	/** Points at a word and waits for the hover. @returns its text */
	async hoverWord(word: string): Promise<string> {
		const { x, y } = await this.#locate(word);
		await this.page.mouse.move(x - 3, y);
		await this.page.mouse.move(x, y);
		const hover = this.page.locator(".monaco-hover:not(.hidden) .hover-contents").first();
		await hover.waitFor();
		return plain((await this.page.locator(".monaco-hover:not(.hidden)").first().innerText()).trim());
	}

	/** Puts the cursor into a word. */
	async clickWord(word: string): Promise<void> {
		const { x, y } = await this.#locate(word);
		await this.page.mouse.click(x, y);
	}

	/** Puts the cursor into a word, asks for quick fixes and takes the one of this title. */
	async applyQuickFix(word: string, title: string): Promise<void> {
		await this.clickWord(word);
		await this.page.keyboard.press("Control+.");
		await this.#chooseAction(title);
	}

	/** Takes a source action, such as one that generates, by its title. */
	async runCodeAction(title: string): Promise<void> {
		await this.runCommand("Source Action...");
		await this.#chooseAction(title);
	}

	async #chooseAction(title: string): Promise<void> {
		const action = this.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
		await action.waitFor();
		await action.click();
		await this.page.locator(".action-widget").waitFor({ state: "hidden" });
	}

	/** The titles that the quick fix menu offers at a word. */
	async quickFixes(word: string): Promise<readonly string[]> {
		await this.clickWord(word);
		await this.page.keyboard.press("Control+.");
		const rows = this.page.locator(".action-widget .monaco-list-row.action");
		await rows.first().waitFor();
		const titles = await rows.allInnerTexts();
		await this.page.keyboard.press("Escape");
		return titles.map((text) => plain(text).trim());
	}

	/** Waits until the extension's log has a line with this text. */
	async expectLog(text: string): Promise<void> {
		await this.runCommand("OCS Edge: Show Log");
		await this.page.locator(".part.panel .view-lines", { hasText: literally(text) }).waitFor();
	}

	/** Waits for a notification with this text. */
	async expectNotification(text: string): Promise<void> {
		await this.page.locator(".notification-toast", { hasText: text }).first().waitFor();
	}

	/** The language that the status bar shows for the open file. */
	async language(): Promise<string> {
		return (await this.page.locator("#status\\.editor\\.mode").innerText()).trim();
	}

	/** The colour of a word of the open file. */
	async colourOf(word: string): Promise<string> {
		const span = this.#editor.locator(".view-line span span", {
			hasText: new RegExp(`^\\s*${literally(word).source}\\s*$`),
		});
		await span.first().waitFor();
		return span.first().evaluate((element) => getComputedStyle(element).color);
	}

	/** Keeps a picture of the window among the artefacts of the test run. */
	async screenshot(name: string): Promise<void> {
		const folder = join(root, "artifacts/screenshots");
		await mkdir(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `${name}-${this.host}.png`) });
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}
