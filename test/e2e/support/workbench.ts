import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errors, type Locator, type Page } from "playwright-core";
import { root } from "../../../scripts/support/environment.mjs";
import type { HostKind } from "./vs-code.js";

/** VS Code shows a space as a no-break space. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

const literally = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s"));

/** How often something is tried that VS Code may not yet be ready for, and how long each time. */
const tries = 10;
const patience = 2500;

/**
 * Does something again when VS Code was not ready for it, as a person does: a menu that came up empty because the server was
 * still reading the folder, a filter that was typed while its view was being built.
 */
async function persist(
	attempt: () => Promise<void>,
	retreat: () => Promise<void> = async () => undefined,
): Promise<void> {
	for (let left = tries; ; left -= 1) {
		try {
			await attempt();
			return;
		} catch (error) {
			if (left === 1 || !(error instanceof errors.TimeoutError)) throw error;
			await retreat();
		}
	}
}

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

	/**
	 * VS Code goes on setting itself up behind an editor that can be typed into already. What it does on saving belongs to the
	 * last that it sets up: a file that is saved before is saved without its code actions. The mark is the one by which VS Code
	 * itself tells how long it took to start.
	 */
	async settled(): Promise<void> {
		await this.page.waitForFunction(
			() => performance.getEntriesByName("code/didCreateWorkbenchContributions/4").length > 0,
		);
	}

	get #editor(): Locator {
		return this.page.locator(".part.editor .editor-group-container.active .monaco-editor").first();
	}

	/** Opens a file by its name, and waits until its text is there and has the focus. */
	async openFile(name: string): Promise<void> {
		const input = this.page.locator(".quick-input-widget input");
		// The list is still being filled and sorted, and a row may move under the mouse. Enter takes the row that is selected.
		await persist(
			async () => {
				await this.page.keyboard.press("Control+p");
				await input.waitFor();
				await input.fill(name);
				await this.page
					.locator(`.quick-input-widget .monaco-list-row.focused[aria-label^="${name}"]`)
					.waitFor({ timeout: patience });
				await this.page.keyboard.press("Enter");
				await this.#tab(name).waitFor({ timeout: patience });
			},
			async () => {
				// In a list that is still open the same keys would select the next row.
				await this.page.keyboard.press("Escape");
				await input.waitFor({ state: "hidden" });
			},
		);
		await this.#editor.locator(".view-line").first().waitFor();
		await this.page.locator(".part.editor .editor-group-container.active .monaco-editor.focused").first().waitFor();
	}

	/** Waits until the active tab has this name. */
	async expectOpenFile(name: string): Promise<void> {
		await this.#tab(name).waitFor();
	}

	#tab(name: string): Locator {
		return this.page.locator(`.part.editor .tab.active[data-resource-name="${name}"]`);
	}

	/** Runs a command by its title, from the palette. */
	async runCommand(title: string): Promise<void> {
		await this.beginCommand(title);
		await this.page.locator(".quick-input-widget input").waitFor({ state: "hidden" });
	}

	/** The same of a command that asks something; looks again as long as VS Code does not offer the command yet. */
	async beginCommand(title: string): Promise<void> {
		const input = this.page.locator(".quick-input-widget input");
		const row = this.page.locator(`.quick-input-widget .monaco-list-row[aria-label^="${title}"]`).first();
		await persist(
			async () => {
				await this.page.keyboard.press("F1");
				await input.waitFor();
				await input.fill(`>${title}`);
				await row.click({ timeout: patience });
			},
			async () => {
				// The list is made when the palette opens. What an extension adds later appears in the next one.
				await this.page.keyboard.press("Escape");
				await input.waitFor({ state: "hidden" });
			},
		);
	}

	/** Opens the window again, as VS Code does it: it writes down before what it is to show then. */
	async reload(): Promise<void> {
		const loaded = this.page.waitForEvent("load");
		await this.beginCommand("Developer: Reload Window");
		await loaded;
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

	/**
	 * Types the beginning of a word and takes a proposal by its name; with nothing typed, one that shows by itself. VS Code does
	 * not always ask for proposals while an answer is still under way, so a person who sees none asks for them.
	 */
	async acceptProposal(beginning: string, name: string): Promise<void> {
		await this.page.keyboard.type(beginning, { delay: 80 });
		const row = this.page.locator(`.suggest-widget.visible .monaco-list-row[aria-label^="${name}"]`).first();
		await persist(
			() => row.click({ timeout: patience }),
			() => this.page.keyboard.press("Control+Space"),
		);
	}

	/** Ticks the box at the beginning of the line that the cursor is on. */
	async tick(): Promise<void> {
		await this.page.keyboard.press("Home");
		for (const _ of "- [") await this.page.keyboard.press("ArrowRight");
		await this.page.keyboard.press("Delete");
		await this.type("x");
	}

	/** Takes back what was typed last. */
	async erase(characters: number): Promise<void> {
		for (let count = 0; count < characters; count += 1) await this.page.keyboard.press("Backspace");
	}

	/** Scrolls to the cursor. */
	async revealCursor(): Promise<void> {
		await this.page.keyboard.press("ArrowLeft");
		await this.page.keyboard.press("ArrowRight");
	}

	/** Saves the open file and reads it from the disk. */
	async saveAndRead(path: string): Promise<string> {
		await this.page.keyboard.press("Control+s");
		await this.page.locator(".part.editor .tab.active:not(.dirty)").waitFor();
		return this.read(path);
	}

	/** Writes a file of the folder as another program does. */
	async write(path: string, text: string): Promise<void> {
		await mkdir(dirname(join(this.folder, path)), { recursive: true });
		await writeFile(join(this.folder, path), text);
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

	/** Waits for a comparison of two files to show a text on either side; VS Code draws the sides empty at first. */
	async expectComparison(left: string, right: string): Promise<void> {
		const comparison = this.page.locator(".part.editor .editor-group-container.active .monaco-diff-editor");
		await comparison.locator(".editor.original .view-lines", { hasText: literally(left) }).waitFor();
		await comparison.locator(".editor.modified .view-lines", { hasText: literally(right) }).waitFor();
	}

	/** Waits for the Problems panel to have, or to lose, an entry with this text. */
	async expectProblem(text: string, state: "visible" | "hidden" = "visible"): Promise<void> {
		const panel = this.page.locator(".markers-panel");
		if (!(await panel.isVisible())) {
			await this.runCommand("Problems: Focus on Problems View");
			await panel.waitFor();
		}
		// The list draws only what fits into the panel, so the filter brings the entry into view.
		const filter = this.page.locator(".part.panel .viewpane-filter input");
		await persist(async () => {
			await filter.fill(text);
			await panel.locator(".monaco-list-row", { hasText: text }).first().waitFor({ state, timeout: patience });
		});
		await this.focusEditor();
	}

	/** Takes the filter of the Problems panel away, so that it shows everything. */
	async showAllProblems(): Promise<void> {
		const panel = this.page.locator(".part.panel");
		await panel.locator(".viewpane-filter input").fill("");
		await panel.getByText(/^Showing \d+ of \d+$/).waitFor({ state: "hidden" });
		await this.focusEditor();
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
		const hover = this.page.locator(".monaco-hover:not(.hidden) .hover-contents").first();
		await persist(
			async () => {
				await this.page.mouse.move(x - 3, y);
				await this.page.mouse.move(x, y);
				await hover.waitFor({ timeout: patience });
			},
			() => this.page.mouse.move(1, 1),
		);
		return plain((await this.page.locator(".monaco-hover:not(.hidden)").first().innerText()).trim());
	}

	/** Points at a word and pulls the hover above it as high as the window is, so that more of its text shows. */
	async enlargeHover(word: string): Promise<void> {
		await this.hoverWord(word);
		const hover = this.page.locator(".monaco-resizable-hover");
		const box = await hover.boundingBox();
		const editor = await this.#editor.boundingBox();
		if (!box || !editor) throw new Error(`Nothing is shown for ${word}.`);
		const x = box.x + box.width / 2;
		// The hover stays open as long as the pointer is on it, so it is left neither before nor behind the pull.
		await this.page.mouse.move(x, box.y + box.height - 8, { steps: 8 });
		await this.page.mouse.move(x, box.y + 1, { steps: 8 });
		await this.page.mouse.down();
		await this.page.mouse.move(x, editor.y + 4, { steps: 8 });
		await this.page.mouse.up();
		await this.page.mouse.move(x, box.y + box.height - 8, { steps: 8 });
		await this.page.waitForFunction(
			({ selector, before }) => (document.querySelector(selector)?.getBoundingClientRect().height ?? 0) > before,
			{ selector: ".monaco-resizable-hover", before: box.height },
		);
	}

	/** Gives the text the whole width of a large window, for a picture. */
	async makeRoom(): Promise<void> {
		await this.runCommand("View: Toggle Primary Side Bar Visibility");
		await this.page.locator(".part.sidebar").waitFor({ state: "hidden" });
		await this.page.setViewportSize({ width: 1280, height: 920 });
		await this.focusEditor();
	}

	/** Puts the cursor into a word. */
	async clickWord(word: string): Promise<void> {
		const { x, y } = await this.#locate(word);
		await this.page.mouse.click(x, y);
	}

	/** Brings the line of a saved file that holds a text into view, and puts the cursor there. */
	async goToText(path: string, text: string): Promise<void> {
		const lines = (await this.read(path)).split("\n");
		await this.goToLine(lines.findIndex((line) => line.includes(text)) + 1);
	}

	async goToLine(line: number): Promise<void> {
		await this.page.keyboard.press("Control+g");
		const input = this.page.locator(".quick-input-widget input");
		await input.waitFor();
		await input.fill(`:${line}`);
		await this.page.keyboard.press("Enter");
		await this.page.locator("#status\\.editor\\.selection", { hasText: `Ln ${line},` }).waitFor();
	}

	/** Puts the cursor into a word and opens the menu of quick fixes there. */
	async offerQuickFixes(word: string): Promise<void> {
		await persist(async () => {
			await this.clickWord(word);
			await this.page.keyboard.press("Control+.");
			await this.#action().waitFor({ timeout: patience });
		});
	}

	/** Puts the cursor into a word, asks for quick fixes and takes the one of this title. */
	async applyQuickFix(word: string, title: string): Promise<void> {
		await this.offerQuickFixes(word);
		await this.chooseAction(title);
	}

	/** Takes a source action, such as one that generates, by its title. */
	async runCodeAction(title: string): Promise<void> {
		await persist(async () => {
			await this.runCommand("Source Action...");
			await this.#action().waitFor({ timeout: patience });
		});
		await this.chooseAction(title);
	}

	#action(title = ""): Locator {
		return this.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
	}

	/** Takes an action from the open menu, by its title. */
	async chooseAction(title: string): Promise<void> {
		await this.#action(title).click();
		await this.#action().waitFor({ state: "hidden" });
	}

	/** The rendered page that stands open, as VS Code shows Markdown. */
	get #preview(): Locator {
		return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("body");
	}

	/** Waits for a rendered page with this heading. */
	async expectPage(heading: string): Promise<void> {
		await this.#preview.getByRole("heading", { name: heading, exact: true }).first().waitFor();
	}

	/** Follows a link of the rendered page. */
	async followLink(label: string): Promise<void> {
		await this.#preview.getByRole("link", { name: label, exact: true }).first().click();
	}

	/** The preview of a runbook. */
	get runbook(): Locator {
		return this.#preview;
	}

	/** Waits for the preview of a runbook to show a text. */
	async expectInPreview(text: string): Promise<void> {
		await this.#preview.locator("main", { hasText: literally(text) }).waitFor();
	}

	/** Turns to a page of the runbook that is previewed. */
	async turnTo(title: string): Promise<void> {
		await this.#preview.getByRole("combobox").selectOption({ label: title });
		await this.#preview.getByRole("heading", { name: title, exact: true }).waitFor();
	}

	/** Goes from a step of the runbook that is previewed, named by a part of its text, to the topology. */
	async followToTopology(step: string): Promise<void> {
		await this.#preview
			.locator("li.task", { hasText: literally(step) })
			.first()
			.locator("button.origin")
			.first()
			.click();
	}

	/** Follows a link in the text of the open file, as one does with the Control key held down. */
	async followTextLink(text: string): Promise<void> {
		await persist(async () => {
			const { x, y } = await this.#locate(text);
			// The links of a file come some time after its text, and a pointer that rests is not asked for them again.
			await this.page.mouse.move(x, y + 60);
			await this.page.keyboard.down("Control");
			try {
				await this.page.mouse.move(x, y, { steps: 4 });
				await this.#editor.locator(".detected-link-active").first().waitFor({ timeout: patience });
				await this.page.mouse.click(x, y);
			} finally {
				await this.page.keyboard.up("Control");
			}
		});
	}

	/** Waits until the cursor is on a line of the file. */
	async expectCursorOn(line: number): Promise<void> {
		await this.cursorOn(line).waitFor();
	}

	/** What tells that the cursor is on a line. */
	cursorOn(line: number): Locator {
		return this.page.locator("#status\\.editor\\.selection", { hasText: `Ln ${line},` });
	}

	/** What is written above a block of the open file, as a link. */
	lens(title: string): Locator {
		return this.#editor.locator(".codelens-decoration a", { hasText: new RegExp(`^${literally(title).source}$`) });
	}

	/**
	 * Clicks what is written above a block until it has its effect: VS Code draws it anew whenever an answer of the server comes, and a
	 * click on what has just been drawn over is lost.
	 */
	async followLens(title: string, effect: Locator): Promise<void> {
		await persist(async () => {
			await this.lens(title).click();
			await effect.first().waitFor({ timeout: 3 * patience });
		});
	}

	/** The notification with this text. */
	notification(text: string): Locator {
		return this.page.locator(".notification-toast", { hasText: text });
	}

	/** Generates the runbooks of the open file with the lens, and waits for what VS Code says of it. */
	async generateRunbooks(message: string): Promise<void> {
		await this.followLens("Generate runbooks", this.notification(message));
	}

	/** Marks or unmarks an entry of the list that asks for several things. */
	async toggleEntry(label: string): Promise<void> {
		await this.page
			.locator(".quick-input-widget .monaco-list-row", { hasText: literally(label) })
			.first()
			.click();
	}

	/** Waits for the list that asks for this, and accepts what is marked there. */
	async acceptEntries(placeholder: string, change: () => Promise<void> = async () => undefined): Promise<void> {
		const input = this.page.locator(`.quick-input-widget input[placeholder^="${placeholder}"]`);
		await input.waitFor();
		await change();
		await input.press("Enter");
	}

	/** The files whose tabs are open. */
	openTabs(): Promise<readonly (string | null)[]> {
		return this.page
			.locator(".part.editor .tab")
			.evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute("data-resource-name")));
	}

	/** Follows the code of the finding with this text, from the Problems panel. */
	async followCode(code: string): Promise<void> {
		await this.expectProblem(code);
		await this.page.locator(".markers-panel .monaco-list-row a", { hasText: code }).first().click();
	}

	/** Waits until the extension's log has a line with this text. */
	async expectLog(text: string): Promise<void> {
		await persist(async () => {
			await this.runCommand("OCS Edge: Show Log");
			await this.page.locator(".part.panel .view-lines", { hasText: literally(text) }).waitFor({ timeout: patience });
		});
	}

	/** Waits for a notification with this text. */
	async expectNotification(text: string): Promise<void> {
		await this.page.locator(".notification-toast", { hasText: text }).first().waitFor();
	}

	/** The errors that notifications tell of at this moment. */
	errorNotifications(): Promise<readonly string[]> {
		return this.page.locator(".notification-toast", { has: this.page.locator(".codicon-error") }).allInnerTexts();
	}

	/** Presses a button of the notification with this text. */
	async answerNotification(text: string, button: string): Promise<void> {
		const notification = this.page.locator(".notification-toast", { hasText: text }).first();
		await notification.waitFor();
		await notification.getByRole("button", { name: button, exact: true }).click();
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
		// It fades, so for a moment it stands over the text although it has been closed.
		await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
		await this.screenshotAsItIs(name);
	}

	/** The same of a window in which a list is open, or something went wrong. */
	async screenshotAsItIs(name: string): Promise<void> {
		const folder = join(root, "artifacts/screenshots");
		await mkdir(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `${name}-${this.host}.png`) });
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}
