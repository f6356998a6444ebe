import {
	CancellationTokenSource,
	type Disposable,
	type ExtensionContext,
	Range,
	type TextEditor,
	TextEditorRevealType,
	ThemeColor,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
} from "vscode";
import type { LineOrigin, RunbookPreview, TextRange } from "../../../language-server/protocol.js";
import type { Host } from "../../feature.js";
import { askForPreview } from "../../topology.js";
import type { FromPreview, PreviewState, ToPreview } from "./messages.js";
import { previewHtml, previewResources } from "./preview-html.js";

/** How long a preview waits for the next key stroke, in milliseconds: at least so long, and as long as an answer takes. */
const BETWEEN_KEYS = 60;

const NO_DEPLOYMENT = "This file belongs to no deployment, so there is no runbook to preview.";

/** The statement that a step came from, until the cursor moves on. */
const shownOrigin = window.createTextEditorDecorationType({
	backgroundColor: new ThemeColor("editor.rangeHighlightBackground"),
	isWholeLine: true,
});

/** One preview: the page that it shows, kept at what the topology says now. */
export class PreviewPanel {
	private readonly subscriptions: Disposable[] = [];
	private preview: RunbookPreview | undefined;
	private asking: CancellationTokenSource | undefined;
	private waiting: ReturnType<typeof setTimeout> | undefined;
	/** How long the last answer took, in milliseconds. */
	private duration = 0;
	/** The end of showing where a line came from. */
	private shown: Disposable | undefined;
	/** Lines that are marked because of the cursor, to send them only when they change. */
	private marked = "";

	constructor(
		private readonly host: Host,
		private readonly panel: WebviewPanel,
		private state: PreviewState,
	) {
		const { context } = host;
		panel.webview.options = { enableScripts: true, localResourceRoots: [...previewResources(context)] };
		panel.iconPath = iconOf(context);
		this.subscriptions.push(
			panel.webview.onDidReceiveMessage((message: FromPreview) => this.receive(message)),
			panel.onDidDispose(() => this.dispose()),
			window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor, true)),
		);
		panel.webview.html = previewHtml(context, panel.webview);
	}

	/** The URI of the file with the deployment block, as soon as it is known. */
	get root(): string {
		return this.preview?.root ?? this.state.uri;
	}

	onDispose(listener: () => void): void {
		this.panel.onDidDispose(listener);
	}

	reveal(): void {
		this.panel.reveal(undefined, true);
	}

	dispose(): void {
		clearTimeout(this.waiting);
		this.asking?.cancel();
		this.shown?.dispose();
		for (const subscription of this.subscriptions.splice(0)) {
			subscription.dispose();
		}
	}

	/** Asks again soon if the preview is made from one of these files. */
	filesChanged(files: readonly string[]): void {
		// Without a preview nothing tells which files would give one.
		if (!this.preview || files.some((file) => this.preview?.files.includes(file))) {
			clearTimeout(this.waiting);
			this.waiting = setTimeout(() => void this.update(), Math.max(BETWEEN_KEYS, this.duration));
		}
	}

	/** Shows the page as it is now; an answer that is still under way is for a page or a text that nobody looks at any more. */
	async update(): Promise<void> {
		clearTimeout(this.waiting);
		this.asking?.cancel();
		const asking = new CancellationTokenSource();
		this.asking = asking;
		const started = performance.now();
		try {
			const preview = await askForPreview(this.host.client, this.state.uri, this.state.page, asking.token);
			if (!asking.token.isCancellationRequested) {
				this.duration = performance.now() - started;
				this.preview = preview ?? undefined;
				this.send();
			}
		} catch (error) {
			if (!asking.token.isCancellationRequested) {
				this.host.log.error(error instanceof Error ? error : String(error));
			}
		}
	}

	private send(): void {
		const { preview } = this;
		if (!preview) {
			this.post({ kind: "nothing", message: NO_DEPLOYMENT });
			return;
		}
		const { deployment, pages, path, html, style, origins } = preview;
		this.state = { uri: preview.root, page: path };
		this.panel.title = `Runbook of ${deployment}`;
		this.marked = "";
		this.post({
			...{ kind: "show", deployment, pages, path, html, style, state: this.state },
			origins: origins.map((origin) => ({ line: origin.line, place: placeOf(origin, preview.root) })),
		});
		if (window.activeTextEditor) {
			// Who types looks at a place of the page that he chose himself.
			this.follow(window.activeTextEditor, false);
		}
	}

	private post(message: ToPreview): void {
		void this.panel.webview.postMessage(message);
	}

	private receive(message: FromPreview): void {
		switch (message.kind) {
			case "ready":
				if (this.preview) {
					this.send();
				}
				void this.update();
				return;
			case "open-page":
				this.state = { ...this.state, page: message.path };
				void this.update();
				return;
			case "open-origin": {
				const origin = this.preview?.origins.find(({ line }) => line === message.line);
				if (origin) {
					this.open(origin).catch((error: unknown) => this.host.log.error(String(error)));
				}
			}
		}
	}

	/** Shows in the text editor where a line of the page comes from. */
	private async open({ uri, range }: LineOrigin): Promise<void> {
		const document = Uri.parse(uri);
		const visible = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === document.toString());
		const besides = this.panel.viewColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
		const place = toRange(range);
		const editor = await window.showTextDocument(document, {
			viewColumn: visible?.viewColumn ?? besides,
			selection: new Range(place.start, place.start),
		});
		editor.revealRange(place, TextEditorRevealType.InCenterIfOutsideViewport);
		this.shown?.dispose();
		editor.setDecorations(shownOrigin, [place]);
		const moved = window.onDidChangeTextEditorSelection((event) => {
			if (event.textEditor === editor && !place.contains(event.selections[0] ?? place)) {
				this.shown?.dispose();
			}
		});
		this.shown = {
			dispose() {
				editor.setDecorations(shownOrigin, []);
				moved.dispose();
			},
		};
	}

	/** Marks what comes from the line of the cursor. */
	private follow({ document, selection }: TextEditor, scroll: boolean): void {
		const { preview } = this;
		if (document.languageId !== "ocs-edge" || !preview) {
			return;
		}
		const uri = document.uri.toString();
		const at = selection.active.line;
		const here = preview.origins.filter(
			({ uri: file, range }) => file === uri && range.start.line <= at && at <= range.end.line,
		);
		// Of a block and a statement in it, the statement is meant.
		const shortest = Math.min(...here.map(({ range }) => range.end.line - range.start.line));
		const lines = here
			.filter(({ range }) => range.end.line - range.start.line === shortest)
			.map((origin) => origin.line);
		const marked = JSON.stringify(lines);
		if (marked !== this.marked) {
			this.marked = marked;
			this.post({ kind: "mark", lines, scroll });
		}
	}
}

function iconOf({ extensionUri }: ExtensionContext) {
	const file = (name: string) => Uri.joinPath(extensionUri, "media", name);
	return { light: file("file-light.svg"), dark: file("file-dark.svg") };
}

/** "line 12", with the name of the file where that is not the one with the deployment block. */
function placeOf({ uri, range }: LineOrigin, root: string): string {
	const line = `line ${range.start.line + 1}`;
	return uri === root ? line : `${decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1))}, ${line}`;
}

function toRange({ start, end }: TextRange): Range {
	return new Range(start.line, start.character, end.line, end.character);
}
